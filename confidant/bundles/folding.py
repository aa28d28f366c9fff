"""Text made comparable for finding names, with the way back to where it stood.

Case folded and composed; typographic hyphens and apostrophes as on a keyboard; characters that
nobody sees (soft hyphen, zero-width spaces and joiners) left out, so that they cannot hide a name.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TYPOGRAPHIC: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-"})
UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no spaces between words, as ranges of a character class: every character of
theirs may begin or end a name."""
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
_JAMO: Final = re.compile("[\u1160-\u11ff]")


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """Folded text and, where the lengths differ, where each of its characters came from."""

    text: str
    starts: Sequence[int] | None
    ends: Sequence[int] | None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of a non-empty span of the folded text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold `text`; character by character where that is enough, which is nearly always."""
    if text.isascii():
        return Folded(text.lower(), None, None)
    characters = set(text)
    table = {ord(one): _fold_piece(one) for one in characters}
    marks = "".join(one for one in characters if _extends(one))
    odd = "".join(one for one in characters if len(table[ord(one)]) != 1)
    if not marks and not odd:
        return Folded(text.translate(table), None, None)
    return _fold_clusters(text, table, _clusters(marks, odd))


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


def _clusters(marks: str, odd: str) -> re.Pattern[str]:
    """Return a pattern of what does not fold one to one; one of the two is not empty."""
    choices = [f".[{re.escape(marks)}]+"] if marks else []
    choices += [f"[{re.escape(odd)}]"] if odd else []
    return re.compile("|".join(choices), re.DOTALL)


def _fold_clusters(text: str, table: dict[int, str], clusters: re.Pattern[str]) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in clusters.finditer(text):
        start, end = match.span()
        piece = _fold_piece(match[0])
        pieces += (text[position:start].translate(table), piece)
        starts += (*range(position, start), *([start] * len(piece)))
        ends += (*range(position + 1, start + 1), *([end] * len(piece)))
        position = end
    pieces.append(text[position:].translate(table))
    starts += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return Folded("".join(pieces), starts, ends)


def _fold_piece(piece: str) -> str:
    seen = _UNSEEN.sub("", piece)
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold())
    return composed.translate(_TYPOGRAPHIC)


def _extends(character: str) -> bool:
    """Say whether a character is composed with the one before it."""
    return bool(unicodedata.combining(character) or _JAMO.match(character))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
