"""The list of decisions: by the day they have to be made, or all of them."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from confidant.compat import override
from confidant.ui.item_models.row_text import RowText, State
from confidant.ui.record_list.listed import Listed, listed
from confidant.ui.record_list.rows import ListRows, Scope
from confidant.ui.record_list.words import RowWords, capitalised
from confidant.ui.session import Session
from confidant.ui.widgets.date_text import long_date, short_date
from confidant.ui.widgets.probability import percent
from confidant.ui.words import label
from confidant.vault.rows import MINE, RecordRow, RowQuery
from confidant.vault.vault import Vault

KINDS: Final = frozenset({"decision"})
WAITING: Final = frozenset({"draft", "pending"})
SOON_DAYS: Final = 14
_ALL: Final = 100_000
_HUNDREDTH: Final = 100


class DecisionRows(ListRows):
    """Rows of my decisions; `show_view` takes `due` or `all`."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Make an empty list."""
        self.words = DecisionWords(session.today)
        super().__init__(session, self.words.present, parent)
        self._view = "due"
        self._scope = Scope(KINDS, None, MINE)
        self._query = RowQuery(kinds=KINDS, author=MINE)

    def show_view(self, view: str) -> None:
        """Show the decisions that wait, by their day, or all of them, the newest first."""
        self._view = view
        self.show(self._query, self._scope)

    @override
    def reload(self) -> None:
        if self.text or self._view != "due":
            super().reload()
        else:
            self.session.read(self, _waiting, self._show_waiting, key="rows")

    def _show_waiting(self, rows: list[Listed]) -> None:
        if not self.text and self._view == "due":
            self.model.set_rows(rows)
            self._tell(len(rows))


class DecisionWords(RowWords):
    """Line one: status, how sure, days left; at its end the day."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Count days from `today`."""
        super().__init__()
        self._today = today

    @override
    def present(self, listed: Listed) -> RowText:
        row = listed.row
        status = capitalised(label(row.state or ""))
        due = date.fromisoformat(row.due) if row.due and row.state in WAITING else None
        states = self._sure(row)
        left = self._left(due)
        day, when = self._day(row, due)
        title = row.title or self.tr("Without a title")
        said = self.tr("%n per cent", "", row.measure // _HUNDREDTH) if row.measure else ""
        heard = (
            self.tr("Decision"), status, said, when, *(one.text for one in left), title
        )  # fmt: skip
        return RowText(
            kind=status,
            title=title,
            snippet=listed.snippet,
            date=day,
            states=(*states, *left),
            starred=row.starred,
            spoken=", ".join(filter(None, heard)),
            title_marks=listed.title_ranges if row.title else (),
            snippet_marks=listed.snippet_ranges,
        )

    def _sure(self, row: RecordRow) -> tuple[State, ...]:
        if row.measure is None:
            return ()
        return (State(percent(round(row.measure / _HUNDREDTH))),)

    def _left(self, due: date | None) -> tuple[State, ...]:
        if due is None:
            return ()
        days = (due - self._today()).days
        if days < 0:
            return (State(self.tr("Overdue"), "caution"),)
        if days == 0:
            return (State(self.tr("Today"), "caution"),)
        if days <= SOON_DAYS:
            return (State(self.tr("%n days left", "", days), "caution"),)
        return ()

    def _day(self, row: RecordRow, due: date | None) -> tuple[str, str]:
        """Return the day at the end of the line and how it is spoken."""
        if due is not None:
            spoken = self.tr("decide by {day}").format(day=long_date(due))
            return self.tr("by {day}").format(day=short_date(due)), spoken
        if row.state in WAITING:
            return self.tr("No date"), self.tr("no date")
        day = date.fromisoformat(row.day)
        return short_date(day), long_date(day)


def _waiting(vault: Vault) -> list[Listed]:
    """Return the decisions that wait, the soonest first, those without a day last."""
    query = RowQuery(kinds=KINDS, states=WAITING, author=MINE, limit=_ALL)
    rows = sorted(vault.rows(query), key=lambda row: (row.due is None, row.due or ""))
    return listed(vault, rows)
