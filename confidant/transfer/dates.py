"""Dates as people and programs write them, and the order of day and month that a file proves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from confidant.errors import DateFormatError

Order: TypeAlias = Literal["dmy", "mdy"]

MIN_LENGTH, MAX_LENGTH = 6, 80
"""Shorter or longer text is no date."""

_NUMERIC = re.compile(r"(\d{1,4})([-/._])(\d{1,2})\2(\d{1,4})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?\Z", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(?:T|,?\s+(?:at\s+)?)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*([AaPp])\.?[Mm]\.?)?(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?\Z",
    re.ASCII,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOON = time(12)
_ORDERED_LEAST = 3
_HALF_DAY = 12
# Digits of the first and the last number; a year has four.
_YEAR_FIRST = frozenset({(4, 1), (4, 2)})
_YEAR_LAST = frozenset({(1, 4), (2, 4)})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, perhaps with the time of day and the offset from UTC that were written beside it."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None

    def localised(self, zone: ZoneInfo) -> "Stamp":
        """Return what the clock on the wall showed.

        A time in UTC says nothing about the wall and is moved to `zone`; another offset was the
        writer's own.
        """
        if self.clock is None or self.offset != timedelta(0):
            return self
        try:
            local = datetime.combine(self.day, self.clock, UTC).astimezone(zone)
        except OverflowError:
            return self
        return Stamp(local.date(), local.time(), local.utcoffset())

    def instant(self, zone: ZoneInfo) -> int | None:
        """Return UTC milliseconds, None before 1970; a day without a time counts from noon."""
        where = zone if self.offset is None else timezone(self.offset)
        moment = datetime.combine(self.day, self.clock or _NOON, where)
        milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
        return milliseconds if milliseconds >= 0 else None


@dataclass(frozen=True, slots=True)
class Numeric:
    """A numeric date with the year last: which of the other two is the day is open."""

    first: int
    second: int
    year: int
    separator: str
    clock: time | None
    offset: timedelta | None

    def in_order(self, order: Order) -> Stamp | None:
        """Return the stamp in this order, None when there is no such day."""
        day, month = (self.first, self.second) if order == "dmy" else (self.second, self.first)
        return _stamp(self.year, month, day, self.clock, self.offset)

    @property
    def open(self) -> bool:
        """Say whether both orders give a day, and not the same one."""
        both = (self.in_order("dmy"), self.in_order("mdy"))
        return None not in both and both[0] != both[1]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An order and whether the dates prove it; None when they leave it open."""

    order: Order | None
    proven: bool


def read(text: str) -> Stamp | Numeric | None:
    """Return the date that the whole text is, None when it is none."""
    text = text.strip()
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return None
    text = _WEEKDAY.sub("", text, count=1) if text[0].isalpha() else text
    numeric = _NUMERIC.match(text)
    if numeric is not None:
        return _numeric(numeric, text[numeric.end() :])
    compact = _COMPACT.match(text)
    if compact is not None:
        return _compact(compact)
    return _in_words(text)


def read_in_order(text: str, order: Order | None) -> Stamp | None:
    """Return the date that the text is, None when it is none or stays open."""
    found = read(text)
    if not isinstance(found, Numeric):
        return found
    if not found.open:
        return found.in_order("dmy") or found.in_order("mdy")
    if order is None and found.separator == ".":
        return found.in_order("dmy")  # with dots the day comes first wherever people write so
    return found.in_order(order) if order is not None else None


def read_format(text: str, date_format: str) -> Stamp | None:
    """Return the date that the text is in a strptime format."""
    try:
        found = datetime.strptime(text.strip(), date_format)  # noqa: DTZ007 - the offset is kept apart
    except ValueError:
        return None
    has_time = bool(re.search(r"%[HIXcs]", date_format))
    return Stamp(found.date(), found.time() if has_time else None, found.utcoffset())


def check_format(date_format: str) -> None:
    """Check that a strptime format gives year, month and day.

    Raises:
        DateFormatError: it does not.
    """
    try:
        back = datetime.strptime(  # noqa: DTZ007 - only the day is compared
            datetime(2001, 2, 3, 16, 5, tzinfo=UTC).strftime(date_format), date_format
        )
    except ValueError:
        raise DateFormatError(hint=date_format) from None
    if back.date() != date(2001, 2, 3):
        raise DateFormatError(hint=date_format)


def evidence(numerics: Sequence[Numeric]) -> Evidence:
    """Return the order of day and month that dates of one source prove or suggest.

    A 13 or more proves it. Dots are written day first. Three and more dates that rise in one
    order only suggest that one.
    """
    as_dmy = [n.in_order("dmy") for n in numerics]
    as_mdy = [n.in_order("mdy") for n in numerics]
    fits = (None not in as_dmy, None not in as_mdy)
    if fits != (True, True):
        return {
            (True, False): Evidence("dmy", proven=True),
            (False, True): Evidence("mdy", proven=True),
        }.get(fits, Evidence(None, proven=False))
    if as_dmy == as_mdy:
        return Evidence("dmy", proven=True)
    if all(n.separator == "." for n in numerics):
        return Evidence("dmy", proven=False)
    rising = (_rises(as_dmy), _rises(as_mdy))
    return {
        (True, False): Evidence("dmy", proven=False),
        (False, True): Evidence("mdy", proven=False),
    }.get(rising, Evidence(None, proven=False))


def _rises(stamps: Sequence[Stamp | None]) -> bool:
    days = [s.day for s in stamps if s is not None]
    return len(days) >= _ORDERED_LEAST and days == sorted(days)


def _numeric(match: re.Match[str], rest: str) -> Stamp | Numeric | None:
    clock = _clock(rest)
    if clock is None:
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    lengths = (len(match[1]), len(match[4]))
    if lengths in _YEAR_FIRST:
        return _stamp(first, second, third, *clock)
    if lengths not in _YEAR_LAST:
        return None
    found = Numeric(first, second, third, match[2], *clock)
    return found if found.in_order("dmy") or found.in_order("mdy") else None


def _compact(match: re.Match[str]) -> Stamp | None:
    clock = None
    if match[4] is not None:
        clock = _time(int(match[4]), int(match[5]), int(match[6] or 0))
        if clock is None:
            return None
    offset = timedelta(0) if match[7] and clock else None
    return _stamp(int(match[1]), int(match[2]), int(match[3]), clock, offset)


def _in_words(text: str) -> Stamp | None:
    match = _DAY_FIRST.match(text)
    day, month = ("1", "2") if match else ("2", "1")
    match = match or _MONTH_FIRST.match(text)
    if match is None:
        return None
    day, month = (match[1], match[2]) if day == "1" else (match[2], match[1])
    number = _month(month)
    clock = _clock(text[match.end() :])
    if number is None or clock is None:
        return None
    return _stamp(int(match[3]), number, int(day), *clock)


def _month(name: str) -> int | None:
    wanted = name.lower()
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(wanted) or wanted == "sept" == month[:4]:
            return number
    return None


def _clock(rest: str) -> tuple[time | None, timedelta | None] | None:
    """Return time and offset of what stands behind a date, None when it is something else."""
    if not rest.strip():
        return (None, None)
    match = _TIME.match(rest)
    if match is None:
        return None
    hour = int(match[1])
    if match[4] and hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if match[4] in "pP" else 0)
    clock = _time(hour, int(match[2]), int(match[3] or 0))
    return None if clock is None else (clock, _offset(match[5]))


def _offset(written: str | None) -> timedelta | None:
    if not written:
        return None
    if written in ("Z", "UTC", "GMT"):
        return timedelta(0)
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    if minutes >= 24 * 60:
        return None
    return timedelta(minutes=-minutes if written[0] == "-" else minutes)


def _time(hour: int, minute: int, second: int) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _stamp(
    year: int, month: int, day: int, clock: time | None, offset: timedelta | None
) -> Stamp | None:
    try:
        return Stamp(date(year, month, day), clock, offset)
    except ValueError:
        return None
