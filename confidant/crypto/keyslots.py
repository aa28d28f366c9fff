"""Key slots: the vault master key (VMK), wrapped under a secret (formats.md §3.3).

The nonce is fixed, which is safe because a salt is never used for two encryptions: a slot is
either copied byte for byte or made anew with a fresh random salt. Callers keep that rule.
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from confidant.crypto.argon2 import KdfParameters, argon2id
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe

VMK_SIZE: Final = 32
WRAPPED_SIZE: Final = VMK_SIZE + 16
_NONCE: Final = bytes(12)


def kek_passphrase(
    passphrase: bytes | bytearray,
    *,
    salt: bytes,
    params: KdfParameters,
    vault_id: bytes,
    keyfile_key: bytes | None = None,
) -> bytearray:
    """Return the key that a passphrase slot is wrapped under; takes the time of `params`.

    Args:
        passphrase: as `passphrase.passphrase_bytes` gives it.
        salt: the slot's 32 bytes.
        params: the slot's cost.
        vault_id: 16 bytes.
        keyfile_key: the 32 bytes of the key file if the slot asks for one, else None.

    Raises:
        KdfLimitsError: before anything is computed.
        KdfMemoryError: not enough memory.
    """
    stretched = argon2id(passphrase, salt, params)
    ikm = stretched + (keyfile_key or b"")
    try:
        return derive(ikm, vault_id, "slot/passphrase", 32)
    finally:
        wipe(ikm)
        wipe(stretched)


def kek_recovery(secret: bytes | bytearray, *, salt: bytes, vault_id: bytes) -> bytearray:
    """Return the key that the recovery slot is wrapped under.

    Args:
        secret: the code's 16 bytes; uniform, so they need no stretching.
        salt: the slot's 32 bytes.
        vault_id: 16 bytes.
    """
    return derive(secret, vault_id + salt, "slot/recovery", 32)


def wrap(kek: bytes | bytearray, vmk: bytes | bytearray, aad: bytes) -> bytes:
    """Return the 48 bytes of the wrapped VMK; `aad` is the slot as formats.md §3.3 writes it."""
    return ChaCha20Poly1305(kek).encrypt(_NONCE, vmk, aad)


def unwrap(kek: bytes | bytearray, wrapped: bytes, aad: bytes) -> bytearray | None:
    """Return the VMK, or None when the key is another or the slot was changed.

    Args:
        kek: 32 bytes.
        wrapped: 48 bytes.
        aad: the slot as formats.md §3.3 writes it.
    """
    vmk = bytearray(VMK_SIZE)
    try:
        ChaCha20Poly1305(kek).decrypt_into(_NONCE, wrapped, aad, vmk)
    except InvalidTag:
        return None
    return vmk
