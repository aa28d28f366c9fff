"""Which program wrote a source, and the one door through which every source is read."""

from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from confidant.errors import (
    BugError,
    SourceFormatError,
    SourceMissingError,
    SourceUnreadableError,
)
from confidant.transfer import dates, sources
from confidant.transfer.imported import Imported, ImportOptions

Format: TypeAlias = Literal["jrnl", "markdown"]

FORMATS: tuple[Format, ...] = get_args(Format)


def read(source: Path, options: ImportOptions) -> Imported:
    """Read a file or folder of another program, whole or not at all.

    Raises:
        TransferError: it cannot be read; one error says why.
    """
    _check_options(options)
    chosen = _chosen(options.format) if options.format else detect(source)
    if not _exists(source):
        raise SourceMissingError(name=sources.shown(source.name))
    if chosen == "markdown":
        from confidant.transfer.importers import markdown

        return markdown.read(source, options)
    from confidant.transfer.importers import jrnl

    return jrnl.read(source, options)


def detect(source: Path) -> Format:
    """Return the format that a source has by its looks.

    Raises:
        SourceMissingError, SourceUnreadableError: it cannot be had.
        SourceFormatError, SourceEncodingError: it is nothing that can be read here.
    """
    name = sources.shown(source.name)
    if not _exists(source):
        raise SourceMissingError(name=name)
    if source.is_dir():
        return _detect_folder(source, name)
    if source.suffix.lower() in (".md", ".markdown"):
        return "markdown"
    return _detect_file(sources.read_bytes(source, name, sources.MAX_FILE), name)


def _detect_folder(source: Path, name: str) -> Format:
    from confidant.transfer.importers import jrnl
    from confidant.transfer.importers.note import NOTE_SUFFIXES

    notes = False
    content = False
    for found in sources.walk(source):
        if found.followed and jrnl.is_day_file(found.parts):
            return "jrnl"
        notes = notes or found.suffix in NOTE_SUFFIXES
        # A file without content or extension keeps a folder in place and is no other program's.
        content = content or (found.size > 0 and found.suffix != "")
    if notes:
        return "markdown"
    if content:
        raise SourceFormatError(name=name)
    return "jrnl"  # an empty journal


def _detect_file(data: bytes, name: str) -> Format:
    from confidant.crypto import fernet
    from confidant.transfer.importers import jrnl

    if fernet.is_encrypted_jrnl(data):
        return "jrnl"
    if data.startswith((b"PK\x03\x04", b"%PDF", b"SQLite format 3", b"\x1f\x8b")):
        raise SourceFormatError(name=name)
    text = sources.decode(data, name)
    if text.lstrip().startswith("{") or jrnl.looks_like_journal(text):
        return "jrnl"
    if text.startswith("---\n"):
        return "markdown"
    raise SourceFormatError(name=name)


def _chosen(wanted: str) -> Format:
    for known in FORMATS:
        if wanted == known:
            return known
    raise SourceFormatError(name=sources.shown(wanted))


def _check_options(options: ImportOptions) -> None:
    if options.date_format is not None:
        dates.check_format(options.date_format)
    try:
        ZoneInfo(options.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BugError("the zone of an import is one that the clock gave") from None


def _exists(source: Path) -> bool:
    try:
        return source.exists()
    except (OSError, ValueError):
        raise SourceUnreadableError(name=sources.shown(source.name)) from None
