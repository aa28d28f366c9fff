"""The passphrase recipient `scrypt`: for "export everything" only (appendix A)."""

import re
from collections.abc import Callable
from typing import ClassVar, Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from confidant.crypto import strict_base64
from confidant.crypto.age.header import Stanza
from confidant.crypto.age.primitives import WRAPPED_SIZE, unwrap_file_key, wrap_file_key
from confidant.errors import AgeHeaderError, KdfMemoryError

KIND: Final = "scrypt"
DEFAULT_LOG_N: Final = 18
MOST_LOG_N: Final = 20
_SALT_SIZE: Final = 16
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_LOG_N: Final = re.compile(r"[1-9][0-9]?")
_ARGUMENTS: Final = 2


class ScryptRecipient:
    """Whoever knows the passphrase. Must be the only recipient of a file.

    `log_n` (1–20) is the work: 2 to its power times 1 KiB of memory.
    """

    kind: ClassVar[str] = KIND

    def __init__(self, passphrase: bytes | bytearray | str, log_n: int = DEFAULT_LOG_N) -> None:
        self._passphrase = _as_bytes(passphrase)
        self._log_n = log_n

    def wrap(self, file_key: bytes, random: Callable[[int], bytes]) -> Stanza:
        """Return the stanza that holds `file_key`. Raises `KdfMemoryError`."""
        salt = random(_SALT_SIZE)
        key = _stretch(self._passphrase, salt, self._log_n)
        arguments = (strict_base64.encode(salt), str(self._log_n))
        return Stanza(KIND, arguments, wrap_file_key(key, file_key))


class ScryptIdentity:
    """Opens with a passphrase, given as bytes or as text (then UTF-8, as it stands)."""

    kind: ClassVar[str] = KIND

    def __init__(self, passphrase: bytes | bytearray | str) -> None:
        self._passphrase = _as_bytes(passphrase)

    @staticmethod
    def check(stanza: Stanza) -> None:
        """Raise `AgeHeaderError` unless the stanza has the one form of its type."""
        _parameters(stanza)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the passphrase is another.

        Raises:
            AgeHeaderError: not the form of its type, or too much work; before any work.
            KdfMemoryError: not enough memory.
        """
        salt, log_n = _parameters(stanza)
        return unwrap_file_key(_stretch(self._passphrase, salt, log_n), stanza.body)


def _parameters(stanza: Stanza) -> tuple[bytes, int]:
    if len(stanza.arguments) != _ARGUMENTS or len(stanza.body) != WRAPPED_SIZE:
        raise AgeHeaderError
    text, work = stanza.arguments
    if _LOG_N.fullmatch(work) is None or int(work) > MOST_LOG_N:
        raise AgeHeaderError
    try:
        return strict_base64.decode(text, _SALT_SIZE), int(work)
    except strict_base64.Base64Error:
        raise AgeHeaderError from None


def _stretch(passphrase: bytes | bytearray, salt: bytes, log_n: int) -> bytes:
    function = Scrypt(salt=_LABEL + salt, length=32, n=1 << log_n, r=8, p=1)
    try:
        return function.derive(passphrase)
    except MemoryError:
        raise KdfMemoryError(memory=(1 << log_n) // 1024) from None


def _as_bytes(passphrase: bytes | bytearray | str) -> bytes | bytearray:
    return passphrase.encode() if isinstance(passphrase, str) else passphrase
