"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS: Final = 4_000
"""Above this the lines are compared first: the matcher's time grows with the square."""


class Fate(Enum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """Words that share a fate."""

    fate: Fate
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """Return the pieces that lead from `old` to `new`; joined, they give both texts."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) <= _MOST_TOKENS:
        return _joined(_compared(before, after))
    pieces: list[Piece] = []
    for fate, lines in _blocks(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        pieces.append(Piece(fate, "".join(lines)))
    return _joined(iter(pieces))


def _compared(before: list[str], after: list[str]) -> Iterator[Piece]:
    for fate, tokens in _blocks(before, after):
        yield Piece(fate, "".join(tokens))


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[Fate, list[str]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield Fate.SAME, before[start:end]
            continue
        if end > start:
            yield Fate.REMOVED, before[start:end]
        if new_end > new_start:
            yield Fate.ADDED, after[new_start:new_end]


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].fate is piece.fate:
            joined[-1] = Piece(piece.fate, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
