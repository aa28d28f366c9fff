"""Making foreign text fit the fields of a record without losing any of it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from confidant.records.canonical import clean
from confidant.records.entry import Entry
from confidant.records.values import LINE_BYTES, TEXT_BYTES
from confidant.transfer.imported import Findings

MAX_TAGS = 32

_NOT_IN_LINE = re.compile("[\x80-\x9f\u2028\u2029]")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Draft:
    """A diary entry before it is fitted."""

    title: str | None = field(repr=False)
    text: str = field(repr=False)
    tags: Sequence[str] = field(repr=False)
    day: str | None = None
    starred: bool = False


def line(text: str) -> str | None:
    """Return text as one line of any length, None when nothing is left."""
    return _NOT_IN_LINE.sub("\ufffd", " ".join(clean(text).split())) or None


def short_line(text: str) -> tuple[str | None, bool]:
    """Return text as one line of at most 400 bytes, and whether it had to be cut."""
    whole = line(text)
    if whole is None or len(whole.encode()) <= LINE_BYTES:
        return whole, False
    room = LINE_BYTES - len(_ELLIPSIS.encode())
    cut = whole.encode()[:room].decode(errors="ignore")
    words = cut.rsplit(" ", 1)[0] if " " in cut[room // 2 :] else cut
    return words.rstrip() + _ELLIPSIS, True


def fold(text: str) -> str:
    """Return the form under which tags are the same."""
    return unicodedata.normalize("NFC", text).casefold()


def tags(found: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tags that fit, in their first spelling, and those that do not."""
    kept: dict[str, str] = {}
    rest: dict[str, str] = {}
    for tag in found:
        name = line(tag)
        if name is None or fold(name) in kept:
            continue
        fits = len(name.encode()) <= LINE_BYTES and len(kept) < MAX_TAGS
        (kept if fits else rest).setdefault(fold(name), name)
    return tuple(kept.values()), tuple(rest.values())


def text_or_none(text: str) -> str | None:
    """Return text without blank lines around it, None when nothing is left.

    Indentation of the first line stays: it can be code.
    """
    cleaned = clean(text)
    stripped = re.sub(r"\A(?:[^\S\n]*\n)+", "", cleaned).rstrip()
    return stripped or None


def entries(
    draft: Draft, findings: Findings, where: str, line_number: int | None = None
) -> list[Entry]:
    """Return the diary entry, or several where the text is longer than one may be.

    Empty when there is neither title nor text.
    """
    title, cut = short_line(draft.title or "")
    text = draft.text
    if cut:
        findings.report("title-cut", where, line_number)
        text = f"{line(draft.title or '')}\n\n{text}"
    kept, rest = tags(draft.tags)
    if rest:
        findings.report("tags-moved", where, line_number, count=len(rest))
        text = f"{text.rstrip()}\n\n{', '.join(rest)}"
    whole = text_or_none(text)
    if title is None and whole is None:
        return []
    parts = split(whole) if whole else [None]
    if len(parts) > 1:
        findings.report("text-split", where, line_number, count=len(parts))
    return [
        Entry(
            genre="reflection",
            title=title,
            day=draft.day,
            tags=kept or None,
            starred=True if draft.starred else None,
            as_observed=part,
        )
        for part in parts
    ]


def split(text: str, limit: int = TEXT_BYTES) -> list[str | None]:
    """Return text in pieces of at most `limit` bytes, cut where a paragraph or line ends."""
    data = text.encode()
    pieces: list[str | None] = []
    while len(data) > limit:
        window = data[:limit]
        end = max(window.rfind(b"\n\n", limit // 2), 0) or max(window.rfind(b"\n", limit // 2), 0)
        end = end or len(window.decode(errors="ignore").encode())
        piece = data[:end].decode().rstrip()
        if piece:
            pieces.append(piece)
        data = data[end:].lstrip(b"\n")
    last = data.decode().rstrip()
    if last:
        pieces.append(last)
    return pieces
