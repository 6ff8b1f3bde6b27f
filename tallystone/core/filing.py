"""Filing: a paper was typeset and sealed, and its hash joins the chain. Erasing: delivered files lie here no longer."""

from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule
from tallystone.core.state import By, Contract


def may_file(c: Contract, by: By, now: datetime) -> None:
    refuse_if(c.state == "draft", "not_now", state=c.state)


def file_paper(c: Contract, act: acts.FilePaper, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.PaperFiled(act.kind, act.about, act.file)]


def erase(c: Contract, act: acts.Erase, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.Erased(act.files, act.why)]


RULES = [Rule(acts.FilePaper, ("clock",), may_file, file_paper), Rule(acts.Erase, ("clock",), may_file, erase)]
FOLDS: Folds = {facts.PaperFiled: lambda c, f, by, at: c, facts.Erased: lambda c, f, by, at: c}
