"""Sealing and opening whole age files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from confidant.crypto.age import hybrid, scrypt
from confidant.crypto.age.header import MOST_BYTES, Header, Stanza, build_header, read_header
from confidant.crypto.age.primitives import FILE_KEY_SIZE, hkdf_sha256
from confidant.crypto.age.stream import open_payload, seal_chunks
from confidant.errors import AgeHeaderError, AgeNoMatchError, BugError

NONCE_SIZE: Final = 16


class Recipient(Protocol):
    """Whom a file is sealed to."""

    @property
    def kind(self) -> str:
        """The type of its stanzas."""
        ...

    def wrap(self, file_key: bytes, random: Callable[[int], bytes]) -> Stanza:
        """Return a stanza that only the recipient can open."""
        ...


class Identity(Protocol):
    """Who may be able to open a file."""

    @property
    def kind(self) -> str:
        """The type of the stanzas that it reads."""
        ...

    def check(self, stanza: Stanza) -> None:
        """Raise `AgeHeaderError` unless a stanza of this type has its one form."""
        ...

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is for somebody else."""
        ...


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The file key, and which of the identities that were tried gave it."""

    file_key: bytes = field(repr=False)
    identity: Identity


def encrypt(
    plaintext: bytes, recipients: Sequence[Recipient], *, random: Callable[[int], bytes]
) -> bytes:
    """Return a binary age file that each of `recipients` can open.

    Args:
        plaintext: what to seal; empty is allowed.
        recipients: at least one; a passphrase must be alone, hybrid ones among themselves (one
            classical recipient would undo what the others are for).
        random: gives unpredictable bytes for file key, nonce and ephemeral secrets (the hybrid KEM
            draws its own).

    Raises:
        BugError: recipients that cannot be mixed, or none.
        KdfMemoryError: not enough memory for a passphrase.
    """
    kinds = {recipient.kind for recipient in recipients}
    alone = scrypt.KIND in kinds and len(recipients) > 1
    if not recipients or alone or (hybrid.KIND in kinds and len(kinds) > 1):
        raise BugError("recipients that cannot share a file")
    file_key = random(FILE_KEY_SIZE)
    header = build_header([one.wrap(file_key, random) for one in recipients], file_key)
    nonce = random(NONCE_SIZE)
    return b"".join((header, nonce, *seal_chunks(_payload_key(file_key, nonce), plaintext)))


def decrypt(data: bytes, identities: Sequence[Identity], *, max_header: int = MOST_BYTES) -> bytes:
    """Return the plaintext of a binary age file, once all of it is authenticated.

    Raises:
        AgeHeaderError: malformed header, or one over `max_header` bytes or 64 stanzas.
        AgeNoMatchError: none of `identities` opens it.
        AgeHmacError: the header was changed.
        AgePayloadError: the payload was changed or cut.
        KdfMemoryError: not enough memory for a passphrase.
    """
    header = read_header(data, max_header)
    unlocked = unlock(header, identities)
    return open_file(header, unlocked.file_key, data)


def open_file(header: Header, file_key: bytes, data: bytes) -> bytes:
    """Return the plaintext of `data`, whose header and file key are known.

    Raises:
        AgeHmacError: the header was changed.
        AgeHeaderError: the nonce is cut off.
        AgePayloadError: the payload was changed or cut.
    """
    key = payload_key(header, file_key, data)
    return open_payload(key, memoryview(data)[header.size + NONCE_SIZE :])


def unlock(header: Header, identities: Sequence[Identity]) -> Unlocked:
    """Find the identity that opens the file; the header's MAC is not yet checked.

    The form of every stanza that could be for one of `identities` is checked before any is tried.

    Raises:
        AgeHeaderError: a stanza of the wrong form, or a passphrase beside other stanzas.
        AgeNoMatchError: none of `identities` opens it.
        KdfMemoryError: not enough memory for a passphrase.
    """
    if len(header.stanzas) > 1 and any(one.kind == scrypt.KIND for one in header.stanzas):
        raise AgeHeaderError
    pairs = [
        (stanza, identity)
        for stanza in header.stanzas
        for identity in identities
        if identity.kind == stanza.kind
    ]
    for stanza, identity in pairs:
        identity.check(stanza)
    for stanza, identity in pairs:
        file_key = identity.unwrap(stanza)
        if file_key is not None:
            return Unlocked(file_key, identity)
    raise AgeNoMatchError


def payload_key(header: Header, file_key: bytes, data: bytes) -> bytes:
    """Return the key of the payload, which begins `NONCE_SIZE` bytes after the header.

    Raises:
        AgeHmacError: the header was changed.
        AgeHeaderError: the nonce is cut off.
    """
    header.check_mac(file_key)
    nonce = data[header.size : header.size + NONCE_SIZE]
    if len(nonce) != NONCE_SIZE:
        raise AgeHeaderError
    return _payload_key(file_key, nonce)


def _payload_key(file_key: bytes, nonce: bytes) -> bytes:
    return hkdf_sha256(file_key, nonce, b"payload")
