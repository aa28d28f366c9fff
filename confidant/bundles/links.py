"""Whether a bundle fits what two people have exchanged (formats.md §10, steps 21–24).

The same checks serve both sides: the reader looks into what they sent and received, the sealer
looks at the same exchange from the other end, so that nothing is sealed that its reader would put
into quarantine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from confidant.bundles.commitment import Opening, open_commitment
from confidant.bundles.knowledge import HeldCommitment, Knowledge, KnownRecord
from confidant.crypto import strict_base64
from confidant.errors import ConflictError, ReplyLinkError
from confidant.records import text
from confidant.records.blind import Reveal
from confidant.records.deletion import Acknowledgement
from confidant.records.ids import RecordId, from_b64
from confidant.records.manifest import Item, Manifest


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the reader of a bundle has exchanged with its sender.

    Attributes:
        author: card id of the sender of this bundle.
        bundle_tag: tag of a bundle that the reader sent to the sender, None for no such bundle.
        may_hold: whether a record of that id and kind is new to the reader or the sender's.
        shared: the record, if one of the two has it from the other.
        commitments: what the sender is bound to, for a record and revision.
    """

    author: bytes
    bundle_tag: Callable[[bytes], bytes | None]
    may_hold: Callable[[RecordId, str], bool]
    shared: Callable[[RecordId], KnownRecord | None]
    commitments: Callable[[RecordId, int], Sequence[HeldCommitment]]


def as_reader(knowledge: Knowledge, sender: RecordId, author: bytes) -> Exchange:
    """Return the exchange as seen by me, who opens a bundle of `sender`."""

    def bundle_tag(bundle: bytes) -> bytes | None:
        sent = knowledge.sent.get(bundle)
        return sent.tag if sent and sent.contact == sender else None

    def may_hold(record: RecordId, kind: str) -> bool:
        known = knowledge.records.get(record)
        return known is None or (known.author == sender and known.kind == kind)

    return Exchange(
        author=author,
        bundle_tag=bundle_tag,
        may_hold=may_hold,
        shared=lambda record: knowledge.has(sender, record),
        commitments=lambda record, rev: knowledge.commitments.get((sender, record, rev), ()),
    )


def as_writer(knowledge: Knowledge, recipient: RecordId) -> Exchange:
    """Return the exchange as the recipient of a bundle of mine will see it."""

    def may_hold(record: RecordId, kind: str) -> bool:
        known = knowledge.records.get(record)
        return known is None or (known.author is None and known.kind == kind)

    return Exchange(
        author=knowledge.identity().keys.card_id,
        bundle_tag=lambda bundle: knowledge.received.get((recipient, bundle)),
        may_hold=may_hold,
        shared=lambda record: knowledge.has(recipient, record),
        commitments=lambda record, rev: knowledge.committed.get((recipient, record, rev), ()),
    )


def check(manifest: Manifest, exchange: Exchange) -> tuple[Opening, ...]:
    """Check replies, ownership, references and reveals, in this order.

    Returns:
        What the reveals of the bundle open.

    Raises:
        ReplyLinkError: an answer or a reference to something that was never exchanged.
        ConflictError: an id that belongs to a record of somebody else, or of another kind.
        CommitmentError: a reveal that opens nothing.
    """
    _check_replies(manifest, exchange)
    for item in manifest.items:
        if not exchange.may_hold(from_b64(item.id), item.record.kind):
            raise ConflictError
    _check_refs(manifest, exchange)
    return tuple(_open_reveals(manifest, exchange))


def _check_replies(manifest: Manifest, exchange: Exchange) -> None:
    reply = manifest.reply_to
    if reply is not None:
        tag = exchange.bundle_tag(strict_base64.decode(reply.bundle))
        if tag is None or tag != strict_base64.decode(reply.tag):
            raise ReplyLinkError
    for item in manifest.items:
        received = item.record
        if (
            isinstance(received, Acknowledgement)
            and exchange.bundle_tag(strict_base64.decode(received.bundle)) is None
        ):
            raise ReplyLinkError


def _check_refs(manifest: Manifest, exchange: Exchange) -> None:
    here = {from_b64(item.id): item.record.kind for item in manifest.items}
    for item in manifest.items:
        for ref in text.refs(item.record):
            if ref.optional or ref.relation is not None:
                continue
            kind = here.get(ref.target)
            if kind is None and (known := exchange.shared(ref.target)):
                kind = known.kind
            if kind is None or (ref.kind is not None and ref.kind != kind):
                raise ReplyLinkError


def _open_reveals(manifest: Manifest, exchange: Exchange) -> list[Opening]:
    own = {(from_b64(item.id), item.rev): _held(item, exchange) for item in manifest.items}
    opened: list[Opening] = []
    for item in manifest.items:
        if isinstance(item.record, Reveal):
            about = item.record.about
            key = (from_b64(about.target), about.rev)
            held = [*own.get(key, ()), *exchange.commitments(*key)]
            opened.append(open_commitment(item.record, held))
    return opened


def _held(item: Item, exchange: Exchange) -> tuple[HeldCommitment, ...]:
    if item.withheld is None:
        return ()
    return (
        HeldCommitment(
            author=exchange.author,
            kind=item.record.kind,
            fields=item.withheld.fields,
            commitment=strict_base64.decode(item.withheld.commitment),
        ),
    )
