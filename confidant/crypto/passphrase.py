"""From what a person types to the bytes that are stretched (formats.md §3.2)."""

import re
import unicodedata
from typing import Final

from confidant.errors import PassphraseError

_LONGEST: Final = 4096
# No text of more characters can shrink to the longest by composition (at most four become one of
# three bytes); the normaliser is not given megabytes.
_MOST_CHARACTERS: Final = 2 * _LONGEST
_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FORBIDDEN: Final = re.compile("[\u0000-\u001f\u007f-\u009f\ud800-\udfff]")


def passphrase_bytes(text: str) -> bytearray:
    """Return the bytes of a passphrase, the same for every keyboard that can type it.

    Line ends at the end are dropped (a file has one), every space character becomes a plain space,
    the rest is NFC. Leading and trailing spaces count.

    Raises:
        PassphraseError: not 1–4096 bytes, or a control character or surrogate.
    """
    line = text.rstrip("\r\n")
    if len(line) > _MOST_CHARACTERS or _FORBIDDEN.search(line):
        raise PassphraseError
    data = unicodedata.normalize("NFC", _SPACES.sub(" ", line)).encode()
    if not 1 <= len(data) <= _LONGEST:
        raise PassphraseError
    return bytearray(data)
