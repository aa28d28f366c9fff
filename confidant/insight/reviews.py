"""Process × outcome: a good decision may turn out badly, and a bad one well.

Marks go from 1 to 5. Above 3 is good, below 3 is bad; a process whose marks average exactly 3, or
an outcome of 3, stands between the cells and is in none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from confidant.records.decision import Decision
from confidant.records.review import Review

Cell: TypeAlias = Literal["earned", "lucky", "unlucky", "deserved"]
Heat: TypeAlias = Literal["hot", "cool"]

CELLS: tuple[Cell, ...] = ("earned", "lucky", "unlucky", "deserved")
HEATS: tuple[Heat, ...] = ("hot", "cool")
HOT = 4
"""A feeling of this intensity or more makes a decision hot."""

_MIDDLE = 3
_CELL: Mapping[tuple[bool, bool], Cell] = {
    (True, True): "earned",
    (False, True): "lucky",
    (True, False): "unlucky",
    (False, False): "deserved",
}


@dataclass(frozen=True, slots=True)
class HotCool:
    """How often decisions made hot or cool ended in each cell; `left_out` had no heat or cell."""

    counts: Mapping[tuple[Heat, Cell], int]
    left_out: int


def process(review: Review) -> float | None:
    """Return the mean of the process marks that were given, None without any."""
    given = [
        mark
        for mark in (
            review.evidence,
            review.options,
            review.dissent,
            review.independence,
            review.timing,
        )
        if mark is not None
    ]
    return sum(given) / len(given) if given else None


def cell(review: Review) -> Cell | None:
    """Return the cell of a review, None when a side is not marked or stands in the middle."""
    quality = process(review)
    if quality is None or quality == _MIDDLE:
        return None
    if review.outcome is None or review.outcome == _MIDDLE:
        return None
    return _CELL[quality > _MIDDLE, review.outcome > _MIDDLE]


def cells(reviews: Iterable[Review]) -> Mapping[Cell, int]:
    """Count the reviews in each of the four cells."""
    counted = Counter(cell(review) for review in reviews)
    return {name: counted[name] for name in CELLS}


def heat(decision: Decision) -> Heat | None:
    """Say whether a decision was made hot or cool, by its strongest feeling; None unstated."""
    mind = decision.state_of_mind
    if mind is None or mind.feelings is None:
        return None
    return "hot" if max(f.intensity for f in mind.feelings) >= HOT else "cool"


def hot_or_cool(pairs: Iterable[tuple[Decision, Review]]) -> HotCool:
    """Set the heat of decisions against the cells of their reviews."""
    counted: Counter[tuple[Heat, Cell]] = Counter()
    left_out = 0
    for decision, review in pairs:
        warmth, found = heat(decision), cell(review)
        if warmth is None or found is None:
            left_out += 1
        else:
            counted[warmth, found] += 1
    return HotCool({(h, c): counted[h, c] for h in HEATS for c in CELLS}, left_out)
