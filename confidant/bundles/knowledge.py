"""What the vault knows, as a plain value: all that opening and sealing may look at.

`services` build it from identities, contacts, dispatches and receipts. Mappings are only looked
up by key, never walked, so a service may hand in one that asks the vault for a key at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from confidant.bundles.card import Card
from confidant.bundles.policy import State
from confidant.crypto.pairing import IdentityKeys
from confidant.records.ids import RecordId


@dataclass(frozen=True, slots=True, repr=False)
class OwnIdentity:
    """One of my identities; exactly one is not retired, and seals."""

    keys: IdentityKeys
    retired: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class KnownContact:
    """A contact and every card ever held for it.

    Attributes:
        record: id of the contact's record.
        state: `unverified`, `verified` or `changed`.
        card: the current card.
        retired: cards of before; what names one of them counts as `changed`.
    """

    record: RecordId
    state: State
    card: Card
    retired: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record that is here or was here; an erased one counts.

    Attributes:
        kind: its kind.
        author: the contact who wrote it; None for me.
        sent_to: contacts who have it from me.
    """

    kind: str
    author: RecordId | None = None
    sent_to: frozenset[RecordId] = frozenset()


@dataclass(frozen=True, slots=True)
class SentBundle:
    """A bundle that I sent, by its dispatch."""

    contact: RecordId
    tag: bytes


@dataclass(frozen=True, slots=True)
class HeldCommitment:
    """A commitment without its opening: received, or as a reader of mine would hold it.

    Attributes:
        author: card id of the sender of the bundle that carried it.
        kind: kind of the record.
        fields: names of the withheld fields.
        commitment: 32 bytes.
    """

    author: bytes
    kind: str
    fields: tuple[str, ...]
    commitment: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Knowledge:
    """Everything that opening and sealing need to know.

    Attributes:
        own: my identities, the current one and retired ones.
        contacts: all of them.
        received: (contact, bundle id) → tag of every bundle that was imported.
        highest: contact → highest sequence number imported from them.
        sent: bundle id → bundle that I sent.
        records: every record of the vault, of any kind, erased ones too.
        commitments: (contact, record, author's revision) → commitments received from them.
        committed: the same for what I sent to them.
    """

    own: tuple[OwnIdentity, ...]
    contacts: tuple[KnownContact, ...] = ()
    received: Mapping[tuple[RecordId, bytes], bytes] = field(default_factory=dict)
    highest: Mapping[RecordId, int] = field(default_factory=dict)
    sent: Mapping[bytes, SentBundle] = field(default_factory=dict)
    records: Mapping[RecordId, KnownRecord] = field(default_factory=dict)
    commitments: Mapping[tuple[RecordId, RecordId, int], tuple[HeldCommitment, ...]] = field(
        default_factory=dict
    )
    committed: Mapping[tuple[RecordId, RecordId, int], tuple[HeldCommitment, ...]] = field(
        default_factory=dict
    )

    def identity(self) -> OwnIdentity:
        """Return the identity that seals: the one that is not retired."""
        return next(one for one in self.own if not one.retired)

    def wipe(self) -> None:
        """Overwrite the secret keys; opening and sealing are over."""
        for one in self.own:
            one.keys.wipe()

    def contact(self, record: RecordId) -> KnownContact | None:
        """Return the contact of that record id."""
        return next((one for one in self.contacts if one.record == record), None)

    def has(self, contact: RecordId, record: RecordId) -> KnownRecord | None:
        """Return the record if I sent it to the contact or received it from them."""
        known = self.records.get(record)
        if known and (known.author == contact or contact in known.sent_to):
            return known
        return None
