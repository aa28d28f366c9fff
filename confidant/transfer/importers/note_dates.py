"""The day of a note: from its front matter, its file name, its title, in this order."""

import re
from dataclasses import dataclass, field

from confidant.transfer import dates
from confidant.transfer.dates import Numeric, Order, Stamp
from confidant.transfer.imported import Findings
from confidant.transfer.importers.front_matter import FrontMatter
from confidant.transfer.importers.note import Note

DATE_FIELDS = (
    "date",
    "day",
    "created",
    "created_at",
    "created-at",
    "createdat",
    "date created",
    "date_created",
    "date-created",
    "creation_date",
    "creation-date",
)
LATE_FIELDS = (
    "updated",
    "updated_at",
    "updated-at",
    "modified",
    "date modified",
    "date_modified",
    "lastmod",
    "last_modified",
)

_ISO = re.compile(r"(?<!\d)(\d{4})([-_. ])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-_.])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)((?:1[6-9]|2[01])\d{6})(\d{6}|\d{4})?(?!\d)", re.ASCII)
_PATH = re.compile(r"(\d{4})/(\d{1,2})(?!\d)[^/]*/(\d{1,2})(?!\d)(.*)", re.ASCII | re.DOTALL)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b|\b(?:tue|wed|thu|sat)\b", re.IGNORECASE
)
_SEPARATORS = " -_.,–—"
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class NamedDay:
    """The date in a file name and what the name says besides, None when nothing."""

    stamp: Stamp
    rest: str | None = field(repr=False)


class NoteDates:
    """Reads the dates of the notes of one source."""

    def __init__(self, date_format: str | None, order: Order | None, findings: Findings) -> None:
        """Take what is known about dates.

        Args:
            date_format: strptime format that comes before any guess.
            order: of day and month, where the source proves it.
            findings: takes the report.
        """
        self._format = date_format
        self._order = order
        self._findings = findings

    def of(self, note: Note, title: str | None, beside: str | None) -> Stamp | None:
        """Return the stamp of a note, None without any date.

        Args:
            note: the note.
            title: its title, which can be a date.
            beside: a date that stands in the text, as it was written.
        """
        found = self._in_fields(note.front, DATE_FIELDS, note.name)
        if found is None and beside:
            found = self.written(beside, note.name)
        if found is not None:
            return found
        named = self.named(note.parts)
        if named is not None:
            return named.stamp
        in_title = self._read(title) if title else None
        return in_title or self._in_fields(note.front, LATE_FIELDS, note.name)

    def created(self, front: FrontMatter) -> Stamp | None:
        """Return when a note was written, if that is said to the minute."""
        for name in DATE_FIELDS:
            text = front.text(name)
            found = self._read(text) if text else None
            if found is not None and found.clock is not None:
                return found
        return None

    def written(self, text: str, where: str) -> Stamp | None:
        """Return the date that a text is; one that cannot be read is reported."""
        found = self._read(text)
        if found is None:
            is_open = isinstance(dates.read(text), Numeric)
            self._findings.report("date-ambiguous" if is_open else "date-unreadable", where)
        return found

    def is_date(self, text: str) -> bool:
        """Say whether a text is a date and nothing more."""
        return dates.read(text) is not None or self._read(text) is not None

    def named(self, parts: tuple[str, ...]) -> NamedDay | None:
        """Return the date in a file name, or in `YYYY/MM/DD`."""
        stem = parts[-1].rsplit(".", 1)[0]
        for pattern in (_ISO, _COMPACT, _DAY_FIRST):
            for match in pattern.finditer(stem):
                stamp = self._named(match)
                if stamp is not None:
                    return NamedDay(stamp, _rest(stem[: match.start()], stem[match.end() :]))
        path = _PATH.fullmatch("/".join((*parts[-3:-1], stem)))
        stamp = dates.read_in_order(f"{path[1]}-{path[2]}-{path[3]}", None) if path else None
        if path is None or stamp is None:
            return None
        return NamedDay(stamp, _rest("", path[4]))

    def _named(self, match: re.Match[str]) -> Stamp | None:
        if match.re is _COMPACT:
            return dates.read_in_order(match[0], None) or dates.read_in_order(match[1], None)
        return dates.read_in_order(re.sub(r"[_ ]", "-", match[0]), self._order)

    def _in_fields(self, front: FrontMatter, names: tuple[str, ...], where: str) -> Stamp | None:
        for name in names:
            text = front.text(name)
            found = self.written(text, where) if text else None
            if found is not None:
                return found
        return None

    def _read(self, text: str) -> Stamp | None:
        if self._format is not None:
            found = dates.read_format(text, self._format)
            if found is not None:
                return found
        return dates.read_in_order(text, self._order)


def numerics(front: FrontMatter) -> list[Numeric]:
    """Return the dates of a front matter whose order of day and month is open."""
    texts = (front.text(name) for name in (*DATE_FIELDS, *LATE_FIELDS))
    found = (dates.read(text) for text in texts if text)
    return [n for n in found if isinstance(n, Numeric)]


def _rest(before: str, after: str) -> str | None:
    text = _WEEKDAY.sub("", f"{before.strip(_SEPARATORS)} {after.strip(_SEPARATORS)}")
    text = text.strip(_SEPARATORS)
    return text if sum(c.isalpha() for c in text) >= _LEAST_LETTERS else None
