"""Names, numbers and quotations inside a sentence, kept whole in either direction."""

from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_DIRECTION: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BREAKS: Final = [*range(32), 0x7F, 0x85, 0x2028, 0x2029]
_CLEANING: Final = {ord(sign): None for sign in _DIRECTION} | dict.fromkeys(_BREAKS, " ")


def isolated(text: str) -> str:
    """Return `text` as an island: its direction follows its own first strong letter."""
    return f"{FIRST_STRONG_ISOLATE}{one_line(text)}{POP_ISOLATE}"


def one_line(text: str) -> str:
    """Return `text` on one line without direction controls, so that it cannot rearrange others.

    Line ends and other control characters become single spaces.
    """
    return " ".join(text.translate(_CLEANING).split())
