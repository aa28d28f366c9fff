"""Proving the vault: pages, revision chain, attachments, derived tables."""

import time
from collections.abc import Callable, Iterator

from confidant.environment import Progress
from confidant.errors import DatabaseIntegrityError
from confidant.vault import attachments, history, rebuilding
from confidant.vault.chain import ChainRow, Verifier
from confidant.vault.database import Database
from confidant.vault.links import EMPTY, Head, LinkKey

SLICE_S = 0.006
"""Seconds of work between two breaths, so that a slice with its last row stays below 10 ms."""

_PAGE = 20
_ROWS = (
    "SELECT seq, record, kind, rev, ts, salt, hash, body, link FROM rev"
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)


def read_head(database: Database) -> Head:
    """Return the head that `meta` names.

    Raises:
        DatabaseIntegrityError: it names none.
    """
    rows = database.rows("SELECT key, value FROM meta WHERE key IN ('head_seq', 'head_link')")
    found: dict[str, object] = dict(rows)
    seq, link = found.get("head_seq"), found.get("head_link")
    if not isinstance(seq, int) or not isinstance(link, bytes):
        raise DatabaseIntegrityError
    return Head(seq, link)


def has_passed(database: Database, head: Head) -> bool:
    """Tell whether the chain goes through this row; every chain begins with none."""
    link = database.value("SELECT link FROM rev WHERE seq = ?", (head.seq,))
    return head == EMPTY if link is None else bool(link == head.link)


def head_fits(database: Database, head: Head) -> bool:
    """Tell at once whether the last row is the one that `meta` names; the rest takes longer."""
    row = database.row("SELECT seq, link FROM rev ORDER BY seq DESC LIMIT 1")
    return row == (head.seq, head.link) if row else head == EMPTY


def verify_slices(
    database: Callable[[], Database],
    key: LinkKey,
    watch: Callable[[ChainRow], None] | None = None,
    *,
    reads_bodies: bool = True,
) -> Iterator[tuple[int, int]]:
    """Verify the whole chain in slices, yielding (rows done, rows in all) between them.

    The vault may be read and written between two slices, on the same thread. What is appended
    meanwhile is verified too. `watch` sees every row that verified; `reads_bodies` as `Verifier`.

    Raises:
        ChainError: with the first bad `seq`.
    """
    verifier = Verifier(key, lambda seq: history.named(database(), seq), reads_bodies=reads_bodies)
    pause_at = time.perf_counter() + SLICE_S
    while rows := database().rows(_ROWS, (verifier.head.seq, _PAGE)):
        for row in rows:
            verifier.feed(row)
            if watch is not None:
                watch(row)
            if time.perf_counter() >= pause_at:
                break
        if time.perf_counter() >= pause_at:
            yield verifier.head.seq, read_head(database()).seq
            pause_at = time.perf_counter() + SLICE_S
    verifier.finish(read_head(database()))


def verify(database: Database, key: LinkKey, progress: Progress) -> Head:
    """Verify the whole chain at once and return its head.

    Raises:
        ChainError: with the first bad `seq`.
    """
    for done, total in verify_slices(lambda: database, key):
        progress(done, total)
    return read_head(database)


def check_pages(database: Database) -> None:
    """Check every page of the file, and how the pages hang together.

    Raises:
        DatabaseIntegrityError: a page was changed, or the structure is damaged.
    """
    with database.unguarded():
        check_page_codes(database)
        check_structure(database)


def check_page_codes(database: Database) -> None:
    """Check the code that authenticates each page; needs the authorizer lifted."""
    if database.rows("PRAGMA cipher_integrity_check"):
        raise DatabaseIntegrityError


def check_structure(database: Database) -> None:
    """Check how the pages hang together; needs the authorizer lifted."""
    if database.rows("PRAGMA quick_check") != [("ok",)]:
        raise DatabaseIntegrityError


def full_check(
    database: Database, key: LinkKey, progress: Progress, *, with_derived: bool = True
) -> Head:
    """Check pages, structure, chain, attachments and, if wanted, the derived tables.

    Raises:
        DatabaseIntegrityError, ChainError: the content is damaged.
        DerivedTablesError: the content is whole, lists and search are not.
    """
    check_pages(database)
    head = verify(database, key, progress)
    attachments.check_all(database)
    if with_derived:
        rebuilding.compare(database, progress)
    return head
