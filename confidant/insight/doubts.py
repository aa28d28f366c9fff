"""Doubts: how many were warranted, and how long they took to show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from confidant.insight.statistics import Share, median, share
from confidant.records.doubt import Doubt


@dataclass(frozen=True, slots=True)
class DoubtCase:
    """A doubt, when it was written, and when it was settled (UTC ms; None when it is not)."""

    body: Doubt
    written_at: int
    settled_at: int | None = None


@dataclass(frozen=True, slots=True)
class Doubts:
    """How doubts turned out.

    `warranted` is a share of those settled. The waits are medians in milliseconds from writing to
    settling, of all settled doubts and of the warranted ones; None when there is none.
    """

    open: int
    carried: int
    became: int
    warranted: Share
    wait: float | None
    wait_warranted: float | None


def doubts(cases: Iterable[DoubtCase]) -> Doubts:
    """Count doubts; one that was settled without a word on `warranted` is not judged."""
    states = {"open": 0, "carried": 0, "became": 0, "settled": 0}
    judged: list[bool] = []
    waits: list[int] = []
    warranted_waits: list[int] = []
    for case in cases:
        states[case.body.state] += 1
        if case.body.state != "settled" or case.body.warranted is None:
            continue
        judged.append(case.body.warranted)
        if case.settled_at is None:
            continue
        # A clock that went back makes no negative wait.
        wait = max(0, case.settled_at - case.written_at)
        waits.append(wait)
        if case.body.warranted:
            warranted_waits.append(wait)
    return Doubts(
        states["open"],
        states["carried"],
        states["became"],
        share(sum(judged), len(judged)),
        median(waits),
        median(warranted_waits),
    )
