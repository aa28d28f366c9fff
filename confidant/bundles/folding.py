"""Text made comparable for finding names, with the way back to where it stood.

Case folded and composed; typographic hyphens and apostrophes as on a keyboard; characters that
nobody sees (soft hyphen, zero-width spaces and joiners) left out, so that they cannot hide a name.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TYPOGRAPHIC: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-"})
# Scripts that put no spaces between words: every character may begin or end a name.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
)
_JAMO: Final = re.compile("[\u1160-\u11ff]")


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """Folded text and, where the lengths differ, the source span of each of its characters."""

    text: str
    spans: tuple[tuple[int, int], ...] | None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of a non-empty span of the folded text."""
        if self.spans is None:
            return start, end
        return self.spans[start][0], self.spans[end - 1][1]


def fold(text: str) -> Folded:
    """Fold `text`; ASCII and composed text (nearly all of it) in one pass."""
    if text.isascii():
        return Folded(text.lower(), None)
    folded = text.casefold().translate(_TYPOGRAPHIC)
    plain = (
        len(folded) == len(text)
        and _UNSEEN.search(text) is None
        and unicodedata.is_normalized("NFC", text)
        and unicodedata.is_normalized("NFC", folded)
    )
    return Folded(folded, None) if plain else _fold_slowly(text)


def joins(text: str, position: int) -> bool:
    """Say whether the characters on both sides of `position` belong to one word.

    An underscore, a hyphen and an apostrophe end a word: `_Marcus_` is Markdown, and "Marcus's" and
    "Marcus-led" keep what follows the name.
    """
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if _is_mark(after):
        return True
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return False
    return (before.isalnum() or _is_mark(before)) and after.isalnum()


def _fold_slowly(text: str) -> Folded:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or _JAMO.match(text[end])):
            end += 1
        piece = _fold_piece(text[start:end])
        pieces.append(piece)
        spans.extend([(start, end)] * len(piece))
        start = end
    return Folded("".join(pieces), tuple(spans))


def _fold_piece(piece: str) -> str:
    seen = _UNSEEN.sub("", piece)
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold())
    return composed.translate(_TYPOGRAPHIC)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
