"""Bringing in what another program kept: additive, safe to repeat, in one transaction."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import IdError, RecordErasedError, RecordNotFoundError
from confidant.records import fields
from confidant.records.body import Common, Link, Source
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.ids import RecordId, to_b64

if TYPE_CHECKING:
    from confidant.transfer.imported import Imported, ImportedItem, Problem
    from confidant.vault.transaction import Transaction
    from confidant.vault.vault import Vault

_ID_SIZE = 16
_ID_LENGTH = 26


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    Attributes:
        program: the program that wrote the source.
        batch: 16 bytes that name this import; None for a dry run and where nothing was new.
        new: how many records are new, by kind.
        known: how many were here from an earlier import.
        problems: what did not come over as it stood.
        left_out: field of the other program → how often it held something.
        dry_run: nothing was written.
        changes: what was touched.
    """

    program: str
    batch: bytes | None
    new: Mapping[str, int]
    known: int
    problems: "tuple[Problem, ...]"
    left_out: Mapping[str, int]
    dry_run: bool
    changes: Changes


def bring_in(  # noqa: PLR0913 -- how a source is read
    vault: "Vault",
    clock: Clock,
    entropy: Entropy,
    *,
    source: Path,
    format_name: str | None = None,
    date_format: str | None = None,
    passphrase: str | None = None,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> ImportReport:
    """Read a source and add what is not here yet. Nothing is merged and nothing replaced.

    Args:
        vault: an open vault.
        clock: tells the instant, for what has none of its own, and the zone.
        entropy: gives ids.
        source: a file or a folder.
        format_name: the format; None to find out.
        date_format: how the source writes dates; None to find out.
        passphrase: what opens an encrypted source.
        dry_run: report only.
        progress: watches the writing.

    Raises:
        TransferError: the source cannot be read; nothing was written.
        DateFormatError: a date format that cannot be used.
        DiskFullError, VaultReadOnlyError: nothing was written.
    """
    from confidant.transfer.imported import ImportOptions
    from confidant.transfer.importers import detect

    options = ImportOptions(
        format=format_name, date_format=date_format, passphrase=passphrase, zone=clock.zone()
    )
    imported = detect.read(source, options)
    known = _known(vault, imported)
    fresh = [item for item in imported.items if item.source_key not in known]
    batch, changes = None, NO_CHANGES
    if fresh and not dry_run:
        batch = entropy.token(_ID_SIZE)
        writer = _Writer(imported, batch, clock, entropy, known)
        with vault.transaction() as tx:
            writer.write(tx, fresh, progress)
            _tie_known(vault, tx, imported, known, writer)
        changes = tx.changes
    return ImportReport(
        program=imported.program,
        batch=batch,
        new=Counter(item.body.kind for item in fresh),
        known=len(imported.items) - len(fresh),
        problems=imported.problems,
        left_out=imported.left_out,
        dry_run=dry_run,
        changes=changes,
    )


def _tie_known(
    vault: "Vault",
    tx: "Transaction",
    imported: "Imported",
    known: Mapping[str, RecordId],
    writer: "_Writer",
) -> None:
    """Tie what was here already to what came now."""
    for item in imported.items:
        if item.links and item.source_key in known:
            _tie(vault, tx, known[item.source_key], writer.links_to_new(item))


class _Writer:
    """Writes the new items of one import, tied to each other and to what came before."""

    def __init__(
        self,
        imported: "Imported",
        batch: bytes,
        clock: Clock,
        entropy: Entropy,
        known: Mapping[str, RecordId],
    ) -> None:
        self._program = imported.program
        self._targets = {link.target_key for item in imported.items for link in item.links}
        self._batch = to_b64(RecordId(batch))
        self._clock = clock
        self._entropy = entropy
        self._known = known
        self._ids = dict(known)

    def write(self, tx: "Transaction", items: "list[ImportedItem]", progress: Progress) -> None:
        """Write every item, in the order of the source."""
        for item in items:
            if item.source_key in self._targets:
                self._ids[item.source_key] = RecordId(self._entropy.token(_ID_SIZE))
        now = self._clock.now_ms()
        for number, item in enumerate(items, start=1):
            for file in item.attachments:
                tx.put_attachment(file.read())
            tx.create(
                self._body(item),
                record=self._ids.get(item.source_key),
                ts=now if item.instant is None else item.instant,
            )
            progress(number, len(items))

    def links_to_new(self, item: "ImportedItem") -> tuple[Link, ...]:
        """Return the links of an item that lead to something this import brought."""
        return self._links(item, lambda key: key not in self._known)

    def _links(self, item: "ImportedItem", wanted: Callable[[str], bool]) -> tuple[Link, ...]:
        return tuple(
            Link(relation=link.relation, target=to_b64(self._ids[link.target_key]))
            for link in item.links
            if link.target_key in self._ids and wanted(link.target_key)
        )

    def _body(self, item: "ImportedItem") -> Common:
        links = self._links(item, lambda _: True)
        source = Source(program=self._program, key=item.source_key, batch=self._batch)
        return item.body.with_changes(source=source, links=links or None)


def _known(vault: "Vault", imported: "Imported") -> dict[str, RecordId]:
    """Return the records that are here already, by the key of the source.

    Besides what came from the program before, these are the vault's own records: an export has
    their ids for keys.
    """
    known = vault.origins(imported.program)
    for item in imported.items:
        if item.source_key not in known:
            record = _own(vault, item.source_key)
            if record is not None:
                known[item.source_key] = record
    return known


def _own(vault: "Vault", key: str) -> RecordId | None:
    if len(key) != _ID_LENGTH:
        return None
    try:
        record = vault.find_prefix(key)
        vault.row(record)
    except (IdError, RecordNotFoundError, RecordErasedError):
        return None
    return record


def _tie(vault: "Vault", tx: "Transaction", record: RecordId, links: tuple[Link, ...]) -> None:
    """Tie a record of an earlier import to what it was waiting for, where there is room."""
    body = vault.current(record).body
    if not isinstance(body, Common) or vault.author(record) is not None:
        return
    present = body.links or ()
    more = tuple(link for link in links if link not in present)
    room = fields.of(type(body))["links"].shape.most - len(present)
    if more and room > 0:
        tx.revise(record, body.with_changes(links=(*present, *more[:room])))
