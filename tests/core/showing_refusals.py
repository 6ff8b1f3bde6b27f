"""How the rules say no to showing work as a sample, and to words about it: cases of test_refusals.py."""

from tallystone.core import acts
from tests.core.given import DAY, TODAY, C, F, accepted, delivered, said
from tests.core.test_showing import allow, allowed, asked

CASES = [
    ("showcase_excluded", "", lambda: accepted(showcase="no").do(F, acts.AskShowcase(1))),
    ("showcase_asked", "", lambda: asked().do(F, acts.AskShowcase(1))),
    ("showcase_refused", "", lambda: asked().do(C, acts.RefuseShowcase(1)).do(F, acts.AskShowcase(1))),
    ("showcase_not_asked", "", lambda: accepted().do(C, acts.RefuseShowcase(1))),
    ("showcase_not_asked", "", lambda: (p := accepted()).do(C, allow(p))),
    ("showcase_not_allowed", "", lambda: asked().do(C, acts.WithdrawShowcase(1))),
    ("nothing_recommended", "", lambda: accepted().do(C, acts.WithdrawRecommendation(1))),
    ("snapshot_changed", "", lambda: (p := asked()).do(C, allow(p, snapshot="other"))),
    ("choose_one", "named", lambda: (p := asked()).do(C, allow(p, named=2))),
    ("choose_one", "named", lambda: accepted().do(C, acts.Recommend(1, said("Good"), 5))),
    ("date_past", "from_on", lambda: (p := asked()).do(C, allow(p, from_on=TODAY - DAY))),
    ("date_far", "from_on", lambda: (p := asked()).do(C, allow(p, from_on=TODAY + 4_000 * DAY))),
    ("text_missing", "words", lambda: accepted().do(C, acts.Recommend(1, said(" ")))),
    ("text_too_long", "words", lambda: accepted().do(C, acts.Recommend(1, said("x" * 1_001)))),
    ("milestone_not_ready", "", lambda: delivered().do(F, acts.AskShowcase(1))),
    ("not_yours", "", lambda: allowed().do(F, acts.WithdrawShowcase(1))),
]
