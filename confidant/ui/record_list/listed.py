"""One row of a list as the screens hold it: what the vault says, and where a search hit it."""

from collections.abc import Sequence
from dataclasses import dataclass

from confidant.compat import override
from confidant.records import ids
from confidant.records.ids import RecordId
from confidant.services import contacts
from confidant.vault.rows import RecordRow
from confidant.vault.search import SearchHit
from confidant.vault.vault import Vault

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A row, who wrote it, and the characters that a search found.

    `author` is a petname, None when the record is mine. Ranges are (start, end) in `snippet` and
    in the row's title.
    """

    row: RecordRow
    author: str | None = None
    snippet: str = ""
    snippet_ranges: Ranges = ()
    title_ranges: Ranges = ()

    @property
    def id(self) -> RecordId:
        """The record's id: what makes a row the same row after it changed."""
        return self.row.id

    @override
    def __repr__(self) -> str:
        """Show kind and id only."""
        return f"Listed({self.row.kind} {ids.to_c32(self.row.id)})"


def listed(vault: Vault, rows: Sequence[RecordRow]) -> list[Listed]:
    """Return rows with their authors' names. Runs on the vault thread."""
    names = _authors(vault, rows)
    return [Listed(row=row, author=names.get(row.author), snippet=row.snippet) for row in rows]


def found(vault: Vault, hits: Sequence[SearchHit]) -> list[Listed]:
    """Return hits with their authors' names. Runs on the vault thread."""
    names = _authors(vault, [hit.row for hit in hits])
    return [
        Listed(
            row=hit.row,
            author=names.get(hit.row.author),
            snippet=hit.snippet,
            snippet_ranges=hit.ranges,
            title_ranges=hit.title_ranges,
        )
        for hit in hits
    ]


def _authors(vault: Vault, rows: Sequence[RecordRow]) -> dict[RecordId | None, str | None]:
    authors = {row.author for row in rows if row.author is not None}
    return {author: contacts.petname_of(vault, author) for author in authors}
