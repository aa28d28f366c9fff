"""Single values of a record in words: days, shares, marks out of five, choices."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from confidant.records.fields import FieldInfo
from confidant.ui.widgets.bidi import one_line
from confidant.ui.widgets.date_text import long_date
from confidant.ui.words import label

TECHNICAL: Final = frozenset({"id", "b32", "b64x", "media"})
"""Types whose values only programs read."""

WORDED: Final = frozenset({"line", "text", "filename"})
"""Types whose values somebody wrote."""


def heading(name: str) -> str:
    """Return a field's name as a heading."""
    words = label(name)
    return words[:1].upper() + words[1:]


def percent(basis_points: int) -> str:
    """Return `70 %`, with the decimals that there are."""
    places = 0 if basis_points % 100 == 0 else 2 if basis_points % 10 else 1
    return f"{QLocale().toString(basis_points / 100, 'f', places)}\u00a0%"


def value_words(info: FieldInfo, value: object, titles: Mapping[str, str]) -> str:
    """Return one value that nobody wrote in words, empty when only programs read it.

    Args:
        info: the declaration of its field.
        value: the value.
        titles: titles of other records by their id, as references give it.
    """
    shape = info.shape
    if shape.name in TECHNICAL:
        return ""
    if shape.name == "ref":
        return one_line(titles.get(str(value), "")) or _tr("another record")
    if shape.choices:
        return label(str(value))
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, int):
        return _number(info, value)
    if shape.name == "date":
        return long_date(date.fromisoformat(str(value)))
    if shape.name == "time":
        return _moment(int(datetime.fromisoformat(str(value)).timestamp() * 1000))
    return one_line(str(value))


def _number(info: FieldInfo, value: int) -> str:
    say = _size if info.name == "size" else _NUMBERS.get(info.shape.name)
    if say is not None:
        return say(value)
    low, high = info.shape.low, info.shape.high
    if low is not None and high is not None and high <= _SCALE:
        return _tr("{value} of {most}").format(value=value, most=high)
    return QLocale().toString(value)


def _moment(ms: int) -> str:
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(ms), "d MMMM yyyy HH:mm")


def _size(value: int) -> str:
    return QLocale().formattedDataSize(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordValues", text)


_SCALE: Final = 10
_NUMBERS: Final[Mapping[str, Callable[[int], str]]] = {
    "bp": percent,
    "ms": _moment,
}
