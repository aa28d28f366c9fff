"""Attachments: bytes under their SHA-256, kept as long as a revision or a draft names them."""

import hashlib
import re
from collections.abc import Iterable

from confidant.crypto import strict_base64
from confidant.errors import (
    AttachmentMissingError,
    AttachmentTooLargeError,
    DatabaseIntegrityError,
)
from confidant.vault import drafts
from confidant.vault.database import Database

MAX_SIZE = 26_214_400

_NAMED = re.compile(rb'"sha256":"([A-Za-z0-9+/]{43})"')


def put(database: Database, data: bytes) -> bytes:
    """Keep an attachment and return its hash; the same bytes are kept once.

    Raises:
        AttachmentTooLargeError: more than 25 MiB.
    """
    if len(data) > MAX_SIZE:
        raise AttachmentTooLargeError(name="")
    sha256 = hashlib.sha256(data).digest()
    database.execute("INSERT OR IGNORE INTO blob(sha256, data) VALUES(?, ?)", (sha256, data))
    return sha256


def load(database: Database, sha256: bytes) -> bytes:
    """Return an attachment.

    Raises:
        AttachmentMissingError: it is not in the vault.
        DatabaseIntegrityError: what lies there is something else.
    """
    data: bytes | None = database.value("SELECT data FROM blob WHERE sha256 = ?", (sha256,))
    if data is None:
        raise AttachmentMissingError
    if hashlib.sha256(data).digest() != sha256:
        raise DatabaseIntegrityError
    return data


def named_in(data: bytes) -> set[bytes]:
    """Return the hashes of the attachments that a draft may name."""
    return {
        strict_base64.decode(text.decode(), 32)
        for text in _NAMED.findall(data)
        if _is_canonical(text.decode())
    }


def used_by(database: Database, record: bytes) -> set[bytes]:
    """Return the hashes of the attachments that the revisions of a record name."""
    found = database.rows("SELECT sha256 FROM blob_use WHERE record = ?", (record,))
    return {row[0] for row in found}


def drop_unused(database: Database, candidates: Iterable[bytes]) -> int:
    """Remove those of the attachments that nothing names any more; return how many went."""
    dropped = 0
    for sha256 in sorted(candidates):
        used = database.row("SELECT 1 FROM blob_use WHERE sha256 = ? LIMIT 1", (sha256,))
        if used is None and not drafts.mention(database, sha256):
            dropped += database.execute("DELETE FROM blob WHERE sha256 = ?", (sha256,))
    return dropped


def check_all(database: Database) -> None:
    """Make sure that every attachment is what its hash says.

    Raises:
        DatabaseIntegrityError: one is not.
    """
    for sha256, data in database.stream("SELECT sha256, data FROM blob"):
        if hashlib.sha256(data).digest() != sha256:
            raise DatabaseIntegrityError


def check_named(database: Database, records: Iterable[bytes] | None = None) -> None:
    """Make sure that the attachments that revisions name are here.

    Args:
        database: the open vault's; lists must be up to date.
        records: look at these alone; at every record if None.

    Raises:
        AttachmentMissingError: one is not.
    """
    missing = (
        "SELECT 1 FROM blob_use WHERE"
        " NOT EXISTS(SELECT 1 FROM blob WHERE blob.sha256 = blob_use.sha256)"
    )
    if records is None:
        found = database.row(f"{missing} LIMIT 1")
    else:
        asked = f"{missing} AND blob_use.record = ? LIMIT 1"
        found = next((row for one in records if (row := database.row(asked, (one,)))), None)
    if found is not None:
        raise AttachmentMissingError


def missing(database: Database) -> int:
    """Return how many attachments revisions name that are not here; lists must be up to date."""
    found: int = database.value(
        "SELECT count(DISTINCT sha256) FROM blob_use WHERE"
        " NOT EXISTS(SELECT 1 FROM blob WHERE blob.sha256 = blob_use.sha256)"
    )
    return found


def _is_canonical(text: str) -> bool:
    try:
        strict_base64.decode(text, 32)
    except ValueError:
        return False
    return True
