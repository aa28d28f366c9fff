"""Opening a copy of the vault and proving what it holds; on any thread, with keys of its own."""

import hashlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from confidant.environment import Progress
from confidant.errors import CancelledError, DatabaseFormatError, DerivedTablesError
from confidant.vault import attachments, connection, drafts, integrity, rebuilding
from confidant.vault import derived as derived_tables
from confidant.vault.chain import STRUCTURAL, ChainRow
from confidant.vault.database import Database
from confidant.vault.links import Head, LinkKey
from confidant.vault.proofs import ProofKey

if TYPE_CHECKING:
    from collections.abc import Iterator


_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """What a copy is and holds: its bytes, last row, records per kind that are not erased.

    `sha256` is that of the database. `derived` says whether lists and search say what the
    records say; None: not looked at. `drafts` stands for its unsaved text, as in a proof;
    `missing` counts attachments that revisions name and that are not there.
    """

    size: int
    sha256: bytes
    head: Head
    counts: dict[str, int]
    derived: bool | None = None
    drafts: bytes | None = None
    missing: int = 0


class Prover:
    """Proves one copy. `stop` may be called from any thread, at any time."""

    def __init__(self, path: Path, vmk: bytes | bytearray, vault_id: bytes) -> None:
        """Name the database; nothing is opened yet. The caller wipes `vmk` after `prove`."""
        self._path, self._vmk, self._vault_id = path, vmk, vault_id
        self._lock = Lock()
        self._stopped = False
        self._open: set[Database] = set()

    def stop(self) -> None:
        """End the proof with `CancelledError` as soon as possible."""
        with self._lock:
            self._stopped = True
            for database in self._open:
                database.interrupt()

    def prove(
        self, progress: Progress, *, with_derived: bool = False, reads_bodies: bool = True
    ) -> Found:
        """Check pages and structure on one thread, chain and attachments on this one.

        The two read the same private file side by side, so the proof takes about as long as the
        checks of SQLite and SQLCipher alone.

        Raises:
            CancelledError: it was stopped.
            DatabaseIntegrityError, ChainError, VaultError: a family; it is not a whole vault.
        """
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages") as other:
            pages = other.submit(self._check_pages)
            try:
                sha256, size = digest(self._path)
                head, counts = self._walk(progress, reads_bodies=reads_bodies)
                drafted, missing = self._look_beside()
            except BaseException:
                self.stop()
                raise
            pages.result()
        derived = self._compare(progress) if with_derived else None
        return Found(size, sha256, head, counts, derived, drafted, missing)

    def _check_pages(self) -> None:
        with self._opened() as database:
            # The longer check first: the other cannot be interrupted, but is not begun.
            with database.unguarded():
                integrity.check_structure(database)
            self._breathe()
            with database.unguarded():
                integrity.check_page_codes(database)

    def _walk(self, progress: Progress, *, reads_bodies: bool) -> tuple[Head, dict[str, int]]:
        census = Census()
        key = LinkKey(self._vmk, self._vault_id)
        try:
            with self._opened() as database:
                _check_owner(database, self._vault_id)
                slices = integrity.verify_slices(
                    lambda: database, key, census.note, reads_bodies=reads_bodies
                )
                for done, total in slices:
                    self._breathe()
                    progress(done, total)
                attachments.check_all(database)
                return integrity.read_head(database), census.counts()
        finally:
            key.wipe()

    def _look_beside(self) -> tuple[bytes | None, int]:
        """Return what stands for the unsaved text, and how many attachments are missing."""
        key = ProofKey(self._vmk, self._vault_id)
        try:
            with self._opened() as database:
                drafted = key.of_drafts(drafts.load_kept(database))
                # Which attachments are named stands in a derived table; an old copy's is another.
                current = derived_tables.is_current(database)
                return drafted, attachments.missing(database) if current else 0
        finally:
            key.wipe()

    def _compare(self, progress: Progress) -> bool:
        with self._opened() as database:
            try:
                rebuilding.compare(database, self._watched(progress))
            except DerivedTablesError:
                return False
        return True

    def _watched(self, progress: Progress) -> Callable[[int, int], None]:
        def step(done: int, total: int) -> None:
            self._breathe()
            progress(done, total)

        return step

    def _breathe(self) -> None:
        if self._stopped:
            raise CancelledError

    @contextmanager
    def _opened(self) -> "Iterator[Database]":
        database = connection.open_copy(self._path, self._vmk, self._vault_id)
        try:
            with self._lock:
                self._open.add(database)
            self._breathe()
            yield database
        finally:
            with self._lock:
                self._open.discard(database)
            database.close()


class Census:
    """Counts records per kind while the rows of a chain pass, erased ones left out."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._present: dict[bytes, str] = {}

    def note(self, row: ChainRow) -> None:
        """Take the next row."""
        record, kind, body = row[1], row[2], row[7]
        if kind in STRUCTURAL:
            return
        if body is None:
            self._present.pop(record, None)
        else:
            self._present[record] = kind

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        return dict(sorted(Counter(self._present.values()).items()))


def digest(path: Path, check: Callable[[], None] = lambda: None) -> tuple[bytes, int]:
    """Return SHA-256 and size of a file that is not a live database.

    `check` is called between two pieces; what it raises ends the reading.
    """
    hashed, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            check()
            hashed.update(chunk)
            size += len(chunk)
    return hashed.digest(), size


def _check_owner(database: Database, vault_id: bytes) -> None:
    if database.value("SELECT value FROM meta WHERE key = 'vault'") != vault_id:
        raise DatabaseFormatError
