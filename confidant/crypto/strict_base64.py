"""Base64 without padding, in exactly one spelling per value (formats.md §1, "b64")."""

import binascii


class Base64Error(ValueError):
    """A text that is not the one canonical spelling; its message holds none of the text."""


def encode(data: bytes | bytearray | memoryview) -> str:
    """Return the RFC 4648 §4 spelling of `data` without padding."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").decode("ascii")


def decode(text: str, size: int | None = None) -> bytes:
    """Return the bytes that `text` spells.

    Args:
        text: the alphabet of RFC 4648 §4 only; no padding, white space or stray trailing bits.
        size: how many bytes they must be, or None for any number.

    Raises:
        Base64Error: another spelling of the same bytes, no spelling at all, or another size.
    """
    try:
        data = binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)
    except ValueError:
        raise Base64Error("base64") from None
    # Decoders differ in what they forgive (trailing bits, above all): the comparison does not.
    if encode(data) != text:
        raise Base64Error("base64 spelling")
    if size is not None and len(data) != size:
        raise Base64Error("base64 size")
    return data
