"""Two people who know each other, as plain values: a leader who shares and a mentor who reads."""

from collections.abc import Iterable
from typing import Any

from confidant.bundles import envelope, opening, sealing
from confidant.bundles.knowledge import Knowledge, KnownContact, KnownRecord, OwnIdentity
from confidant.bundles.opening import Opened, Quarantined
from confidant.bundles.preview import Selected, Share
from confidant.bundles.sealing import Sealed
from confidant.environment import SystemEntropy
from confidant.records.ids import RecordId
from tests.support.bundle_vectors import card_of, contact_of, keys_of

LEADER = contact_of("leader")
MENTOR = contact_of("mentor")
SEALED_AT = 1_795_000_000_000


def record_id(name: str) -> RecordId:
    """Return an id that a test can read."""
    return RecordId(name.encode().ljust(16, b"_")[:16])


def mine(
    names: Iterable[RecordId], kind: str = "entry", *, sent: bool = True
) -> dict[RecordId, KnownRecord]:
    """Return records of the leader, sent to the mentor or not."""
    to = frozenset({MENTOR}) if sent else frozenset()
    return {name: KnownRecord(kind, sent_to=to) for name in names}


def leader(**known: Any) -> Knowledge:  # noqa: ANN401 -- the fields of Knowledge
    """Return what the leader's vault knows."""
    return _knowledge("leader", "mentor", known)


def mentor(**known: Any) -> Knowledge:  # noqa: ANN401 -- the fields of Knowledge
    """Return what the mentor's vault knows."""
    return _knowledge("mentor", "leader", known)


def _knowledge(me: str, other: str, known: dict[str, Any]) -> Knowledge:
    known.setdefault("contacts", (KnownContact(contact_of(other), "verified", card_of(other)),))
    return Knowledge(own=(OwnIdentity(keys_of(me)),), **known)


def share(*items: Selected, **changes: Any) -> Share:  # noqa: ANN401 -- the fields of Share
    """Return what the leader's composer holds."""
    changes.setdefault("contact", MENTOR)
    return Share(items=items, **changes)


def seal(what: Share, knowledge: Knowledge, sequence: int = 1) -> Sealed:
    """Seal with real keys and real randomness."""
    return sealing.seal(
        what, knowledge, sequence=sequence, created_at=SEALED_AT, entropy=SystemEntropy()
    )


def read(sealed: Sealed, knowledge: Knowledge) -> Opened:
    """Open what must open."""
    opened: Opened | Quarantined = opening.open_bundle(sealed.data, knowledge)
    assert isinstance(opened, Opened)
    return opened


def plaintext(sealed: Sealed, reader: str = "mentor") -> bytes:
    """Return every byte that is encrypted in a bundle."""
    return envelope.open_envelope(sealed.data, (OwnIdentity(keys_of(reader)),))[0]
