"""Records for the command palette: the newest hits for what is typed, by title."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject

from confidant.services import finding
from confidant.ui.session import Session
from confidant.ui.shell import places
from confidant.ui.shell.palette_delegate import FoundRecord
from confidant.ui.widgets.date_text import short_date
from confidant.ui.words import label
from confidant.vault.rows import RecordRow
from confidant.vault.search import SearchPage

_MOST = 6


class RecordLookup(QObject):
    """Asks the vault; of several questions only the newest is answered."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Search in the vault of `session`."""
        super().__init__(parent)
        self._session = session

    def __call__(self, typed: str, then: Callable[[Sequence[FoundRecord]], None]) -> None:
        """Find records for `typed` and give them to `then`."""

        def found(page: SearchPage) -> None:
            then([_found(hit.row) for hit in page.hits])

        self._session.read(
            self,
            lambda vault: finding.search(vault, query=typed, limit=_MOST),
            found,
            key="palette",
        )


def _found(row: RecordRow) -> FoundRecord:
    return FoundRecord(
        place=places.place_of(row.id, row.kind, mine=row.author is None),
        title=row.title,
        detail=label(row.kind),
        day=short_date(date.fromisoformat(row.day)) if row.day else "",
        icon=places.icon_of(row.kind),
    )
