"""The directory and database that hold the records."""

from confidant.errors.base import ExpectedError


class VaultError(ExpectedError):
    """Family: the directory and database that hold the records."""


class VaultMissingError(VaultError):
    """No vault at that place; `name`."""


class NotAVaultError(VaultError):
    """Something else is at that place; `name`."""


class VaultExistsError(VaultError):
    """Creating where something already is; `name`."""


class VaultInUseError(VaultError):
    """Another window or command has the vault open."""


class VaultChangedError(VaultError):
    """What lies at the vault's place is not what was opened or compared; nothing was changed."""


class VaultReadOnlyError(VaultError):
    """A change to a vault that is open for reading only."""


class VaultLockedError(VaultError):
    """Work that arrived after the vault was locked."""


class NotWritableError(VaultError):
    """A file or directory that may not be written; `name`."""


class NotReadableError(VaultError):
    """A file that cannot be read; `name`."""


class OutputExistsError(VaultError):
    """An output file that exists already; `name`."""


class UnfinishedOutputError(VaultError):
    """An unencrypted folder that interrupted work has left; `name`."""


class DiskFullError(VaultError):
    """No room left on the disk; nothing was changed."""


class DatabaseMissingError(VaultError):
    """The header is there, its database is not."""


class DatabaseEmptyError(VaultError):
    """The database file is empty."""


class DatabasePlaintextError(VaultError):
    """The database file is not encrypted."""


class DatabaseKeyError(VaultError):
    """The key does not fit the database, or its first page is damaged."""


class DatabaseIntegrityError(VaultError):
    """A damaged database."""


class DatabaseFormatError(VaultError):
    """A database that is not a Confidant database."""


class ChainError(VaultError):
    """The revision chain is broken; `seq` is the first bad row."""


class DerivedTablesError(VaultError):
    """Derived tables that do not say what the chain says; `rebuild` mends them."""


class VaultRollbackError(VaultError):
    """An older copy of the vault was put back; `missing` changes are gone."""


class VaultDivergedError(VaultError):
    """Two computers wrote to copies of this vault."""


class RecordNotFoundError(VaultError):
    """No record has that id; `id` as typed."""


class AmbiguousIdError(VaultError):
    """A prefix that fits several records; `id` as typed, `candidates`."""


class RecordErasedError(VaultError):
    """The record was erased."""


class RevisionNotFoundError(VaultError):
    """The record has no such revision; `revision`."""


class ForeignRecordError(VaultError):
    """A change to a record that somebody else wrote."""


class NotErasableError(VaultError):
    """A record that must stay while its contact exists."""


class WrongKindError(VaultError):
    """A verb for another kind; `wanted`, `found`."""


class AttachmentTooLargeError(VaultError):
    """A file over 25 MiB; `name`."""


class AttachmentMissingError(VaultError):
    """An attachment whose data is not in the vault."""


class BackupError(VaultError):
    """A backup that could not be proved."""


class BackupNotFoundError(VaultError):
    """No backup of this vault has that `name`."""


class BackupPlaceNotFoundError(VaultError):
    """No earlier second place of this vault has that `name`."""


class BackupDamagedError(VaultError):
    """A backup that is not what it was when it was proved, or a copy of it that is not."""


class OtherVaultError(VaultError):
    """A backup of another vault than the one that it should replace; `name`."""


class NothingToSalvageError(VaultError):
    """No record of a damaged vault can be read."""


class CancelledError(VaultError):
    """The person stopped the work; nothing was changed."""
