"""Days as people type them."""

import re
from datetime import date, timedelta

from confidant.errors import UnknownDayError

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def checked(typed: str) -> str:
    """Return a day in ISO form.

    Raises:
        UnknownDayError: no such day, or another form.
    """
    text = typed.strip()
    if _FORM.match(text) is None:
        raise UnknownDayError(day=typed)
    try:
        date.fromisoformat(text)
    except ValueError:
        raise UnknownDayError(day=typed) from None
    return text


def optional(typed: str | None) -> str | None:
    """Return a day in ISO form, None for none.

    Raises:
        UnknownDayError: no such day, or another form.
    """
    return None if typed is None else checked(typed)


def after(day: date, *, days: int) -> str:
    """Return the ISO day that many days later; the calendar's last day when there is none."""
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()
