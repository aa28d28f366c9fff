"""Ties decisions of one source to those that they supersede."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from confidant.transfer.imported import Findings, ImportedItem, ImportedLink
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers.note import Note, NoteItems
from confidant.transfer.importers.note_files import joined, unquoted

_LINK = re.compile(r"\]\([ \t]*<?([^()<>\s]{1,600})")
_WIKI = re.compile(r"\[\[([^\[\]|#\n]{1,400})")
_NUMBER = re.compile(r"(?<!\d)0*(\d{1,14})(?!\d)", re.ASCII)
_STEM_NUMBER = re.compile(r"(?:[A-Za-z]{1,8}[-_ ]?)?0*(\d{1,14})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Records:
    """Where the decision records of a source are."""

    by_path: Mapping[tuple[str, ...], int] = field(repr=False)

    def meant(self, written: str, folder: tuple[str, ...]) -> int | None:
        """Return the index of the record that a text refers to, by link, name or number."""
        for match in _LINK.finditer(written):
            parts = joined(folder, unquoted(match[1].split("#", 1)[0]))
            found = self._at(parts) if parts else None
            if found is not None:
                return found
        for match in _WIKI.finditer(written):
            found = self._at((*folder, match[1].strip()))
            if found is not None:
                return found
        number = _NUMBER.search(re.sub(r"\]\([^()]*\)", "]", written))
        return self._numbered(number[1], folder) if number else None

    def _at(self, parts: tuple[str, ...]) -> int | None:
        return self.by_path.get(parts, self.by_path.get((*parts[:-1], f"{parts[-1]}.md")))

    def _numbered(self, number: str, folder: tuple[str, ...]) -> int | None:
        found = []
        for parts, index in self.by_path.items():
            match = _STEM_NUMBER.match(parts[-1])
            if parts[:-1] == folder and match is not None and match[1] == number:
                found.append(index)
        return found[0] if len(found) == 1 else None


def linked(found: Sequence[tuple[Note, NoteItems]], findings: Findings) -> list[ImportedItem]:
    """Return the items of all notes in order, with their links; report what leads nowhere."""
    items: list[ImportedItem] = []
    by_path: dict[tuple[str, ...], int] = {}
    for note, read in found:
        if read.record is not None:
            by_path[note.parts] = len(items)
        items += read.items
    records = _Records(by_path)
    for note, read in found:
        if read.record is None or not read.record.status:
            continue
        here = by_path[note.parts]
        status = read.record.status
        for written, is_older in (
            (words.superseded_by(status), True),
            (words.supersedes(status), False),
        ):
            if written is None:
                continue
            other = records.meant(written, note.parts[:-1])
            if other is None or other == here:
                findings.report("link-unresolved", note.name)
            else:
                newer, older = (other, here) if is_older else (here, other)
                _supersede(items, newer, older)
    return items


def _supersede(items: list[ImportedItem], newer: int, older: int) -> None:
    link = ImportedLink("supersedes", items[older].source_key)
    if link not in items[newer].links:
        items[newer] = replace(items[newer], links=(*items[newer].links, link))
