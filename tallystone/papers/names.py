"""What a paper's file is called where it is kept."""

COUNTED = ("change", "handover")  # each contract has a first one


def file_name(code: str, kind: str, about: str) -> str:
    """No two papers of one business are called alike."""
    return f"{kind}-{code}-{about}.pdf" if kind in COUNTED else f"{kind}-{about}.pdf"
