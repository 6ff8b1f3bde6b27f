"""What a paper's file is called where it is kept."""


def file_name(code: str, kind: str, about: str) -> str:
    """No two papers of one business are called alike."""
    return f"change-{code}-{about}.pdf" if kind == "change" else f"{kind}-{about}.pdf"
