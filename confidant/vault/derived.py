"""The derived tables, kept in step with the chain (architecture.md §5).

Nothing here is believed: every row follows from `rev`, and `rebuild` makes all of them anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from confidant.records.body import Body
from confidant.records.ids import RecordId
from confidant.vault import projection
from confidant.vault.database import Database
from confidant.vault.projection import Facts, Projection
from confidant.vault.schema import DERIVED_NUMBER, ITEM_COLUMNS

_INSERT_ITEM = f"INSERT INTO item VALUES({', '.join('?' * ITEM_COLUMNS)})"
_INSERT_PROSE = "INSERT INTO prose(n, title, tags, text, marks) VALUES(?, ?, ?, ?, ?)"
_INSERT_WORDS = "INSERT INTO words(rowid, title, tags, text, marks) VALUES(?, ?, ?, ?, ?)"
_INSERT_NAMES = "INSERT INTO names(rowid, title, tags, marks) VALUES(?, ?, ?, ?)"
_INSERT_TAG = "INSERT INTO tag(folded, n, spelled) VALUES(?, ?, ?)"
_INSERT_REF = "INSERT INTO ref(target, source, relation) VALUES(?, ?, ?)"
_INSERT_ARRIVAL = "INSERT INTO arrival(record, first_seq, receipt, contact) VALUES(?, ?, ?, ?)"
_INSERT_USE = "INSERT OR IGNORE INTO blob_use(sha256, record) VALUES(?, ?)"
_INSERT_ORIGIN = "INSERT INTO origin(n, program, key, record) VALUES(?, ?, ?, ?)"
_AUTHOR = "SELECT contact FROM arrival WHERE record = ? ORDER BY first_seq LIMIT 1"


@dataclass(frozen=True, repr=False)
class Change:
    """A record whose current revision is new; `fresh` when the record itself is."""

    facts: Facts
    body: Body
    fresh: bool


def is_current(database: Database) -> bool:
    """Tell whether the derived tables are complete and of this schema."""
    there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'derived'"
    if database.value(there) is None:
        return False
    return database.rows("SELECT number FROM derived") == [(DERIVED_NUMBER,)]


def put(database: Database, changes: Sequence[Change]) -> None:
    """Bring the derived rows of changed records up to date, many at once."""
    _put_arrivals(database, changes)
    new = [_project(database, change) for change in changes if change.fresh]
    for change in changes:
        if not change.fresh:
            projected = _project(database, change)
            same_text = _has_prose(database, projected)
            _remove_items(database, [change.facts.record], keep_prose=same_text)
            if not same_text:
                _flush(database)
            insert(database, [projected], prose=not same_text)
    insert(database, new)


def insert(
    database: Database,
    projections: Iterable[Projection],
    *,
    index: bool = True,
    prose: bool = True,
) -> None:
    """Insert derived rows; the text that is searched if `prose`, indexed at once if `index`.

    The index flushes its memory whenever a row number falls, so rows go in by rising number.
    """
    ordered = sorted(projections, key=lambda p: p.n)
    database.execute_many(_INSERT_ITEM, [p.item for p in ordered])
    if prose:
        _insert_prose(database, [p.prose for p in ordered if p.prose is not None], index=index)
    database.execute_many(_INSERT_TAG, [row for p in ordered for row in p.tags])
    database.execute_many(_INSERT_REF, [row for p in ordered for row in p.refs])
    database.execute_many(_INSERT_USE, [row for p in ordered for row in p.uses])
    database.execute_many(_INSERT_ORIGIN, [p.origin for p in ordered if p.origin is not None])


def _insert_prose(
    database: Database, texts: Sequence[tuple[int, str, str, str, str]], *, index: bool = True
) -> None:
    """Insert the text that is searched, by rising number; indexed at once if `index`."""
    database.execute_many(_INSERT_PROSE, texts)
    if index:
        database.execute_many(_INSERT_WORDS, texts)
        database.execute_many(_INSERT_NAMES, [(n, t, g, m) for n, t, g, _, m in texts])


def _flush(database: Database) -> None:
    """Let the index write what it remembers, between a row that goes and the one that comes back.

    With secure-delete it does not remove such a row whole otherwise: once a word's list of places
    is longer than 127 bytes, the word stays, for ever.
    """
    for index in ("words", "names"):
        database.execute(f"INSERT INTO {index}({index}) VALUES('flush')")


def _has_prose(database: Database, projected: Projection) -> bool:
    """Tell whether what is searched stays as it is: changing the index is the dear part."""
    row = database.row("SELECT n, title, tags, text, marks FROM prose WHERE n = ?", (projected.n,))
    return projected.prose is not None and row == projected.prose


def remove(database: Database, record: bytes) -> None:
    """Remove the derived rows of a record whose text is being erased."""
    _remove_items(database, [record])
    arrived = _drop_arrivals(database, [record])
    _refresh_authors(database, arrived)
    replace_uses(database, record, ())


def replace_uses(database: Database, record: bytes, uses: Iterable[tuple[bytes, bytes]]) -> None:
    """Say anew which attachments the revisions of a record name."""
    database.execute("DELETE FROM blob_use WHERE record = ?", (record,))
    database.execute_many(_INSERT_USE, uses)


def mark_sealed(database: Database, record: bytes) -> None:
    """Show in lists that a record is sealed."""
    database.execute("UPDATE item SET sealed = 1 WHERE record = ?", (record,))


def author_of(database: Database, record: bytes) -> bytes | None:
    """Return the contact of the first receipt that lists a record, None when it is mine."""
    author: bytes | None = database.value(_AUTHOR, (record,))
    return author


def origins(database: Database, program: str) -> dict[str, RecordId]:
    """Return the records that imports from a program made, by their keys there."""
    find = "SELECT key, record FROM origin WHERE program = ? ORDER BY n"
    return {key: RecordId(record) for key, record in database.stream(find, (program,))}


def put_arrivals(database: Database, rows: Iterable[tuple[bytes, int, bytes, bytes]]) -> None:
    """Insert rows that say which receipt lists which record."""
    database.execute_many(_INSERT_ARRIVAL, rows)


def _project(database: Database, change: Change) -> Projection:
    author = author_of(database, change.facts.record)
    return projection.project(replace(change.facts, author=author), change.body)


def _put_arrivals(database: Database, changes: Sequence[Change]) -> None:
    rows = [row for c in changes for row in projection.receipt_rows(c.facts, c.body)]
    changed = [c.facts.record for c in changes if not c.fresh]
    arrived = _drop_arrivals(database, changed) | {row[0] for row in rows}
    put_arrivals(database, rows)
    _refresh_authors(database, arrived)


def _drop_arrivals(database: Database, receipts: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for receipt in receipts:
        rows = database.rows("SELECT record FROM arrival WHERE receipt = ?", (receipt,))
        found.update(row[0] for row in rows)
    if found:
        parameters = [(receipt,) for receipt in receipts]
        database.execute_many("DELETE FROM arrival WHERE receipt = ?", parameters)
    return found


def _refresh_authors(database: Database, records: Iterable[bytes]) -> None:
    rows = [(author_of(database, record), record) for record in sorted(records)]
    database.execute_many("UPDATE item SET author = ? WHERE record = ?", rows)


def _remove_items(
    database: Database, records: Sequence[bytes], *, keep_prose: bool = False
) -> None:
    find = "SELECT n FROM item WHERE record = ?"
    numbers = sorted(row[0] for record in records for row in database.rows(find, (record,)))
    parameters = [(n,) for n in numbers]
    if not keep_prose:
        _remove_prose(database, numbers)
    for table in ("tag", "origin", "item"):
        database.execute_many(f"DELETE FROM {table} WHERE n = ?", parameters)  # noqa: S608 -- fixed names
    database.execute_many("DELETE FROM ref WHERE source = ?", [(record,) for record in records])


def _remove_prose(database: Database, numbers: Sequence[int]) -> None:
    # The index forgets through its own delete command, which needs the words that it learnt.
    words = "SELECT n, title, tags, text, marks FROM prose WHERE n = ?"
    prose = [row for n in numbers for row in database.rows(words, (n,))]
    database.execute_many(
        "INSERT INTO words(words, rowid, title, tags, text, marks) VALUES('delete', ?, ?, ?, ?, ?)",
        prose,
    )
    database.execute_many(
        "INSERT INTO names(names, rowid, title, tags, marks) VALUES('delete', ?, ?, ?, ?)",
        [(n, title, tags, marks) for n, title, tags, _, marks in prose],
    )
    database.execute_many("DELETE FROM prose WHERE n = ?", [(n,) for n in numbers])
