"""Full-text search that stays quick at 100,000 entries and takes any string (performance.md).

Hits come in the order of lists, straight off the index. Only the newest of them are ranked, and
only the rows that are shown get a snippet.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from confidant.records.ids import RecordId
from confidant.vault import projection, rows
from confidant.vault.database import Database
from confidant.vault.rows import MINE, Mine, RecordRow

WINDOW = 300
"""Of so many newest hits those whose title or tags match come first."""

SHORT = 2
"""A single word of so many characters or fewer is looked for in titles and tags only."""

MAX_QUERY = 400
MAX_TERMS = 12
SNIPPET_WORDS = 24
MAX_MARKED = 40_000
"""Longer texts, in characters, show how they begin: a snippet costs the square of its hits."""

_OPEN, _CLOSE = "\x01", "\x02"  # no stored text contains these
# A NUL would end the query, and the mark of kinds is not for typing.
_NEVER_IN_A_QUERY = str.maketrans({"\0": " ", projection.KIND_MARK: " "})
_PIECES = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, repr=False)
class SearchHit:
    """A row that matches, the words around the hits, and where the hits are in them.

    Ranges are (start, end) in characters of `snippet` and of `row.title`; both may be empty.
    """

    row: RecordRow
    snippet: str
    ranges: tuple[tuple[int, int], ...]
    title_ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class SearchPage:
    """A page of hits, and whether there are more."""

    hits: tuple[SearchHit, ...]
    more: bool


NOTHING_FOUND = SearchPage((), more=False)


@dataclass(frozen=True, repr=False)
class _Term:
    words: str
    prefix: bool

    def match(self) -> str:
        return f'"{self.words}"' + ("*" if self.prefix else "")


@dataclass(frozen=True, repr=False)
class Filter:
    """What narrows a search: kinds, a tag, an author; None for all of them."""

    kinds: frozenset[str] | Sequence[str] | None = None
    tag: str | None = None
    author: RecordId | Mine | None = None


def search(
    database: Database, query: str, narrow: Filter, *, limit: int, offset: int
) -> SearchPage:
    """Return one page of records that hold every word of a query.

    Text in double quotes is a phrase; the last word may be the beginning of one. No string raises.

    Args:
        database: the open vault's.
        query: as typed; only the first 400 characters and 12 words count.
        narrow: kinds, tag and author.
        limit: hits on a page.
        offset: hits before it.
    """
    terms = parse(query)
    if not terms or (narrow.kinds is not None and not narrow.kinds):
        return NOTHING_FOUND
    short = len(terms) == 1 and len(terms[0].words) <= SHORT
    index = "names" if short else "words"
    expression = _expression(terms, narrow.kinds)
    wanted = max(WINDOW, offset + limit + 1)
    numbers = _hits(database, index, expression, narrow, wanted)
    if not short:
        numbers = _titles_first(database, numbers, expression)
    page = numbers[offset : offset + limit]
    return SearchPage(
        hits=tuple(_shown(database, index, expression, page)),
        more=len(numbers) > offset + limit,
    )


def parse(query: str) -> list[_Term]:
    """Return the words and phrases of a query, freed of all that the index's language knows."""
    clean = query[:MAX_QUERY].encode("utf-8", "replace").decode("utf-8")
    clean = clean.translate(_NEVER_IN_A_QUERY)
    found = [(phrase, True) if phrase else (word, False) for phrase, word in _PIECES.findall(clean)]
    pieces = [(words.strip(), quoted) for words, quoted in found if _has_word(words)][:MAX_TERMS]
    terms: list[_Term] = []
    for place, (words, quoted) in enumerate(pieces):
        last = place == len(pieces) - 1 and not quoted
        # Two letters begin too many words, unless titles alone are looked at.
        terms.append(_Term(words, prefix=last and (len(words) > SHORT or len(pieces) == 1)))
    return list(dict.fromkeys(terms))


def _expression(terms: Iterable[_Term], kinds: Iterable[str] | None) -> str:
    parts = [term.match() for term in terms]
    if kinds is not None:
        marks = (f'"{projection.KIND_MARK}{_plain(kind)}"' for kind in sorted(set(kinds)))
        parts.append(f"marks : ({' OR '.join(marks)})")
    return " AND ".join(parts)


def _hits(
    database: Database, index: str, expression: str, narrow: Filter, wanted: int
) -> list[int]:
    where, parameters = [f"{index} MATCH ?"], [expression]
    more: list[object] = [*parameters]
    if narrow.tag is not None:
        where.append(
            f"EXISTS(SELECT 1 FROM tag WHERE tag.folded = ? AND tag.n = {index}.rowid)"  # noqa: S608 -- fixed names
        )
        more.append(projection.fold(narrow.tag))
    if narrow.author is MINE:
        where.append(
            f"EXISTS(SELECT 1 FROM item WHERE item.n = {index}.rowid AND item.author IS NULL)"  # noqa: S608 -- fixed names
        )
    elif narrow.author is not None:
        where.append(
            f"EXISTS(SELECT 1 FROM item WHERE item.n = {index}.rowid AND item.author = ?)"  # noqa: S608 -- fixed names
        )
        more.append(narrow.author)
    sql = f"SELECT rowid FROM {index} WHERE {' AND '.join(where)} ORDER BY rowid DESC LIMIT ?"  # noqa: S608 -- fixed names
    return [row[0] for row in database.rows(sql, [*more, wanted])]


def _titles_first(database: Database, numbers: list[int], expression: str) -> list[int]:
    window = numbers[:WINDOW]
    if len(window) <= 1:
        return numbers
    in_title = {
        row[0]
        for row in database.rows(
            "SELECT rowid FROM names WHERE names MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC LIMIT ?",
            (expression, window[-1], window[0], WINDOW),
        )
    }
    first = [n for n in window if n in in_title]
    return first + [n for n in window if n not in in_title] + numbers[WINDOW:]


def _shown(
    database: Database, index: str, expression: str, page: Sequence[int]
) -> Iterable[SearchHit]:
    if not page:
        return
    found = rows.rows_at(database, page)
    marked = _marked(database, index, expression, page)
    for n in page:
        if n not in found:
            continue
        row = found[n]
        title, snippet = marked.get(n, (row.title, row.snippet))
        _, title_ranges = _ranges(title)
        text, ranges = _ranges(snippet)
        yield SearchHit(row, text, ranges, title_ranges)


def _marked(
    database: Database, index: str, expression: str, page: Sequence[int]
) -> dict[int, tuple[str, str]]:
    """Return title and snippet with the hits marked, of the rows on the page alone."""
    places = ", ".join("?" * len(page))
    snippet = f"(SELECT lead FROM item WHERE item.n = {index}.rowid)"  # noqa: S608 -- fixed names
    if index == "words":
        around = f"snippet(words, 2, char(1), char(2), '…', {SNIPPET_WORDS})"
        snippet = f"CASE WHEN length(words.text) > {MAX_MARKED} THEN {snippet} ELSE {around} END"
    # The plus keeps the planner from starting one index query for every row.
    found = database.rows(
        f"SELECT rowid, highlight({index}, 0, char(1), char(2)), {snippet} FROM {index}"  # noqa: S608 -- fixed names
        f" WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN ({places})",
        (expression, min(page), max(page), *page),
    )
    return {n: (title, text) for n, title, text in found}


def _ranges(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its marks, in one line, and where the marks stood."""
    ranges: list[tuple[int, int]] = []
    plain = ""
    for place, piece in enumerate(marked.split(_OPEN)):
        hit, closed, rest = piece.partition(_CLOSE)
        if place and closed:
            ranges.append((len(plain), len(plain) + len(hit)))
        plain += hit + rest
    return plain.replace("\n", " ").replace("\t", " "), tuple(ranges)


def _has_word(text: str) -> bool:
    """Tell whether the tokenizer finds anything in a text: a letter or a number."""
    categories = map(unicodedata.category, text)
    return any(category[0] in "LN" or category == "Co" for category in categories)


def _plain(kind: str) -> str:
    return re.sub(r"[^a-z_]", "", kind)
