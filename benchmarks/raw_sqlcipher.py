"""The physical reference: the same work in bare SQLCipher, with nothing of Confidant in it."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlcipher3

from benchmarks.corpus import SampleEntry

SCHEMA = """
CREATE TABLE entry(id INTEGER PRIMARY KEY, day TEXT NOT NULL, title TEXT NOT NULL, body TEXT);
CREATE INDEX entry_day ON entry(day DESC, id DESC);
CREATE VIRTUAL TABLE found USING fts5(title, body, content='entry', content_rowid='id',
                                      tokenize='unicode61');
"""


def connect(path: Path, key: bytes) -> sqlcipher3.Connection:
    """Open a database with a raw 48-byte key, set up as Confidant sets up its own."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    for pragma in ("journal_mode=DELETE", "locking_mode=EXCLUSIVE", "synchronous=EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA cache_size=-16384")
    return connection


def build(path: Path, entries: Iterable[SampleEntry]) -> tuple[sqlcipher3.Connection, float]:
    """Insert the entries with their search index in one transaction; return seconds taken."""
    connection = connect(path, os.urandom(48))
    connection.executescript(SCHEMA)
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for number, entry in enumerate(entries, 1):
        row = (number, entry.day.isoformat(), entry.title, entry.text)
        connection.execute("INSERT INTO entry VALUES(?, ?, ?, ?)", row)
        connection.execute(
            "INSERT INTO found(rowid, title, body) VALUES(?, ?, ?)", (number, row[2], row[3])
        )
    connection.execute("COMMIT")
    return connection, time.perf_counter() - started


def first_rows(connection: sqlcipher3.Connection) -> int:
    """Read the newest fifty rows as a list shows them."""
    sql = "SELECT id, day, title FROM entry ORDER BY day DESC, id DESC LIMIT 50"
    return len(connection.execute(sql).fetchall())


def search(connection: sqlcipher3.Connection, match: str) -> int:
    """Find the newest fifty hits with a snippet each."""
    sql = (
        "SELECT rowid, snippet(found, 1, '[', ']', '…', 12) FROM found WHERE found MATCH ? "
        "ORDER BY rowid DESC LIMIT 50"
    )
    return len(connection.execute(sql, (match,)).fetchall())


def save(connection: sqlcipher3.Connection, text: str) -> None:
    """Write one text of an entry and commit."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE entry SET body = ? WHERE id = 1", (text,))
    connection.execute("COMMIT")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
