"""Which doubts there are, which of them came back, and what is done with them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.insight.doubts import Doubts
from confidant.records.changes import Changes
from confidant.records.ids import RecordId
from confidant.services import doubts, insight, journal
from confidant.services.doubts import Board, Line
from confidant.services.results import Written
from confidant.ui.session import Session
from confidant.vault.vault import Vault

TABS: Final = ("open", "carried", "settled", "all")
_CONCERNED = frozenset({"doubt", "dispatch", "contact"})
_HITS = 200

Failed = Callable[[ExpectedError], None]


class DoubtsModel(QObject):
    """State of the page.

    Signals: `changed` when rows, counts or the doubt that came back changed; `year_changed` when
    the line at the foot did; `became(record)` with the decision or forecast that a doubt became.
    """

    changed = Signal()
    year_changed = Signal()
    became = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin without doubts; `reload` reads them."""
        super().__init__(parent)
        self.session = session
        self.tab = "open"
        self.is_read = False
        self.year: Doubts | None = None
        self._lines: Mapping[RecordId, Line] = {}
        self._stale: tuple[RecordId, ...] = ()
        self._text = ""
        self._hits: tuple[RecordId, ...] = ()
        session.changed.connect(self._changed)

    @property
    def is_search(self) -> bool:
        """Whether hits are shown instead of a tab."""
        return bool(self._text)

    @property
    def stale(self) -> Line | None:
        """The doubt that came back first."""
        return self._lines.get(self._stale[0]) if self._stale else None

    @property
    def stale_count(self) -> int:
        """How many came back."""
        return len(self._stale)

    def is_stale(self, record: RecordId) -> bool:
        """Say whether a doubt came back."""
        return record in self._stale

    def line(self, record: RecordId) -> Line | None:
        """Return a doubt that is here."""
        return self._lines.get(record)

    def count(self, tab: str) -> int:
        """Return how many doubts a tab has, those that came back too."""
        return sum(_belongs(line, tab) for line in self._lines.values())

    def rows(self) -> list[Line]:
        """Return the doubts to show: those that came back first, the one on the card left out."""
        if self._text:
            return [self._lines[one] for one in self._hits if one in self._lines]
        on_card = self._stale[0] if self._stale and self.tab == "open" else None
        order = {record: at for at, record in enumerate(self._stale)}
        shown = [
            line
            for line in self._lines.values()
            if _belongs(line, self.tab) and line.record != on_card
        ]
        return sorted(shown, key=lambda line: order.get(line.record, len(order)))

    def days_left(self, line: Line) -> int | None:
        """Return the days until a doubt comes back, negative once it did; None without a day."""
        day = line.body.expires_on
        return (date.fromisoformat(day) - self.session.today()).days if day else None

    def reload(self) -> None:
        """Read everything anew."""
        clock = self.session.clock
        self.session.read(self, partial(doubts.board, clock=clock), self._arrived, key="board")
        self.session.read(
            self, partial(insight.year_of_doubts, clock=clock), self._year_arrived, key="year"
        )

    def read_line(self, record: RecordId, then: Callable[[Line], object]) -> None:
        """Read the doubts anew and give the one with this id to `then`."""

        def arrived(board: Board) -> None:
            self._arrived(board)
            line = self._lines.get(record)
            if line is not None:
                then(line)

        self.session.read(self, partial(doubts.board, clock=self.session.clock), arrived)

    def show_tab(self, tab: str) -> None:
        """Show another tab."""
        self.tab = tab
        self.changed.emit()

    def search(self, text: str) -> None:
        """Show the doubts with the words of `text`; nothing but spaces ends the search."""
        self._text = text.strip()
        self._hits = ()
        if not self._text:
            self.changed.emit()
            return
        self.session.read(self, partial(_search, text=self._text), self._found, key="search")

    def clear(self) -> None:
        """Forget everything at a lock."""
        self._lines, self._stale, self._hits, self._text = {}, (), (), ""
        self.year = None
        self.is_read = False

    # What is done with a doubt.

    def set_intensity(self, record: RecordId, intensity: int) -> None:
        """Say how strong a doubt is now."""
        verb = partial(
            journal.revise,
            clock=self.session.clock,
            record=record,
            fields={"intensity": intensity},
        )
        self.session.write(self, verb)

    def settle(
        self,
        record: RecordId,
        *,
        warranted: bool,
        evidence: str,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Settle a doubt."""
        verb = partial(
            doubts.settle,
            clock=self.session.clock,
            record=record,
            warranted=warranted,
            evidence=evidence,
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def carry(
        self,
        record: RecordId,
        *,
        because: str,
        until: date | None,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Carry a doubt on purpose."""
        verb = partial(
            doubts.carry,
            clock=self.session.clock,
            record=record,
            because=because,
            until=until.isoformat() if until is not None else None,
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def make_decision(self, record: RecordId) -> None:
        """Begin a decision with the doubt."""
        verb = partial(doubts.make_decision, clock=self.session.clock, record=record)
        self.session.write(self, verb, self._has_become)

    def make_forecast(
        self,
        record: RecordId,
        *,
        question: str,
        p: int,
        resolve_by: date,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Write a forecast in place of the doubt; `p` in basis points."""
        verb = partial(
            doubts.make_forecast,
            clock=self.session.clock,
            record=record,
            question=question,
            p=p,
            resolve_by=resolve_by.isoformat(),
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    # Inside.

    def _has_become(self, written: Written) -> None:
        self.became.emit(written.record)

    def _arrived(self, board: Board) -> None:
        self._lines = {line.record: line for line in board.lines}
        self._stale = board.stale
        self.is_read = True
        self.changed.emit()

    def _year_arrived(self, year: Doubts) -> None:
        self.year = year
        self.year_changed.emit()

    def _found(self, hits: tuple[RecordId, ...]) -> None:
        if self._text:
            self._hits = hits
            self.changed.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNED:
            self.reload()
            if self._text:
                self.search(self._text)


def _belongs(line: Line, tab: str) -> bool:
    return tab in {"all", line.body.state}


def _search(vault: Vault, *, text: str) -> tuple[RecordId, ...]:
    page = vault.search(text, kinds=frozenset({"doubt"}), limit=_HITS)
    return tuple(hit.row.id for hit in page.hits)
