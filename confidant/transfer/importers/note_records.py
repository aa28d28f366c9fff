"""Makes the records of a note: a decision where it is a decision record, else diary entries."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from confidant.records.body import Common
from confidant.records.entry import Entry
from confidant.records.values import TEXT_BYTES
from confidant.transfer import fitting
from confidant.transfer.dates import Stamp
from confidant.transfer.imported import Findings, ImportedItem, SourceKeys
from confidant.transfer.importers import decision_records, markdown_text
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers.decision_records import Document
from confidant.transfer.importers.front_matter import MARKER
from confidant.transfer.importers.note import (
    ATTACHMENTS_FIELD,
    Note,
    NoteItems,
    targets,
)
from confidant.transfer.importers.note_dates import DATE_FIELDS, LATE_FIELDS, NoteDates
from confidant.transfer.importers.note_files import Folder

AS_FELT = "<!-- confidant: as felt -->"
"""The line between the two texts of an entry that Confidant exported."""

_STAR_FIELDS = ("starred", "favorite", "favourite")
_TAG_FIELDS = ("tags", "tag")
_ID_FIELDS = ("uuid", "id")
_KNOWN = frozenset(
    {"title", "body", "genre", "kind", ATTACHMENTS_FIELD, MARKER}
    | {*_STAR_FIELDS, *_TAG_FIELDS, *_ID_FIELDS, *DATE_FIELDS, *LATE_FIELDS}
)
_KNOWN_IN_RECORDS = _KNOWN | {
    *words.STATUS_FIELDS,
    *words.MAKERS_FIELDS,
    *words.CONSULTED_FIELDS,
    *words.INFORMED_FIELDS,
}
_ID = re.compile(r"[0-9A-Za-z-]{16,64}\Z")
_HEADING = re.compile(r"#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_BLANK = re.compile(r"[\s*-]*\Z")


class NoteReader:
    """Reads the notes of one source."""

    def __init__(
        self, zone: ZoneInfo, days: NoteDates, folder: Folder, findings: Findings, keys: SourceKeys
    ) -> None:
        """Take what all notes of a source share."""
        self._zone = zone
        self._days = days
        self._folder = folder
        self._findings = findings
        self._keys = keys

    def items(self, note: Note) -> NoteItems:
        """Return what a note becomes; nothing when it is blank or a form to be filled in."""
        record = None
        fits = len(note.body.encode()) <= TEXT_BYTES
        if fits and note.front.text("kind") != "entry":
            record = decision_records.document(note.front, note.body, note.stem)
        if record is None:
            return NoteItems(tuple(self._entries(note)))
        if decision_records.is_template(record, note.stem):
            self._findings.report("template", note.name)
            return NoteItems()
        return NoteItems((self._decision(note, record),), record)

    def _decision(self, note: Note, record: Document) -> ImportedItem:
        stamp = self._stamp(note, record.title, record.date)
        body = decision_records.decision(record, stamp, self._zone, self._findings, note.name)
        kept, rest = fitting.tags(self._tags(note, note.body))
        if rest:
            self._findings.report("tags-moved", note.name, count=len(rest))
            problem = f"{body.problem or ''}\n\n{', '.join(rest)}"
            body = body.with_changes(problem=fitting.text_or_none(problem))
        body = body.with_changes(tags=kept or None, starred=_starred(note) or None)
        self._leave_out(note, _KNOWN_IN_RECORDS)
        return self._item(note, body, stamp, f"{record.title} {note.body}")

    def _entries(self, note: Note) -> list[ImportedItem]:
        blank = not note.own and _BLANK.match(note.body)
        text = note.front.text("body") if blank else note.body
        title, text = self._title(note, text or "")
        stamp = self._stamp(note, title, None)
        if not text and self._says_nothing(note, title):
            self._findings.report("blank-day", note.name)
            return []
        if text or note.own:
            self._leave_out(note, _KNOWN)
        else:
            text = "\n".join(f"{name}: {value}" for name, value in self._unknown(note, _KNOWN))
        seen, felt = _two_texts(text) if note.own else (text, None)
        draft = fitting.Draft(
            title,
            seen,
            self._tags(note, text),
            stamp.day.isoformat() if stamp else None,
            _starred(note),
        )
        entries = fitting.entries(draft, self._findings, note.name)
        if felt:
            entries = _with_felt(entries, felt, draft)
        return [self._item(note, entry, stamp, f"{title or ''} {text}") for entry in entries]

    def _item(self, note: Note, body: Common, stamp: Stamp | None, text: str) -> ImportedItem:
        attachments, files = self._folder.attached(targets(note), note.parts, note.name)
        native = note.front.text(*_ID_FIELDS)
        if native is not None and _ID.match(native):
            key = self._keys.of_id(native)
        else:
            key = self._keys.of_text(stamp.day.isoformat() if stamp else "", text)
        written = self._days.created(note.front) or stamp
        return ImportedItem(
            body.with_changes(attachments=attachments or None),
            key,
            written.instant(self._zone) if written else None,
            files,
        )

    def _stamp(self, note: Note, title: str | None, beside: str | None) -> Stamp | None:
        if note.own:
            written = note.front.text("date")
            return self._days.written(written, note.name) if written else None
        found = self._days.of(note, title, beside)
        return found.localised(self._zone) if found else None

    def _title(self, note: Note, text: str) -> tuple[str | None, str]:
        """Return the title of a note and its text; a heading that is the title is not in both."""
        body = fitting.text_or_none(text) or ""
        title = note.front.text("title")
        if title is not None or note.own:
            return title, body
        heading = _HEADING.match(body)
        if heading is not None:
            return heading[1], fitting.text_or_none(body[heading.end() :]) or ""
        named = self._days.named(note.parts)
        if named is not None:
            return named.rest, body
        return note.stem.replace("___", "/"), body

    def _says_nothing(self, note: Note, title: str | None) -> bool:
        """Say whether a note without text has no title but a date, and no other field."""
        has_title = title is not None and not self._days.is_date(title)
        return not has_title and not note.own and not self._unknown(note, _KNOWN)

    def _tags(self, note: Note, text: str) -> list[str]:
        found: list[str] = []
        for name in _TAG_FIELDS:
            value = note.front.fields.get(name, "")
            if isinstance(value, str) and "," not in value:
                found += value.split()
            else:
                found += note.front.words(name)
        found = [tag.lstrip("#") for tag in found]
        return found if note.own else found + markdown_text.tags(markdown_text.mask(text))

    def _leave_out(self, note: Note, known: frozenset[str]) -> None:
        for name, _ in self._unknown(note, known):
            self._findings.left_out[name] += 1

    def _unknown(self, note: Note, known: frozenset[str]) -> list[tuple[str, str]]:
        found = ((name, note.front.text(name)) for name in note.front.fields)
        return [(name, value) for name, value in found if value and name not in known]


def _starred(note: Note) -> bool:
    return (note.front.text(*_STAR_FIELDS) or "").strip().lower() in {"true", "yes", "1"}


def _two_texts(text: str) -> tuple[str, str | None]:
    """Return the text as observed and the one as felt of an entry that Confidant exported."""
    seen, found, felt = text.rpartition(f"{AS_FELT}\n")
    if not found:
        return text, None
    return seen, fitting.text_or_none(felt)


def _with_felt(entries: Sequence[Entry], felt: str, draft: fitting.Draft) -> list[Entry]:
    if not entries:
        kept, _ = fitting.tags(draft.tags)
        starred = True if draft.starred else None
        alone = Entry(genre="reflection", day=draft.day, tags=kept or None, starred=starred)
        return [alone.with_changes(as_felt=felt)]
    return [entries[0].with_changes(as_felt=felt), *entries[1:]]
