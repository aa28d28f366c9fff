"""Which backups stay: the newest ten, then one a day for a month, then one a month for a year.

Days and months are counted as such, not measured against the clock: a clock that jumps a year
ahead makes one more day and pushes nothing out, and neither does a long pause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

NEWEST = 10
DAYS = 31
MONTHS = 12


@dataclass(frozen=True)
class Superfluous:
    """A backup that may go, and the one that stands in for it: it must be good before that."""

    made_ms: int
    instead_ms: int


def superfluous(made: Sequence[int], *, stay: Iterable[int] = ()) -> tuple[Superfluous, ...]:
    """Return which of the good backups may go, the oldest first.

    Args:
        made: when each was made, in UTC milliseconds; in any order, without repetition. Only
            backups that are good: a bad one would push out a good one.
        stay: those that stay whatever the clock said when they were made.
    """
    newest_first = sorted(made, reverse=True)
    stay = {*stay, *newest_first[:NEWEST]}
    days = _last_of_each(newest_first, "%Y%m%d")
    months = _last_of_each(newest_first, "%Y%m")
    stay.update(list(days.values())[:DAYS])
    stay.update(list(months.values())[:MONTHS])
    return tuple(
        Superfluous(one, _instead(one, stay, days, months, newest_first[0]))
        for one in reversed(newest_first)
        if one not in stay
    )


def _last_of_each(newest_first: Sequence[int], form: str) -> dict[str, int]:
    """Return the last backup of each day or month, the newest first."""
    last: dict[str, int] = {}
    for one in newest_first:
        last.setdefault(_named(one, form), one)
    return last


def _instead(
    one: int, stay: set[int], days: dict[str, int], months: dict[str, int], newest: int
) -> int:
    for keeper in (days[_named(one, "%Y%m%d")], months[_named(one, "%Y%m")]):
        if keeper in stay:
            return keeper
    return newest


def _named(ms: int, form: str) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime(form)
