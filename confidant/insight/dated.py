"""A body and the instants that the store knows about it, and the month of an instant."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

_BodyT = TypeVar("_BodyT")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Dated(Generic[_BodyT]):
    """A body with the instant at which its record was written, in UTC milliseconds."""

    body: _BodyT
    at: int


def month_of(at: int, zone: ZoneInfo) -> str:
    """Return the local month `YYYY-MM` of an instant in UTC milliseconds before the year 9999."""
    local = (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    return f"{local.year:04}-{local.month:02}"
