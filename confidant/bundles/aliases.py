"""Real names and what this contact reads in their place (architecture.md §10).

Whole words, case folded, longest name first, in every line and text that is not structural.
"Marcus's" becomes "the CFO's". A name that is an ordinary word too is flagged and left, unless
the person has confirmed it; what slipped through is flagged in what leaves.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from confidant.bundles.finding import NameFinder, name_key
from confidant.bundles.folding import Folded, fold
from confidant.bundles.ordinary import ORDINARY_WORDS
from confidant.compat import override
from confidant.records.ids import RecordId

Reason: TypeAlias = Literal["ordinary_word", "no_alias", "part_of_name", "inside_word"]
"""Why a name is still there.

`ordinary_word`: it may be one; `no_alias`: it has none for this contact; `part_of_name`: one word
of a person's name; `inside_word`: a longer word begins with it.
"""

_LOOK_BACK: Final = 24
_LEAD: Final = r"[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,3}[.)])[ \t]+)*[\"“‘«(*_]*\Z"
_AFTER_END: Final = re.compile(
    rf"(?:[.!?…][\"”’»)*_]*\s+[\"“‘«(*_]*\Z)|(?:\n[ \t]*\n{_LEAD})"
    r"|(?:\n[ \t]*(?:[-*+>]|#{1,6}|\d{1,3}[.)])[ \t]+[\"“‘«(*_]*\Z)"
)
_AT_START: Final = re.compile(rf"(?:\A{_LEAD})|{_AFTER_END.pattern}")
_SHORTEST_PART: Final = 3
_SHORTEST_INSIDE: Final = 4


@dataclass(frozen=True, slots=True, repr=False)
class AliasEntry:
    """One line of the alias dictionary; `contact` None means: for everybody."""

    name: str
    alias: str
    category: str = "person"
    contact: RecordId | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Replacement:
    """A name that was replaced. Spans are in characters, ends exclusive.

    Attributes:
        start: where the alias begins in the text that they see.
        end: where it ends there.
        source_start: where the name began in the text as written.
        source_end: where it ended there.
        name: the name as the dictionary has it.
        alias: what stands there now.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    name: str
    alias: str


@dataclass(frozen=True, slots=True, repr=False)
class Aliased:
    """A text with its aliases, and where they are."""

    text: str
    replacements: tuple[Replacement, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span as written of a span of the aliased text.

        A span that touches an alias takes in the whole name.
        """
        source_start, source_end = start, end
        for found in self.replacements:
            if found.end <= start:
                source_start = start + found.source_end - found.end
            elif found.start < start:
                source_start = found.source_start
            if found.end <= end:
                source_end = end + found.source_end - found.end
            elif found.start < end:
                source_end = found.source_end
        return source_start, source_end


@dataclass(frozen=True, slots=True, repr=False)
class Flag:
    """A name that is still there, with its span in the text that they see."""

    start: int
    end: int
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True, repr=False)
class RealName:
    """An alias in what came back, with the name or names behind it; for display only."""

    start: int
    end: int
    alias: str
    names: tuple[str, ...]


class AliasTable:
    """The aliases of one contact, ready to be applied. Immutable; holds names, so never logged."""

    def __init__(
        self,
        entries: Iterable[AliasEntry] = (),
        *,
        contact: RecordId | None = None,
        confirmed: Collection[str] = (),
        watched: Iterable[str] = (),
        ordinary: Collection[str] = ORDINARY_WORDS,
    ) -> None:
        """Choose what holds for `contact`; its own lines go before those for everybody.

        Args:
            entries: the dictionary; lines for other contacts are watched for, not applied.
            contact: whom the text is for.
            confirmed: names to replace although they are ordinary words.
            watched: further known names without an alias (`people`, petnames), only flagged.
            ordinary: lower-case words that are never replaced silently.
        """
        every = tuple(entries)
        known = tuple(watched)
        self._with_watched: Callable[[Iterable[str]], AliasTable] = lambda names: AliasTable(
            every,
            contact=contact,
            confirmed=confirmed,
            watched=(*known, *names),
            ordinary=ordinary,
        )
        mine = [entry for entry in every if entry.contact in (None, contact)]
        mine.sort(
            key=lambda entry: entry.contact is not None
        )  # the contact's own lines last: they win
        chosen = {name_key(entry.name): entry for entry in mine if name_key(entry.name)}
        allowed = {name_key(name) for name in confirmed}
        doubtful = {key for key in chosen if key in ordinary and key not in allowed}
        self._entries = {key: line for key, line in chosen.items() if key not in doubtful}
        self._aliases = NameFinder(self._entries)
        self._watch = _watch_list(every, known, chosen, doubtful)
        self._watcher = NameFinder(self._watch)
        self._prefixes = NameFinder(
            {key: None for key in {**chosen, **self._watch} if len(key) >= _SHORTEST_INSIDE},
            whole=False,
        )
        self._back = _names_by_alias(self._entries.values())
        self._backwards = NameFinder(self._back)

    @override
    def __repr__(self) -> str:
        return f"AliasTable({len(self._entries)} names)"

    def watching(self, names: Collection[str]) -> "AliasTable":
        """Return the same table that also watches for `names`."""
        return self._with_watched(names) if names else self

    def apply(self, text: str) -> Aliased:
        """Replace every whole-word name by its alias."""
        parts: list[str] = []
        replacements: list[Replacement] = []
        position = length = 0
        for start, end, key in self._aliases.find(text):
            entry = self._entries[key]
            alias = _capital(entry.alias) if _begins_sentence(text, start) else entry.alias
            parts += (text[position:start], alias)
            at = length + start - position
            length = at + len(alias)
            replacements.append(Replacement(at, length, start, end, name=entry.name, alias=alias))
            position = end
        if not replacements:
            return Aliased(text, ())
        parts.append(text[position:])
        return Aliased("".join(parts), tuple(replacements))

    def replace(self, text: str) -> str:
        """Return the text alone; see `apply`."""
        return self.apply(text).text

    def flags(self, aliased: Aliased) -> tuple[Flag, ...]:
        """Return the names that are still in the text, in their order.

        What the person put into an alias themselves is not flagged.
        """
        text = aliased.text
        folded = fold(text)
        found = [*self._flags_of_whole_words(folded), *self._flags_of_beginnings(text, folded)]
        starts = [one.start for one in aliased.replacements]
        flags: list[Flag] = []
        position = 0
        for flag in sorted(found, key=lambda one: (one.start, -one.end)):
            before = bisect_left(starts, flag.end)  # replacements that begin before it ends
            free = not before or aliased.replacements[before - 1].end <= flag.start
            if free and flag.start >= position:
                flags.append(flag)
                position = flag.end
        return tuple(flags)

    def flags_unreplaced(self, text: str) -> tuple[Flag, ...]:
        """Return the names in a text that is never changed: a structural line, a file name."""
        names = tuple(
            Flag(start, end, self._entries[key].name, "no_alias")
            for start, end, key in self._aliases.find(text)
        )
        others = self.flags(Aliased(text, ()))
        taken = [(one.start, one.end) for one in names]
        rest = (one for one in others if not any(one.start < b and a < one.end for a, b in taken))
        return tuple(sorted([*names, *rest], key=lambda one: one.start))

    def real_names(self, text: str) -> tuple[RealName, ...]:
        """Return the aliases in what came back, with who is meant (the same table backwards)."""
        return tuple(
            RealName(start, end, text[start:end], self._back[key])
            for start, end, key in self._backwards.find(text)
        )

    def _flags_of_whole_words(self, folded: Folded) -> Iterator[Flag]:
        for start, end, key in self._watcher.find_folded(folded):
            name, reason = self._watch[key]
            yield Flag(start, end, name, reason)

    def _flags_of_beginnings(self, text: str, folded: Folded) -> Iterator[Flag]:
        for start, end, _ in self._prefixes.find_folded(folded):
            yield Flag(start, end, text[start:end], "inside_word")


def _begins_sentence(text: str, start: int) -> bool:
    """Say whether a sentence, paragraph or list item begins at `start`."""
    window = max(0, start - _LOOK_BACK)
    before = text[window:start]
    return bool((_AT_START if window == 0 else _AFTER_END).search(before))


def _capital(alias: str) -> str:
    capital = alias[:1].upper()
    return capital + alias[1:] if len(capital) == 1 else alias


def _watch_list(
    every: Sequence[AliasEntry],
    watched: Iterable[str],
    chosen: Collection[str],
    doubtful: Collection[str],
) -> dict[str, tuple[str, Reason]]:
    """Return key → (name, reason) of everything that is flagged where it stands as a word."""
    found: dict[str, tuple[str, Reason]] = {}
    for entry in every:
        if entry.category == "person":
            for part in name_key(entry.name).split(" "):
                if len(part) >= _SHORTEST_PART and part not in ORDINARY_WORDS:
                    found[part] = (part, "part_of_name")
    for name in (*watched, *(entry.name for entry in every)):
        if key := name_key(name):
            found[key] = (name, "ordinary_word" if key in doubtful else "no_alias")
    return {key: line for key, line in found.items() if key in doubtful or key not in chosen}


def _names_by_alias(entries: Iterable[AliasEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if key := name_key(entry.alias):
            found[key] = (*found.get(key, ()), entry.name)
    return found
