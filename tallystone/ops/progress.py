"""Progress of long work: bars on standard error where that is a terminal, nothing anywhere else."""

import sys

from rich.console import Console
from rich.progress import Progress


def bars_on_terminal(wanted: bool = True) -> Progress:
    """To be used as `with bars_on_terminal() as bars`; standard output stays for what was asked for."""
    return Progress(console=Console(stderr=True), disable=not (wanted and sys.stderr.isatty()), transient=True)
