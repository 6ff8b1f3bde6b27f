"""Patterns as people write them, turned into one machine that reads a text word by word, each word in the same small time.

A pattern is words with spaces between; a hyphen counts as a space. `(a|b c|)` is a choice (the last one here: or nothing),
`word*` any word that begins so (`*ed` ends so, `ge*t` both), `*` any one word, `#` a number, `...` up to six words in between.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from tallystone.scope.tokens import Tokens

GAP = 6
MOST_KNOWN = 20_000
ANY, NUMBER, MARK = "*", "#", "\0"
_SIGN = re.compile(r"[()|]|[^\s()|]+")
Part = str | list["list[Part]"]  # a word, or a choice of rows of parts


class Node:
    """A place in the patterns: the nodes that each next word leads to. `empty` are those reached without one."""

    __slots__ = ("empty", "ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, list[Node]] = {}
        self.empty: list[Node] = []
        self.ends: list[Any] = []


class State:
    """All the nodes at which a text may be at once, and what it leads to (worked out when first asked for)."""

    __slots__ = ("ends", "next", "nodes")

    def __init__(self, nodes: frozenset[Node]) -> None:
        self.nodes = nodes
        self.next: dict[str, State | None] = {}
        self.ends = tuple(dict.fromkeys(value for node in nodes for value in node.ends))


class Patterns:
    """A set of patterns, each with a value."""

    def __init__(self) -> None:
        self._begin = Node()
        self._known: dict[frozenset[Node], State] = {}
        self._root: State | None = None
        self._words: set[str] = set()
        self._stars: set[tuple[str, str]] = set()
        self._keys: dict[str, str] = {}

    def add(self, pattern: str, value: Any) -> None:
        """Add a pattern. Raises ValueError where it cannot be read, or would fit no words at all."""
        node = self._row(self._begin, _parsed(pattern))
        if node in self._reached({self._begin}):
            raise ValueError(f"this pattern fits no words at all: {pattern!r}")
        node.ends.append(value)
        self._root = None
        self._known.clear()
        self._keys.clear()

    def matches(self, row: Tokens, at: int) -> Iterator[tuple[int, Any]]:
        """Every pattern that begins at this word: where it ends (exclusive), and its value."""
        words, keys, end = row.words, self._keys, len(row.words)
        state, here = self.root, row.sentences[at] if at < end else -1
        while at < end and row.sentences[at] == here:
            key = keys.get(words[at]) or self._key(words[at], row.kinds[at])
            after = state.next[key] if key in state.next else self._step(state, key)
            if after is None:
                return
            state, at = after, at + 1
            for value in state.ends:
                yield at, value

    def found(self, row: Tokens) -> Iterator[tuple[int, int, Any]]:
        """Each match in a text: first word, last word (exclusive), value."""
        begins = [places for word, places in row.places.items() if self._begins(word, row.kinds[places[0]])]
        for at in sorted(chain.from_iterable(begins)):
            for end, value in self.matches(row, at):
                yield at, end, value

    def _begins(self, word: str, kind: str) -> bool:
        """Can any pattern begin with this word?"""
        key, nexts = self._keys.get(word) or self._key(word, kind), self.root.next
        return (nexts[key] if key in nexts else self._step(self.root, key)) is not None

    def at(self, row: Tokens, at: int) -> bool:
        """Does any pattern begin at this word? Remembered, since neighbours ask again."""
        if at >= len(row.words):
            return False
        if not self._begins(row.words[at], row.kinds[at]):
            return False
        asked = (self, at)
        if asked not in row.memory:
            row.memory[asked] = next(self.matches(row, at), None) is not None
        return row.memory[asked]

    @property
    def root(self) -> State:
        if self._root is None:
            self._root = self._state({self._begin})
        return self._root

    def _key(self, word: str, kind: str) -> str:
        """What a word is to these patterns: itself where they name it, else only a word, a number or a mark."""
        if len(self._keys) > MOST_KNOWN:
            self._keys.clear()
        named = word in self._words or (kind == "w" and any(_fits(word, *star) for star in self._stars))
        self._keys[word] = word if named else {"w": ANY, "n": NUMBER}.get(kind, MARK)
        return self._keys[word]

    def _step(self, state: State, key: str) -> State | None:
        kind = ANY if key[0].isalpha() or key == ANY else NUMBER if key[0].isdigit() or key == NUMBER else MARK
        reached: set[Node] = set()
        for node in state.nodes:
            for step, nodes in node.steps.items():
                if step in (key, kind) or (len(step) > 1 and "*" in step and _fits(key, *_star(step))):
                    reached.update(nodes)
        if len(self._known) > MOST_KNOWN or len(state.next) > MOST_KNOWN:
            state.next.clear()
        state.next[key] = self._state(reached) if reached else None
        return state.next[key]

    def _state(self, nodes: set[Node]) -> State:
        whole = frozenset(self._reached(nodes))
        return self._known.setdefault(whole, State(whole))

    def _reached(self, nodes: set[Node]) -> set[Node]:
        """These nodes, and those reached from them without a word."""
        left = list(nodes)
        while left:
            more = [node for node in left.pop().empty if node not in nodes]
            nodes.update(more)
            left += more
        return nodes

    def _row(self, node: Node, parts: "list[Part]") -> Node:
        """Each part in turn, from this node on; the node after the last."""
        for part in parts:
            if isinstance(part, str):
                node = self._over(node) if part == "..." else self._word(node, part)
                continue
            after = Node()
            for choice in part:
                self._row(node, choice).empty.append(after)
            node = after
        return node

    def _word(self, node: Node, word: str) -> Node:
        reached = Node()
        node.steps.setdefault(word, []).append(reached)
        if "*" in word and word != ANY:
            self._stars.add(_star(word))
        elif word not in (ANY, NUMBER):
            self._words.add(word)
        return reached

    def _over(self, node: Node) -> Node:
        after = Node()
        for _ in range(GAP):
            node.empty.append(after)
            node = self._word(node, ANY)
        node.empty.append(after)
        return after


def patterns(given: list[str]) -> Patterns:
    """A set of patterns without values of their own."""
    made = Patterns()
    for pattern in given:
        made.add(pattern, pattern)
    return made


def _star(word: str) -> tuple[str, str]:
    start, _, end = word.partition("*")
    return start, end


def _fits(word: str, start: str, end: str) -> bool:
    return len(word) >= len(start) + len(end) and word.startswith(start) and word.endswith(end)


def _parsed(pattern: str) -> "list[Part]":
    """The parts of a pattern. Raises ValueError where its brackets do not match."""
    open_rows: list[list[list[Part]]] = [[[]]]
    for sign in _SIGN.findall(pattern.lower().replace("-", " ")):
        if sign == "(":
            open_rows.append([[]])
        elif sign == "|" and len(open_rows) > 1:
            open_rows[-1].append([])
        elif sign == ")" and len(open_rows) > 1:
            choice: Part = open_rows.pop()
            open_rows[-1][-1].append(choice)
        elif sign in "()|":
            raise ValueError(f"this pattern's brackets do not match: {pattern!r}")
        else:
            open_rows[-1][-1].append(sign)
    if len(open_rows) > 1:
        raise ValueError(f"this pattern's brackets do not match: {pattern!r}")
    return open_rows[0][0]
