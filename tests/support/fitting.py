"""Says which words of a window do not fit into their place, and which were not translated."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QRadioButton,
    QTabBar,
    QWidget,
)

_DATE = re.compile(r"^(\w+ )?\d{1,2} \w+ \d{4}(, \d\d:\d\d)?$")
_CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4})*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = 3
"""Letters of a unit or a time zone: `€m`, `UTC`."""
_SLACK = 2
"""Pixels by which rounding may differ."""


def clipped(window: QWidget) -> list[str]:
    """Return the labels and buttons in sight whose words are wider or higher than they are."""
    return [
        f"{type(one).__name__} “{_words(one)}” has {one.width()} × {one.height()}"
        for one in _worded(window)
        if _is_too_small(one) or _is_cut_by_its_parent(one)
    ]


def untranslated(window: QWidget, own: frozenset[str]) -> list[str]:
    """Return the words in sight that did not come through a translation.

    Args:
        window: shown in the pseudo-locale, whose every word stands in brackets.
        own: texts of the person, which are not translated.
    """
    return [
        words
        for one in _worded(window)
        if (words := _words(one)) and not _is_translated(words) and not _is_own(words, own)
    ]


def _worded(window: QWidget) -> Iterator[QLabel | QAbstractButton]:
    labels: list[QLabel | QAbstractButton] = [*window.findChildren(QLabel)]
    for one in (*labels, *window.findChildren(QAbstractButton)):
        if one.isVisibleTo(window) and _words(one).strip() and not _is_elided_on_purpose(one):
            yield one


def _words(one: QLabel | QAbstractButton) -> str:
    return one.text()


def _is_elided_on_purpose(one: QWidget) -> bool:
    """Whether it belongs to tabs that scroll, or is a picture whose words are its tooltip."""
    words = one.text() if isinstance(one, QAbstractButton) else ""
    return isinstance(one.parent(), QTabBar) or (bool(words) and words in one.toolTip())


def _is_too_small(one: QLabel | QAbstractButton) -> bool:
    metrics = one.fontMetrics()
    if isinstance(one, QLabel) and one.wordWrap():
        return one.heightForWidth(one.width()) > one.height() + _SLACK
    longest = max(
        metrics.horizontalAdvance(line) for line in _words(one).replace("&", "").split("\n")
    )
    if isinstance(one, QCheckBox | QRadioButton):
        return longest > one.width() + _SLACK
    return longest > one.width() + _SLACK or metrics.height() > one.height() + _SLACK


def _is_cut_by_its_parent(one: QWidget) -> bool:
    """Whether a part lies outside of what contains it, where nobody can scroll to it."""
    seen = one.parentWidget()
    place = one.rect()
    child: QWidget = one
    while seen is not None and not child.isWindow():
        place = QRect(child.mapToParent(place.topLeft()), place.size())
        if isinstance(seen.parentWidget(), QAbstractScrollArea):
            across = seen.parentWidget()
            return not isinstance(across, QAbstractScrollArea) or (
                across.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
                and (place.right() > seen.width() + _SLACK or place.left() < -_SLACK)
            )
        if not seen.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            return True
        child, seen = seen, seen.parentWidget()
    return False


def _is_translated(words: str) -> bool:
    return "[" in words and "]" in words


def _is_own(words: str, own: frozenset[str]) -> bool:
    plain = words.replace("\u2068", "").replace("\u2069", "").replace("&", "").strip("“”")
    return all(
        _DATE.search(part) is not None
        or _CODE.match(part) is not None
        or all(len(word) <= _UNIT for word in _WORD.findall(part))
        or any(part in text for text in own)
        for part in plain.split(" · ")
    )
