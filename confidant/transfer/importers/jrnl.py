"""jrnl: text files, folders of days, JSON exports, encrypted journals (imports.md, C2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from confidant.errors import DateFormatError, SourceEncryptedError
from confidant.transfer import dates, fitting, sources
from confidant.transfer.dates import Numeric, Order, Stamp
from confidant.transfer.imported import (
    Findings,
    Imported,
    ImportedItem,
    ImportOptions,
    SourceKeys,
)
from confidant.transfer.importers.jrnl_entry import Written

PROGRAM = "jrnl"

_ID_LENGTH = 100
_BRACKET = re.compile(r"^\[([^\[\]\n]{1,80})\](?=[ \n]|\Z)", re.MULTILINE)
_STAR = re.compile(r"(?:\A|\s)\*\s*\Z")
_DATE_LIKE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_DAY_FILE = (re.compile(r"\d{4}\Z"), re.compile(r"\d{2}\Z"), re.compile(r"\d{2}\.txt\Z"))


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a journal."""

    name: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(slots=True)
class Reading:
    """What reading one journal gathers."""

    options: ImportOptions
    findings: Findings = field(default_factory=Findings)
    keys: SourceKeys = field(default_factory=SourceKeys)

    def item(self, written: Written) -> Iterator[ImportedItem]:
        """Yield the records that an entry becomes: one, or more when its text is too long."""
        zone = ZoneInfo(self.options.zone)
        stamp = written.stamp.localised(zone)
        found = written.tags
        if found is None:
            found = tags_in(f"{written.title}\n{written.body}", self.options.tag_symbols)
        draft = fitting.Draft(
            written.title,
            written.body,
            [tag.lstrip(self.options.tag_symbols) for tag in found],
            stamp.day.isoformat(),
            written.starred,
        )
        entries = fitting.entries(draft, self.findings, written.where, written.line)
        if not entries:
            self.findings.report("empty-entry", written.where, written.line)
        clock = f"{stamp.clock:%H:%M}" if stamp.clock else ""
        instant = stamp.instant(zone)
        if instant is None and stamp.clock is not None:
            self.findings.left_out["time"] += 1
        for entry in entries:
            if written.native_id and len(written.native_id) <= _ID_LENGTH:
                key = self.keys.of_id(written.native_id)
            else:
                key = self.keys.of_text(f"{stamp.day}T{clock}", f"{written.title} {written.body}")
            yield ImportedItem(entry, key, instant)


def read(source: Path, options: ImportOptions) -> Imported:
    """Read a journal file or a folder of days.

    Raises:
        TransferError: it cannot be read; nothing was half read.
    """
    reader = sources.TextReader()
    if source.is_dir():
        reading = Reading(options)
        pages = list(_pages(source, reader, reading.findings))
        return _from_text(pages, reading)
    name = sources.shown(source.name)
    return read_data(reader.read(source, name), name, options)


def read_data(data: bytes, name: str, options: ImportOptions) -> Imported:
    """Read the bytes of a journal: text, JSON, or either encrypted.

    Raises:
        TransferError: it cannot be read.
    """
    from confidant.crypto import fernet

    if fernet.is_encrypted_jrnl(data):
        if options.passphrase is None:
            raise SourceEncryptedError
        data = fernet.decrypt_jrnl(data, options.passphrase)
    text = sources.decode(data, name)
    reading = Reading(options)
    if text.lstrip().startswith("{"):
        from confidant.transfer.importers import jrnl_json

        items = [
            i for w in jrnl_json.written(text, name, reading.findings) for i in reading.item(w)
        ]
        return reading.findings.imported(PROGRAM, items)
    return _from_text([Page(name, text)], reading)


def is_day_file(parts: Sequence[str]) -> bool:
    """Say whether a path below a folder is `YYYY/MM/DD.txt`."""
    return len(parts) == len(_DAY_FILE) and all(
        pattern.match(part) for pattern, part in zip(_DAY_FILE, parts, strict=True)
    )


def looks_like_journal(text: str) -> bool:
    """Say whether a line of the text begins like an entry, or there is no text at all."""
    return not text.strip() or _BRACKET.search(text) is not None


def tags_in(text: str, symbols: str) -> list[str]:
    """Return the tags in a text, each with its symbol, as jrnl finds them."""
    if not symbols:
        return []
    found = re.findall(rf"(?<!\S)[{re.escape(symbols)}][-+*#/\w]+", text)
    return [tag for tag in found if tag.lstrip(symbols)]


def _pages(root: Path, reader: sources.TextReader, findings: Findings) -> Iterator[Page]:
    for found in sources.walk(root):
        if not found.followed:
            findings.report("link-not-followed", found.name)
        elif not is_day_file(found.parts):
            findings.report("file-not-read", found.name)
        else:
            yield Page(found.name, sources.decode(reader.read(found.path, found.name), found.name))


def _from_text(pages: Sequence[Page], reading: Reading) -> Imported:
    date_format = reading.options.date_format
    order: Order | None = None
    if date_format is None:
        order = _order(pages, reading.findings)
    else:
        dates.check_format(date_format)
    items = [
        item
        for page in pages
        for written in _entries(page, order, reading)
        for item in reading.item(written)
    ]
    return reading.findings.imported(PROGRAM, items)


def _order(pages: Sequence[Page], findings: Findings) -> Order | None:
    """Return the order of day and month in the brackets of a journal.

    Raises:
        DateFormatError: they can be read both ways, or contradict each other.
    """
    numerics = [
        found
        for page in pages
        for match in _BRACKET.finditer(page.text)
        if isinstance(found := dates.read(match[1]), Numeric)
    ]
    if not numerics:
        return None
    proof = dates.evidence(numerics)
    if proof.order is None:
        raise DateFormatError(hint="%d/%m/%Y, %m/%d/%Y")
    if not proof.proven:
        findings.report("date-order-assumed", pages[0].name, order=proof.order)
    return proof.order


def _entries(page: Page, order: Order | None, reading: Reading) -> Iterator[Written]:
    """Yield the entries of a file; a bracket without a date belongs to the text around it."""
    text, findings = page.text, reading.findings
    line = 1
    position = 0
    begun: tuple[Stamp, int, int] | None = None
    reported = False
    for match in _BRACKET.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        stamp = _stamp(match[1], order, reading.options.date_format)
        if stamp is None:
            if begun is None or _DATE_LIKE.search(match[1]):
                findings.report("date-unreadable", page.name, line)
                reported = True
            continue
        if begun is not None:
            yield _written(begun, text[begun[1] : match.start()], page.name)
        elif text[: match.start()].strip():
            findings.report("text-before-first-entry", page.name, 1)
        begun = (stamp, match.end(), line)
    if begun is not None:
        yield _written(begun, text[begun[1] :], page.name)
    elif text.strip() and not reported:
        findings.report("text-before-first-entry", page.name, 1)


def _stamp(text: str, order: Order | None, date_format: str | None) -> Stamp | None:
    if date_format is not None:
        return dates.read_format(text, date_format)
    return dates.read_in_order(text, order)


def _written(begun: tuple[Stamp, int, int], text: str, where: str) -> Written:
    stamp, _, line = begun
    title, _, body = text.strip(" ").partition("\n")
    star = _STAR.search(title)
    if star is not None:
        title = title[: star.start()]
    return Written(stamp, title.strip(), body, star is not None, where, line)
