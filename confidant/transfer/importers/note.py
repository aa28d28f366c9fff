"""A note file, and what it becomes."""

from dataclasses import dataclass, field

from confidant.transfer import sources
from confidant.transfer.imported import ImportedItem
from confidant.transfer.importers.decision_records import Document
from confidant.transfer.importers.front_matter import FrontMatter

NOTE_SUFFIXES = frozenset({".md", ".markdown"})

MARKER = "confidant"
"""The front matter field by which notes that Confidant exported are known."""


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
        return MARKER in self.front.fields


@dataclass(frozen=True, slots=True)
class NoteItems:
    """The records that a note becomes; `record` is set when it is a decision record."""

    items: tuple[ImportedItem, ...] = ()
    record: Document | None = None
