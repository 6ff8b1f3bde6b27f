"""Rules for words: each has a hit and a near miss; ranges are exact."""

import pytest

from tallystone import scope
from tallystone.scope.pack import languages, pack
from tallystone.scope.pattern import Patterns
from tallystone.scope.tokens import tokens
from tests.scope.examples import found, of, words

HITS = [
    ("A modern page.", "subjective", "modern"),
    ("The form is user-friendly.", "subjective", "user-friendly"),
    ("A modern and user-friendly page.", "subjective", "modern and user-friendly"),
    ("Logo, cards, etc.", "open-ended", "etc"),
    ("Ongoing support is part of it.", "open-ended", "Ongoing support"),
    ("Unlimited revisions.", "unbounded", "Unlimited revisions"),
    ("We work until the client is happy.", "unbounded", "until the client is happy"),
    ("The page is tested in all browsers.", "unbounded", "tested in all browsers"),
    ("The page loads faster.", "comparative", "faster"),
    ("The text is more persuasive.", "comparative", "more persuasive"),
    ("If possible, in two languages.", "loophole", "If possible"),
    ("Several pages.", "vague-quantity", "Several"),
    ("The draft comes ASAP.", "vague-time", "ASAP"),
    ("The date is TBD.", "vague-time", "TBD"),
    ("The site reads the plans from the boats; when it is full, nothing happens. ", "vague-pronoun", None),
    ("The texts will be approved by Friday.", "hidden-actor", "will be approved"),
]
NEAR = [
    "The page is fast: it opens in under 2 seconds.",
    "She works for the Museum of Modern Art in Lisbon.",
    'The button says "easy".',
    "Clause 7 ends with “etc.”, and the translation too.",
    "Ongoing support of 5 hours a month.",
    "Unlimited revisions are not included.",
    "The page works in all browsers listed in annex A.",
    "The page loads faster than 2 seconds.",
    "The film lasts 120 seconds or less, and the text 400 words or fewer than 500.",
    "Some 40 pages.",
    "The draft comes as soon as possible, by 3 March at the latest.",
    "The client sends the logo; it has two colours.",
    "The texts will be approved by the client.",
]


@pytest.mark.parametrize(("text", "rule", "said"), [case for case in HITS if case[2]])
def test_a_hit(text, rule, said):
    assert (rule, said) in words(text)


def test_a_pronoun_with_two_owners():
    text = "The editor briefs the interviewers and the partners; they hand in the forms."
    assert words(text) == [("vague-pronoun", "they")]
    (told,) = [f for f in scope.check(scope.terms_of(text)) if f.rule == "vague-pronoun"]
    assert "the interviewers" in told.why
    assert "the partners" in told.why


@pytest.mark.parametrize("text", NEAR)
def test_a_near_miss(text):
    assert words(text) == []


@pytest.mark.parametrize(
    ("language", "text", "rule", "said"),
    [
        ("de", "Das Logo wirkt zeitlos.", "subjective", "zeitlos"),
        ("de", "Unbegrenzte Korrekturen.", "unbounded", "Unbegrenzte"),
        ("de", "Die Daten werden bereitgestellt.", "hidden-actor", "werden bereitgestellt"),
        ("de", "Falls möglich auf Englisch.", "loophole", "Falls möglich"),
        ("es", "Textos, fotos, etc.", "open-ended", "etc"),
        ("es", "Varios textos.", "vague-quantity", "Varios"),
        ("es", "Se entregarán los permisos.", "hidden-actor", "Se entregarán"),
        ("es", "La entrega será lo antes posible.", "vague-time", "lo antes posible"),
    ],
)
def test_other_languages(language, text, rule, said):
    assert (rule, said) in words(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Daten werden von der Kundin geprüft."),
        ("de", "Höchstens fünf Sekunden mehr oder fünf Sekunden weniger."),
        ("es", "El texto será revisado por la clienta."),
        ("es", "Doce textos de 400 palabras."),
    ],
)
def test_other_languages_let_pass(language, text):
    assert words(text, language) == []


def test_ranges_are_those_of_the_text_as_given():
    text = "Twelve pages.\n\nA us\u200ber-friendly form,\nand several photographs."
    for f in scope.check(scope.terms_of(text)):
        assert f.text == text[f.start : f.end]
        assert f.line == text.count("\n", 0, f.start) + 1
    said = [(f.rule, f.line, f.text) for f in scope.check(scope.terms_of(text)) if f.text]
    assert ("subjective", 3, "us\u200ber-friendly") in said
    assert ("vague-quantity", 4, "several") in said


def test_lines_of_a_list_are_counted():
    changed = of(2, criteria=("Each page has a title", "The page looks elegant"))
    (f,) = [f for f in scope.check(changed) if f.rule == "subjective"]
    assert (f.field, f.line, f.text) == ("milestones.2.criteria", 2, "elegant")
    assert ("criterion-not-binary", "milestones.2.criteria") in found(changed)


@pytest.mark.parametrize("language", languages())
def test_every_entry_says_why_how_and_where_from(language):
    entries = pack(language).entries
    assert {e.rule for e in entries} >= {"subjective", "open-ended", "unbounded", "comparative", "loophole", "hidden-actor"}
    assert len({e.id for e in entries}) == len(entries)
    for e in entries:
        assert e.why
        assert "___" in e.mend
        assert "29148" in e.source or "Femmer" in e.source


def test_an_unknown_language_is_read_as_english():
    assert words("Several pages.", "xx") == words("Several pages.", "en-GB") == [("vague-quantity", "Several")]


@pytest.mark.parametrize("wrong", ["", "(a|b", "a)", "(a|)", "a | b", "..."])
def test_a_pattern_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(ValueError, match="pattern"):
        Patterns().add(wrong, 1)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("as (needed|the need arises)", "as the need arises", True),
        ("re*ed", "revised", True),
        ("re*ed", "red", False),
        ("user friendly", "user-friendly", True),
        ("# pages", "12 pages", True),
        ("# pages", "twelve pages", False),
        ("so ... done", "so the work is done", True),
        ("so ... done", "so. It is done", False),
        ("very (very |)good", "very good", True),
    ],
)
def test_what_a_pattern_fits(pattern, text, fits):
    made = Patterns()
    made.add(pattern, 1)
    assert any(True for _ in made.found(tokens(text))) == fits
