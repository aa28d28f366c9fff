"""Altitude: strategic, tactical or operational, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from confidant.insight.dated import Dated, month_of
from confidant.records.body import Common


@dataclass(frozen=True, slots=True)
class MonthAltitude:
    """How many records of a month `YYYY-MM` say at which altitude they are."""

    month: str
    strategic: int
    tactical: int
    operational: int


def by_month(records: Iterable[Dated[Common]], zone: ZoneInfo) -> tuple[MonthAltitude, ...]:
    """Count altitudes per month, in order.

    The month is that of the record's day, or else of its writing in `zone`. Records that say
    nothing are not counted, and months without a record that does are absent.
    """
    months: dict[str, dict[str, int]] = {}
    for record in records:
        if record.body.altitude is None:
            continue
        month = record.body.day[:7] if record.body.day else month_of(record.at, zone)
        counts = months.setdefault(month, {"strategic": 0, "tactical": 0, "operational": 0})
        counts[record.body.altitude] += 1
    return tuple(MonthAltitude(month, **counts) for month, counts in sorted(months.items()))
