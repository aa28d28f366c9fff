"""The header of an age file: its grammar, to the byte, and its MAC (formats.md, appendix A)."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from confidant.crypto import strict_base64
from confidant.crypto.age.primitives import hkdf_sha256
from confidant.errors import AgeHeaderError, AgeHmacError

INTRO: Final = b"age-encryption.org/v1\n"
MOST_BYTES: Final = 1 << 20
MOST_STANZAS: Final = 64
_COLUMNS: Final = 64
_MAC_SIZE: Final = 32
_STANZA_MARK: Final = b"-> "
_END_MARK: Final = b"---"
_ARGUMENT: Final = re.compile(rb"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way to the file key: a type, arguments that depend on it, and a body."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes = field(repr=False)

    def encode(self) -> bytes:
        """Return the lines of the stanza."""
        lines = [" ".join(("->", self.kind, *self.arguments))]
        text = strict_base64.encode(self.body)
        # One line more than the text fills: the short last line is what ends a body.
        lines += [text[at : at + _COLUMNS] for at in range(0, len(text) + 1, _COLUMNS)]
        return "".join(line + "\n" for line in lines).encode("ascii")


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it stands in a file.

    `signed` is what the MAC covers, `size` the number of bytes up to where the payload begins.
    """

    stanzas: tuple[Stanza, ...]
    mac: bytes
    signed: bytes = field(repr=False)
    size: int

    def check_mac(self, file_key: bytes) -> None:
        """Raise `AgeHmacError` unless whoever wrote the header had the file key."""
        if not hmac.compare_digest(self.mac, _mac(file_key, self.signed)):
            raise AgeHmacError


def build_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the bytes of a header with its MAC."""
    signed = INTRO + b"".join(stanza.encode() for stanza in stanzas) + _END_MARK
    mac = strict_base64.encode(_mac(file_key, signed))
    return signed + b" " + mac.encode("ascii") + b"\n"


def read_header(data: bytes, max_header: int = MOST_BYTES) -> Header:
    """Read the header at the start of `data`; grammar only, nothing is decrypted.

    Args:
        data: a whole file, binary.
        max_header: the header must end within so many bytes.

    Raises:
        AgeHeaderError: anything that the grammar does not say, more than 64 stanzas, no end.
    """
    if not data.startswith(INTRO):
        raise AgeHeaderError
    lines = _Lines(data, len(INTRO), min(max_header, len(data)))
    stanzas: list[Stanza] = []
    while True:
        start = lines.position
        line = lines.take()
        if not line.startswith(_STANZA_MARK):
            break
        if len(stanzas) == MOST_STANZAS:
            raise AgeHeaderError
        stanzas.append(_read_stanza(line, lines))
    if not stanzas or not line.startswith(_END_MARK + b" "):
        raise AgeHeaderError
    mac = _decode(line[len(_END_MARK) + 1 :])
    if len(mac) != _MAC_SIZE:
        raise AgeHeaderError
    signed = bytes(data[: start + len(_END_MARK)])
    return Header(tuple(stanzas), mac, signed, lines.position)


class _Lines:
    """Takes lines off a file up to a limit."""

    def __init__(self, data: bytes, position: int, limit: int) -> None:
        self._data = data
        self._limit = limit
        self.position = position

    def take(self) -> bytes:
        """Return the next line without its LF."""
        end = self._data.find(b"\n", self.position, self._limit)
        if end < 0:
            raise AgeHeaderError
        line = self._data[self.position : end]
        self.position = end + 1
        return line


def _read_stanza(line: bytes, lines: _Lines) -> Stanza:
    arguments = line[len(_STANZA_MARK) :].split(b" ")
    if not all(_ARGUMENT.fullmatch(argument) for argument in arguments):
        raise AgeHeaderError
    kind, *rest = (argument.decode("ascii") for argument in arguments)
    body = []
    while True:
        line = lines.take()
        if len(line) > _COLUMNS:
            raise AgeHeaderError
        body.append(line)
        if len(line) < _COLUMNS:
            return Stanza(kind, tuple(rest), _decode(b"".join(body)))


def _decode(text: bytes) -> bytes:
    try:
        return strict_base64.decode(text.decode("ascii"))
    except ValueError:
        raise AgeHeaderError from None


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(hkdf_sha256(file_key, b"", b"header"), signed, hashlib.sha256)
