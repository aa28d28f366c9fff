"""Builds what the vault knows from its identities, contacts, dispatches and receipts.

Who wrote a record follows from the receipts and from nothing else (formats.md §5.1): the first
receipt that lists it names its author; listed in none, it is mine.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from confidant.bundles import card
from confidant.bundles.knowledge import (
    HeldCommitment,
    Knowledge,
    KnownContact,
    KnownRecord,
    OwnIdentity,
    SentBundle,
)
from confidant.compat import override
from confidant.crypto import strict_base64
from confidant.crypto.pairing import IdentityKeys
from confidant.records import canonical
from confidant.records.contact import Contact, Identity
from confidant.records.disclosure import Dispatch, Receipt
from confidant.records.ids import RecordId, from_b64

_Key = tuple[RecordId, RecordId, int]


def gather(
    *,
    identities: Iterable[Identity],
    contacts: Iterable[tuple[RecordId, Contact]],
    dispatches: Iterable[Dispatch],
    receipts: Iterable[Receipt],
    kinds: Mapping[RecordId, str],
) -> Knowledge:
    """Return what the vault knows.

    Args:
        identities: all of them; one is not retired.
        contacts: all of them, with their record ids.
        dispatches: every bundle sent, the earliest first.
        receipts: every bundle received, the earliest first.
        kinds: kind of every record of the vault, erased ones too; only looked up.
    """
    own = tuple(map(own_identity, identities))
    sent, received = tuple(dispatches), tuple(receipts)
    highest: dict[RecordId, int] = {}
    for one in received:
        contact = from_b64(one.contact)
        highest[contact] = max(highest.get(contact, 0), one.sequence)
    return Knowledge(
        own=own,
        contacts=tuple(known_contact(record, body) for record, body in contacts),
        received={
            (from_b64(one.contact), from_b64(one.bundle)): strict_base64.decode(one.tag)
            for one in received
        },
        highest=highest,
        sent={
            bytes(from_b64(one.bundle)): SentBundle(
                from_b64(one.contact), strict_base64.decode(one.tag)
            )
            for one in sent
        },
        records=_Records(kinds, _authors(received), _sent_to(sent)),
        commitments=_collect(_received_commitments(received, kinds)),
        committed=_collect(_given_commitments(sent, own)),
    )


def own_identity(body: Identity) -> OwnIdentity:
    """Return the keys of an identity record."""
    seed = strict_base64.decode(body.seed)
    return OwnIdentity(IdentityKeys.from_seed(seed), retired=body.retired_at is not None)


def known_contact(record: RecordId, body: Contact) -> KnownContact:
    """Return a contact with its cards read; they were judged when they came in."""
    current = next(one for one in body.cards if one.retired_at is None)
    return KnownContact(
        record=record,
        state=body.state,
        card=card.parse(current.card.encode()),
        retired=tuple(
            card.parse(one.card.encode()) for one in body.cards if one.retired_at is not None
        ),
    )


@dataclass(frozen=True, slots=True, repr=False)
class _Records(Mapping[RecordId, KnownRecord]):
    """Puts a record together when it is asked for; a vault may hold a hundred thousand."""

    kinds: Mapping[RecordId, str]
    authors: Mapping[RecordId, RecordId]
    sent_to: Mapping[RecordId, frozenset[RecordId]]

    @override
    def __getitem__(self, record: RecordId) -> KnownRecord:
        return KnownRecord(
            kind=self.kinds[record],
            author=self.authors.get(record),
            sent_to=self.sent_to.get(record, frozenset()),
        )

    @override
    def __iter__(self) -> Iterator[RecordId]:
        return iter(self.kinds)

    @override
    def __len__(self) -> int:
        return len(self.kinds)


def _authors(receipts: Iterable[Receipt]) -> dict[RecordId, RecordId]:
    found: dict[RecordId, RecordId] = {}
    for one in receipts:
        for item in one.items:
            found.setdefault(from_b64(item.record), from_b64(one.contact))
    return found


def _sent_to(dispatches: Iterable[Dispatch]) -> dict[RecordId, frozenset[RecordId]]:
    found: defaultdict[RecordId, set[RecordId]] = defaultdict(set)
    for one in dispatches:
        for item in one.items:
            found[from_b64(item.record)].add(from_b64(one.contact))
    return {record: frozenset(contacts) for record, contacts in found.items()}


def _received_commitments(
    receipts: Iterable[Receipt], kinds: Mapping[RecordId, str]
) -> Iterator[tuple[_Key, HeldCommitment]]:
    for one in receipts:
        for item in one.items:
            record = from_b64(item.record)
            if item.withheld and item.commitment:
                yield (
                    (from_b64(one.contact), record, item.rev),
                    HeldCommitment(
                        author=strict_base64.decode(one.sender),
                        kind=kinds[record],
                        fields=item.withheld,
                        commitment=strict_base64.decode(item.commitment),
                    ),
                )


def _given_commitments(
    dispatches: Iterable[Dispatch], own: Iterable[OwnIdentity]
) -> Iterator[tuple[_Key, HeldCommitment]]:
    """Yield my commitments under each of my cards: a dispatch does not say which one sealed."""
    authors = [one.keys.card_id for one in own]
    for one in dispatches:
        kinds = {item.record: item.kind for item in one.items}
        for given in one.commitments or ():
            for author in authors:
                yield (
                    (from_b64(one.contact), from_b64(given.record), given.rev),
                    HeldCommitment(
                        author=author,
                        kind=kinds[given.record],
                        fields=tuple(canonical.decode_object(given.value.encode())),
                        commitment=strict_base64.decode(given.sha256),
                    ),
                )


def _collect(
    found: Iterable[tuple[_Key, HeldCommitment]],
) -> dict[_Key, tuple[HeldCommitment, ...]]:
    collected: defaultdict[_Key, tuple[HeldCommitment, ...]] = defaultdict(tuple)
    for key, held in found:
        collected[key] += (held,)
    return dict(collected)
