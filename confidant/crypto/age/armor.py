"""Armor: a binary file as text, in exactly one spelling but for its line ends (appendix A)."""

import binascii
from typing import Final

from confidant.errors import AgeArmorError

LABEL: Final = "AGE ENCRYPTED FILE"
_COLUMNS: Final = 64
_WHITE_SPACE: Final = b" \t\r\n"


def encode(data: bytes, label: str = LABEL) -> bytes:
    """Return `data` in a frame of `label`, lines ended by LF."""
    text = binascii.b2a_base64(data, newline=False)
    lines = [_frame("BEGIN", label)]
    lines += [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    lines += [_frame("END", label), b""]
    return b"\n".join(lines)


def decode(text: bytes, label: str = LABEL) -> bytes:
    """Return what `text` holds in a frame of `label`.

    White space may stand before and after the frame, nowhere inside it; lines end in LF or CRLF.

    Raises:
        AgeArmorError: anything else, another spelling of the same bytes included.
    """
    lines = [line.removesuffix(b"\r") for line in text.strip(_WHITE_SPACE).split(b"\n")]
    begin, *body, end = lines if len(lines) > 1 else (b"", b"")
    if begin != _frame("BEGIN", label) or end != _frame("END", label):
        raise AgeArmorError
    return _decode_lines(body) if body else b""


def _decode_lines(body: list[bytes]) -> bytes:
    joined = b"".join(body)
    if any(len(line) != _COLUMNS for line in body[:-1]) or not 1 <= len(body[-1]) <= _COLUMNS:
        raise AgeArmorError
    try:
        data = binascii.a2b_base64(joined, strict_mode=True)
    except binascii.Error:
        raise AgeArmorError from None
    if binascii.b2a_base64(data, newline=False) != joined:
        raise AgeArmorError
    return data


def _frame(word: str, label: str) -> bytes:
    return f"-----{word} {label}-----".encode("ascii")
