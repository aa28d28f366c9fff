"""Folders of Markdown notes with or without front matter, and single notes (imports.md, C3).

Covers Obsidian, Logseq, Joplin, Notesnook, Hugo, and what Confidant itself exports. Decision
records among the notes become decisions, everything else becomes diary entries.
"""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from confidant.errors import SourceEncodingError
from confidant.transfer import dates, sources
from confidant.transfer.dates import Order
from confidant.transfer.imported import Findings, Imported, ImportOptions, SourceKeys
from confidant.transfer.importers import decision_links, front_matter, note_dates, note_files
from confidant.transfer.importers.note import NOTE_SUFFIXES, Note, NoteItems
from confidant.transfer.importers.note_dates import NoteDates
from confidant.transfer.importers.note_files import Folder
from confidant.transfer.importers.note_records import NoteReader

PROGRAM = "markdown"

_INDEX = frozenset({"readme", "index"})


def read(source: Path, options: ImportOptions) -> Imported:
    """Read a note or a folder of notes.

    Raises:
        TransferError: it cannot be read; nothing was half read.
    """
    findings = Findings()
    notes, folder = _notes(source, findings)
    days = NoteDates(options.date_format, _order(notes), findings)
    reader = NoteReader(ZoneInfo(options.zone), days, folder, findings, SourceKeys())
    found = [(note, reader.items(note)) for note in notes]
    found = _without_index_pages(found, findings)
    items = decision_links.linked(found, findings)
    for parts, file in folder.files.items():
        if parts not in folder.used:
            findings.report("file-not-read", file.name)
    return findings.imported(PROGRAM, items)


def _notes(source: Path, findings: Findings) -> tuple[list[Note], Folder]:
    reader = sources.TextReader()
    if not source.is_dir():
        name = sources.shown(source.name)
        note = _note((source.name,), sources.decode(reader.read(source, name), name), findings)
        return [note], note_files.beside(source.parent, note, findings)
    notes: list[Note] = []
    others: dict[tuple[str, ...], sources.Found] = {}
    for found in sources.walk(source):
        if not found.followed:
            findings.report("link-not-followed", found.name)
        elif found.suffix not in NOTE_SUFFIXES:
            others[found.parts] = found
        else:
            try:
                text = sources.decode(reader.read(found.path, found.name), found.name)
            except SourceEncodingError:
                findings.report("file-not-text", found.name)
            else:
                notes.append(_note(found.parts, text, findings))
    return notes, Folder(others, findings)


def _note(parts: tuple[str, ...], text: str, findings: Findings) -> Note:
    front, body = front_matter.split(text)
    note = Note(parts, front, body)
    if not front.valid:
        findings.report("front-matter-invalid", note.name)
    return note


def _order(notes: Sequence[Note]) -> Order | None:
    """Return the order of day and month that the front matter of all notes proves."""
    numerics = [n for note in notes for n in note_dates.numerics(note.front)]
    proof = dates.evidence(numerics)
    return proof.order if numerics and proof.proven else None


def _without_index_pages(
    found: Sequence[tuple[Note, NoteItems]], findings: Findings
) -> list[tuple[Note, NoteItems]]:
    """Return what was found without the pages that only introduce a folder of decisions."""
    decided = {note.parts[:-1] for note, read_items in found if read_items.record is not None}
    kept = []
    for note, read_items in found:
        page = note.stem.lower() in _INDEX and note.parts[:-1] in decided
        if page and read_items.record is None:
            findings.report("index-page", note.name)
        else:
            kept.append((note, read_items))
    return kept
