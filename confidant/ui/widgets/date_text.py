"""Days as people write them: read freely, written one way. No Qt widgets here."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale

_FAR: Final = 36_500
_UNITS: Final = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7}
_WORD_NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
                        "six": 6}  # fmt: skip


def long_date(day: date) -> str:
    """Return `28 November 2026`, month in the language of the default locale."""
    return QLocale().toString(to_qdate(day), "d MMMM yyyy")


def short_date(day: date) -> str:
    """Return `28 Nov 2026`, for lists."""
    return QLocale().toString(to_qdate(day), "d MMM yyyy").replace(".", "")


def to_qdate(day: date) -> QDate:
    """Return Qt's date."""
    return QDate(day.year, day.month, day.day)


def from_qdate(day: QDate) -> date:
    """Return Python's date."""
    return date(day.year(), day.month(), day.day())


def read_date(text: str, today: date) -> date | None:
    """Return the day that `text` means, None when it means none.

    Reads `28 November 2026`, `28 nov`, `November 28`, `28/11`, `28/11/26`, `2026-11-28`, `fri`,
    `tomorrow`, `+30`, `in 2 weeks`. A day and month without a year is the next such day from
    `today` on; a weekday is the next one after today. Order of numbers is day, month.
    """
    words = " ".join(text.casefold().replace(",", " ").replace(".", " ").split())
    for reader in _READERS:
        day = reader(words, today)
        if day is not None:
            return day
    return None


def _relative(words: str, today: date) -> date | None:
    named = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if words in named:
        return today + timedelta(days=named[words])
    plus = re.fullmatch(r"([+-])\s?(\d{1,5})\s?(\w*)", words)
    if plus and plus[3] in {"", *_UNITS}:
        days = int(plus[2]) * _UNITS.get(plus[3], 1)
        return _moved(today, -days if plus[1] == "-" else days)
    ahead = re.fullmatch(r"in (\d{1,4}|[a-z]+) ([a-z]+)", words)
    if ahead is None:
        return None
    count = int(ahead[1]) if ahead[1].isdigit() else _WORD_NUMBERS.get(ahead[1], 0)
    if not count:
        return None
    if ahead[2] in _UNITS:
        return _moved(today, count * _UNITS[ahead[2]])
    months = {"month": 1, "months": 1, "year": 12, "years": 12}.get(ahead[2], 0)
    far = months and count * months <= _FAR // 30
    return from_qdate(to_qdate(today).addMonths(count * months)) if far else None


def _weekday(words: str, today: date) -> date | None:
    names = words.removeprefix("next ").removeprefix("on ")
    for number, forms in enumerate(_names("weekday"), start=1):
        if _begins(names, forms):
            ahead = (number - today.isoweekday() - 1) % 7 + 1
            return today + timedelta(days=ahead)
    return None


def _iso(words: str, _today: date) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbers(words: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,2})\s?[/ -]\s?(\d{1,2})(?:\s?[/ -]\s?(\d{4}|\d{2}))?", words)
    return _of_year(int(found[1]), int(found[2]), found[3], today) if found else None


def _month_name(words: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s(\D+?)(?:\s(\d{4}|\d{2}))?", words)
    if found:
        number, name, year = int(found[1]), found[2], found[3]
    else:
        found = re.fullmatch(r"(\D+?)\s(\d{1,2})(?:st|nd|rd|th)?(?:\s(\d{4}))?", words)
        if not found:
            return None
        number, name, year = int(found[2]), found[1], found[3]
    for month, forms in enumerate(_names("month"), start=1):
        if _begins(name.removeprefix("of "), forms):
            return _of_year(number, month, year, today)
    return None


def _names(kind: str) -> list[tuple[str, ...]]:
    local, english = QLocale(), QLocale(QLocale.Language.English)
    long, alone = QLocale.FormatType.LongFormat, "standaloneMonthName"
    if kind == "weekday":
        return [
            tuple(place.dayName(n, long).casefold() for place in (local, english))
            for n in range(1, 8)
        ]
    return [
        (
            local.monthName(n, long).casefold(),
            getattr(local, alone)(n, long).casefold(),
            english.monthName(n, long).casefold(),
        )
        for n in range(1, 13)
    ]


def _begins(typed: str, forms: tuple[str, ...]) -> bool:
    return len(typed) >= 3 and any(form.startswith(typed) for form in forms)  # noqa: PLR2004 -- three letters tell months and weekdays apart


def _of_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        number = int(year)
        return _day(number if number >= 100 else 2000 + number, month, day)  # noqa: PLR2004 -- two digits
    this = _day(today.year, month, day)
    if this is not None and this >= today:
        return this
    # 29 February may be up to eight years away.
    later = (_day(today.year + n, month, day) for n in range(1, 9))
    return next((found for found in later if found), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(today: date, days: int) -> date | None:
    return today + timedelta(days=days) if abs(days) <= _FAR else None


_READERS: Final[tuple[Callable[[str, date], date | None], ...]] = (
    _relative,
    _weekday,
    _iso,
    _numbers,
    _month_name,
)
