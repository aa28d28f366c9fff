"""Reading records straight from the chain's rows: what is shown or shared whole comes from here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from confidant.crypto import c32
from confidant.errors import (
    AmbiguousIdError,
    BugError,
    RecordErasedError,
    RecordNotFoundError,
    RevisionNotFoundError,
)
from confidant.records import ids
from confidant.records.ids import RecordId
from confidant.records.record import Revision
from confidant.vault.chain import SEAL, Named
from confidant.vault.database import Database
from confidant.vault.rebuilding import read_body

_COLUMNS = "seq, record, kind, rev, ts, body"
_NOT_STRUCTURAL = "kind NOT IN ('erase', 'seal')"
_CANDIDATES = 8


@dataclass(frozen=True)
class Seal:
    """A seal row: its own number and instant, and the revision that it froze."""

    seq: int
    sealed_seq: int
    sealed_rev: int
    ts: int


def current(database: Database, record: RecordId) -> Revision:
    """Return the latest revision of a record.

    Raises:
        RecordNotFoundError: there is no such record.
        RecordErasedError: there was one.
    """
    found = database.row(
        f"SELECT {_COLUMNS} FROM rev WHERE record = ? AND {_NOT_STRUCTURAL}"  # noqa: S608 -- fixed names
        " ORDER BY rev DESC LIMIT 1",
        (record,),
    )
    if found is None:
        raise RecordNotFoundError(id=ids.to_c32(record))
    if found[5] is None:
        raise RecordErasedError
    return to_revision(found)


def revisions(database: Database, record: RecordId) -> tuple[Revision, ...]:
    """Return every revision of a record, the first one first; erased ones have no body.

    Raises:
        RecordNotFoundError: there is no such record.
    """
    found = database.rows(
        f"SELECT {_COLUMNS} FROM rev WHERE record = ? AND {_NOT_STRUCTURAL} ORDER BY rev",  # noqa: S608 -- fixed names
        (record,),
    )
    if not found:
        raise RecordNotFoundError(id=ids.to_c32(record))
    return tuple(to_revision(row) for row in found)


def revision(database: Database, record: RecordId, number: int) -> Revision:
    """Return one revision of a record.

    Raises:
        RecordNotFoundError: there is no such record.
        RevisionNotFoundError: it has no revision of that number.
        RecordErasedError: that revision was erased.
    """
    found = database.row(
        f"SELECT {_COLUMNS} FROM rev WHERE record = ? AND rev = ? AND {_NOT_STRUCTURAL}",  # noqa: S608 -- fixed names
        (record, number),
    )
    if found is None:
        if not exists(database, record):
            raise RecordNotFoundError(id=ids.to_c32(record))
        raise RevisionNotFoundError(revision=number)
    if found[5] is None:
        raise RecordErasedError
    return to_revision(found)


def bodies(database: Database, kind: str) -> Iterator[tuple[RecordId, Revision]]:
    """Yield the current revision of every record of a kind that is not erased, oldest first.

    Which records there are comes from a derived table, what they say from the chain.
    """
    find = "SELECT record FROM item WHERE kind = ? ORDER BY first_seq"
    for (record,) in database.rows(find, (kind,)):
        try:
            yield RecordId(record), current(database, RecordId(record))
        except (RecordErasedError, RecordNotFoundError):
            continue


def seal_of(database: Database, record: RecordId) -> Seal | None:
    """Return the seal of a record, None when nothing is sealed."""
    found = database.row(
        "SELECT seq, ts, body FROM rev WHERE record = ? AND kind = ? ORDER BY rev LIMIT 1",
        (record, SEAL),
    )
    if found is None:
        return None
    seq, ts, body = found
    sealed_seq: int = json.loads(body)["seq"]
    sealed_rev = database.value("SELECT rev FROM rev WHERE seq = ?", (sealed_seq,))
    return Seal(seq, sealed_seq, sealed_rev, ts)


def sealed_revision(database: Database, record: RecordId) -> Revision | None:
    """Return the revision that a seal froze; None without a seal, or when it was erased."""
    seal = seal_of(database, record)
    if seal is None:
        return None
    row = database.row(f"SELECT {_COLUMNS} FROM rev WHERE seq = ?", (seal.sealed_seq,))  # noqa: S608 -- fixed names
    return None if row is None or row[5] is None else to_revision(row)


def find_prefix(database: Database, typed: str) -> RecordId:
    """Return the record whose id begins with what a person typed; erased ones count.

    Raises:
        IdError: it is no beginning of an id.
        RecordNotFoundError: no id begins so.
        AmbiguousIdError: several do; `candidates` lists some of them.
    """
    prefix = ids.parse_prefix(typed).upper()
    low = c32.decode(_whole(prefix, "0"), ids.SIZE)
    high = c32.decode(_whole(prefix, "Z"), ids.SIZE)
    rows = database.rows(
        "SELECT DISTINCT record FROM rev WHERE record BETWEEN ? AND ? LIMIT ?",
        (low, high, _CANDIDATES),
    )
    if not rows:
        raise RecordNotFoundError(id=typed)
    if len(rows) > 1:
        candidates = ", ".join(ids.to_c32(row[0]) for row in rows)
        raise AmbiguousIdError(id=typed, candidates=candidates)
    return RecordId(rows[0][0])


def exists(database: Database, record: RecordId) -> bool:
    """Tell whether any row of this record was ever written."""
    return database.row("SELECT 1 FROM rev WHERE record = ? LIMIT 1", (record,)) is not None


def named(database: Database, seq: int) -> Named | None:
    """Return what a structural row needs to know of the row that it names."""
    row = database.row("SELECT record, kind, hash, body FROM rev WHERE seq = ?", (seq,))
    return None if row is None else Named(*row)


def to_revision(row: tuple[Any, ...]) -> Revision:
    """Return a row of `rev` (the first six columns without salt and hash) as a revision."""
    seq, record, kind, number, ts, body = row
    return Revision(
        seq=seq,
        record=RecordId(record),
        kind=kind,
        rev=number,
        ts=ts,
        body=None if body is None else read_body(body),
        erased=body is None,
    )


def _whole(prefix: str, fill: str) -> str:
    """Return 26 characters: the prefix, then the smallest or largest that an id can end in."""
    missing = 26 - len(prefix)
    if missing == 0:
        return prefix
    if missing < 0:
        raise BugError("an id prefix of more than 26 characters")
    # The last character carries three bits; the two below them are zero.
    return prefix + fill * (missing - 1) + ("0" if fill == "0" else "W")
