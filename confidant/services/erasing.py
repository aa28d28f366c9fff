"""Erasing for good, and saying what it cannot reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock, Progress, ignore_progress
from confidant.errors import NotErasableError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.disclosure import Dispatch
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services import contacts, exchange, owed
from confidant.services.exchange import Exchange

if TYPE_CHECKING:
    from confidant.vault.backup import Backup
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """A file that holds something that was erased: out of reach, whoever has it.

    Attributes:
        name: petname of the contact for whom it was made; empty when that contact was erased.
        at_ms: when it was made, UTC.
    """

    name: str
    at_ms: int


@dataclass(frozen=True, slots=True, repr=False)
class Reach:
    """What erasing cannot reach: files that were made for others, and backups.

    Attributes:
        sent: in the order in which they were made.
        backups: how many can be found here and in the second place; they can be replaced.
    """

    sent: tuple[Sent, ...]
    backups: int


@dataclass(frozen=True, slots=True, repr=False)
class Erasure:
    """What was erased, and what is out of reach.

    Attributes:
        records: how many records.
        revisions: how many of their revisions lost text and salt.
        attachments: how many files nothing else names.
        openings: how many commitments lost what opens them.
        reach: what still holds the text.
        changes: what was touched.
    """

    records: int
    revisions: int
    attachments: int
    openings: int
    reach: Reach
    changes: Changes


@dataclass(frozen=True, slots=True)
class Replaced:
    """A fresh backup that was proved, and how many older ones went."""

    removed: int
    changes: Changes = NO_CHANGES


def out_of_reach(vault: "Vault", *, records: Sequence[RecordId]) -> Reach:
    """Return what erasing some records could not reach; changes nothing."""
    return _reach(vault, exchange.read(vault), records)


def erase(
    vault: "Vault", clock: Clock, *, records: Sequence[RecordId], replaces_backups: bool = False
) -> Erasure:
    """Erase text and salt of every revision of some records. There is no undo.

    Attachments that nothing else names, search text, drafts, and what would open commitments
    about these records go too. The chain still verifies.

    Args:
        vault: an open vault.
        clock: tells the instant.
        records: what goes.
        replaces_backups: older backups shall be replaced after it; the vault remembers that, so
            that a lock before it is done loses nothing but time.

    Raises:
        NotErasableError: my identity; what was sent or received, while its contact exists.
        RecordNotFoundError, RecordErasedError: there is nothing to erase.
    """
    for record in records:
        if vault.current(record).kind == "identity":
            raise NotErasableError
    known = exchange.read(vault)
    reach = _reach(vault, known, records)
    now = clock.now_ms()
    openings = 0
    with vault.transaction() as tx:
        erased = tx.erase(records, ts=now)
        for dispatch, body in known.dispatches:
            cut = _without(body, records)
            lost = len(body.commitments or ()) - len(cut.commitments or ())
            if lost:
                tx.revise(dispatch, cut, ts=now)
                tx.erase_older(dispatch, ts=now)
                openings += lost
    owes = owed.owe(vault, clock) if replaces_backups else NO_CHANGES
    return Erasure(
        records=erased.records,
        revisions=erased.revisions,
        attachments=erased.attachments,
        openings=openings,
        reach=reach,
        changes=tx.changes | owes,
    )


def replace_backups(vault: "Vault", *, progress: Progress = ignore_progress) -> Replaced:
    """Make a fresh proved backup, and only then remove those that still hold what was erased.

    Raises:
        BackupError, DiskFullError, NotWritableError, OutputExistsError, CancelledError: every
            older backup is still there.
    """
    from confidant.services import backups

    done = backups.replace_older(vault, progress=progress)
    return Replaced(done.removed, _settled(vault))


def remove_replaced(vault: "Vault", *, fresh: "Backup") -> Replaced:
    """Remove what still holds what was erased, after `fresh` was made and proved elsewhere."""
    from confidant.services import backups

    return Replaced(backups.remove_older(vault, fresh=fresh), _settled(vault))


def _settled(vault: "Vault") -> Changes:
    """Owe nothing any more, unless a place that cannot be reached now may hold older backups."""
    from confidant.services import backups

    second = backups.second_place(vault)
    return owed.settle(vault) if second is None or second.is_dir() else NO_CHANGES


def _reach(vault: "Vault", known: Exchange, records: Sequence[RecordId]) -> Reach:
    from confidant.services import backups

    named = {to_b64(record) for record in records}
    sent = [
        Sent(contacts.petname_of(vault, from_b64(body.contact)) or "", body.sealed_at)
        for _, body in known.dispatches
        if any(item.record in named for item in body.items)
    ]
    there = backups.overview(vault)
    return Reach(
        tuple(sorted(sent, key=lambda one: one.at_ms)), len(there.here) + len(there.second)
    )


def _without(body: Dispatch, records: Sequence[RecordId]) -> Dispatch:
    named = {given.record for given in body.commitments or ()}
    for record in records:
        if to_b64(record) in named:
            body = body.without_commitments(record)
    return body
