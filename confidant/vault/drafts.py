"""Unsaved text: one row per record, replaced at every pause in typing."""

from dataclasses import dataclass

from confidant.crypto import strict_base64
from confidant.records.ids import RecordId
from confidant.vault.database import Database


@dataclass(frozen=True, repr=False)
class Draft:
    """Unsaved text of a record, or of something that is being put together.

    `data` is partial canonical JSON, `base_rev` the revision that it started from (0 for none),
    `changed_ms` the instant of the last change.
    """

    record: RecordId
    kind: str
    base_rev: int
    changed_ms: int
    data: bytes


_COLUMNS = "record, kind, base_rev, changed, data"


def load(database: Database, record: RecordId) -> Draft | None:
    """Return the draft of a record, None when there is none."""
    row = database.row(f"SELECT {_COLUMNS} FROM draft WHERE record = ?", (record,))  # noqa: S608 -- fixed names
    return None if row is None else Draft(*row)


def load_kept(database: Database) -> list[Draft]:
    """Return every draft of a copy, which may come from before there was a table of them."""
    there = database.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'draft'")
    return load_all(database) if there else []


def load_all(database: Database) -> list[Draft]:
    """Return every draft, the latest change first."""
    found = database.rows(f"SELECT {_COLUMNS} FROM draft ORDER BY changed DESC, record")  # noqa: S608 -- fixed names
    return [Draft(*row) for row in found]


def save(database: Database, draft: Draft) -> None:
    """Write a draft over the one that its record has."""
    database.execute(
        f"INSERT OR REPLACE INTO draft({_COLUMNS}) VALUES(?, ?, ?, ?, ?)",
        (draft.record, draft.kind, draft.base_rev, draft.changed_ms, draft.data),
    )


def drop(database: Database, record: RecordId) -> bool:
    """Remove a draft; return whether there was one."""
    return database.execute("DELETE FROM draft WHERE record = ?", (record,)) > 0


def mention(database: Database, sha256: bytes) -> bool:
    """Tell whether any draft names an attachment."""
    text = strict_base64.encode(sha256).encode("ascii")
    return database.row("SELECT 1 FROM draft WHERE instr(data, ?) > 0", (text,)) is not None
