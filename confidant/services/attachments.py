"""Files kept inside the vault, attached to a record."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.crypto import strict_base64
from confidant.environment import Clock
from confidant.errors import AttachmentMissingError, AttachmentTooLargeError, InvalidValueError
from confidant.records import naming
from confidant.records.body import Attachment, Common
from confidant.records.ids import RecordId
from confidant.services import journal, lookup
from confidant.services.output import read_whole, write_new
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

MOST_BYTES = 26_214_400
_MOST = 200
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Attached(Written):
    """A record with files; `added` counts those that it did not have under that name."""

    added: int = 0


def attach(vault: "Vault", clock: Clock, *, record: RecordId, files: Sequence[Path]) -> Attached:
    """Copy files into the vault and attach them to a record. The originals stay where they are.

    Raises:
        NotReadableError, AttachmentTooLargeError: a file; nothing is attached.
        InvalidValueError: more than 200.
        ForeignRecordError: somebody else wrote the record.
    """
    body = journal.mine(vault, record)
    contents = [_read(path) for path in files]
    if len(body.attachments or ()) + len(files) > _MOST:
        raise InvalidValueError(field="attachments", hint=f"[attachment]1-{_MOST}")
    with vault.transaction() as tx:
        made = tuple(
            Attachment(
                sha256=strict_base64.encode(tx.put_attachment(data)),
                name=naming.as_filename(path.name),
                media=media_type(path.name),
                size=len(data),
            )
            for path, data in zip(files, contents, strict=True)
        )
        joined = _joined(body.attachments or (), made)
        added = tx.revise(record, body.with_changes(attachments=joined), ts=clock.now_ms())
    revision = added.rev if added is not None else vault.current(record).rev
    count = len(joined) - len(body.attachments or ())
    return Attached(record, revision, tx.changes, count)


def save_copy(vault: "Vault", *, record: RecordId, name: str, output: Path) -> None:
    """Write a copy of an attachment where the person wants it.

    Raises:
        AttachmentMissingError: the record has none of that name.
        OutputExistsError, NotWritableError, DiskFullError: it could not be written.
    """
    body = lookup.body_of(vault, record)
    found = body.attachments or () if isinstance(body, Common) else ()
    for one in found:
        if one.name == name:
            write_new(output, vault.attachment(strict_base64.decode(one.sha256, 32)))
            return
    raise AttachmentMissingError


def media_type(name: str) -> str:
    """Return the media type that a file's name suggests."""
    guessed, encoding = mimetypes.guess_type(name, strict=True)
    return guessed.lower() if guessed is not None and encoding is None else _UNKNOWN


def _joined(
    present: tuple[Attachment, ...], added: tuple[Attachment, ...]
) -> tuple[Attachment, ...]:
    """Return both without attaching the same file under the same name twice."""
    return tuple(dict.fromkeys((*present, *added)))


def _read(path: Path) -> bytes:
    data = read_whole(path, most=MOST_BYTES)
    if len(data) > MOST_BYTES:
        raise AttachmentTooLargeError(name=path.name)
    return data
