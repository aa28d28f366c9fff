"""Erasing for good, and saying what it cannot reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.errors import NotErasableError
from confidant.records.changes import Changes
from confidant.records.disclosure import Dispatch
from confidant.records.ids import RecordId, to_b64
from confidant.services import contacts, exchange

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Erasure:
    """What was erased, and what is out of reach.

    Attributes:
        records: how many records.
        revisions: how many of their revisions lost text and salt.
        attachments: how many files nothing else names.
        openings: how many commitments lost what opens them.
        sent_to: petnames of contacts who have one of them; their files are out of reach.
        backups: how many backups beside the vault may still hold them.
        changes: what was touched.
    """

    records: int
    revisions: int
    attachments: int
    openings: int
    sent_to: tuple[str, ...]
    backups: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Reach:
    """What erasing could not reach: `sent_to` are petnames, `backups` lie beside the vault."""

    sent_to: tuple[str, ...]
    backups: int


def out_of_reach(vault: "Vault", *, record: RecordId) -> Reach:
    """Return who has a record already, and how many backups may hold it; changes nothing."""
    from confidant.services import backups

    holders = exchange.read(vault).sent_to.get(record, frozenset())
    names = filter(None, (contacts.petname_of(vault, one) for one in holders))
    return Reach(tuple(sorted(names)), len(backups.beside(vault)))


def erase(vault: "Vault", clock: Clock, *, records: Sequence[RecordId]) -> Erasure:
    """Erase text and salt of every revision of some records. There is no undo.

    Attachments that nothing else names, search text, drafts, and what would open commitments
    about these records go too. The chain still verifies.

    Raises:
        NotErasableError: my identity; what was sent or received, while its contact exists.
        RecordNotFoundError, RecordErasedError: there is nothing to erase.
    """
    from confidant.services import backups

    for record in records:
        if vault.current(record).kind == "identity":
            raise NotErasableError
    known = exchange.read(vault)
    holders = {contact for record in records for contact in known.sent_to.get(record, frozenset())}
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
    return Erasure(
        records=erased.records,
        revisions=erased.revisions,
        attachments=erased.attachments,
        openings=openings,
        sent_to=tuple(sorted(filter(None, (contacts.petname_of(vault, one) for one in holders)))),
        backups=len(backups.beside(vault)),
        changes=tx.changes,
    )


def _without(body: Dispatch, records: Sequence[RecordId]) -> Dispatch:
    named = {given.record for given in body.commitments or ()}
    for record in records:
        if to_b64(record) in named:
            body = body.without_commitments(record)
    return body
