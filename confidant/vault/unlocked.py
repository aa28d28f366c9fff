"""An unlocked vault: what a person's records can be asked, and the one way to change them."""

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from confidant.compat import override
from confidant.environment import Progress, ignore_progress
from confidant.errors import (
    BugError,
    ChainError,
    ConfidantError,
    VaultLockedError,
    VaultReadOnlyError,
)
from confidant.records.ids import RecordId
from confidant.records.record import Revision
from confidant.vault import (
    attachments,
    derived,
    drafts,
    history,
    integrity,
    rebuilding,
    rows,
    search,
)
from confidant.vault import backup as backups
from confidant.vault.database import Database
from confidant.vault.drafts import Draft
from confidant.vault.history import Seal
from confidant.vault.links import Head
from confidant.vault.parts import Parts
from confidant.vault.proofs import ProofKey
from confidant.vault.rows import Mine, RecordRow, RowQuery
from confidant.vault.search import SearchPage
from confidant.vault.seen import Seen
from confidant.vault.transaction import Transaction

SUFFIX = ".confidant"
BACKUPS = "backups"


class Vault:
    """An open vault. Belongs to the thread that opened it; `interrupt` alone may come from another.

    Attributes:
        healed: one of the two header files was mended on opening.
        chain_verified: the whole revision chain has been verified since; until then nothing
            is shared.
    """

    def __init__(self, parts: Parts) -> None:
        """Take over what `open_vault` or `create_vault` has opened."""
        self._parts = parts
        self._head = integrity.read_head(parts.database)
        self._transaction: Transaction | None = None
        self._closed = False
        # Nothing may be appended to a chain that does not end where `meta` says.
        self._broken = not integrity.head_fits(parts.database, self._head)
        self.chain_verified = False
        self.healed = parts.healed

    @property
    def directory(self) -> Path:
        """The vault's directory."""
        return self._parts.directory

    @property
    def vault_id(self) -> bytes:
        """The 16 bytes that name this vault for life."""
        return self._parts.signed.header.vault_id

    @property
    def name(self) -> str:
        """The directory's name without its suffix."""
        return self.directory.name.removesuffix(SUFFIX)

    @property
    def header_generation(self) -> int:
        """The header's number, which grows with every change of a secret."""
        return self._parts.signed.header.generation

    @property
    def has_recovery(self) -> bool:
        """Tell whether a recovery code opens this vault."""
        return self._parts.signed.header.recovery is not None

    @property
    def wants_keyfile(self) -> bool:
        """Tell whether the passphrase needs a key file beside it."""
        return self._parts.signed.header.passphrase.keyfile

    @property
    def by_recovery(self) -> bool:
        """Tell whether the recovery code opened it: the passphrase may be forgotten."""
        return self._parts.by_recovery

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused: asked for, or the chain is broken."""
        return self._parts.read_only or self._broken

    @property
    def closed(self) -> bool:
        """Tell whether the vault is locked again."""
        return self._closed

    @property
    def head(self) -> Head:
        """The last committed row of the chain."""
        return self._head

    def has_passed(self, head: Head) -> bool:
        """Tell whether the chain once ended so: a restore may have left what came after."""
        return integrity.has_passed(self._reading(), head)

    # -- changing ---------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Change records: committed at the end of the block, rolled back if it raises.

        Raises:
            VaultReadOnlyError: the vault is open for reading, or its chain is broken.
            DiskFullError, NotWritableError: nothing was changed; trying again may work.
        """
        if self._transaction is not None:
            raise BugError("a transaction inside another")
        database = self._reading()
        if self.read_only:
            raise VaultReadOnlyError
        parts = self._parts
        database.execute("BEGIN IMMEDIATE")
        transaction = Transaction(database, parts.key, self._head, parts.clock, parts.entropy)
        self._transaction = transaction
        try:
            yield transaction
            transaction.finish()
            database.execute("COMMIT")
        except BaseException:
            # A failed rollback is found by the next opening, which rolls back by itself.
            with contextlib.suppress(ConfidantError):
                database.roll_back()
            raise
        finally:
            self._transaction = None
        self._head = transaction.head

    def save_draft(self, record: RecordId, kind: str, base_rev: int, data: bytes) -> None:
        """Keep unsaved text, in a transaction of its own."""
        with self.transaction() as transaction:
            transaction.save_draft(record, kind, base_rev, data)

    def drop_draft(self, record: RecordId) -> bool:
        """Forget unsaved text, in a transaction of its own; tell whether there was any."""
        with self.transaction() as transaction:
            return transaction.drop_draft(record)

    # -- records ----------------------------------------------------------------------------

    def current(self, record: RecordId) -> Revision:
        """Return the latest revision. Raises RecordNotFoundError, RecordErasedError."""
        return history.current(self._reading(), record)

    def revisions(self, record: RecordId) -> tuple[Revision, ...]:
        """Return every revision, the first one first. Raises RecordNotFoundError."""
        return history.revisions(self._reading(), record)

    def revision(self, record: RecordId, number: int) -> Revision:
        """Return one revision. Raises as `current`, and RevisionNotFoundError."""
        return history.revision(self._reading(), record, number)

    def bodies(self, kind: str) -> Iterator[tuple[RecordId, Revision]]:
        """Yield the current revision of every record of a kind, oldest first."""
        return history.bodies(self._reading(), kind)

    def author(self, record: RecordId) -> RecordId | None:
        """Return the contact who wrote a record, None when it is mine."""
        found = derived.author_of(self._reading(), record)
        return None if found is None else RecordId(found)

    def seal_of(self, record: RecordId) -> Seal | None:
        """Return the seal of a record, None when nothing is sealed."""
        return history.seal_of(self._reading(), record)

    def exists(self, record: RecordId) -> bool:
        """Tell whether there is or was such a record."""
        return history.exists(self._reading(), record)

    def find_prefix(self, typed: str) -> RecordId:
        """Return the record whose id begins so. Raises RecordNotFoundError, AmbiguousIdError."""
        return history.find_prefix(self._reading(), typed)

    def attachment(self, sha256: bytes) -> bytes:
        """Return an attachment. Raises AttachmentMissingError."""
        return attachments.load(self._reading(), sha256)

    # -- lists and search -------------------------------------------------------------------

    def rows(self, query: RowQuery) -> list[RecordRow]:
        """Return one page of rows; no body is loaded."""
        return rows.select(self._reading(), query)

    def count(self, query: RowQuery) -> int:
        """Return how many rows a query has on all pages."""
        return rows.count(self._reading(), query)

    def row(self, record: RecordId) -> RecordRow:
        """Return the row of one record. Raises RecordNotFoundError, RecordErasedError."""
        return rows.row_of(self._reading(), record)

    def search(
        self,
        query: str,
        *,
        kinds: frozenset[str] | Sequence[str] | None = None,
        tag: str | None = None,
        author: RecordId | Mine | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> SearchPage:
        """Return the records that hold every word, the newest first; no string raises."""
        narrow = search.Filter(kinds, tag, author)
        return search.search(self._reading(), query, narrow, limit=limit, offset=offset)

    def linked(self, record: RecordId) -> list[tuple[RecordId, str]]:
        """Return what refers to a record, and by which relation or field."""
        return rows.linked(self._reading(), record)

    def tags(self) -> dict[str, int]:
        """Return every tag, spelled as first met, and the number of its records."""
        return rows.tags(self._reading())

    def origins(self, program: str) -> dict[str, RecordId]:
        """Return the records that imports from a program made, by their keys there."""
        return derived.origins(self._reading(), program)

    def draft(self, record: RecordId) -> Draft | None:
        """Return the unsaved text of a record, None when there is none."""
        return drafts.load(self._reading(), record)

    def drafts(self) -> list[Draft]:
        """Return all unsaved text, the latest change first."""
        return drafts.load_all(self._reading())

    def interrupt(self) -> None:
        """End the running query with `CancelledError`. May be called from any thread."""
        self._parts.database.interrupt()

    # -- proof ------------------------------------------------------------------------------

    def verify_chain(self, progress: Progress = ignore_progress) -> Head:
        """Verify the whole revision chain and return its head.

        Raises:
            ChainError: with the first bad `seq`; the vault is read-only from then on.
        """
        for done, total in self.verify_chain_slices():
            progress(done, total)
        return self._head

    def verify_chain_slices(self) -> Iterator[tuple[int, int]]:
        """Verify the chain in slices of at most 10 ms, yielding (done, total) between them.

        Raises:
            ChainError: as `verify_chain`.
        """
        key = self._parts.key
        try:
            for step in integrity.verify_slices(self._reading, key):
                yield step
                if self._parts.key is not key:
                    return  # re-encrypted between two slices, which verified all of it
        except ChainError:
            self._broken = True
            raise
        self.chain_verified = True

    def full_check(self, progress: Progress = ignore_progress) -> Head:
        """Check pages, structure, chain, attachments and derived tables.

        Raises:
            DatabaseIntegrityError, ChainError: the vault is read-only from then on.
            DerivedTablesError: `rebuild` mends it.
            AttachmentMissingError: a revision names a file that is not here.
        """
        database = self._reading()
        integrity.check_pages(database)
        head = self.verify_chain(progress)
        attachments.check_all(database)
        rebuilding.compare(database, progress)
        attachments.check_named(database)
        return head

    def rebuild(self, progress: Progress = ignore_progress) -> None:
        """Make lists, search and every other derived table anew from the chain."""
        with self.transaction():
            rebuilding.rebuild(self._parts.database, progress)

    def backup(
        self, directory: Path | None = None, progress: Progress = ignore_progress
    ) -> backups.Backup:
        """Copy the vault into a new directory named after the instant, and prove the copy.

        Args:
            directory: where backups are kept; `backups` inside the vault if None.
            progress: hears the rows of the chain check.

        Raises:
            BackupError: the copy could not be proved; it has been removed.
            OutputExistsError, DiskFullError, NotWritableError: it could not be written.
        """
        return self.begin_backup(directory).prove(progress)

    def begin_backup(self, directory: Path | None = None) -> backups.Unproved:
        """Copy the vault between two transactions; what it returns is proved on any thread.

        Raises:
            OutputExistsError, DiskFullError, NotWritableError: it could not be copied.
        """
        database, parts = self._reading(), self._parts
        if self._transaction is not None:
            raise BugError("a backup inside a transaction")
        now, parent = parts.clock.now_ms(), directory or self.directory / BACKUPS
        source = self.directory / parts.signed.header.database
        return backups.begin(
            database,
            source,
            parts.signed,
            parts.vmk.data,
            parent,
            now,
            is_verified=self.chain_verified,
        )

    def proof_key(self) -> ProofKey:
        """Return the key that tells proved backups of this vault; the caller wipes it."""
        return ProofKey(self._parts.vmk.data, self.vault_id)

    def for_rekeying(self) -> Parts:
        """Return what the vault is made of, for the modules that change its keys.

        Raises:
            VaultLockedError, VaultReadOnlyError: the keys cannot be changed.
        """
        self._reading()
        if self._transaction is not None:
            raise BugError("a change of keys inside a transaction")
        if self.read_only:
            raise VaultReadOnlyError
        return self._parts

    def adopt(self, parts: Parts) -> None:
        """Go on with what a change of keys has made of the vault."""
        self._parts, self._head = parts, integrity.read_head(parts.database)

    # -- locking ----------------------------------------------------------------------------

    def close(self) -> None:
        """Lock: remember what was seen, close the database, wipe the keys. May be called again."""
        if self._closed:
            return
        self._closed = True
        parts = self._parts
        try:
            with contextlib.suppress(ConfidantError):
                parts.database.roll_back()
            if parts.seen is not None and not self.read_only:
                parts.seen.write(Seen(self.header_generation, self._head))
            parts.database.close()
        finally:
            parts.key.wipe()
            parts.vmk.wipe()
            if parts.seen is not None:
                parts.seen.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @override
    def __repr__(self) -> str:
        """Show the id only."""
        return f"Vault({self.vault_id.hex()})"

    def _reading(self) -> Database:
        """Return the database, with everything written that a transaction keeps back."""
        if self._closed:
            raise VaultLockedError
        if self._transaction is not None:
            self._transaction.settle()
        return self._parts.database
