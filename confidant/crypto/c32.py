"""Crockford's base 32, for what a person reads aloud or types (formats.md §1, "c32")."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_BITS = 5

# ASCII only: `str.upper` would turn a dotless i into an I, which is another letter to its writer.
_TYPED = str.maketrans(
    {chr(code): chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
    | {"i": "1", "I": "1", "l": "1", "L": "1", "o": "0", "O": "0", "-": None}
)


class C32Error(ValueError):
    """A text that is not the one spelling of so many bytes; its message holds none of the text."""


def length(size: int) -> int:
    """Return how many characters `size` bytes take."""
    return -(-size * 8 // _BITS)


def encode(data: bytes | bytearray) -> str:
    """Return the upper-case spelling of `data`, zero bits filling the last character."""
    characters = length(len(data))
    number = int.from_bytes(data) << (characters * _BITS - len(data) * 8)
    shifts = range((characters - 1) * _BITS, -1, -_BITS)
    return "".join(_ALPHABET[number >> shift & 31] for shift in shifts)


def decode(text: str, size: int) -> bytes:
    """Return the `size` bytes that `text` spells in upper case, without any correction.

    Raises:
        C32Error: another length, a character outside the alphabet, or trailing bits that are set.
    """
    if len(text) != length(size):
        raise C32Error("c32 length")
    number = 0
    for character in text:
        value = _VALUES.get(character)
        if value is None:
            raise C32Error("c32 character")
        number = number << _BITS | value
    spare = len(text) * _BITS - size * 8
    if number & ((1 << spare) - 1):
        raise C32Error("c32 trailing bits")
    return (number >> spare).to_bytes(size)


def clean_typed(text: str) -> str:
    """Return typed `text` as `decode` wants it.

    White space and `-` go, letters become upper case, I and L are read as 1, O as 0.

    Whatever else was typed stays, so that `decode` can refuse it.
    """
    return "".join(text.split()).translate(_TYPED)
