"""Objections: how well a rehearsal knew what would be said."""

from collections.abc import Iterable
from dataclasses import dataclass

from confidant.insight.statistics import TOO_FEW, mean, squared_error
from confidant.records.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True)
class Objections:
    """`brier` over the `n` objections that have a probability and are ticked as said or not.

    `occurred` were said in the real meeting; `unforeseen` are those that nobody foresaw.
    """

    n: int
    brier: float | None
    occurred: int
    unforeseen: int

    @property
    def too_few(self) -> bool:
        """Say whether the objections are too few for a statement."""
        return self.n < TOO_FEW


def objections(rehearsals: Iterable[Rehearsal]) -> Objections:
    """Score the objections of all rehearsals together."""
    errors: list[float] = []
    occurred = unforeseen = 0
    for rehearsal in rehearsals:
        for objection in rehearsal.objections or ():
            occurred += objection.occurred is True
            unforeseen += objection.foreseen is False
            if objection.p is not None and objection.occurred is not None:
                errors.append(squared_error(objection.p, happened=objection.occurred))
    return Objections(len(errors), mean(errors), occurred, unforeseen)
