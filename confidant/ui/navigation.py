"""Where the person is and was: screens and record ids, never a text."""

from dataclasses import dataclass

from confidant.records.ids import RecordId

MAX_HISTORY = 50

_SCREENS = {
    "entry": "journal",
    "doubt": "doubts",
    "decision": "decisions",
    "forecast": "decisions",
    "review": "decisions",
    "contact": "contacts",
}
"""Kind of a record of mine → the screen that shows it; every other kind is a conversation's."""


@dataclass(frozen=True)
class Place:
    """A screen, and what of it: a record, a tab.

    `screen` is the name that the screen has in the shell (`journal`, `doubts`, …); `view` is a
    name of the screen's own.
    """

    screen: str
    record: RecordId | None = None
    view: str = ""


def place_of(record: RecordId, kind: str, *, mine: bool) -> Place:
    """Return where a record is shown."""
    name = _SCREENS.get(kind, "conversations") if mine else "conversations"
    return Place(name, record)


class History:
    """The places behind and ahead, as in a browser; at most fifty."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """The place that is shown, None before the first visit."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place behind."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place ahead."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go to `place`: what was ahead is forgotten; visiting where one is changes nothing."""
        if place == self.current:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-MAX_HISTORY]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """Go one place back and return it; None at the beginning."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """Go one place forward and return it; None at the end."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self._places[self._at]

    def forget(self, record: RecordId) -> None:
        """Drop the places of an erased record, so that nobody steps back into nothing."""
        behind = sum(place.record != record for place in self._places[: self._at + 1])
        self._places = [place for place in self._places if place.record != record]
        self._at = min(behind, len(self._places)) - 1
