"""What speaks for a vault and against it: stray copies beside it, and what a damaged one holds."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from confidant.environment import Progress, ignore_progress
from confidant.errors import (
    AttachmentMissingError,
    BugError,
    NothingToSalvageError,
    SecretError,
)
from confidant.records import ids
from confidant.records.contact import Contact
from confidant.records.disclosure import Receipt
from confidant.records.ids import RecordId
from confidant.services.output import new_folder, write_new

if TYPE_CHECKING:
    from confidant.transfer.exporters.exportable import Exportable
    from confidant.vault.salvage import Damaged, Salvage, SavedRow
    from confidant.vault.unlocking import VaultSecret

_NEVER = "identity"
"""Holds the seeds of my keys; an unencrypted copy would let others write as me."""
_HEADER_LIKE = re.compile(r"vault.*\.hdr|.*\.hdr(?:\.copy)?\b", re.IGNORECASE)
_DATABASE_LIKE = re.compile(
    r"journal-?.*\.db|.*\.sync-conflict-.*|.*conflicted copy.*", re.IGNORECASE
)
_OWN = re.compile(r"vault\.hdr(?:\.copy)?(?:\.tmp)?\Z|journal-[0-9a-f]{8}\.db(?:-journal)?\Z")
_UNDER_WAY = re.compile(r"journal-[0-9a-f]{8}\.db\.after-[0-9a-f]{8}(?:-journal)?\Z")
_LOST = bytes(1)
"""Stands for an attachment that cannot be read; told by identity, never written."""
_REPORT = "salvage.json"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved from a damaged vault, and what was not.

    Attributes:
        records: records whose last readable revision verifies.
        revisions: their revisions that verify.
        drafts: unsaved texts.
        attachments: files saved.
        attachments_lost: files that records name and that cannot be read.
        unreadable: changes in damaged pages.
        refused: changes that can be read and do not verify; they are not saved.
    """

    records: int
    revisions: int
    drafts: int
    attachments: int
    attachments_lost: int
    unreadable: int
    refused: int


def stray_copies(directory: Path) -> tuple[str, ...]:
    """Return the names of files in a vault's folder that look like copies of its own.

    Synchronisers leave them where two computers wrote: another header, a second database. The
    vault never reads them, but what one computer wrote may be in them.
    """
    from confidant.vault import header_files
    from confidant.vault.header import parse

    named: set[str] = set()
    for data in header_files.read_both(directory):
        try:
            named.add(parse(data or b"").header.database)
        except SecretError:
            continue
    try:
        names = sorted(one.name for one in directory.iterdir() if one.is_file())
    except OSError:
        return ()
    return tuple(name for name in names if _is_stray(name, named))


def salvage(
    *,
    directory: Path,
    secret: "VaultSecret",
    output: Path,
    progress: Progress = ignore_progress,
) -> Salvaged:
    """Write everything of a damaged vault that verifies, as Markdown and JSON, unencrypted.

    The vault is only read, byte for byte; what is read is a private copy that is removed again.
    The folder appears whole or not at all.

    Args:
        directory: the vault's.
        secret: what opens it.
        output: a folder that does not exist, or is empty.
        progress: hears the changes.

    Raises:
        NothingToSalvageError: nothing can be read, or nothing verifies.
        VaultMissingError, NotAVaultError, DatabaseMissingError, SecretError: there is no vault,
            or it does not open.
        OutputExistsError, UnfinishedOutputError, NotWritableError, DiskFullError: nothing was
            written.
    """
    from confidant.vault.salvage import open_damaged

    with (
        new_folder(output) as folder,
        open_damaged(directory, secret, folder) as damaged,
    ):
        found = damaged.read(progress)
        if not found.rows and not found.drafts:
            raise NothingToSalvageError
        return _write_all(damaged, found, folder)


def _is_stray(name: str, named: set[str]) -> bool:
    if _UNDER_WAY.match(name):
        return False
    if name.startswith("journal-") and _OWN.match(name):
        return bool(named) and name.removesuffix("-journal") not in named
    if _OWN.match(name):
        return False
    return _HEADER_LIKE.match(name) is not None or _DATABASE_LIKE.match(name) is not None


def _write_all(damaged: "Damaged", found: "Salvage", root: Path) -> Salvaged:
    chosen = list(_chosen(found))
    saved, lost = _export(chosen, damaged, root)
    for draft in found.drafts:
        _write(root, f"drafts/{ids.to_c32(draft.record)}.json", draft.data + b"\n")
    done = Salvaged(
        records=len(chosen),
        revisions=len(found.rows),
        drafts=len(found.drafts),
        attachments=saved,
        attachments_lost=lost,
        unreadable=found.unreadable,
        refused=found.refused,
    )
    _write(root, _REPORT, json.dumps(asdict(done), indent=2).encode() + b"\n")
    return done


def _export(chosen: "list[Exportable]", damaged: "Damaged", root: Path) -> tuple[int, int]:
    """Write records twice and their files once; return how many files there are and are not."""
    from confidant.transfer.exporters import json as as_json
    from confidant.transfer.exporters import markdown as as_markdown

    saved, lost = set[str](), set[str]()

    def attachment(sha256: bytes) -> bytes:
        try:
            return damaged.attachment(sha256)
        except AttachmentMissingError:
            return _LOST

    for export in (as_markdown.export, as_json.export):
        for path, data in export(chosen, attachment):
            if data is _LOST:
                lost.add(path)
            elif path not in saved:
                _write(root, path, data)
                saved.update({path} if path.startswith("attachments/") else ())
    return len(saved), len(lost)


def _chosen(found: "Salvage") -> Iterator["Exportable"]:
    """Yield the last saved revision of every record, my keys left out."""
    from confidant.records.record import Revision
    from confidant.transfer.exporters.exportable import Exportable

    last: dict[bytes, SavedRow] = {}
    created: dict[bytes, int] = {}
    for row in found.rows:
        last[row.record] = row
        created.setdefault(row.record, row.ts)
    authors = _authors(last)
    for record, row in last.items():
        if row.kind == _NEVER:
            continue
        yield Exportable(
            revision=Revision(
                seq=row.seq,
                record=RecordId(record),
                kind=row.kind,
                rev=row.rev,
                ts=row.ts,
                body=row.body,
                erased=False,
            ),
            created=created[record],
            author=authors.get(record),
            sealed=record in found.sealed,
        )


def _authors(last: "dict[bytes, SavedRow]") -> dict[bytes, str]:
    """Return who wrote the records that came: the contact of the first receipt that lists them."""
    names = {
        record: row.body.petname for record, row in last.items() if isinstance(row.body, Contact)
    }
    authors: dict[bytes, str] = {}
    for row in last.values():
        if isinstance(row.body, Receipt):
            name = names.get(ids.from_b64(row.body.contact), "somebody else")
            for item in row.body.items:
                authors.setdefault(ids.from_b64(item.record), name)
    return authors


def _write(root: Path, relative: str, data: bytes) -> None:
    parts = PurePosixPath(relative).parts
    if not parts or ".." in parts or PurePosixPath(relative).is_absolute():
        raise BugError("what is saved stays inside its folder")
    place = root.joinpath(*parts)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_new(place, data)
