"""People's words beside the record: the record holds their hash, the words themselves can be erased."""

import hashlib

from tallystone.core.value import value


@value
class Words:
    """A text with its salt; without the salt a short text could be guessed from its hash."""

    text: str
    salt: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(f"{self.salt}\n{self.text}".encode()).hexdigest()
