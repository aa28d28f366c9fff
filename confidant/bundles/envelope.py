"""The encrypted envelope: age with exactly one post-quantum stanza (formats.md §8, §10 1–7)."""

from collections.abc import Sequence
from typing import Final

from confidant.bundles.card import Card
from confidant.bundles.knowledge import OwnIdentity
from confidant.bundles.limits import FILE_LIMIT, HEADER_LIMIT
from confidant.crypto import age
from confidant.environment import Entropy
from confidant.errors import (
    AgeHeaderError,
    AgeNoMatchError,
    BundleTooLargeError,
    EnvelopeError,
    NotABundleError,
    NotForMeError,
)

AGE_MARK: Final = b"age-encryption.org/"
_STANZA: Final = age.HybridRecipient.kind


def open_envelope(untrusted_data: bytes, own: Sequence[OwnIdentity]) -> tuple[bytes, OwnIdentity]:
    """Return the plaintext and the identity whose key opened it.

    Args:
        untrusted_data: the file.
        own: every identity of the vault; retired ones open old bundles.

    Raises:
        BundleTooLargeError: over the limit.
        NotABundleError: no binary age file.
        AgeHeaderError: a header that is no age header.
        EnvelopeError: another kind or number of recipients.
        NotForMeError: none of my keys opens it.
        AgeHmacError, AgePayloadError: changed or cut.
    """
    if len(untrusted_data) > FILE_LIMIT:
        raise BundleTooLargeError(limit=FILE_LIMIT)
    if not untrusted_data.startswith(AGE_MARK):
        raise NotABundleError
    header = age.read_header(untrusted_data, HEADER_LIMIT)
    if not _is_envelope(header):
        raise EnvelopeError
    identities = [one.keys.age_identity() for one in own]
    try:
        unlocked = age.unlock(header, identities)
    except AgeNoMatchError:
        raise NotForMeError from None
    position = next(at for at, one in enumerate(identities) if one is unlocked.identity)
    return age.open_file(header, unlocked.file_key, untrusted_data), own[position]


def seal_envelope(plain: bytes, recipient: Card, entropy: Entropy) -> bytes:
    """Return `plain` encrypted to the card's key; the card must have been checked."""
    to = age.HybridRecipient(recipient.age_pk)
    return age.encrypt(plain, [to], random=entropy.token)


def looks_like_envelope(untrusted_data: bytes) -> bool:
    """Say whether the header is one that a bundle has; nothing is decrypted."""
    try:
        return _is_envelope(age.read_header(untrusted_data, HEADER_LIMIT))
    except AgeHeaderError:
        return False


def _is_envelope(header: age.Header) -> bool:
    return len(header.stanzas) == 1 and header.stanzas[0].kind == _STANZA
