"""Both sides as a text names them."""

from tallystone.core.value import value


@value
class Party:
    """One side as the text names it; all of it may be empty."""

    name: str = ""
    person: str = ""
    email: str = ""
    address: str = ""
    country: str = ""
    tax_number: str = ""


@value
class Parties:
    """Both sides."""

    freelancer: Party = Party()
    client: Party = Party()
