"""What every answer says to a browser, which cookies it gets, and whose word about hosts and places counts."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse

from tallystone.files import bound
from tallystone.notices.models import Letter
from tallystone.people import limits
from tests import cast as lives
from tests.people.browsers import sign_in
from tests.security.routes import POLICIES, names
from tests.security.world import World, everything, world

pytestmark = pytest.mark.django_db
STRICT = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


@pytest.fixture
def here() -> World:
    return world()


def all_pages(here: World) -> list[tuple[str, str]]:
    """Every page that can be asked for, by who sees most of it."""
    plain = [("jonas", _address(name)) for name in names("public", "signed-in") if name != "sign-out"]
    within = [("jonas", each) for name in names("own", "party", "freelancer") for each in here.addresses(name)]
    theirs = [("maya", each) for name in names("own", "party") for each in here.addresses(name)]
    theirs += [("helena", each) for name in names("mediator") for each in here.addresses(name)]
    tokens = [("stranger", f"/status/{here.status}"), ("stranger", f"/in/{here.invite}"), ("stranger", "/nothing-here")]
    return plain + within + theirs + tokens + [("stranger", each) for _who, each in plain]


def _address(name: str) -> str:
    return reverse(name)


def policy(answer) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


def test_every_answer_is_strict(here):
    """Nothing from elsewhere, nothing inline, in no frame, guessed as nothing else, kept by nobody else."""
    for who, address in all_pages(here):
        answer = here.browsers[who].get(address)
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["X-Frame-Options"] == "DENY", address
        assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}, address
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "private" in answer["Cache-Control"], address
        assert "unsafe" not in answer["Content-Security-Policy"] or address.endswith(".pdf"), address
        given = policy(answer)
        assert "frame-ancestors 'none'" in given or "sandbox" in given, address
        assert given == STRICT or "default-src 'none'" in given, address


def test_pages_with_words_are_never_kept_by_caches(here):
    for who, address in all_pages(here):
        answer = here.browsers[who].get(address)
        if answer["Content-Type"].startswith("text/html"):
            assert "no-store" in answer["Cache-Control"], address


def test_letters_of_a_demo_are_in_a_sandbox(settings):
    settings.DEMO = True
    Client().post("/sign-in", {"email": lives.MAYA})
    number = Letter.objects.get().pk
    answer = Client().get(f"/outbox/{number}/html")
    assert policy(answer) >= {"default-src 'none'", "frame-ancestors 'self'"}
    assert any(part.startswith("sandbox") and "allow-scripts" not in part for part in policy(answer))


def test_no_request_from_another_site_counts(here):
    """Without its own token, every form of every route refuses, whoever is signed in; nothing changes."""
    before = everything()
    pairs = [(who, address) for who, address in all_pages(here) if not address.startswith("/nothing")]
    for who, address in pairs:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = here.browsers[who].cookies
        for answer in (
            browser.post(address),
            browser.post(address, {"csrfmiddlewaretoken": "x" * 64}),
            browser.delete(address),
        ):
            assert answer.status_code in {403, 404, 405}, address
    assert everything() == before


def test_a_token_with_another_sites_origin_is_refused(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/sign-in")
    token = browser.cookies["csrftoken"].value
    for origin in ("https://evil.example", "null", "http://testserver.evil.example", "http://testserver:81"):
        answer = browser.post("/sign-in", {"email": lives.MAYA, "csrfmiddlewaretoken": token}, HTTP_ORIGIN=origin)
        assert answer.status_code == 403
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "evil.example:80", "testserver@evil.example", "", "[::1]x"]
)
def test_a_host_that_is_not_ours_gets_nothing(here, host):
    """Else a name that is made to point here could read what a page of ours says, a demo's letters above all."""
    for who, address in (("stranger", "/"), ("jonas", "/"), ("stranger", "/sign-in"), ("stranger", f"/status/{here.status}")):
        assert here.browsers[who].get(address, HTTP_HOST=host).status_code == 400
    assert Client().post("/sign-in", {"email": lives.MAYA}, HTTP_HOST=host).status_code in {400, 403}
    assert Client().get("/healthz", HTTP_HOST=host).status_code == 200
    assert not Letter.objects.exists()


FORGED = (
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
    "HTTP_X_HOST",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_ORIGINAL_URL",
    "HTTP_X_REWRITE_URL",
)


def test_forged_hosts_stand_nowhere(here):
    for head, address in product(FORGED, ("/", "/sign-in", f"/contracts/{here.life.code}", f"/status/{here.status}")):
        answer = here.browsers["jonas"].get(address, **{head: "host=evil.example"})
        assert answer.status_code in {200, 302}
        assert b"evil.example" not in answer.content
        assert "evil.example" not in answer.get("Location", "")
    Client().post("/sign-in", {"email": lives.MAYA}, **dict.fromkeys(FORGED, "evil.example"))
    letter = Letter.objects.get()
    assert "evil.example" not in letter.text + letter.html


def test_forged_places_lift_no_limit(db, monkeypatch):
    """From one address, with another X-Forwarded-For each time: counted as one place."""
    monkeypatch.setattr(limits, "MAILS_FROM_A_PLACE", 3)
    answers = [_asked(n, f"10.0.0.{n}, 2001:db8::{n}").status_code for n in range(6)]
    assert answers == [303] * 3 + [422] * 3


def _asked(n: int, forwarded: str):
    forged = {"HTTP_X_FORWARDED_FOR": forwarded, "HTTP_X_REAL_IP": forwarded, "HTTP_FORWARDED": f"for={forwarded}"}
    return Client().post("/sign-in", {"email": f"n{n}@outside.example"}, **forged)


ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "\\\\evil.example", "javascript:alert(1)",
    "http:evil.example", "/%09/evil.example", "///evil.example", " //evil.example", "\x01//evil.example", "/\n/evil.example",
    "https:/evil.example", "data:text/html,x",
)  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_elsewhere(cast, address):
    browser = Client()
    answer = sign_in(browser, lives.JONAS, next=address)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\", "/\t", "/\n"))
    again = browser.get("/sign-in", {"next": address})
    assert again["Location"].startswith("/")
    assert not again["Location"].startswith(("//", "/\\"))


def test_cookies_are_for_the_server_and_this_site_alone(cast):
    browser = Client()
    sign_in(browser, lives.JONAS)
    assert set(browser.cookies) == {"sessionid", "csrftoken", "browser"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


SECURE = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
)


def settings_with(tmp_path, **environment) -> dict:
    """The product's own settings as a process with this environment has them."""
    code = f"import json; from tallystone import settings as s; print(json.dumps({{n: getattr(s, n) for n in {SECURE!r}}}))"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = {**kept, "TALLYSTONE_DATA": str(tmp_path), "PYTHONPATH": str(Path.cwd()), **environment}
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_with_https_everything_is_secure(tmp_path):
    given = settings_with(tmp_path, TALLYSTONE_URL="https://tally.example", TALLYSTONE_PROXIES="1")
    assert given["SESSION_COOKIE_SECURE"]
    assert given["CSRF_COOKIE_SECURE"]
    assert given["SECURE"]
    assert given["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert given["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert given["ALLOWED_HOSTS"] == ["tally.example"]


def test_without_a_proxy_nobody_says_that_it_was_https(tmp_path):
    given = settings_with(tmp_path, TALLYSTONE_URL="https://tally.example:8443")
    assert given["SECURE_PROXY_SSL_HEADER"] is None
    assert given["ALLOWED_HOSTS"] == ["tally.example"]
    assert settings_with(tmp_path)["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


def test_the_browser_cookie_is_secure_too(cast, settings):
    settings.SECURE = True
    browser = Client()
    browser.post("/sign-in", {"email": lives.JONAS})
    assert browser.cookies["browser"]["secure"]


def test_a_stranger_cannot_fill_the_disk(db):
    """What a form brings along as files is dropped beyond a few megabytes, also where nobody looks at it."""
    written = []

    class Watched(TemporaryUploadedFile):
        def write(self, data):
            written.append(len(data))
            return self.file.write(data)

    big = [SimpleUploadedFile(f"{n}.bin", b"x" * (bound.MOST // 2)) for n in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", Watched)
        assert Client().post("/sign-in", {"email": "a@outside.example", "x": big}).status_code == 303
    assert 0 < sum(written) <= bound.MOST


def test_every_policy_is_known():
    assert set(POLICIES.values()) == {"public", "demo", "token", "signed-in", "own", "party", "freelancer", "mediator"}
