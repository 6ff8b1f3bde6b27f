"""Writes docs/acts.md from the rules themselves: `make acts`. A test holds it true."""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from typing import Any

from tallystone.acting.sentences import SENTENCES
from tallystone.core.contract import RULES
from tallystone.core.facts import FACTS
from tallystone.core.rule import Rule

HEAD = """# The acts

All that can happen to a contract, by whom and when. Written from the core by `make acts`; a test fails
when it is not true. An act is asked for; the rules answer with facts, or with a refusal that has a name and a sentence.
"The clock" is the worker: it acts when a letter was taken by a mail server, when time is up, when a paper is ready.

| act | who | about | brings |
|---|---|---|---|
"""
NEEDS = {"need_state": "the contract is", "need_work": "the milestone's work is", "need_money": "its money is"}


def document() -> str:
    """The whole of docs/acts.md."""
    rules = [_Read(rule) for rule in RULES.values()]
    return HEAD + "".join(read.row() for read in rules) + "".join(read.chapter() for read in rules)


class _Read:
    """One rule, with what its source says: the facts that it brings, what it needs, the names of its refusals."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.name = rule, rule.act.__name__
        nodes = [node for part in (rule.may, rule.then) for node in _nodes(part, set())]
        literals = [node.value for node in nodes if isinstance(node, ast.Constant)]
        first = ["not_yours", "no_such_milestone"] if rule.on_stone else ["not_yours"]
        self.refusals = list(dict.fromkeys([*first, *(v for v in literals if v in SENTENCES)]))
        attributes = [node.attr for node in nodes if isinstance(node, ast.Attribute)]
        self.facts = list(dict.fromkeys(name for name in attributes if name in FACTS))
        self.needs = list(dict.fromkeys(_needs(rule.may)))

    def row(self) -> str:
        about = "a milestone" if self.rule.on_stone or self.name == "Lapse" else "the contract"
        return f"| [{self.name}](#{self.name.lower()}) | {_listed(self.rule.sides)} | {about} | {', '.join(self.facts)} |\n"

    def chapter(self) -> str:
        said = (inspect.getdoc(self.rule.act) or "").splitlines()[0]
        refused = "".join(f"- `{name}`: {_plain(SENTENCES[name])}\n" for name in self.refusals)
        needs = f" Open while {' and '.join(self.needs)}." if self.needs else ""
        return f"\n## {self.name}\n\n{said}{needs} It carries {_listed(_particulars(self.rule))}.\n\nRefused:\n\n{refused}"


def _particulars(rule: Rule) -> list[str]:
    given = fields(rule.act)
    return [f"`{f.name}`" + ("" if f.default is MISSING else " (may be left out)") for f in given] or ["nothing"]


def _needs(guard: Callable[..., Any]) -> Iterator[str]:
    for node in _nodes(guard, set()):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NEEDS:
            states = [str(a.value) for a in node.args[1:] if isinstance(a, ast.Constant)]
            yield f"{NEEDS[node.func.id]} {' or '.join(states)}"


def _nodes(function: Callable[..., Any], seen: set[Any]) -> Iterator[ast.AST]:
    """Every node of a function of the core and of those that it calls, in the order of reading."""
    if function in seen:
        return
    seen.add(function)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = vars(sys.modules[function.__module__])
    for node in _in_order(tree):
        yield node
        called = names.get(node.id) if isinstance(node, ast.Name) else None
        if inspect.isfunction(called) and called.__module__.startswith("tallystone.core"):
            yield from _nodes(called, seen)


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _listed(names: Any) -> str:
    return ", ".join(names)


def _plain(sentence: str) -> str:
    return re.sub(r"%\(\w+\)s", "…", sentence)


if __name__ == "__main__":
    sys.stdout.write(document())
