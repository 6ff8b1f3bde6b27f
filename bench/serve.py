"""`tallystone`, without having to be installed."""

from tallystone.ops.command import main

if __name__ == "__main__":
    main()
