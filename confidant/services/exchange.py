"""What the vault knows of the exchange with each contact, as the plain value that `bundles` takes.

Identities, contacts, dispatches and receipts are few and read whole; records are asked for one
at a time.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from confidant.bundles import card as cards
from confidant.bundles.knowledge import (
    HeldCommitment,
    Knowledge,
    KnownContact,
    KnownRecord,
    SentBundle,
)
from confidant.compat import override
from confidant.crypto import strict_base64
from confidant.errors import RecordNotFoundError
from confidant.records.blind import Reveal
from confidant.records.disclosure import Dispatch, Receipt, SentItem
from confidant.records.ids import RecordId, from_b64
from confidant.services import contacts as people

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
        revealed: (contact, record) → what was withheld has been opened to them.
    """

    dispatches: tuple[tuple[RecordId, Dispatch], ...]
    receipts: tuple[tuple[RecordId, Receipt], ...]
    sent_to: Mapping[RecordId, frozenset[RecordId]] = field(default_factory=dict)
    revealed: frozenset[tuple[RecordId, RecordId]] = frozenset()

    def next_sequence(self, contact: RecordId) -> int:
        """Return the number of the next bundle for a contact."""
        numbers = [
            body.sequence for _, body in self.dispatches if from_b64(body.contact) == contact
        ]
        return max(numbers, default=0) + 1

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
        """Say whether this contact was asked blind about a record and it is not revealed yet."""
        asked = any(
            from_b64(given.record) == record
            for _, body in self.dispatches
            if from_b64(body.contact) == contact
            for given in body.commitments or ()
        )
        return asked and (contact, record) not in self.revealed

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
            kind = self._vault.revisions(record)[0].kind
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
    revealed = frozenset(
        (contact, from_b64(revision.body.about.target))
        for record, revision in vault.bodies("reveal")
        if isinstance(revision.body, Reveal)
        for contact in sent_to.get(record, ())
    )
    return Exchange(dispatches, receipts, sent_to, revealed)


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
        highest=_highest(exchange),
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


def _highest(exchange: Exchange) -> dict[RecordId, int]:
    highest: dict[RecordId, int] = {}
    for _, body in exchange.receipts:
        contact = from_b64(body.contact)
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
                kind=_kind(vault, record),
                fields=tuple(item.withheld),
                commitment=strict_base64.decode(item.commitment, 32),
            )
            key = (from_b64(body.contact), record, item.rev)
            found[key] = (*found.get(key, ()), held)
    return found


def _given_commitments(vault: "Vault", exchange: Exchange) -> Commitments:
    own = people.my_card(vault).card.card_id
    found: Commitments = {}
    for _, body in exchange.dispatches:
        for given in body.commitments or ():
            record = from_b64(given.record)
            held = HeldCommitment(
                author=own,
                kind=_kind(vault, record),
                fields=tuple(sorted(json.loads(given.value))),
                commitment=strict_base64.decode(given.sha256, 32),
            )
            key = (from_b64(body.contact), record, given.rev)
            found[key] = (*found.get(key, ()), held)
    return found


def _kind(vault: "Vault", record: RecordId) -> str:
    return vault.revisions(record)[0].kind
