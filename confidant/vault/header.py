"""The vault's header: three lines between a secret and the vault key (formats.md §3.1–3.3)."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from confidant.crypto import strict_base64
from confidant.crypto.argon2 import KdfParameters
from confidant.crypto.derive import derive
from confidant.crypto.secret import wipe
from confidant.errors import CanonError, HeaderCorruptError, VaultTooNewError
from confidant.records import canonical

MAX_SIZE = 8192
VERSION_LINE = b"confidant-vault/1\n"
ID_SIZE = 16
SALT_SIZE = 32
WRAPPED_SIZE = 48
MAC_SIZE = 64
DATABASE_NAME = re.compile(r"journal-[0-9a-f]{8}\.db\Z")

_NEWER_VERSION = re.compile(rb"confidant-vault/([1-9][0-9]{0,3})\n")
_KDF_FIELDS = {"alg", "m", "p", "t", "v"}
_PASSPHRASE_FIELDS = {"kdf", "keyfile", "salt", "wrapped"}
_RECOVERY_FIELDS = {"salt", "wrapped"}
_REQUIRED_FIELDS = {"db", "gen", "passphrase", "requires", "vault"}
_OPTIONAL_FIELDS = {"recovery"}

_Object: TypeAlias = "dict[str, canonical.JsonValue]"


@dataclass(frozen=True)
class PassphraseSlot:
    """The vault key wrapped under a passphrase, and what the derivation costs."""

    kdf: KdfParameters
    keyfile: bool
    salt: bytes
    wrapped: bytes

    def to_json(self) -> _Object:
        """Return the slot as it stands in the header."""
        return {**self._open_part(), "wrapped": strict_base64.encode(self.wrapped)}

    def aad(self, vault_id: bytes) -> bytes:
        """Return what the wrapping authenticates beside the key: everything but `wrapped`."""
        return VERSION_LINE + vault_id + canonical.encode({"passphrase": self._open_part()})

    def _open_part(self) -> _Object:
        kdf: _Object = {
            "alg": "argon2id",
            "m": self.kdf.memory_kib,
            "p": self.kdf.lanes,
            "t": self.kdf.passes,
            "v": 19,
        }
        return {"kdf": kdf, "keyfile": self.keyfile, "salt": strict_base64.encode(self.salt)}


@dataclass(frozen=True)
class RecoverySlot:
    """The vault key wrapped under the recovery secret."""

    salt: bytes
    wrapped: bytes

    def to_json(self) -> _Object:
        """Return the slot as it stands in the header."""
        return {
            "salt": strict_base64.encode(self.salt),
            "wrapped": strict_base64.encode(self.wrapped),
        }

    def aad(self, vault_id: bytes) -> bytes:
        """Return what the wrapping authenticates beside the key."""
        slot: _Object = {"salt": strict_base64.encode(self.salt)}
        return VERSION_LINE + vault_id + canonical.encode({"recovery": slot})


@dataclass(frozen=True)
class Header:
    """A header that has been read; whether its MAC is right needs the vault key.

    `generation` ≥ 1 grows by one with every header written.
    """

    database: str
    generation: int
    passphrase: PassphraseSlot
    recovery: RecoverySlot | None
    vault_id: bytes

    def signed_part(self) -> bytes:
        """Return lines 1 and 2, which the MAC covers."""
        fields: _Object = {
            "db": self.database,
            "gen": self.generation,
            "passphrase": self.passphrase.to_json(),
            "requires": [],
            "vault": strict_base64.encode(self.vault_id),
        }
        if self.recovery is not None:
            fields["recovery"] = self.recovery.to_json()
        return VERSION_LINE + canonical.encode(fields) + b"\n"


@dataclass(frozen=True)
class SignedHeader:
    """A header with the MAC that stood below it, and the file's bytes."""

    header: Header
    mac: bytes
    data: bytes

    def is_genuine(self, vmk: bytes | bytearray) -> bool:
        """Tell whether whoever wrote this header had the vault key."""
        expected = _mac(self.header, vmk)
        return hmac.compare_digest(expected, self.mac)

    def has_mac_of(self, key: bytes | bytearray) -> bool:
        """Tell the same of a key that `mac_key` has derived, for who must not hold the vault's."""
        expected = hmac.digest(key, self.header.signed_part(), hashlib.sha512)
        return hmac.compare_digest(expected, self.mac)


def sign(header: Header, vmk: bytes | bytearray) -> SignedHeader:
    """Return the header with its MAC, ready to be written."""
    mac = _mac(header, vmk)
    data = header.signed_part() + b"mac " + strict_base64.encode(mac).encode("ascii") + b"\n"
    return SignedHeader(header, mac, data)


def parse(untrusted_data: bytes) -> SignedHeader:
    """Read one header file.

    Raises:
        VaultTooNewError: a later version, an unknown requirement or another derivation.
        KdfLimitsError: Argon2id costs outside the limits; nothing has been computed.
        HeaderCorruptError: anything else that is not exactly a header.
    """
    if not 0 < len(untrusted_data) <= MAX_SIZE:
        raise HeaderCorruptError
    _check_version(untrusted_data)
    lines = untrusted_data.split(b"\n")
    if len(lines) != 4 or lines[3]:  # noqa: PLR2004 -- three lines, each ended by LF
        raise HeaderCorruptError
    mac = _read_mac(lines[2])
    try:
        fields = canonical.decode(lines[1])
    except CanonError:
        raise HeaderCorruptError from None
    header = _read_header(fields)
    header.passphrase.kdf.check_readable()
    return SignedHeader(header, mac, untrusted_data)


def mac_key(vmk: bytes | bytearray, vault_id: bytes) -> bytearray:
    """Return the key of the MAC of every header of a vault; who asks for it wipes it."""
    return derive(vmk, vault_id, "header-mac", 64)


def _mac(header: Header, vmk: bytes | bytearray) -> bytes:
    key = mac_key(vmk, header.vault_id)
    try:
        return hmac.digest(key, header.signed_part(), hashlib.sha512)
    finally:
        wipe(key)


def _check_version(untrusted_data: bytes) -> None:
    if untrusted_data.startswith(VERSION_LINE):
        return
    if _NEWER_VERSION.match(untrusted_data):
        raise VaultTooNewError
    raise HeaderCorruptError


def _read_mac(line: bytes) -> bytes:
    if not line.startswith(b"mac "):
        raise HeaderCorruptError
    return _base64(line[4:].decode("ascii", "replace"), MAC_SIZE)


def _read_header(fields: canonical.JsonValue) -> Header:
    if not _is_object(fields):
        raise HeaderCorruptError
    _check_requirements(fields.get("requires"))
    _check_names(fields, _REQUIRED_FIELDS, _OPTIONAL_FIELDS)
    database, generation = fields["db"], fields["gen"]
    if not isinstance(database, str) or not DATABASE_NAME.match(database):
        raise HeaderCorruptError
    if not _is_integer(generation) or generation < 1:
        raise HeaderCorruptError
    vault_id = _base64(fields["vault"], ID_SIZE)
    recovery = _read_recovery(fields["recovery"]) if "recovery" in fields else None
    slot = _read_passphrase(fields["passphrase"])
    return Header(database, generation, slot, recovery, vault_id)


def _check_requirements(requires: canonical.JsonValue | None) -> None:
    if not isinstance(requires, list) or not all(isinstance(name, str) for name in requires):
        raise HeaderCorruptError
    if requires:
        raise VaultTooNewError


def _read_recovery(slot: canonical.JsonValue) -> RecoverySlot:
    if not _is_object(slot):
        raise HeaderCorruptError
    _check_names(slot, _RECOVERY_FIELDS)
    return RecoverySlot(_base64(slot["salt"], SALT_SIZE), _base64(slot["wrapped"], WRAPPED_SIZE))


def _read_passphrase(slot: canonical.JsonValue) -> PassphraseSlot:
    if not _is_object(slot):
        raise HeaderCorruptError
    _check_names(slot, _PASSPHRASE_FIELDS)
    keyfile = slot["keyfile"]
    if not isinstance(keyfile, bool):
        raise HeaderCorruptError
    salt = _base64(slot["salt"], SALT_SIZE)
    wrapped = _base64(slot["wrapped"], WRAPPED_SIZE)
    return PassphraseSlot(_read_kdf(slot["kdf"]), keyfile, salt, wrapped)


def _read_kdf(kdf: canonical.JsonValue) -> KdfParameters:
    if not _is_object(kdf):
        raise HeaderCorruptError
    _check_names(kdf, _KDF_FIELDS)
    algorithm, version = kdf["alg"], kdf["v"]
    memory, passes, lanes = kdf["m"], kdf["t"], kdf["p"]
    if not (_is_integer(memory) and _is_integer(passes) and _is_integer(lanes)):
        raise HeaderCorruptError
    if not isinstance(algorithm, str) or not _is_integer(version):
        raise HeaderCorruptError
    if (algorithm, version) != ("argon2id", 19):
        raise VaultTooNewError
    return KdfParameters(memory_kib=memory, passes=passes, lanes=lanes)


def _check_names(fields: _Object, required: set[str], optional: set[str] | None = None) -> None:
    if not required <= fields.keys() <= required | (optional or set()):
        raise HeaderCorruptError


def _base64(text: canonical.JsonValue, size: int) -> bytes:
    if not isinstance(text, str):
        raise HeaderCorruptError
    try:
        return strict_base64.decode(text, size)
    except ValueError:
        raise HeaderCorruptError from None


def _is_object(value: canonical.JsonValue) -> TypeGuard[_Object]:
    return isinstance(value, dict)


def _is_integer(value: canonical.JsonValue) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
