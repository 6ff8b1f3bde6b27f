"""What looks like a password or a key is found; what people write about them is left alone."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.guarded import secret_in

SECRETS = [
    "Password: hunter2!", "Das Passwort ist sommer2024", "pw = letmein", "PIN: 4711", "api key: 12ab34cd",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "AKIAIOSFODNN7EXAMPLE",
    "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "xoxb-123456789012-abcdefGHIJ", "postgres://app:s3cret@db.example/app",
    "https://files.example/x?token=8f14e45fceea167a", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN",
    "Use Xk29fLq8Zt41PwBv77Rm to get in", "d41d8cd98f00b204e9800998ecf8427e", "Contraseña: verano99", "token -> abcd1234",
]  # fmt: skip
PLAIN = [
    "The password is in the safe of the studio.", "Password: kept by Maya, she passes it on by telephone.",
    "Password: known to Rita only", "Maya asks the provider for a new account.", "https://git.example/almada/site",
    "The repository is at https://github.example/brandt/almada-website-2026, branch main.", "PIN pad at the door",
    "The token for maps ends in March; ask for a new one.", "/srv/www/studio-almada/2026-11-release/index.html",
    "Donaudampfschifffahrtsgesellschaft2026Website", "projects_2026_final_version_reviewed_by_Rita", "DE89370400440532013000",
    "Server: web-3.studioalmada.example, user maya", "", "No secret: there are none.", "https://example.com/?page=2&sort=year",
]  # fmt: skip


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_found(text):
    found = secret_in(text)
    assert found
    assert found in text


@pytest.mark.parametrize("text", PLAIN)
def test_words_about_secrets_are_left_alone(text):
    assert secret_in(text) == ""


def test_nearly_every_random_password_of_a_machine_is_found():
    some, letters = random.Random(7), string.ascii_letters + string.digits
    made = ["".join(some.choice(letters) for _ in range(32)) for _ in range(500)]
    assert sum(bool(secret_in(f"Here: {each}")) for each in made) > 480


@given(st.text(max_size=2_000))
def test_any_text_is_read(text):
    assert secret_in(text) in text


def test_a_long_text_takes_no_time():
    assert secret_in("password " * 20_000) == ""
    assert secret_in("a" * 200_000) == ""
    assert secret_in("https://" + "a:" * 50_000) == ""
