"""Finds many names in a text at once, as whole words or as the beginnings of longer ones."""

import re
from collections.abc import Collection, Iterator

from confidant.bundles.folding import UNSPACED, Folded, fold, joins

_LEAD = 2
"""Characters by which a place is judged before any pattern is tried."""


def name_key(name: str) -> str:
    """Return what names are compared by: folded, single spaces between words."""
    return " ".join(fold(name).text.split())


class NameFinder:
    """Finds keys in text, leftmost and longest.

    Only places where a word begins are looked at, and only those that begin like a key are
    matched: an alternation of some hundred names takes seconds for a megabyte, this does not.
    """

    def __init__(self, keys: Collection[str], *, whole: bool = True) -> None:
        """Prepare for `keys`, each of `name_key`.

        Args:
            keys: what to find, none empty.
            whole: as whole words; else only where a longer word begins with a key.
        """
        ordered = sorted(keys, key=lambda key: (-len(key), key))
        self._whole = whole
        self._by_lead: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for key in ordered:
            lead = key.split(" ")[0][:_LEAD]
            self._by_lead.setdefault(lead, []).append((key, re.compile(_pattern(key))))
        self._places = _places({key[0] for key in ordered})

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start and end in `text`, and the key; spans never overlap."""
        return self.find_folded(fold(text)) if self._by_lead else iter(())

    def find_folded(self, folded: Folded) -> Iterator[tuple[int, int, str]]:
        """Yield the same of a text that was folded before."""
        text, by_lead = folded.text, self._by_lead
        position = 0
        for place in self._places.finditer(text):
            start = place.start()
            if start < position:
                continue
            # a first word of one character is shorter than any other: its names come second
            for lead in (text[start : start + _LEAD], text[start]):
                taken = self._longest(text, start, by_lead[lead]) if lead in by_lead else None
                if taken is not None:
                    position, key = taken
                    yield (*folded.source(start, position), key)
                    break

    def _longest(
        self, text: str, start: int, keys: list[tuple[str, re.Pattern[str]]]
    ) -> tuple[int, str] | None:
        if joins(text, start):
            return None
        for key, pattern in keys:
            found = pattern.match(text, start)
            if found and joins(text, found.end()) != self._whole:
                return found.end(), key
        return None


def _pattern(key: str) -> str:
    return r"\s+".join(re.escape(word) for word in key.split(" "))


def _places(firsts: Collection[str]) -> re.Pattern[str]:
    """Return a pattern whose matches begin where one of the names may begin."""
    signs = "".join(re.escape(one) for one in sorted(firsts) if not one.isalnum())
    single = f"[{UNSPACED}{signs}]"
    return re.compile(rf"{single}|[^\W_{UNSPACED}]+")
