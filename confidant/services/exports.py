"""Out of the vault, unencrypted: as a folder of Markdown, or as one JSON document."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from confidant.crypto import strict_base64
from confidant.environment import Progress, ignore_progress
from confidant.errors import (
    AttachmentMissingError,
    BugError,
    DatabaseIntegrityError,
    ExportFormatError,
)
from confidant.records import fields, text
from confidant.records.body import Body
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.fields import Mark
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS
from confidant.services import contacts
from confidant.services.output import new_folder

if TYPE_CHECKING:
    from confidant.transfer.exporters.exportable import Exportable, Exported, ReadAttachment
    from confidant.vault.vault import Vault

    Export: TypeAlias = Callable[[Iterable[Exportable], ReadAttachment], Iterator[Exported]]

_STAYS = (Mark.PRIVATE, Mark.OVERRIDE, Mark.NEVER)
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True, repr=False)
class Missing:
    """An attachment of a record whose content is gone or damaged."""

    record: RecordId
    name: str


@dataclass(frozen=True, slots=True)
class ExportDone:
    """What was written.

    Attributes:
        records: how many.
        files: how many in all.
        missing: attachments that were left out, because their content is gone or damaged.
        changes: nothing.
    """

    records: int
    files: int
    missing: "tuple[Missing, ...]" = ()
    changes: Changes = NO_CHANGES


def write(
    vault: "Vault",
    *,
    format_name: str,
    output: Path,
    everything: bool = False,
    progress: Progress = ignore_progress,
) -> ExportDone:
    """Write records into a new folder, unencrypted; it appears whole or not at all.

    Args:
        vault: an open vault.
        format_name: markdown or json.
        output: the folder; must not exist, or be empty.
        everything: private fields and what others wrote too; otherwise my own records without
            private fields. Keys, contacts and what was sent are never exported.
        progress: watches the writing.

    Raises:
        ExportFormatError: another format.
        OutputExistsError, UnfinishedOutputError, NotWritableError, DiskFullError: nothing is
            left behind.
    """
    export = _export(format_name)
    blobs, files = _Blobs(vault), 0
    with new_folder(output) as folder:
        chosen = list(_chosen(vault, everything=everything))
        for path, data in export(_watched(chosen, progress), blobs.read):
            if blobs.was_gone():
                continue
            _write(folder, path, data)
            files += 1
    return ExportDone(len(chosen), files, tuple(blobs.missing_of(chosen)))


class _Blobs:
    """Reads attachments; one that is gone is remembered and the export goes on."""

    def __init__(self, vault: "Vault") -> None:
        self._vault = vault
        self._gone: set[bytes] = set()
        self._last_was_gone = False

    def read(self, sha256: bytes) -> bytes:
        """Return the content of an attachment; nothing for one that is gone."""
        try:
            return self._vault.attachment(sha256)
        except (AttachmentMissingError, DatabaseIntegrityError):
            self._gone.add(sha256)
            self._last_was_gone = True
            return b""

    def was_gone(self) -> bool:
        """Say, once, whether what was read last is gone."""
        was_gone, self._last_was_gone = self._last_was_gone, False
        return was_gone

    def missing_of(self, chosen: "Iterable[Exportable]") -> Iterator[Missing]:
        """Yield the records that name what is gone, and under which name."""
        for one in chosen:
            for attachment in one.attachments if self._gone else ():
                if strict_base64.decode(attachment.sha256, 32) in self._gone:
                    yield Missing(one.revision.record, attachment.name)


def shareable(body: Body) -> Body:
    """Return a body without its private fields."""
    infos = fields.of(type(body))
    gone: Mapping[str, None] = dict.fromkeys(
        name for name, info in infos.items() if not info.marks.isdisjoint(_STAYS)
    )
    return replace(body, **gone)


def _export(format_name: str) -> "Export":
    if format_name == "markdown":
        from confidant.transfer.exporters import markdown

        return markdown.export
    if format_name == "json":
        from confidant.transfer.exporters import json

        return json.export
    raise ExportFormatError(format=format_name)


def _chosen(vault: "Vault", *, everything: bool) -> Iterator["Exportable"]:
    from confidant.transfer.exporters.exportable import Exportable

    for kind, cls in KINDS.items():
        if not cls.travels:
            continue
        for record, revision in vault.bodies(kind):
            author = vault.author(record)
            body = revision.body
            if body is None or (author is not None and not everything):
                continue
            shown = body if everything else shareable(body)
            if text.is_empty(shown):
                continue
            row = vault.row(record)
            yield Exportable(
                revision=replace(revision, body=shown),
                created=row.created_ms,
                author=contacts.petname_of(vault, author),
                sealed=row.sealed,
            )


def _watched(chosen: list["Exportable"], progress: Progress) -> Iterator["Exportable"]:
    for number, one in enumerate(chosen, start=1):
        yield one
        progress(number, len(chosen))


def _write(root: Path, relative: str, data: bytes) -> None:
    parts = PurePosixPath(relative).parts
    if not parts or ".." in parts or PurePosixPath(relative).is_absolute():
        raise BugError("an export stays inside its folder")
    place = root.joinpath(*parts)
    place.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
