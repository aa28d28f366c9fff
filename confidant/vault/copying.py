"""Copying every row of a vault into a new database, with links made anew from its key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from confidant.environment import Progress
from confidant.errors import ChainError
from confidant.vault import chain, integrity, rebuilding
from confidant.vault.chain import ChainRow
from confidant.vault.database import Database
from confidant.vault.header import Header
from confidant.vault.links import EMPTY, Head, LinkKey
from confidant.vault.schema import (
    CREATE_CORE,
    CREATE_DERIVED,
    CREATE_DRAFT,
    DERIVED_NUMBER,
)

_ROWS = "SELECT seq, record, kind, rev, ts, salt, hash, body, link FROM rev ORDER BY seq"
_INSERT_ROW = (
    "INSERT INTO rev(seq, record, kind, rev, ts, salt, hash, body, link)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COPIED = (
    ("SELECT sha256, data FROM blob", "INSERT INTO blob(sha256, data) VALUES(?, ?)"),
    (
        "SELECT record, kind, base_rev, changed, data FROM draft",
        "INSERT INTO draft(record, kind, base_rev, changed, data) VALUES(?, ?, ?, ?, ?)",
    ),
)
_INDEX_PARTS = ("data", "idx", "docsize", "config")
"""The tables in which FTS5 keeps an index whose text lies elsewhere (sqlite.org/fts5.html, 9)."""
_STEP = 500

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """An open database and the key of its chain."""

    database: Database
    key: LinkKey


def copy_all(
    source: Source, target: Database, key: LinkKey, header: Header, progress: Progress
) -> None:
    """Fill an empty database with all content of another, and make its derived tables.

    Args:
        source: what is copied; not changed.
        target: an empty database; one transaction is made in it.
        key: the chain's key in the target.
        header: the header that will name the target.
        progress: hears rows: copied, then lists and search index; two thirds of all work.

    Raises:
        ChainError: the source's chain does not hold; with the first bad `seq`.
        DiskFullError, NotWritableError: the target cannot be written.
    """
    total = source.database.value("SELECT count(*) FROM rev")
    target.execute("BEGIN IMMEDIATE")
    for statement in CREATE_CORE:
        target.execute(statement)
    relinked = _Relinked(source, key, lambda done: progress(done, 3 * total))
    target.execute_many(_INSERT_ROW, relinked.rows())
    target.execute_many(
        "INSERT INTO meta(key, value) VALUES(?, ?)",
        [
            ("vault", header.vault_id),
            ("header_gen", header.generation),
            ("head_seq", relinked.head.seq),
            ("head_link", relinked.head.link),
        ],
    )
    target.execute(CREATE_DRAFT)
    for find, insert in _COPIED:
        target.execute_many(insert, source.database.stream(find))
    _copy_derived(
        source.database, target, lambda done: progress(total + min(done, total), 3 * total)
    )
    target.execute("COMMIT")


def counts(database: Database) -> list[tuple[str, int]]:
    """Return how many rows of each kind, attachments and drafts a database holds."""
    kinds = database.rows("SELECT kind, count(*) FROM rev GROUP BY kind ORDER BY kind")
    others = [
        (table, database.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 -- fixed names
        for table in ("blob", "draft", "item")
    ]
    return [*((str(kind), int(number)) for kind, number in kinds), *others]


def _copy_derived(source: Database, target: Database, tell: Callable[[int], None]) -> None:
    """Copy what is derived from the content: it says the same under any key, and is quicker so.

    The search index is copied as it lies in its own tables, for to index every word again costs
    more than all the rest. The tables are what they were: the proof looks at how the index hangs
    together, and the weekly check compares all of them with the chain as before.
    """
    indexes = [sql for sql in CREATE_DERIVED if sql.startswith("CREATE INDEX")]
    for statement in CREATE_DERIVED:
        if statement not in indexes:
            target.execute(statement)
    shadows = [f"{index}_{part}" for index in ("words", "names") for part in _INDEX_PARTS]
    done = 0

    def told(rows: Iterator[T]) -> Iterator[T]:
        nonlocal done
        for row in rows:
            yield row
            done += 1
            if done % _STEP == 0:
                tell(done)

    for table in (*rebuilding.COUNTED, *shadows):
        rows = source.stream(f"SELECT * FROM {table}")  # noqa: S608 -- fixed names
        places = ", ".join("?" * len(source.rows(f"PRAGMA table_info({table})")))
        target.execute_many(f"INSERT OR REPLACE INTO {table} VALUES({places})", told(rows))
    for statement in indexes:
        target.execute(statement)
    target.execute("INSERT INTO derived(number) VALUES(?)", (DERIVED_NUMBER,))


class _Relinked:
    """The rows of a chain with new links. The old ones are checked on the way.

    A chain that does not hold is not copied: under new links it would hold again. What the links
    cover is checked when the copy is verified.
    """

    def __init__(self, source: Source, key: LinkKey, tell: Callable[[int], None]) -> None:
        self._source, self._key, self._tell = source, key, tell
        self.head = EMPTY

    def rows(self) -> Iterator[ChainRow]:
        """Yield every row; afterwards `head` is the head under the new key."""
        old = EMPTY
        for row in self._source.database.stream(_ROWS):
            old = chain.follow(self._source.key, old, row)
            seq, record, kind, rev, ts, _salt, digest, _body, _link = row
            link = self._key.link(self.head.link, seq, rev, ts, record, digest, kind)
            self.head = Head(seq, link)
            yield (*row[:8], link)
            if seq % _STEP == 0:
                self._tell(seq)
        if old != integrity.read_head(self._source.database):
            raise ChainError(seq=old.seq)
