"""A note file, and what it becomes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from confidant.transfer import sources
from confidant.transfer.imported import ImportedItem
from confidant.transfer.importers import markdown_text
from confidant.transfer.importers.decision_records import Document
from confidant.transfer.importers.front_matter import FrontMatter
from confidant.transfer.importers.markdown_text import Target

NOTE_SUFFIXES = frozenset({".md", ".markdown"})

ATTACHMENTS_FIELD = "attachments"
"""The front matter field that lists the files of a note that Confidant exported."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note file, read; `parts` is its path below the source."""

    parts: tuple[str, ...] = field(repr=False)
    front: FrontMatter = field(repr=False)
    body: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return the path below the source, as it is shown."""
        return sources.shown("/".join(self.parts))

    @property
    def stem(self) -> str:
        """Return the file name without its extension, as it is shown."""
        return sources.shown(self.parts[-1].rsplit(".", 1)[0])

    @property
    def own(self) -> bool:
        """Say whether Confidant exported it."""
        return self.front.own


@dataclass(frozen=True, slots=True)
class NoteItems:
    """The records that a note becomes; `record` is set when it is a decision record."""

    items: tuple[ImportedItem, ...] = ()
    record: Document | None = None


def targets(note: Note) -> Iterator[Target]:
    """Yield where the links of a note point; one that Confidant exported lists its files."""
    if note.own:
        for path in note.front.words(ATTACHMENTS_FIELD):
            yield Target(path, image=True)
    else:
        yield from markdown_text.targets(markdown_text.mask(note.body))
