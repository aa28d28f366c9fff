"""Names, numbers and quotations inside a sentence, kept whole in either direction."""

from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
_CONTROLS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def isolated(text: str) -> str:
    """Return `text` as an island: its direction follows its own first strong letter."""
    return f"{FIRST_STRONG_ISOLATE}{one_line(text)}{POP_ISOLATE}"


def one_line(text: str) -> str:
    """Return `text` on one line without direction controls, so that it cannot rearrange others.

    Line ends and other control characters become single spaces.
    """
    kept = (" " if ch < " " or ch in "\x7f\x85\u2028\u2029" else ch for ch in text)
    return " ".join("".join(ch for ch in kept if ch not in _CONTROLS).split())
