"""Bech32 (BIP 173) without its length limit, as age spells its keys."""

from collections.abc import Iterable
from typing import Final

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_SIZE: Final = 6
_SEPARATOR: Final = "1"
_ASCII: Final = range(33, 127)


class Bech32Error(ValueError):
    """Not a Bech32 text of the expected kind; the message holds none of it (it may be a secret)."""


def encode(prefix: str, data: bytes) -> str:
    """Return the lower-case spelling of `data` under `prefix`, which is lower case itself."""
    values = _to_fives(data)
    check = _checksum([*_expand(prefix), *values, *bytes(_CHECK_SIZE)]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(_CHECK_SIZE)]
    return prefix + _SEPARATOR + "".join(_ALPHABET[value] for value in values)


def decode(text: str, prefix: str, size: int) -> bytes:
    """Return the `size` bytes that `text` spells under `prefix` (lower case), in either case.

    Raises:
        Bech32Error: mixed case, another prefix or size, a wrong check.
    """
    if text not in {text.lower(), text.upper()} or not all(ord(one) in _ASCII for one in text):
        raise Bech32Error("bech32 characters")
    found, separator, rest = text.lower().rpartition(_SEPARATOR)
    if not separator or found != prefix or len(rest) != -(-size * 8 // 5) + _CHECK_SIZE:
        raise Bech32Error("bech32 form")
    values = [_VALUES.get(character, -1) for character in rest]
    if min(values) < 0 or _checksum([*_expand(found), *values]) != 1:
        raise Bech32Error("bech32 check")
    return _from_fives(values[:-_CHECK_SIZE], size)


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _checksum(values: Iterable[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                state ^= generator
    return state


def _to_fives(data: bytes) -> list[int]:
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (count * 5 - len(data) * 8)
    return [number >> shift & 31 for shift in range((count - 1) * 5, -1, -5)]


def _from_fives(values: list[int], size: int) -> bytes:
    number = 0
    for value in values:
        number = number << 5 | value
    spare = len(values) * 5 - size * 8
    if number & ((1 << spare) - 1):
        raise Bech32Error("bech32 trailing bits")
    return (number >> spare).to_bytes(size)
