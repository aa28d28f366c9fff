"""Feelings as words with a strength from 1 to 5: `angry 4`."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.records.canonical import JsonValue
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.tag_field import TagField

_STRENGTH: Final = re.compile(r"\s*[·:,]?\s*([1-5])\Z")
_MIDDLE: Final = 3
MOST: Final = 12


class FeelingsField(TagField):
    """A tag field whose tags are feelings; a word without a strength gets the middle one.

    `feelings_changed` gives them as plain JSON.
    """

    feelings_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(name, "", parent)
        self.input.setPlaceholderText(self.tr("+ Feeling, 1–5"))
        self.input.setAccessibleDescription(self.tr("A word, and 1 to 5 for how strong it is"))
        self.set_known([Known(word) for word in self._words()])
        self.changed.connect(self._tidy)

    def set_feelings(self, feelings: Sequence[Mapping[str, JsonValue]]) -> None:
        """Show exactly `feelings`."""
        self.set_tags([f"{one.get('word')} {one.get('intensity')}" for one in feelings])

    def _tidy(self, tags: tuple[str, ...]) -> None:
        feelings = feelings_of(tags)
        self.set_feelings(feelings)
        self.feelings_changed.emit(feelings)

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("afraid"),
            self.tr("angry"),
            self.tr("anxious"),
            self.tr("ashamed"),
            self.tr("calm"),
            self.tr("confident"),
            self.tr("curious"),
            self.tr("disappointed"),
            self.tr("frustrated"),
            self.tr("grateful"),
            self.tr("hopeful"),
            self.tr("hurt"),
            self.tr("lonely"),
            self.tr("proud"),
            self.tr("relieved"),
            self.tr("sad"),
            self.tr("tired"),
            self.tr("uncertain"),
        )


def feelings_of(tags: Sequence[str]) -> list[dict[str, JsonValue]]:
    """Return each feeling once, with the strength that was typed last; at most twelve."""
    found: dict[str, int] = {}
    for tag in tags:
        strength = _STRENGTH.search(tag)
        word = tag[: strength.start()] if strength else tag
        word = word.strip(" ·:,")
        if word:
            found[word] = int(strength[1]) if strength else found.get(word, _MIDDLE)
    feelings: list[dict[str, JsonValue]] = []
    for word, number in found.items():
        feelings.append({"word": word, "intensity": number})
    return feelings[:MOST]
