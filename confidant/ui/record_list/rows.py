"""Fills a list: page by page while nothing is searched, hit by hit while something is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from confidant.records.changes import Changes
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import PAGE, RowsModel
from confidant.ui.record_list.listed import Listed, found, listed
from confidant.ui.session import Session
from confidant.vault.rows import Mine, RowQuery
from confidant.vault.vault import Vault

HITS: Final = 50
"""Hits that are fetched at a time: more than a screen shows, fewer than a person reads."""


@dataclass(frozen=True)
class Scope:
    """What a search looks through: kinds (None for all that a person writes), a tag, an author."""

    kinds: frozenset[str] | None = None
    tag: str | None = None
    author: Mine | None = None


class ListRows(QObject):
    """The rows of one list.

    `show` takes a query whose pages are read as they come into sight; `search` replaces them by
    hits until it is called with nothing. `counted` tells how many rows there are, or how many
    hits so far, each time that changes; -1 after `clear`.
    """

    counted = Signal(int)

    def __init__(
        self,
        session: Session,
        present: Callable[[Listed], RowText],
        parent: QObject | None = None,
    ) -> None:
        """Make an empty list; `present` gives the words of a row, and is asked for rows in sight.

        The list reads itself again when a record changes that it may show.
        """
        super().__init__(parent)
        self.session = session
        self.model: RowsModel[Listed] = RowsModel(present, lambda row: row.id, self)
        self.model.page_wanted.connect(self._fetch_page)
        self._query = RowQuery()
        self._scope = Scope()
        self._text = ""
        self._count = -1
        self._hits: list[Listed] = []
        self._more = False
        self._searching = False
        self._again = False
        session.changed.connect(self._changed)

    @property
    def count(self) -> int:
        """How many rows or hits there are, -1 before the first answer."""
        return self._count

    @property
    def is_search(self) -> bool:
        """Whether hits are shown instead of rows."""
        return bool(self._text)

    @property
    def text(self) -> str:
        """What is searched for, without the spaces around it."""
        return self._text

    @property
    def query(self) -> RowQuery:
        """The query whose rows are shown while nothing is searched."""
        return self._query

    def show(self, query: RowQuery, scope: Scope | None = None) -> None:
        """Show the rows of `query`; its limit and offset are ignored.

        Args:
            query: which rows, in which order.
            scope: what a search looks through from now on; the query's kinds and tag by default.
        """
        kinds = None if query.kinds is None else frozenset(query.kinds)
        self._query = query
        self._scope = scope or Scope(kinds, query.tag)
        self.reload()

    def search(self, text: str) -> None:
        """Show the records with the words of `text`; nothing but spaces ends the search.

        Only the newest text is answered: one read runs at a time, and what was typed meanwhile
        is one more.
        """
        text = text.strip()
        if text == self._text:
            return
        self._text = text
        self._hits, self._more = [], False
        self.reload()

    def more(self) -> None:
        """Fetch further hits: the end of the list is in sight."""
        if self._text and self._more and not self._searching:
            self._search(len(self._hits))

    def reload(self) -> None:
        """Read what is shown again; rows that are there stay until they arrive anew."""
        if self._text:
            self._search(0)
            return
        query = replace(self._query, limit=PAGE, offset=0, after=None)
        self.session.read(self, partial(_first_page, query=query), self._begin, key="rows")

    def clear(self) -> None:
        """Forget the rows and what was searched for."""
        self._text = ""
        self._hits, self._more = [], False
        self.model.clear()
        self._tell(-1)

    def _begin(self, page: tuple[int, list[Listed]]) -> None:
        if self._text:
            return
        count, rows = page
        generation = self.model.refresh(count)
        self.model.put_page(0, rows, generation)
        self._tell(count)

    def _fetch_page(self, offset: int, limit: int, generation: int) -> None:
        query = replace(self._query, limit=limit, offset=offset, after=None)
        self.session.read(
            self,
            lambda vault: listed(vault, vault.rows(query)),
            lambda rows: self.model.put_page(offset, rows, generation),
        )

    def _search(self, offset: int) -> None:
        if self._searching:
            self._again = True
            return
        self._searching, self._again = True, False
        text, scope = self._text, self._scope
        limit = max(HITS, len(self._hits)) if not offset else HITS
        self.session.read(
            self,
            partial(_hits, text=text, scope=scope, limit=limit, offset=offset),
            lambda hits: self._arrived(text, offset, hits),
            failed=self._search_failed,
        )

    def _search_failed(self, error: object) -> None:
        self._searching = False
        self.session.failed.emit(error)

    def _arrived(self, text: str, offset: int, hits: tuple[list[Listed], bool]) -> None:
        self._searching = False
        if text == self._text:
            rows, self._more = hits
            self._hits = [*self._hits[:offset], *rows]
            self.model.set_rows(self._hits)
            self._tell(len(self._hits))
        if self._text and (self._again or text != self._text):
            self._search(0)

    def _tell(self, count: int) -> None:
        self._count = count
        self.counted.emit(count)

    def _changed(self, changes: Changes) -> None:
        kinds = self._scope.kinds if self._text else self._query.kinds
        if self._count >= 0 and (kinds is None or changes.kinds.intersection(kinds)):
            self.reload()


def _first_page(vault: Vault, *, query: RowQuery) -> tuple[int, list[Listed]]:
    return vault.count(query), listed(vault, vault.rows(query))


def _hits(
    vault: Vault, *, text: str, scope: Scope, limit: int, offset: int
) -> tuple[list[Listed], bool]:
    page = vault.search(
        text, kinds=scope.kinds, tag=scope.tag, author=scope.author, limit=limit, offset=offset
    )
    return found(vault, page.hits), page.more
