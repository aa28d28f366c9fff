"""Finds the passage that an answer quotes, in the text as it was written (architecture.md §10).

What the other side quotes is what they read: the revision with their aliases applied. A passage
that is not found is no error; the quote then stands alone.
"""

from dataclasses import dataclass

from confidant.bundles.aliases import AliasTable
from confidant.records import text
from confidant.records.body import Body
from confidant.records.response import About
from confidant.records.text import Path


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quoted passage stands.

    Attributes:
        path: field, then list position and field, and so on inwards.
        start: its first character in the text as written.
        end: the one after its last.
    """

    path: Path
    start: int
    end: int


def locate(body: Body, about: About, aliases: AliasTable) -> Passage | None:
    """Return the first place where `about.quote` stands in the revision that it names.

    Args:
        body: that revision as stored here.
        about: what the answer is about; with a field, only there.
        aliases: what that contact reads in place of names; an empty table for what they wrote.
    """
    if not about.quote:
        return None
    for found in text.strings(body):
        if about.field is not None and found.path[0] != about.field:
            continue
        aliased = aliases.apply(found.value)
        at = -1 if found.structural else aliased.text.find(about.quote)
        if at >= 0:
            start, end = aliased.source_span(at, at + len(about.quote))
            return Passage(found.path, start, end)
    return None
