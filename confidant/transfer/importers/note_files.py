"""The files that a note shows or links: found, hashed, and never outside the source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from confidant.errors import SourceTooLargeError
from confidant.records.body import Attachment
from confidant.records.values import MAX_ATTACHMENT
from confidant.transfer import sources
from confidant.transfer.file_names import file_name, media_type
from confidant.transfer.imported import Findings, ImportedFile
from confidant.transfer.importers.markdown_text import Target
from confidant.transfer.importers.note import Note, targets

MAX_PER_RECORD = 200
MAX_TOTAL = 2048 * sources.MIB
"""Bytes of all attachments of one source."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|#|\\")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_NOTES = frozenset({"", ".md", ".markdown", ".org", ".html", ".htm"})
_CHUNK = sources.MIB


@dataclass(slots=True)
class Folder:
    """The files of a source that are no notes, by their path below it."""

    files: Mapping[tuple[str, ...], sources.Found] = field(repr=False)
    findings: Findings = field(repr=False)
    used: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    _hashed: dict[tuple[str, ...], ImportedFile | None] = field(default_factory=dict, repr=False)
    _by_name: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _total: int = 0

    def __post_init__(self) -> None:
        """Index the files by name; of the same name the one nearest to the top is meant."""
        for parts in sorted(self.files, key=lambda p: (-len(p), p), reverse=False):
            self._by_name[parts[-1].casefold()] = parts

    def attached(
        self, links: Iterable[Target], note: tuple[str, ...], where: str
    ) -> tuple[tuple[Attachment, ...], tuple[ImportedFile, ...]]:
        """Return the files that the links of a note name, for its body and for the store.

        Args:
            links: where its links point.
            note: its path below the source.
            where: what the report calls it.

        Raises:
            SourceTooLargeError: the files of the source are too much together.
        """
        attachments: dict[bytes, Attachment] = {}
        files: dict[bytes, ImportedFile] = {}
        for parts in dict.fromkeys(self._meant(links, note, where)):
            file = self._file(parts, where)
            if file is None or file.sha256 in files:
                continue
            if len(files) == MAX_PER_RECORD:
                self.findings.report("attachment-limit", where, count=MAX_PER_RECORD)
                break
            files[file.sha256] = file
            attachments[file.sha256] = _attachment(file, parts[-1])
        return tuple(attachments.values()), tuple(files.values())

    def _meant(
        self, links: Iterable[Target], note: tuple[str, ...], where: str
    ) -> Iterator[tuple[str, ...]]:
        for target in links:
            path = _local_path(target)
            if path is None:
                continue
            parts = joined(note[:-1], path)
            if parts is None:
                self.findings.report("attachment-outside", where, file=sources.shown(path))
                continue
            if parts not in self.files and target.by_name:
                parts = self._by_name.get(parts[-1].casefold(), parts)
            if parts in self.files:
                yield parts
            elif target.image:
                self.findings.report("attachment-missing", where, file=sources.shown(path))

    def _file(self, parts: tuple[str, ...], where: str) -> ImportedFile | None:
        self.used.add(parts)
        if parts not in self._hashed:
            self._hashed[parts] = self._hash(self.files[parts], where)
        return self._hashed[parts]

    def _hash(self, found: sources.Found, where: str) -> ImportedFile | None:
        """Return a file with its hash; None, and a report, when it cannot be taken."""
        digest = sha256()
        size = 0
        try:
            with found.path.open("rb") as file:
                while size <= MAX_ATTACHMENT and (chunk := file.read(_CHUNK)):
                    digest.update(chunk)
                    size += len(chunk)
        except OSError:
            self.findings.report("attachment-missing", where, file=found.name)
            return None
        if size > MAX_ATTACHMENT:
            limit = MAX_ATTACHMENT // sources.MIB
            self.findings.report("attachment-too-large", where, file=found.name, limit=limit)
            return None
        self._total += size
        if self._total > MAX_TOTAL:
            raise SourceTooLargeError(limit=MAX_TOTAL // sources.MIB)
        return ImportedFile(digest.digest(), size, found.path)


def beside(folder: Path, note: Note, findings: Findings) -> Folder:
    """Return the files that a single note names, from the folder that it lies in."""
    files: dict[tuple[str, ...], sources.Found] = {}
    for target in targets(note):
        path = _local_path(target)
        parts = joined((), path) if path else None
        found = _found(folder, parts) if parts else None
        if found is not None:
            files[found.parts] = found
    return Folder(files, findings)


def unquoted(path: str) -> str:
    """Return a path with `%20` and its like put back, as links write them."""
    raw = _PERCENT.sub(lambda m: bytes([int(m[1], 16)]), path.encode("utf-8", "surrogateescape"))
    return raw.decode("utf-8", "surrogateescape")


def _local_path(target: Target) -> str | None:
    """Return the relative path that a link names, None when it names a note or an address."""
    path = unquoted(target.path.split("?", 1)[0].split("#", 1)[0])
    if _SCHEME.match(path) or "\0" in path or Path(path).suffix.lower() in _NOTES:
        return None
    return path


def _found(folder: Path, parts: tuple[str, ...]) -> sources.Found | None:
    """Return a regular file below a folder, None when it is none or a link leads to it."""
    path = folder
    for part in parts:
        path /= part
        if path.is_symlink():
            return None
    if not path.is_file():
        return None
    return sources.Found(path, parts, path.stat().st_size, followed=True)


def _attachment(file: ImportedFile, name: str) -> Attachment:
    from confidant.crypto import strict_base64

    safe = file_name(name)
    return Attachment(
        sha256=strict_base64.encode(file.sha256), name=safe, media=media_type(safe), size=file.size
    )


def joined(folder: tuple[str, ...], path: str) -> tuple[str, ...] | None:
    """Return where a relative path leads below the source, None outside of it."""
    parts = list(folder)
    for step in path.split("/"):
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return tuple(parts) or None
