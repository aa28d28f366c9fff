"""Making the derived tables anew from the chain, and comparing them with it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from confidant.environment import Progress
from confidant.errors import (
    CanonError,
    DatabaseIntegrityError,
    DerivedTablesError,
    ManifestSchemaError,
)
from confidant.records import record as records
from confidant.records.body import Body
from confidant.records.ids import RecordId
from confidant.vault import derived, projection
from confidant.vault.chain import SEAL, STRUCTURAL
from confidant.vault.database import Database
from confidant.vault.projection import Facts, Projection
from confidant.vault.schema import CORE, CREATE_DERIVED, CREATE_DRAFT, DERIVED_NUMBER

_BATCH = 500
_HISTORY = "SELECT seq, record, kind, rev, ts, body FROM rev ORDER BY record, rev"
_RECEIPTS = (
    "SELECT seq, record, kind, rev, ts, body FROM rev WHERE record IN"
    " (SELECT record FROM rev WHERE kind = 'receipt') ORDER BY record, rev"
)
_EXTRA = (
    "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger')"
    " AND name NOT LIKE 'sqlite_%' ORDER BY sql LIKE '%CREATE VIRTUAL%' DESC, type DESC"
)
COUNTED = ("item", "prose", "tag", "ref", "arrival", "blob_use", "origin")
"""The derived tables with rows of their own, apart from the index of words and their number."""


def rebuild(database: Database, progress: Progress) -> None:
    """Drop every table that holds no content, and make the derived ones anew.

    Runs inside the caller's transaction: when it is interrupted, the old tables and the old
    number stand, and the next opening rebuilds again.
    """
    _drop_all(database)
    database.execute(CREATE_DRAFT)
    for statement in CREATE_DERIVED:
        database.execute(statement)
    for facts, body in _current(database, _RECEIPTS):
        derived.put_arrivals(database, projection.receipt_rows(facts, body))
    _fill(database, progress)
    for index in ("words", "names"):
        database.execute(f"INSERT INTO {index}({index}) VALUES('rebuild')")
    database.execute("INSERT INTO derived(number) VALUES(?)", (DERIVED_NUMBER,))


def compare(database: Database, progress: Progress) -> None:
    """Make sure that the derived tables say what the chain says, no more and no less.

    Raises:
        DerivedTablesError: they do not; `rebuild` mends them.
    """
    if not derived.is_current(database):
        raise DerivedTablesError
    counts = dict.fromkeys(COUNTED, 0)
    total = database.value("SELECT count(*) FROM item")
    for facts, body in _current(database, _RECEIPTS):
        arrivals = projection.receipt_rows(facts, body)
        counts["arrival"] += len(arrivals)
        _expect(database, "SELECT * FROM arrival WHERE receipt = ?", facts.record, arrivals)
    for expected in _projections(database):
        _compare_one(database, expected)
        _count(counts, expected)
        progress(counts["item"], total)
    counts["blob_use"] = sum(len(uses) for uses in _all_uses(database))
    for table, count in counts.items():
        if database.value(f"SELECT count(*) FROM {table}") != count:  # noqa: S608 -- fixed names
            raise DerivedTablesError
    _compare_indexes(database)


def _fill(database: Database, progress: Progress) -> None:
    total = database.value("SELECT count(DISTINCT record) FROM rev")
    batch: list[Projection] = []
    done = 0
    for expected in _projections(database):
        batch.append(expected)
        if len(batch) == _BATCH:
            derived.insert(database, batch, index=False)
            done += len(batch)
            batch.clear()
            progress(done, total)
    derived.insert(database, batch, index=False)
    uses = (row for rows in _all_uses(database) for row in rows)
    database.execute_many("INSERT OR IGNORE INTO blob_use(sha256, record) VALUES(?, ?)", uses)


def _drop_all(database: Database) -> None:
    # Dropping a virtual table takes its own tables along, so look again after each.
    while extra := [row for row in database.rows(_EXTRA) if row[0] not in CORE]:
        name, kind = extra[0]
        quoted = str(name).replace('"', '""')
        database.execute(f'DROP {kind} "{quoted}"')


def _projections(database: Database) -> Iterator[Projection]:
    for facts, body in _current(database, _HISTORY):
        author = derived.author_of(database, facts.record)
        yield projection.project(replace(facts, author=author), body)


def _current(database: Database, history: str) -> Iterator[tuple[Facts, Body]]:
    """Yield what the chain says of each record that is not erased, with its current body."""
    for record, group in groupby(database.stream(history), key=lambda row: row[1]):
        rows = list(group)
        content = [row for row in rows if row[2] not in STRUCTURAL]
        if not content or content[-1][5] is None:
            continue
        first, last = content[0], content[-1]
        yield (
            Facts(
                record=RecordId(record),
                kind=last[2],
                created=first[4],
                first_seq=first[0],
                changed=last[4],
                seq=last[0],
                revision=last[3],
                sealed=any(row[2] == SEAL for row in rows),
                author=None,
            ),
            read_body(last[5]),
        )


def read_body(data: bytes) -> Body:
    """Return a body that was checked when it was stored.

    Raises:
        DatabaseIntegrityError: it is no body; the chain check says which row.
    """
    try:
        return records.decode(data, withheld=None)
    except (CanonError, ManifestSchemaError):
        raise DatabaseIntegrityError from None


def _all_uses(database: Database) -> Iterator[tuple[tuple[bytes, bytes], ...]]:
    """Yield the attachments that any revision of each record still names."""
    find = (
        "SELECT record, body FROM rev WHERE instr(body, CAST('\"attachments\"' AS BLOB)) > 0"
        " ORDER BY record"
    )
    for record, group in groupby(database.stream(find), key=lambda row: row[0]):
        uses: set[tuple[bytes, bytes]] = set()
        for _, body in group:
            uses.update(projection.uses_of(record, read_body(body)))
        yield tuple(sorted(uses))


def _compare_one(database: Database, expected: Projection) -> None:
    record = expected.item[1]
    _expect(database, "SELECT * FROM item WHERE record = ?", record, [expected.item])
    prose = [] if expected.prose is None else [expected.prose]
    _expect(database, "SELECT * FROM prose WHERE n = ?", expected.n, prose)
    tags = list(expected.tags)
    _expect(database, "SELECT * FROM tag WHERE n = ? ORDER BY folded", expected.n, tags)
    origin = [] if expected.origin is None else [expected.origin]
    _expect(database, "SELECT * FROM origin WHERE n = ?", expected.n, origin)
    refs = list(expected.refs)
    _expect(database, "SELECT * FROM ref WHERE source = ? ORDER BY 1, 2, 3", record, refs)


def _expect(database: Database, sql: str, parameter: object, rows: list[Any]) -> None:
    if database.rows(sql, (parameter,)) != rows:
        raise DerivedTablesError


def _count(counts: dict[str, int], expected: Projection) -> None:
    counts["item"] += 1
    counts["prose"] += expected.prose is not None
    counts["tag"] += len(expected.tags)
    counts["ref"] += len(expected.refs)
    counts["origin"] += expected.origin is not None


def _compare_indexes(database: Database) -> None:
    for index in ("words", "names"):
        check = f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)"
        try:
            database.execute(check)
        except DatabaseIntegrityError:
            raise DerivedTablesError from None
