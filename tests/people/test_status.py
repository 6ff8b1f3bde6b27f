"""Status links: shown again as often as wanted, found by their hash alone, over when revoked."""

from tallystone.people import status
from tallystone.people.models import StatusLink


def token_of(address: str) -> str:
    return address.rsplit("/", 1)[1]


def test_link_is_found_and_shown_again(cast, settings):
    settings.BASE_URL = "https://tally.example"
    address = status.make("K7Q2M4", "client", cast.maya)
    assert address.startswith("https://tally.example/")
    assert status.make("K7Q2M4", "client", cast.maya) == address
    assert [one.url for one in status.links_of("K7Q2M4", "client")] == [address]
    assert status.find(token_of(address)).code == "K7Q2M4"


def test_token_is_kept_nowhere(cast):
    token = token_of(status.make("K7Q2M4", "client", cast.maya))
    assert token not in str(StatusLink.objects.values().get())


def test_each_side_and_contract_has_its_own(cast):
    addresses = {
        status.make("K7Q2M4", "client", cast.maya),
        status.make("K7Q2M4", "freelancer", cast.jonas),
        status.make("AAAA22", "client", cast.maya),
    }
    assert len(addresses) == 3
    assert len(status.links_of("K7Q2M4", "client")) == 1


def test_revoked_link_finds_nothing_and_the_next_is_another(cast):
    address = status.make("K7Q2M4", "client", cast.maya)
    status.revoke("K7Q2M4", "freelancer")
    assert status.find(token_of(address))
    status.revoke("K7Q2M4", "client")
    assert status.find(token_of(address)) is None
    assert status.links_of("K7Q2M4", "client") == []
    assert status.make("K7Q2M4", "client", cast.maya) != address


def test_nonsense_finds_nothing(db):
    assert status.find("") is None
    assert status.find("x" * 43) is None
