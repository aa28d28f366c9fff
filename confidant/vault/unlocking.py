"""From a secret and two header files to the vault key (formats.md §3.2–3.4)."""

import hmac
import time
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from confidant.crypto import keyslots, recovery_code
from confidant.crypto.argon2 import KdfParameters
from confidant.crypto.passphrase import passphrase_bytes
from confidant.crypto.secret import Secret, wipe
from confidant.environment import Entropy
from confidant.errors import (
    BugError,
    HeaderCorruptError,
    HeaderTamperedError,
    KdfLimitsError,
    KdfMemoryError,
    KeyfileRequiredError,
    SecretError,
    VaultTooNewError,
    WrongSecretError,
)
from confidant.vault.header import (
    SALT_SIZE,
    Header,
    PassphraseSlot,
    RecoverySlot,
    SignedHeader,
    parse,
    sign,
)

_NO_KEY = bytes(keyslots.WRAPPED_SIZE)


@dataclass(frozen=True)
class PassphraseSecret:
    """A passphrase as typed, and the 32 bytes of the key file if there is one."""

    text: str = field(repr=False)
    keyfile: bytes | None = field(default=None, repr=False)

    def unwrap(self, header: Header) -> bytearray | None:
        """Return the vault key if the passphrase slot opens; takes the slot's Argon2id.

        Raises:
            PassphraseError: the text is no passphrase at all.
            KeyfileRequiredError: the slot also asks for a key file.
            KdfMemoryError: not enough memory.
        """
        slot = header.passphrase
        kek = _kek_passphrase(self, slot, header.vault_id)
        return _unwrap(kek, slot.wrapped, slot.aad(header.vault_id))


@dataclass(frozen=True)
class RecoverySecret:
    """A recovery code as typed."""

    code: str = field(repr=False)

    def unwrap(self, header: Header) -> bytearray | None:
        """Return the vault key if the recovery slot opens; None when there is no such slot.

        Raises:
            RecoveryCodeError: the code has a typing error.
        """
        secret = recovery_code.decode(self.code)
        slot = header.recovery
        if slot is None:
            return None
        kek = keyslots.kek_recovery(secret, salt=slot.salt, vault_id=header.vault_id)
        return _unwrap(kek, slot.wrapped, slot.aad(header.vault_id))


VaultSecret: TypeAlias = PassphraseSecret | RecoverySecret


class Unwraps(Protocol):
    """A secret that may open a header."""

    def unwrap(self, header: Header) -> bytearray | None:
        """Return the vault key, or None when the secret is another."""
        ...


@dataclass(frozen=True)
class Unlocked:
    """The vault key and the header that it came from.

    `heal` tells whether the other copy must be mended, `by_recovery` whether the key came by the
    recovery code.
    """

    vmk: Secret
    signed: SignedHeader
    heal: bool
    by_recovery: bool = False


def unlock(hdr: bytes | None, copy: bytes | None, secret: Unwraps) -> Unlocked:
    """Try a secret on the two header files, in the order of formats.md §3.4.

    Args:
        hdr: bytes of `vault.hdr`, None when it is missing or cannot be read.
        copy: bytes of `vault.hdr.copy`, likewise.
        secret: what the person gave.

    Raises:
        VaultTooNewError, KdfLimitsError, HeaderCorruptError: no copy can be read.
        KeyfileRequiredError, KdfMemoryError: the passphrase alone is not enough.
        HeaderTamperedError: a copy opens, but somebody without the key changed it.
        WrongSecretError: the secret opens neither copy, or has been replaced.
    """
    candidates = _parse_all(hdr, copy)
    remembered: SecretError | None = None
    tampered = False
    for place, signed in enumerate(candidates):
        try:
            vmk = secret.unwrap(signed.header)
        except (KeyfileRequiredError, KdfMemoryError) as error:
            remembered = error
            continue
        if vmk is None:
            continue
        if not signed.is_genuine(vmk):
            wipe(vmk)
            tampered = True
            continue
        if any(_replaces(newer, signed, vmk) for newer in candidates[:place]):
            wipe(vmk)
            raise remembered or WrongSecretError
        return Unlocked(Secret(vmk), signed, heal=not hdr == copy == signed.data)
    if tampered:
        raise HeaderTamperedError
    raise remembered or WrongSecretError


@dataclass(frozen=True, repr=False)
class PreparedSlot:
    """A passphrase slot whose derivation is done: only the vault key is not wrapped yet.

    It opens the header that it went into without the passphrase, so it is wiped after use.
    `seconds` is how long one derivation took.
    """

    blank: PassphraseSlot
    kek: bytearray
    seconds: float

    def wrap(self, vmk: bytes | bytearray, vault_id: bytes) -> PassphraseSlot:
        """Return the slot with the vault key in it. A slot is used once: its salt is fresh."""
        wrapped = keyslots.wrap(self.kek, vmk, self.blank.aad(vault_id))
        return replace(self.blank, wrapped=wrapped)

    def unwrap(self, header: Header) -> bytearray | None:
        """Return the vault key if the passphrase slot of a header opens."""
        slot = header.passphrase
        return keyslots.unwrap(self.kek, slot.wrapped, slot.aad(header.vault_id))

    def wipe(self) -> None:
        """Overwrite the key."""
        wipe(self.kek)


def prepare_slot(
    secret: PassphraseSecret, kdf: KdfParameters, vault_id: bytes, entropy: Entropy
) -> PreparedSlot:
    """Derive the key of a new passphrase slot with a fresh salt; may run on any thread.

    It is derived twice: a slot made from bits that a faulty memory turned would open for nobody.

    Raises:
        PassphraseError: the text is no passphrase.
        KdfMemoryError: not enough memory.
    """
    blank = PassphraseSlot(kdf, secret.keyfile is not None, entropy.token(SALT_SIZE), _NO_KEY)
    kek = _kek_passphrase(secret, blank, vault_id)
    start = time.perf_counter()
    again = _kek_passphrase(secret, blank, vault_id)
    seconds = time.perf_counter() - start
    same = hmac.compare_digest(kek, again)
    wipe(again)
    if not same:
        wipe(kek)
        raise BugError("two derivations of one passphrase that differ")
    return PreparedSlot(blank, kek, seconds)


def new_passphrase_slot(
    secret: PassphraseSecret,
    kdf: KdfParameters,
    vmk: bytes | bytearray,
    vault_id: bytes,
    entropy: Entropy,
) -> PassphraseSlot:
    """Wrap the vault key under a passphrase with a fresh salt, which is never used again."""
    salt = entropy.token(SALT_SIZE)
    blank = PassphraseSlot(kdf, secret.keyfile is not None, salt, _NO_KEY)
    kek = _kek_passphrase(secret, blank, vault_id)
    wrapped = keyslots.wrap(kek, vmk, blank.aad(vault_id))
    wipe(kek)
    return replace(blank, wrapped=wrapped)


def new_recovery_slot(
    vmk: bytes | bytearray, vault_id: bytes, entropy: Entropy, given: bytes | None = None
) -> tuple[RecoverySlot, str]:
    """Wrap the vault key under a recovery secret, a new one unless given; return slot and code."""
    secret = entropy.token(recovery_code.SECRET_SIZE) if given is None else given
    blank = RecoverySlot(entropy.token(SALT_SIZE), _NO_KEY)
    kek = keyslots.kek_recovery(secret, salt=blank.salt, vault_id=vault_id)
    wrapped = keyslots.wrap(kek, vmk, blank.aad(vault_id))
    wipe(kek)
    return replace(blank, wrapped=wrapped), recovery_code.encode(secret)


def opens(signed: SignedHeader, secret: Unwraps, vmk: bytes | bytearray) -> bool:
    """Tell whether a secret opens a header and finds this vault key, before it is written."""
    found = secret.unwrap(signed.header)
    if found is None:
        return False
    same = found == vmk and signed == sign(signed.header, found)
    wipe(found)
    return same


def _parse_all(hdr: bytes | None, copy: bytes | None) -> list[SignedHeader]:
    parsed: list[SignedHeader] = []
    failures: list[type[SecretError]] = []
    for data in [hdr] if hdr == copy else [hdr, copy]:
        if data is None:
            failures.append(HeaderCorruptError)
            continue
        try:
            parsed.append(parse(data))
        except (VaultTooNewError, KdfLimitsError, HeaderCorruptError) as error:
            failures.append(type(error))
    if not parsed:
        for family in (VaultTooNewError, KdfLimitsError):
            if family in failures:
                raise family
        raise HeaderCorruptError
    # Sorting is stable: of two copies with equal generations `vault.hdr` stays first.
    return sorted(parsed, key=lambda signed: -signed.header.generation)


def _replaces(newer: SignedHeader, opened: SignedHeader, vmk: bytearray) -> bool:
    """Tell whether a copy that was tried before, in vain, is the vault's present header."""
    return newer.header.vault_id == opened.header.vault_id and newer.is_genuine(vmk)


def _kek_passphrase(secret: PassphraseSecret, slot: PassphraseSlot, vault_id: bytes) -> bytearray:
    if slot.keyfile and secret.keyfile is None:
        raise KeyfileRequiredError
    phrase = passphrase_bytes(secret.text)
    try:
        return keyslots.kek_passphrase(
            phrase,
            salt=slot.salt,
            params=slot.kdf,
            vault_id=vault_id,
            keyfile_key=secret.keyfile if slot.keyfile else None,
        )
    finally:
        wipe(phrase)


def _unwrap(kek: bytearray, wrapped: bytes, aad: bytes) -> bytearray | None:
    try:
        return keyslots.unwrap(kek, wrapped, aad)
    finally:
        wipe(kek)
