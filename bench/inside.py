"""Inside an installation (its settings in the environment): `python -m bench.inside COMMAND JSON` prints JSON."""

import json
import os
import sys
from importlib import import_module

COMMANDS = {
    "migrate": "bench.installing:migrate",
    "prepare": "bench.world:prepare",
    "statements": "bench.recording:record",
    "grow": "bench.growing:grow",
    "deepen": "bench.standing:deepen",
    "deliver": "bench.standing:deliver",
    "numbers": "bench.standing:numbers",
    "papers": "bench.papers:measure",
    "scope": "bench.scope:measure",
    "prove": "bench.proving:measure",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystone.settings")
    import django

    django.setup()
    module, _, name = COMMANDS[sys.argv[1]].partition(":")
    told = getattr(import_module(module), name)(json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}"))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
