"""What the demo's freelancer shows: steps by which clients allow it, a profile with two samples, a collection for a prospect."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tallystone.books.models import Contract, Shown
from tallystone.journal import chain
from tallystone.ops.story import Step, Story
from tallystone.people.models import Business
from tallystone.showcase import links, making
from tallystone.showcase.models import Profile, Sample, Word

SHOWN = {
    "website": (
        Step(24, "freelancer", "AskShowcase", 1, {"note": "The wireframes, as an example of how I plan a site. Your name stays out if you like."}),
        Step(25, "client", "AllowShowcase", 1, {"named": 0, "priced": 0}),
        Step(25, "client", "Recommend", 1, {"words": "We understood our own site for the first time when we saw the wireframes. Each question came at the right moment.", "named": 0}, hour=10),
    ),
    "photographs": (
        Step(46, "freelancer", "AskShowcase", 1, {"note": "Both pictures of the bag, with your name and a link to your shop."}),
        Step(48, "client", "AllowShowcase", 1, {"named": 1, "priced": 1}),
        Step(48, "client", "Recommend", 1, {"words": "The bag looks as it smells. We have sold out twice since the pictures went up.", "named": 1}, hour=10),
        Step(50, "freelancer", "AskShowcase", 2, {"note": "Three of the 24 pictures, beside those that you allowed."}),
    ),
}  # fmt: skip
PROFILE = {
    "slug": "jonas-brandt",
    "name": "Jonas Brandt",
    "headline": "Websites, marks and pictures for small houses that make good things.",
    "about": "I work alone or with Lea Kern, mostly for studios, roasters and museums that have no department for this. "
    "We agree on stages, you see each one before the next begins, and you pay for what you have accepted.\n\n"
    "Before 2016 I set type at a newspaper, which is why I still count the words before I draw the page.",
    "skills": "Wireframes, Typography, HTML and CSS, Accessibility, Product photography",
    "kinds": "Websites, Brand marks, Packaging, Pictures of products",
    "place": "Berlin",
    "theme": "stone",
    "public": True,
    "figures": ["on_time", "first_review", "rounds", "answers", "finished"],
}
STORIES = {
    "Pictures for the autumn roast": {
        "title": "A coffee bag that sells the season", "slug": "coffee-bag",
        "problem": "Kestrel’s autumn roast was their best coffee and their least seen: the shop showed a grey packet on a grey ground.",
        "work": "Two days in Bristol, one bag, one window. We photographed it in use first and alone second, so that the picture for the shop follows from the one on the table.",
        "result": "The pictures have been in the shop since the first of October. The roast sold out twice before Christmas.",
        "credits": "Jonas Brandt, photographs\nLea Kern, light and table",
    },
    "A website for Studio Almada": {
        "title": "Twelve buildings, one clear path", "slug": "twelve-buildings",
        "problem": "An architects’ studio had a site that was eight years old and could not be read on a phone. Nobody found the work that they were proudest of.",
        "work": "A site map in a week, then wireframes of five kinds of page at phone and desktop size, each with its real text. One round of changes, for the contact page.",
        "result": "Every one of the twelve projects has its place, two taps from the start. The design that follows needed no second plan.",
        "credits": "Jonas Brandt, structure and wireframes",
    },
}  # fmt: skip

EDITS = {"Wireframes": (("crop", (0, 0, 1_000, 560)), ("blur", (40, 30, 420, 50)))}


def shown(story: Story) -> Story:
    """The same story with what is asked, allowed and said about showing its work, each on its day."""
    steps = sorted((*story.steps, *SHOWN.get(story.key, ())), key=lambda step: step.day)
    return replace(story, steps=tuple(steps))


def show(brandt: Business) -> None:
    """The profile, its samples with something blurred, the clients' words published, and a collection."""
    Profile.objects.create(business=brandt, free_from=(datetime.now(UTC) + timedelta(days=40)).date(), **PROFILE)
    samples = [_sample(brandt, title, story) for title, story in reversed(STORIES.items())]
    for row in Shown.objects.filter(freelancer_id=brandt.pk).exclude(word=""):
        Word.objects.create(code=row.code, milestone=row.number, hash=row.word, at=datetime.now(UTC))
    collection = links.new_collection(brandt, (datetime.now(UTC) + timedelta(days=21)).date())
    collection.title, collection.words = "For the Museum of Tides", "Two pieces that are close to what you described."
    collection.samples = [sample.pk for sample in samples]
    collection.save()


def _sample(brandt: Business, contract: str, story: dict[str, str]) -> Sample:
    """The sample of the contract's first milestone, published."""
    row = Contract.objects.get(freelancer_id=brandt.pk, title=contract)
    sample = making.begin(brandt, chain.fold(row.code), 1, story["title"])
    for name, value in story.items():
        setattr(sample, name, value)
    sample.save()
    for piece in sample.pieces.exclude(made="").order_by("-place"):
        piece.alt = {"bag in use": "The bag on a table, as it was first photographed"}.get(piece.alt.lower(), piece.alt)
        piece.place = 20 - piece.place
        piece.save(update_fields=["alt", "place"])
        for kind, box in EDITS.get(piece.alt[:10], ()):
            making.edit(piece, kind, box)
    making.publish(sample, datetime.now(UTC))
    return sample
