"""The benchmark: what Tallystone costs, against the plainest thing that does the same, measured in turn in one run."""
