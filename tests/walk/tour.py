"""The tour: the addresses of every page, for each kind of reader, in the demo world."""

from datetime import UTC, datetime

from django.urls import reverse

from tallystone.acting.door import new_act_id, perform
from tallystone.books.models import Contract
from tallystone.core import acts
from tallystone.core.state import By
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.files.models import Upload
from tallystone.hours import importing
from tallystone.hours.importing import Choices
from tallystone.hours.models import Worked
from tallystone.journal import chain, prose
from tallystone.notices import feeds, letters, rhythm
from tallystone.notices.models import Letter
from tallystone.ops import demo, stories
from tallystone.people import mediators, passes, status
from tallystone.people.models import Business, Member, Pass, Person
from tallystone.planning.template import markdown_of, templates
from tallystone.plans.models import OwnTemplate

JONAS, MAYA, PRIYA = "jonas@brandt.example", "maya@almada.example", "priya@kestrel.example"
INES = "ines@rocha.example"
MEDIATOR = "helena@mediate.example"
LEA, TESS = "lea@brandt.example", "tess@kestrel.example"
TITLES = {
    "cards": "Menu cards with a code",
    "website": "A website for Studio Almada", "photographs": "Pictures for the autumn roast",
    "mark": "A mark for Kestrel Coffee", "booking": "A booking form for tastings",
    "articles": "Four articles about small buildings", "labels": "Labels for twelve coffees",
    "care": "Care for the Kestrel shop", "film": "A film about three houses", "below": "The film",
    "passing-on": "Menu cards with a code",
    "guide": "An illustrated walk through Almada", "roast": "A short film about the roast",
    "orders": "Wholesale orders from cafés",
}  # fmt: skip
# Not here: what answers machines, sends a file or only takes what is posted; and where a code is awaited (the life's pages).
NO_PAGES = {
    "healthz", "readyz", "robots", "security", "letter-html", "logo", "file", "paper", "news", "upload", "uploads", "sign-out",
    "succession", "succession-file", "circle-one",  # there once somebody was chosen: played in test_handing.py
    "arriving", "arriving-file", "dispute-file", "mediation-file", "mediation-given",
    "status-make", "status-revoke", "drafts-new-sums", "draft-sums", "counter-sums", "draft-delete", "draft-bring-back",
    "ask-to-agree", "draft-rebase", "notes", "note", "difference",
    "members-revoke", "act-for",
    "calendar-make", "calendar-revoke", "calendar", "date",
    "offer-change-sums", "pass-up", "captures", "capture",
    "hours-csv", "hours-undo", "hours-timer", "hours-limit",
    "sign-in-code", "settings-address-code", "draft-left", "draft-undo-plan", "draft-text", "contract-text",
    "template-file", "template-delete", "template-bring-back", "template-rename", "time-off-delete", "time-off-bring-back",
}  # fmt: skip


def build() -> dict[str, list[str]]:
    """Load the demo world and add what it lacks; the addresses by reader ("" is nobody signed in)."""
    demo.load(progress=False)
    codes = {key: Contract.objects.get(title=title).code for key, title in TITLES.items()}
    draft = _draft()
    link = status.make(codes["website"], "client", Person.objects.get(email=MAYA))
    Person.objects.create_user("new@nobody.example", name="")
    stop = letters.stop_address(rhythm.wish_of(Person.objects.get(email=MAYA).pk))
    feeds.make(Person.objects.get(email=JONAS))
    return {
        "": [
            *_signed_out(),
            link,
            stop,
            passes.invite(MAYA, codes["articles"]),
            _join(),
            _called(codes["orders"]),
            "/in/never-was",
        ],
        JONAS: _given_on(codes)
        + _handed(codes)
        + _freelancer(codes, draft)
        + _settings()
        + _members(codes["booking"])
        + _hours(codes["care"])
        + _disputed(codes["orders"], "offer-split", "accept-split", "chargeback"),
        LEA: ["/", f"/contracts/{codes['booking']}", f"/contracts/{codes['booking']}/milestones/1", "/settings"],
        TESS: ["/", f"/contracts/{codes['booking']}", f"/contracts/{codes['mark']}", f"/contracts/{codes['mark']}/terms"],
        MAYA: _mayas(codes),
        PRIYA: _priyas(codes),
        INES: _below(codes["below"]),
        MEDIATOR: ["/mediate", f"/mediate/{codes['orders']}/1"],
        "new@nobody.example": ["/welcome", "/", "/drafts", "/settings"],
    }


def _mayas(codes: dict[str, str]) -> list[str]:
    film = f"/contracts/{codes['film']}/milestones"
    return [
        *(f"{film}/{rest}" for rest in ("1", "1/consent-subcontract", "1/refuse-subcontract")),
        *_client(codes),
        *_leaving(codes["guide"]),
        *(f"/contracts/{codes['website']}/{part}" for part in ("changes/1", "offer-change")),
    ]


def _priyas(codes: dict[str, str]) -> list[str]:
    booking, care, roast = (f"/contracts/{codes[key]}" for key in ("booking", "care", "roast"))
    return [
        "/",
        *_acts(codes["mark"], 0, "withdraw"),
        *_acts(codes["booking"], 1),
        *_disputed(codes["orders"], "withdraw-dispute", "accept-split"),
        *(f"{booking}/{part}" for part in ("change", "changes", "accept-change", "decline-change")),
        f"/contracts/{codes['mark']}",
        *(f"{care}{rest}" for rest in ("", "/milestones/2", "/hours", "/standing", "/leave", "/leave?why=health")),
        *(f"{care}/{part}" for part in ("offer-exit", "end-for-cause")),
        *(f"{roast}{rest}" for rest in ("", "/standing")),
    ]


def _below(code: str) -> list[str]:
    """What a subcontractor reads."""
    there = f"/contracts/{code}"
    return ["/", there, f"{there}/terms", f"{there}/milestones/1", f"{there}/history"]


def _given_on(codes: dict[str, str]) -> list[str]:
    """What was given on and what may be, and the client's answers."""
    film, below = f"/contracts/{codes['film']}/milestones", f"/contracts/{codes['below']}"
    return [
        *(f"{film}/{rest}" for rest in ("1", "2", "1/subcontract", "2/subcontract", "2/ask-subcontract")),
        f"{film}/1/deliver?from={codes['below']}-1", below, f"{below}/milestones/1", f"{below}/offer-change",
    ]  # fmt: skip


def _handed(codes: dict[str, str]) -> list[str]:
    """A handover, who was named to go on, the people one has worked with, and the files of a contract."""
    cards, website = f"/contracts/{codes['cards']}", f"/contracts/{codes['website']}"
    return [cards, f"{cards}/handover", f"{cards}/successors", f"{website}/files", "/settings/circle"]


def _leaving(code: str) -> list[str]:
    """An exit on offer, and what can be answered to it."""
    return [f"/contracts/{code}{rest}" for rest in ("", "/standing", "/accept-exit", "/counter-exit", "/withdraw-exit")]


def _called(code: str) -> str:
    """Priya has called the mediator: the link in the letter to her."""
    terms = prose.kept(chain.fold(code).terms)
    priya = Person.objects.get(email=PRIYA)
    perform(code, acts.CallMediator(1, prose.words(MEDIATOR), terms), By("client", priya.pk), new_act_id())
    row = mediators.call(code, 1, 1, MEDIATOR, datetime.now(UTC))
    return mediators.link(row) if row else ""


def _disputed(code: str, *parts: str) -> list[str]:
    return [f"/contracts/{code}/milestones/1/{part}" for part in ("in-dispute", *parts)]


def _join() -> str:
    """An invitation to Jonas's business, for somebody new."""
    own, jonas = Business.objects.get(name="Jonas Brandt Webdesign"), Person.objects.get(email=JONAS)
    token = passes.make_link(Pass.JOIN, "tom@brandt.example", business=own, role="member", made_by=jonas)
    return reverse("join", args=[token])


def _members(booking: str) -> list[str]:
    own = Business.objects.get(name="Jonas Brandt Webdesign")
    here, lea = f"/settings/members/{own.pk}", Member.objects.get(person__email=LEA).pk
    pages = [here, f"{here}/invite", *(f"{here}/{lea}{part}" for part in ("", "/owner", "/remove"))]
    return [*pages, *_acts(booking, 0, "introduce-member", "hand-to-member")]


def _hours(code: str) -> list[str]:
    """The desk of hours, a week of them, an entry, a contract's, a file on its way in, what an hour earned."""
    entry = Worked.objects.filter(code=code, milestone=2).latest("start")
    text = "Start date,Start time,Duration,Description,Project,Tags\n2026-03-03,09:00,01:00,Plan,Shop,\n"
    by, now = By("freelancer", entry.person_id), datetime.now(UTC)
    row = importing.keep(code, by, "hours.csv", text.encode(), Choices({"day": 0, "start": 1, "length": 2}, "UTC"), now)
    there = f"/contracts/{code}"
    return [
        "/hours", "/hours?week=2020-W01", "/hours/log", f"/hours/entries/{entry.key}", "/earned", there, f"{there}/hours",
        f"{there}/milestones/2", f"{there}/hours/import", f"{there}/hours/import/{row.key}",
    ]  # fmt: skip


def _signed_out() -> list[str]:
    return ["/", "/sign-in", "/nowhere", "/outbox", reverse("letter", args=[Letter.objects.latest("pk").pk])]


def _draft() -> int:
    """A draft of Jonas's for Maya, complete, to be read before it is sent."""
    own = Business.objects.get(name="Jonas Brandt Webdesign")
    terms = stories.articles(datetime.now(UTC).date()).terms
    typed = spelled(terms, ".", datetime.now(UTC).date()) | {"client_email": MAYA, "client_name": "Maya Serrano"}
    person = Member.objects.filter(business=own).first().person
    return Draft.objects.create(business=own, person=person, typed=typed, act_id=new_act_id()).pk


def _template() -> str:
    """A template of Jonas's own."""
    own, text = Business.objects.get(name="Jonas Brandt Webdesign"), markdown_of(templates()["video"])
    return OwnTemplate.objects.get_or_create(business=own, name="Films", defaults={"text": text, "act_id": new_act_id()})[0].key


def _freelancer(codes: dict[str, str], draft: int) -> list[str]:
    website, booking = codes["website"], codes["booking"]
    return [
        *("/", "/?state=done", "/?search=nothing+like+this", "/nowhere", "/drafts", "/drafts/new", "/welcome/invoices"),
        *(
            "/templates",
            "/templates?search=zeppelin",
            "/templates/website",
            "/templates/website?total=9000",
            "/templates/import",
        ),
        *(f"/templates/{_template()}", f"/templates/{_template()}/edit", "/drafts/bring", "/settings/time-off"),
        *(f"/drafts/{draft}/{part}" for part in ("suggest", "odds", "exposure", "exposure?limit=900", "template")),
        *(f"/contracts/{website}/{part}" for part in ("odds", "exposure", "template")),
        *(f"/drafts/{draft}", f"/drafts/{draft}/preview", f"/contracts/{codes['mark']}/counter"),
        *(f"/contracts/{code}" for code in codes.values()),
        *(f"/contracts/{website}/{part}" for part in ("terms", "history", "compare", "counter")),
        *(f"/contracts/{website}/milestones/{number}" for number in (1, 2, 3)),
        *_acts(codes["mark"], 0, "agree", "decline", "comment", "comment?about=milestone:2", "comment?answers=2"),
        *(
            f"/contracts/{codes['mark']}/{part}"
            for part in ("compare", "compare?was=1&view=inline", "compare?version=1", "comments")
        ),
        f"/contracts/{codes['mark']}/resolve-comment?comment=2",
        *_acts(codes["articles"], 0, "withdraw"),
        *_acts(website, 2, "retract", "accept"),
        *_acts(website, 3, "ask-funding"),
        *_acts(booking, 1, "report", "deliver", "start", "ask", "answer", "decide"),
        *_acts(booking, 0, "fulfil-duty", "reopen-duty"),
        *_acts(website, 3, "withdraw-question"),
        f"/contracts/{booking}/milestones/1",
        f"/contracts/{codes['labels']}/milestones/1",
        f"/contracts/{codes['labels']}/milestones/1/deliver",
    ]


def _client(codes: dict[str, str]) -> list[str]:
    website, articles = codes["website"], codes["articles"]
    return [
        *("/", "/drafts", f"/contracts/{website}", f"/contracts/{articles}", f"/contracts/{articles}/terms"),
        *(f"/contracts/{website}/milestones/2", f"/contracts/{articles}/counter", f"/contracts/{articles}/exposure"),
        *_acts(articles, 0, "agree", "decline"),
        *_acts(website, 2, "accept", "ask-changes", "accept-part"),
        *(f"/contracts/{website}/milestones/1/{part}" for part in ("compare", *_compared(website))),
        *(_looked(website, name) for name in ("home.png", "style-sheet.pdf", "contrast.csv", "pages.zip")),
        *_acts(website, 3, "answer"),
        *_acts(website, 0, "fulfil-duty"),
        *("/settings", f"/settings/client/{chain.fold(website).client}"),
    ]


def _looked(code: str, name: str) -> str:
    """The page on which notes are pinned to a file under review."""
    upload = Upload.objects.get(code=code, milestone=2, name=name)
    return f"/contracts/{code}/milestones/2/look/{upload.blob_id}"


def _compared(code: str) -> list[str]:
    """The other file that changed between two deliveries."""
    text = Upload.objects.get(code=code, milestone=1, name="site-map-2.md")
    return [f"compare?from=1&to=2&file={text.blob_id}"]


def _acts(code: str, number: int, *acts: str) -> list[str]:
    place = f"/contracts/{code}/milestones/{number}" if number else f"/contracts/{code}"
    return [f"{place}/{act}" for act in acts]


def _settings() -> list[str]:
    parts = ("you", "letters", "business", "tax", "bank", "logo", "address")
    return ["/settings", *(f"/settings/{part}" for part in parts)]
