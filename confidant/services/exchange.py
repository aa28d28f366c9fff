"""What the vault knows of the exchange with each contact, as the plain value that `bundles` takes.

Identities, contacts, dispatches and receipts are few and read whole; records are asked for one
at a time.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from confidant.bundles import blind
from confidant.bundles import card as cards
from confidant.bundles.blind import Asked
from confidant.bundles.knowledge import (
    HeldCommitment,
    Knowledge,
    KnownContact,
    KnownRecord,
    SentBundle,
)
from confidant.compat import override
from confidant.crypto import strict_base64
from confidant.environment import Clock
from confidant.errors import RecordNotFoundError
from confidant.records.changes import Changes
from confidant.records.disclosure import Dispatch, Receipt, SentItem
from confidant.records.ids import RecordId, from_b64
from confidant.services import contacts as people
from confidant.services import lookup, sequence
from confidant.services.sequence import NOTHING_SKIPPED, Skipped

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

CommitmentKey = tuple[RecordId, RecordId, int]
Commitments = dict[CommitmentKey, tuple[HeldCommitment, ...]]


@dataclass(frozen=True, slots=True, repr=False)
class Exchange:
    """Every dispatch and receipt of the vault, read once.

    Attributes:
        dispatches: in the order in which they were made.
        receipts: in the order in which they came.
        sent_to: record → contacts who have it from me.
        asked: contact → what they were asked blind, and what of it was opened to them.
        skipped: the numbers that an older vault may have used already.
    """

    dispatches: tuple[tuple[RecordId, Dispatch], ...]
    receipts: tuple[tuple[RecordId, Receipt], ...]
    sent_to: Mapping[RecordId, frozenset[RecordId]] = field(default_factory=dict)
    asked: Mapping[RecordId, Asked] = field(default_factory=dict)
    skipped: Skipped = NOTHING_SKIPPED

    def next_sequence(self, contact: RecordId) -> int:
        """Return the number of the next bundle for a contact."""
        numbers = [
            body.sequence for _, body in self.dispatches if from_b64(body.contact) == contact
        ]
        return max([*numbers, self.skipped.up_to(contact)]) + 1

    def receipt_of(self, record: RecordId) -> tuple[RecordId, Receipt] | None:
        """Return the latest receipt that lists a record."""
        for receipt, body in reversed(self.receipts):
            if any(from_b64(item.record) == record for item in body.items):
                return receipt, body
        return None

    def differs(self, contact: RecordId, item: SentItem) -> bool:
        """Say whether a contact has this revision of a record already, saying something else."""
        return any(
            sent.record == item.record and sent.rev == item.rev and sent.sha256 != item.sha256
            for _, body in self.dispatches
            if from_b64(body.contact) == contact
            for sent in body.items
        )

    def withheld_from(self, contact: RecordId, record: RecordId) -> bool:
        """Say whether this contact was asked blind about a record and not all is revealed yet."""
        asked = self.asked.get(contact)
        return asked is not None and asked.is_blind(record)

    def author_rev(self, record: RecordId) -> int:
        """Return the highest revision of a received record, as its author counts; 0 for none."""
        return max(
            (
                item.rev
                for _, body in self.receipts
                for item in body.items
                if from_b64(item.record) == record
            ),
            default=0,
        )


class _Records(Mapping[RecordId, KnownRecord]):
    """Every record of the vault, looked up when somebody asks."""

    def __init__(self, vault: "Vault", sent_to: Mapping[RecordId, frozenset[RecordId]]) -> None:
        self._vault = vault
        self._sent_to = sent_to

    @override
    def __getitem__(self, record: RecordId) -> KnownRecord:
        try:
            kind = lookup.kind_of(self._vault, record)
        except RecordNotFoundError:
            raise KeyError from None
        return KnownRecord(
            kind=kind,
            author=self._vault.author(record),
            sent_to=self._sent_to.get(record, frozenset()),
        )

    @override
    def __iter__(self) -> Iterator[RecordId]:
        return iter(self._sent_to)

    @override
    def __len__(self) -> int:
        return len(self._sent_to)


def read(vault: "Vault") -> Exchange:
    """Return every dispatch and receipt."""
    dispatches = tuple(
        (record, revision.body)
        for record, revision in vault.bodies("dispatch")
        if isinstance(revision.body, Dispatch)
    )
    receipts = tuple(
        (record, revision.body)
        for record, revision in vault.bodies("receipt")
        if isinstance(revision.body, Receipt)
    )
    sent_to: dict[RecordId, frozenset[RecordId]] = {}
    for _, body in dispatches:
        for item in body.items:
            record = from_b64(item.record)
            sent_to[record] = sent_to.get(record, frozenset()) | {from_b64(body.contact)}
    return Exchange(
        dispatches, receipts, sent_to, _asked(vault, dispatches, sent_to), sequence.read(vault)
    )


def _asked(
    vault: "Vault",
    dispatches: tuple[tuple[RecordId, Dispatch], ...],
    sent_to: Mapping[RecordId, frozenset[RecordId]],
) -> dict[RecordId, Asked]:
    """Return what each contact was asked blind; whether they have answered is not looked at."""
    mine: dict[RecordId, list[Dispatch]] = {}
    for _, body in dispatches:
        if body.commitments:
            mine.setdefault(from_b64(body.contact), []).append(body)
    reveals = list(vault.bodies("reveal")) if mine else []
    return {
        contact: blind.asked(
            sent,
            (),
            [
                revision.body
                for record, revision in reveals
                if revision.body is not None and contact in sent_to.get(record, ())
            ],
            lambda _: None,
        )
        for contact, sent in mine.items()
    }


def skip_numbers(vault: "Vault", clock: Clock) -> Changes:
    """Skip a thousand numbers for every contact: the vault is a copy from before (§8).

    To be called when a person goes on with an older vault: after accepting a roll-back, after a
    restore. What is written lies in the vault like any other change.
    """
    known = read(vault)
    used: dict[RecordId, int] = {}
    for _, body in known.dispatches:
        contact = from_b64(body.contact)
        used[contact] = max(used.get(contact, 0), body.sequence)
    return sequence.write(vault, clock, used=used)


def shared_records(vault: "Vault") -> frozenset[RecordId]:
    """Return the records that any contact has from me."""
    return frozenset(read(vault).sent_to)


def knowledge(vault: "Vault", exchange: Exchange | None = None) -> Knowledge:
    """Return what the vault knows, for opening and sealing."""
    exchange = exchange or read(vault)
    return Knowledge(
        own=people.identities(vault),
        contacts=tuple(_known(note) for note in people.every(vault)),
        received={
            (from_b64(body.contact), strict_base64.decode(body.bundle)): strict_base64.decode(
                body.tag
            )
            for _, body in exchange.receipts
        },
        highest=_highest(vault, exchange),
        sent={
            strict_base64.decode(body.bundle): SentBundle(
                from_b64(body.contact), strict_base64.decode(body.tag)
            )
            for _, body in exchange.dispatches
        },
        records=_Records(vault, exchange.sent_to),
        commitments=_received_commitments(vault, exchange),
        committed=_given_commitments(vault, exchange),
    )


def _known(note: people.ContactNote) -> KnownContact:
    return KnownContact(
        record=note.record,
        state=note.contact.state,
        card=cards.parse(note.current.card.encode()),
        retired=tuple(
            cards.parse(held.card.encode())
            for held in note.contact.cards
            if held.retired_at is not None
        ),
    )


def _highest(vault: "Vault", exchange: Exchange) -> dict[RecordId, int]:
    """Return the highest number of each contact's card in use: a new card counts from one."""
    cards_of = {note.record: note.current.card_id for note in people.every(vault)}
    highest: dict[RecordId, int] = {}
    for _, body in exchange.receipts:
        contact = from_b64(body.contact)
        if body.sender == cards_of.get(contact):
            highest[contact] = max(highest.get(contact, 0), body.sequence)
    return highest


def _received_commitments(vault: "Vault", exchange: Exchange) -> Commitments:
    found: Commitments = {}
    for _, body in exchange.receipts:
        for item in body.items:
            if item.commitment is None or item.withheld is None:
                continue
            record = from_b64(item.record)
            held = HeldCommitment(
                author=strict_base64.decode(body.sender, 32),
                kind=lookup.kind_of(vault, record),
                fields=tuple(item.withheld),
                commitment=strict_base64.decode(item.commitment, 32),
            )
            key = (from_b64(body.contact), record, item.rev)
            found[key] = (*found.get(key, ()), held)
    return found


def _given_commitments(vault: "Vault", exchange: Exchange) -> Commitments:
    """Return what I have committed to, under each card of mine: one is retired later."""
    own = [one.keys.card_id for one in people.identities(vault)]
    found: Commitments = {}
    for _, body in exchange.dispatches:
        for given in body.commitments or ():
            record = from_b64(given.record)
            key = (from_b64(body.contact), record, given.rev)
            kind = lookup.kind_of(vault, record)
            fields = tuple(sorted(json.loads(given.value)))
            sha256 = strict_base64.decode(given.sha256, 32)
            held = (HeldCommitment(card, kind, fields, sha256) for card in own)
            found[key] = (*found.get(key, ()), *held)
    return found
