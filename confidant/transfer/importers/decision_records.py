"""Decision records in the forms of MADR, Nygard and adr-tools become decisions (imports.md, C3).

Whatever has no field is kept, under its heading, in the problem's text; nothing is sealed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args
from zoneinfo import ZoneInfo

from confidant.records.decision import Decision, Status
from confidant.records.decision_parts import Confirmation, Driver, Verdict
from confidant.records.values import LINE_BYTES
from confidant.transfer import fitting
from confidant.transfer.dates import Stamp
from confidant.transfer.imported import Findings
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers.decision_options import Options, fitted_list, joined, rendered
from confidant.transfer.importers.decision_words import Part
from confidant.transfer.importers.front_matter import FrontMatter
from confidant.transfer.importers.markdown_text import (
    Section,
    bullets,
    mask,
    sections,
    without_comments,
)

_MADR: frozenset[Part] = frozenset({"context", "options", "outcome"})
_NYGARD: frozenset[Part] = frozenset({"status", "context", "outcome", "consequences"})
_MADR_LEAST, _NYGARD_LEAST = 2, 3
_BELOW_OUTCOME: frozenset[Part | None] = frozenset(
    {"consequences", "good_consequences", "bad_consequences", "confirmation"}
)
_AROUND_OUTCOME = _BELOW_OUTCOME | {"outcome"}
_WITH_VERDICT: frozenset[Status] = frozenset({"decided", "superseded", "reversed", "closed"})
_PART_LEVEL = 3
_DRIVERS = 20
_PEOPLE = (
    ("makers", words.MAKERS_FIELDS, 20),
    ("consulted", words.CONSULTED_FIELDS, 40),
    ("informed", words.INFORMED_FIELDS, 40),
)
_PREAMBLE = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(status|statut|date|deciders|décideurs|decision-makers)"
    r"[ \t]*:[ \t]*(.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_PREAMBLE_NAMES = {"status": "status", "statut": "status", "date": "date"}
_PLACEHOLDER = re.compile(r"\s*[\"']?(?:\{|\[(?:short )?title|<!--)")
_NAMED_TEMPLATE = re.compile(r"(?:\A|[-_. ])template(?:[-_. ]|\Z)", re.IGNORECASE)
_ADR_TOOLS_TEMPLATE = "NUMBER. TITLE"


@dataclass(frozen=True, slots=True)
class Document:
    """A note cut into the parts of a decision record."""

    title: str = field(repr=False)
    preamble: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)
    parts: Mapping[Part, Sequence[Section]] = field(repr=False)
    others: Sequence[Section] = field(repr=False)
    front: FrontMatter = field(repr=False)

    @property
    def status(self) -> str | None:
        """Return the text of the status, from wherever it stands."""
        written = self.front.text(*words.STATUS_FIELDS) or self.fields.get("status")
        if written is None:
            written = without_comments(joined(self.parts.get("status", ())))
        return written.strip() or None

    @property
    def date(self) -> str | None:
        """Return the date that stands under the title, as it was written."""
        return self.fields.get("date")


def document(front: FrontMatter, body: str, stem: str) -> Document | None:
    """Return a note as a decision record, None when it is none.

    Args:
        front: its front matter.
        body: the text behind it.
        stem: the name of its file, for a record without a title.
    """
    cut = _document(front, sections(body, mask(body)), stem)
    present = set(cut.parts)
    status = words.folded(front.text(*words.STATUS_FIELDS) or "").split()[:1]
    known = bool(status) and status[0] in words.DECISION_STATUSES
    known = known or (front.own and front.text("kind") == "decision")
    is_record = (
        known or len(present & _MADR) >= _MADR_LEAST or len(present & _NYGARD) >= _NYGARD_LEAST
    )
    return cut if is_record else None


def is_template(record: Document, stem: str) -> bool:
    """Say whether a record is a form to be filled in."""
    title = record.title
    return (
        _NAMED_TEMPLATE.search(stem) is not None
        or _PLACEHOLDER.match(title) is not None
        or _PLACEHOLDER.match(record.status or "") is not None
        or title == _ADR_TOOLS_TEMPLATE
    )


def decision(
    record: Document, stamp: Stamp | None, zone: ZoneInfo, findings: Findings, where: str
) -> Decision:
    """Return the decision that a record is, without tags, star and attachments."""
    title, cut = fitting.short_line(record.title)
    if cut:
        findings.report("title-cut", where)
    status = _status(record, findings, where)
    options = Options(title or "", findings, where)
    options.read(record.parts)
    verdict = _verdict(status, options, stamp.instant(zone) if stamp is not None else None)
    leaning = None if verdict or status in {"rejected", "not_taken"} else options.chosen
    drivers, driver_text = _drivers(record, findings, where)
    built = options.built(with_outcome=verdict is None)
    people, overflow = _people(record)
    kept = [record.title if cut else "", record.preamble, _text(record, "context")]
    kept += [_status_text(record, status), driver_text, *options.kept, *overflow]
    kept += _others(record, findings, where)
    signal = fitting.text_or_none(_text(record, "confirmation"))
    return Decision(
        status=status,
        title=title,
        day=stamp.day.isoformat() if stamp else None,
        problem=fitting.text_or_none("\n\n".join(t.strip("\n") for t in kept if t.strip())),
        drivers=drivers or None,
        options=built or None,
        leaning=leaning,
        verdict=verdict,
        confirmation=Confirmation(signal=signal) if signal else None,
        decision_makers=people["makers"] or None,
        consulted=people["consulted"] or None,
        informed=people["informed"] or None,
    )


def _verdict(status: Status, options: Options, at: int | None) -> Verdict | None:
    if status not in _WITH_VERDICT or not options.chosen or not options.reason or at is None:
        return None
    return Verdict(option=options.chosen, because=options.reason, at=at)


def _others(record: Document, findings: Findings, where: str) -> list[str]:
    """Return the sections that have no field; headings that nobody knows are reported."""
    unknown = [s for s in record.others if words.folded(s.title) not in words.MORE]
    if unknown:
        findings.report("headings-unknown", where, count=len(unknown))
    return [rendered([section]) for section in record.others]


def _document(front: FrontMatter, found: Sequence[Section], stem: str) -> Document:
    title = front.text("title")
    preamble = found[0].text
    rest = list(found[1:])
    if rest and rest[0].level == 1:
        first = rest.pop(0)
        title = title or first.title
        heading = "" if title == first.title else f"# {first.title}\n"
        preamble = f"{heading}{preamble}\n{first.text}"
    parts, others = _grouped(rest)
    fields: dict[str, str] = {}
    for match in _PREAMBLE.finditer(preamble):
        fields.setdefault(_PREAMBLE_NAMES.get(words.folded(match[1]), "makers"), match[2].strip())
    preamble = _PREAMBLE.sub("", preamble).strip()
    return Document(title or stem, preamble, fields, parts, others, front)


def _grouped(
    found: Sequence[Section],
) -> tuple[dict[Part, list[Section]], list[Section]]:
    """Return the sections by the part that they belong to, and those that belong to none."""
    parts: dict[Part, list[Section]] = {}
    others: list[Section] = []
    here: Part | None = None
    base = 0
    for section in found:
        part = words.part_of(section.title)
        free = here is None or (here in _AROUND_OUTCOME and part in _BELOW_OUTCOME)
        own_part = part is not None and section.level <= _PART_LEVEL and free
        if section.level > base > 0 and not own_part:
            part = here
        else:
            here, base = part, section.level
        if part is None:
            others.append(section)
        else:
            parts.setdefault(part, []).append(section)
    return parts, others


def _status(record: Document, findings: Findings, where: str) -> Status:
    written = record.status
    if written is None:
        findings.report("status-missing", where)
        return "pending"
    if record.front.own and written in get_args(Status):
        return cast("Status", written)
    if words.superseded_by(written) is not None and words.status_of(written) != ("decided", True):
        return "superseded"
    status, partly = words.status_of(written)
    if status is None:
        findings.report("status-unknown", where, status=fitting.short_line(written)[0] or "")
        return "pending"
    if partly:
        findings.report("status-partly", where)
    return status


def _status_text(record: Document, status: Status) -> str:
    """Return what the status says beyond its word."""
    written = [record.status or "", _text(record, "status")]
    more = dict.fromkeys(w for w in written if w and w != status and not words.is_status(w))
    return "\n\n".join(["## Status", *more]) if more else ""


def _text(record: Document, part: Part) -> str:
    return joined(record.parts.get(part, ()))


def _drivers(record: Document, findings: Findings, where: str) -> tuple[tuple[Driver, ...], str]:
    text = _text(record, "drivers")
    before, items = bullets(text)
    if not items:
        return tuple(Driver(text=t) for t in fitted_list([text], 1, findings, where)), ""
    kept = f"## {record.parts['drivers'][0].title}\n\n{before}" if before else ""
    return tuple(Driver(text=t) for t in fitted_list(items, _DRIVERS, findings, where)), kept


def _people(record: Document) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the people by their part in the decision and, as text, those who do not fit."""
    people: dict[str, tuple[str, ...]] = {}
    overflow: list[str] = []
    for part, fields, most in _PEOPLE:
        named = record.front.words(*fields)
        if not named:
            named = [w.strip() for w in record.fields.get(part, "").split(",")]
        fits = [n for n in named if n and len(n.encode()) <= LINE_BYTES]
        rest = [n for n in named if n and n not in fits] + fits[most:]
        people[part] = tuple(fits[:most])
        if rest:
            overflow.append(f"{fields[0]}: {', '.join(rest)}")
    return people, overflow
