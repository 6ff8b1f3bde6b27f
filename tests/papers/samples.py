"""Papers of one small job, in the shape that papers/data.py wants: the tests' and the eye's."""

from dataclasses import asdict
from datetime import date, timedelta

from tallystone.papers import data, qr, road
from tallystone.papers.track_record import Line, TrackData

MAYA = data.Party(
    role="Freelancer",
    name="Maya Lindqvist Studio",
    address="Rua das Flores 12\n1200-195 Lisboa\nPortugal",
    tax_number="PT 245 678 901",
    email="maya@lindqvist.example",
)
ELENA = data.Party(
    role="Client", name="Harbour & Co. GmbH", address="Am Sandtorkai 4\n20457 Hamburg\nGermany", tax_number="DE 811 234 567"
)
HASH = "9f3a12c8b1d04e7fa6c25be0917d3384c0ffee5e11a77b29d6e43f10825c9bd7"
HEAD = "07be44d1a93c5f6280e1b7d9c3f4a58260d97e1b3f8c4a2d5e60718293a4b5c6"
IBAN = "PT50000201231234567890154"
MOMENT = 1_772_530_200

TITLES = ("Find out what visitors need", "Draw the pages", "Build the pages", "Go live and hand over")
LONG = (
    "A clickable draft of the start page, the timetable and the booking page, for a phone and for a wide screen, in the "
    "colours of the harbour, with the texts that are there today."
)


def milestones(count: int = 4, **changed) -> tuple[data.Milestone, ...]:
    start = date(2026, 3, 3)
    dues = [start + timedelta(days=14 * (at + 1) + 5 * (at % 3)) for at in range(count)]
    return tuple(
        data.Milestone(
            **{
                "number": str(at + 1),
                "title": TITLES[at % 4],
                "due": f"{due.day} {due:%b %Y}",
                "price": "€1,200.00",
                "total": "€1,476.00",
                "tax": "€276.00",
                "deliverables": LONG,
                "criteria": (
                    "Each page opens in under two seconds on a phone.",
                    "Elena’s team can change a departure time alone.",
                ),
                "place": place,
            }
            | changed
        )
        for at, (due, place) in enumerate(zip(dues, road.places(start, dues), strict=True))
    )


def agreement(**changed) -> dict:
    given = {
        "lang": "en",
        "issued": MOMENT,
        "code": "K7Q2M4",
        "title": "A new website for the harbour ferry",
        "subtitle": "between Maya Lindqvist Studio and Harbour & Co. GmbH, agreed on 3 March 2026",
        "parties": (MAYA, ELENA),
        "clauses": CLAUSES,
        "milestones": milestones(),
        "totals": TOTALS,
        "agreed": CONSENTS,
        "terms_hash": HASH,
        "head": HEAD,
        "calendar": CALENDAR,
        "start": "3 Mar 2026",
    }
    return asdict(data.AgreementData(**given | changed))


def invoice(**changed) -> dict:
    given = {
        "lang": "en",
        "issued": MOMENT,
        "title": "Invoice",
        "number": "2026-0042",
        "seller": MAYA,
        "buyer": ELENA,
        "issued_on": "3 April 2026",
        "supplied_on": "1 April 2026",
        "due_on": "17 April 2026",
        "subject": "A new website for the harbour ferry, milestone 2 (contract K7Q2M4)",
        "lines": (data.Line(text="Draw the pages", detail="Accepted on 1 April 2026", net="€1,200.00"),),
        "net": "€1,200.00",
        "taxes": (data.Amount(label="VAT 23 % on €1,200.00", amount="€276.00"),),
        "gross": "€1,476.00",
        "deductions": (data.Amount(label="Already paid by deposit invoice 2026-0038", amount="−€500.00"),),
        "due": "€976.00",
        "bank": data.Bank(holder="Maya Lindqvist", iban=qr.grouped(IBAN), bic="CGDIPTPL", reference=qr.reference("2026-0042")),
        "qr": qr.payment(name="Maya Lindqvist", iban=IBAN, amount_minor=97600, currency="EUR", number="2026-0042") or "",
    }
    return asdict(data.InvoiceData(**given | changed))


def change(**changed) -> dict:
    given = {
        "lang": "en",
        "issued": MOMENT,
        "code": "K7Q2M4",
        "number": "1",
        "title": "A new website for the harbour ferry",
        "subtitle": "between Maya Lindqvist Studio and Harbour & Co. GmbH, agreed on 20 March 2026",
        "parties": (MAYA, ELENA),
        "short": ("Milestone 2: due 7 April 2026, was 31 March 2026; price unchanged.",),
        "effects": (data.Effect(label="Dates", sentences=("Milestone 2 comes a week later.",)),),
        "fields": (data.Changed(part="Milestone 2", label="Due", was="31 March 2026", now="7 April 2026"),),
        "milestones": milestones(),
        "totals": TOTALS,
        "agreed": CONSENTS,
        "terms_was": HASH,
        "terms_hash": HEAD,
        "head": HEAD,
    }
    return asdict(data.ChangeData(**given | changed))


def statement(**changed) -> dict:
    settled = tuple(
        data.Settled(
            number=one.number,
            title=one.title,
            price=one.price,
            tax="€276.00",
            total=one.total,
            accepted="1 April 2026, 16:20 (Lisbon)",
            how="by Elena Ruiz" if one.number != "3" else "deemed accepted: the review time ended in silence on 1 April 2026",
            invoices=f"2026-00{40 + int(one.number)}",
            paid="9 April 2026",
            date=one.due,
            place=one.place,
        )
        for one in changed.pop("milestones", milestones())
    )
    given = {
        "lang": "en",
        "issued": MOMENT,
        "code": "K7Q2M4",
        "title": "A new website for the harbour ferry",
        "subtitle": "Maya Lindqvist Studio for Harbour & Co. GmbH, completed on 3 May 2026",
        "parties": (MAYA, ELENA),
        "agreed": (data.Fact(label="Agreed", value="3 March 2026"), data.Fact(label="Price", value="€4,800.00 net")),
        "milestones": settled,
        "totals": TOTALS,
        "terms_hash": HASH,
        "head": HEAD,
        "start": "3 Mar 2026",
        "closing": "Completed on 3 May 2026. Nothing is left to do or to pay.",
    }
    return asdict(data.StatementData(**given | changed))


def track(**changed) -> dict:
    given = {
        "lang": "en",
        "issued": MOMENT,
        "title": "Track record",
        "subtitle": "Maya Lindqvist Studio, 3 May 2026",
        "business": "Maya Lindqvist Studio",
        "day": "3 May 2026",
        "entries": HASH,
        "figures": (
            Line(title="On time", large="7 of 8", small="0 to 3 days late", meaning="Delays by the client are taken out."),
            Line(title="Clean exits", large="1 of 1", small="", meaning="At a boundary, with a complete handover."),
        ),
        "rests": ("Three different clients.", "The largest has 40 % of the contracts."),
    }
    return asdict(TrackData(**given | changed))


def handover(**changed) -> dict:
    given = {
        "lang": "en",
        "issued": MOMENT,
        "code": "K7Q2M4",
        "title": "A new website for the harbour ferry",
        "subtitle": "Handover from Maya Lindqvist Studio to Harbour & Co. GmbH, 3 March 2026",
        "parties": (MAYA, ELENA),
        "state": "Complete",
        "knowing": "Texts come from Rita.",
        "first": "Finish the menu.",
        "problems": "No problem is known.",
        "stages": tuple(
            data.HandedStage(
                number=one.number, title=one.title, about="Started, due on 17 March 2026",
                criteria=(data.Fact(label="Not met", value="The menu covers the text"),),
                last="Delivery 1, 10 March 2026", note="The first pages.", files=("menu.png",), standing="Half of it is drawn.",
            )
            for one in changed.pop("milestones", milestones())
        ),
        "places": (data.Fact(label="Sources", value="In the repository of the studio"),),
        "access": (data.Fact(label="Hosting", value="is passed on: by the provider"),),
        "questions": (data.Fact(label="Milestone 2", value="By year or by place?"),),
        "decisions": (data.Fact(label="Milestone 1, 9 March 2026", value="Which of the two?\nThe first."),),
        "duties": (data.Fact(label="Done", value="The logo"),),
        "document": HASH,
        "head": HEAD,
    }  # fmt: skip
    return asdict(data.HandoverData(**given | changed))


CLAUSES = (
    data.Clause(title="Background", text="The ferry’s website is nine years old and cannot be read on a phone. " * 3),
    data.Clause(
        title="In scope", points=(data.Point(text="Start page, timetable, booking page"), data.Point(text="German and English"))
    ),
    data.Clause(title="Out of scope", points=(data.Point(text="The booking system behind the page"),)),
    data.Clause(
        title="What Harbour & Co. GmbH does",
        points=(data.Point(text="Gives the photographs", due="10 March 2026"), data.Point(text="Names one person who decides")),
    ),
    data.Clause(
        title="Payment", text="Each milestone is paid into the account of Maya Lindqvist Studio before its work starts."
    ),
)
TOTALS = (
    data.Amount(label="Net", amount="€4,800.00"),
    data.Amount(label="VAT 23 %", amount="€1,104.00"),
    data.Amount(label="Total", amount="€5,904.00"),
)
CONSENTS = tuple(
    data.Consent(
        role=role, name=name, at="3 March 2026, 09:30 (Lisbon)", how="Name typed, confirmed with a code mailed to this side"
    )
    for role, name in (("Freelancer", "Maya Lindqvist"), ("Client", "Elena Ruiz"))
)
CALENDAR = (
    data.Day(date="10 March 2026", what="Photographs are given", who="Harbour & Co. GmbH"),
    data.Day(date="17 March 2026", what="1 Find out what visitors need", who="Maya Lindqvist Studio"),
)
