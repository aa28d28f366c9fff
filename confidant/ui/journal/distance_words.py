"""Words that tell of little distance: absolutes, mind-reading, blame. English, local, quiet."""

import re
from enum import Enum
from typing import Final, NamedTuple


class Tone(Enum):
    """Why a word is marked."""

    ABSOLUTE = "absolute"
    MIND_READING = "mind_reading"
    BLAME = "blame"


class Mark(NamedTuple):
    """Where a marked word stands, and why; `start` and `end` in characters."""

    start: int
    end: int
    tone: Tone


_WORDS: Final = {
    Tone.ABSOLUTE: (
        "always", "never", "everyone", "everybody", "nobody", "no one", "nothing", "everything",
        "completely", "totally", "impossible", "every time", "all the time", "obviously",
        "without exception", "constantly",
    ),
    Tone.MIND_READING: (
        "he thinks", "she thinks", "they think", "he wants", "she wants", "they want",
        "he knows", "she knows", "they know", "he believes", "she believes", "they believe",
        "he feels", "she feels", "they feel", "he meant to", "she meant to", "they meant to",
        "deliberately", "on purpose", "he hates", "she hates", "they hate", "secretly",
    ),
    Tone.BLAME: (
        "fault", "to blame", "blame", "blames", "failed me", "let me down", "betrayed", "lazy",
        "stupid", "incompetent", "careless", "ruined", "should have", "useless", "made me",
    ),
}  # fmt: skip
_TONES: Final = {word: tone for tone, words in _WORDS.items() for word in words}
_LONGEST_FIRST: Final = sorted(_TONES, key=lambda word: -len(word))
_PATTERN: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for word in _LONGEST_FIRST) + r")(?!\w)",
    re.IGNORECASE,
)


def marks_in(text: str, kept: frozenset[str] = frozenset()) -> list[Mark]:
    """Return the marked words of one paragraph, in order.

    Args:
        text: one paragraph.
        kept: words in lower case that their writer looked at and keeps.
    """
    return [
        Mark(found.start(), found.end(), _TONES[found[0].lower()])
        for found in _PATTERN.finditer(text)
        if found[0].lower() not in kept
    ]
