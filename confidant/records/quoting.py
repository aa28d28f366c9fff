"""Finding a passage that was read in the text as it was written, and the other way round.

Whoever reads sees Markdown rendered: no signs, no link targets, other line ends. A quotation is
compared by the characters that both have.
"""

import re
import unicodedata
from typing import Final

_SIGNS: Final = frozenset("*_`#>~[]()\\+-|!\ufffc")
# Bounded, so that a text of a million brackets costs a million steps and not their square.
_UNREAD: Final = re.compile(
    r"\]\([^()\n]{0,400}\)|^[ \t]{0,3}\d{1,9}[.)](?=[ \t])|^[ \t]*[-*+][ \t]+\[[ xX]\](?=[ \t])",
    re.MULTILINE,
)


def as_written(source: str, read: str) -> str | None:
    """Return the passage of `source` that reads as `read`; None when there is none."""
    span = find(source, read, written=True)
    return None if span is None else source[span[0] : span[1]]


def find(text: str, passage: str, *, written: bool, start: int = 0) -> tuple[int, int] | None:
    """Return where a passage stands, from `start` on, as a span of characters.

    Args:
        text: what is searched.
        passage: what is looked for.
        written: whether `text` is as written and `passage` as read; otherwise the reverse.
        start: first character that is looked at.
    """
    kept, places = _kept(text, as_written=written)
    wanted, _ = _kept(passage, as_written=not written)
    if not wanted:
        return None
    at = kept.find(wanted, _first_from(places, start))
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def _kept(text: str, *, as_written: bool) -> tuple[str, list[int]]:
    """Return the characters that count, and where each stands."""
    unread: set[int] = set()
    if as_written:
        for found in _UNREAD.finditer(text):
            unread.update(range(found.start(), found.end()))
    places = [
        place
        for place, character in enumerate(text)
        if place not in unread and not _is_passed_over(character)
    ]
    return "".join(text[place] for place in places), places


def _is_passed_over(character: str) -> bool:
    return (
        character in _SIGNS
        or character.isspace()
        or unicodedata.category(character) in {"Cc", "Cf", "Cn"}
    )


def _first_from(places: list[int], start: int) -> int:
    if start <= 0:
        return 0
    return next((n for n, place in enumerate(places) if place >= start), len(places))
