"""Erasing for good, and saying what it cannot reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock, Progress, ignore_progress
from confidant.errors import NotErasableError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.disclosure import Dispatch
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services import backup_places, contacts, exchange, owed
from confidant.services.exchange import Exchange
from confidant.services.owed import Removed

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
        away: how many places for backups are not there now: what lies there still holds it.
        replaced_vaults: how many vaults that a restore has replaced lie beside this one.
    """

    sent: tuple[Sent, ...]
    backups: int
    away: int = 0
    replaced_vaults: int = 0


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
    """A fresh backup that was proved, and what became of the older ones.

    Attributes:
        removed: how many went, in all.
        changes: what was touched.
        left: older ones beside the vault that could not be removed.
        left_elsewhere: older ones in a second place that refused, or that the fresh backup has
            not reached.
        away: places that are not there now; what lies there goes when they are.
    """

    removed: int
    changes: Changes = NO_CHANGES
    left: int = 0
    left_elsewhere: int = 0
    away: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether no older backup is known any more."""
        return not (self.left or self.left_elsewhere or self.away)


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
    return _told(done.older or Removed(), removed=done.removed)


def remove_replaced(
    vault: "Vault", *, fresh: "Backup", progress: Progress = ignore_progress
) -> Replaced:
    """Remove what still holds what was erased, after `fresh` was made and proved elsewhere.

    Raises:
        CancelledError: by `progress`, which may end it between two files; what an erasure owes
            is still owed.
    """
    from confidant.services import backups

    older = backups.remove_older(vault, fresh=fresh, progress=progress)
    return _told(older, removed=older.removed, changes=owed.note(vault, older, fresh=fresh))


def _told(older: Removed, *, removed: int, changes: Changes = NO_CHANGES) -> Replaced:
    return Replaced(removed, changes, older.left, older.left_elsewhere, older.away)


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
        tuple(sorted(sent, key=lambda one: one.at_ms)),
        len(there.here) + len(there.second),
        there.away,
        backup_places.replaced_vaults(vault),
    )


def _without(body: Dispatch, records: Sequence[RecordId]) -> Dispatch:
    named = {given.record for given in body.commitments or ()}
    for record in records:
        if to_b64(record) in named:
            body = body.without_commitments(record)
    return body
