"""Texts that must not hold a password or a key: what looks like one is found, by rule, before it is kept anywhere."""

import math
import re
from collections import Counter

NAMED = re.compile(
    r"(?i)\b(?:pass(?:word|wort|phrase|code)?|pwd|pw|kennwort|mot de passe|contrase[nñ]a|senha|palavra-passe|wachtwoord|"
    r"secret|api[ _-]?key|access[ _-]?key|token|pin|puk|recovery code)\b"
    r"\s*(?P<sign>is|ist|=|:|→|->)\s*[\"'“`]?([^\s\"'”`]{4,})"
)
MARKED = re.compile(
    r"-----BEGIN [A-Z ]*(?:PRIVATE KEY|PGP MESSAGE)"
    r"|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abpors]-|sk_live_|rk_live_|sk-|pk_live_|whsec_|AKIA|ASIA|AIza|ya29\.|SG\.|npm_|pypi-|hf_|shpat_)"
    r"[A-Za-z0-9_\-.]{8,}"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
)
IN_ADDRESS = re.compile(
    r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@]+:([^\s/@]+)@|[?&](?:token|key|secret|password|sig|signature)=([^\s&#]{6,})"
)
LONG = re.compile(r"[A-Za-z0-9+=_\-]{20,}")
WHERE = re.compile(
    r"(?i)^(?:in|at|with|from|see|kept|by|to|on|via|only|known|sent|held|stays?|is|will|was|there|none|no|not|bei|im)\b"
)
LEAST_BITS_OF_HEX = 2.5
LEAST_BITS = 3.6  # of a random text a letter; words and names stay below


def secret_in(text: str) -> str:
    """The piece of a text that looks like a password or key, or nothing."""
    for pattern in (MARKED, IN_ADDRESS, NAMED):
        for found in pattern.finditer(text):
            piece = next((group for group in reversed(found.groups()) if group), found[0])
            if pattern is not NAMED or not _plain(piece.rstrip(".,;)"), found["sign"]):
                return piece
    return next((piece for piece in LONG.findall(text) if _random(piece)), "")


def _plain(piece: str, sign: str) -> bool:
    """Is it said in words what becomes of it? `Password: in the safe` and `the password is unknown` belong here."""
    return bool(WHERE.match(piece)) or (sign.isalpha() and piece.isalpha())


def _random(piece: str) -> bool:
    """Letters of both sizes and digits, as no word has them; or a long row of hexadecimal digits."""
    if re.fullmatch(r"[0-9a-f]{32,}|[0-9A-F]{32,}", piece):
        return _bits(piece) >= LEAST_BITS_OF_HEX
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = all(any(kind(letter) for letter in piece) for kind in kinds)
    return mixed and not _in_words(piece) and _bits(piece) >= LEAST_BITS


def _in_words(piece: str) -> bool:
    """Names such as "Almada-Website-2026_Final" are made of words and of numbers, parted from each other."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+", piece)
    return sum(map(len, parts)) / len(parts) >= 4 if parts else False


def _bits(piece: str) -> float:
    shares = [count / len(piece) for count in Counter(piece).values()]
    return -sum(share * math.log2(share) for share in shares)
