"""Sealing: from what the composer shows to one encrypted file (formats.md §8 and §9)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from confidant.bundles import archive, commitment, envelope, links, policy
from confidant.bundles.archive import Auth
from confidant.bundles.card import Card
from confidant.bundles.knowledge import Knowledge, KnownContact
from confidant.bundles.limits import MANIFEST_LIMIT
from confidant.bundles.preview import Preview, SeenItem, Share, preview
from confidant.compat import override
from confidant.crypto import c32, pairing, strict_base64
from confidant.crypto.pairing import IdentityKeys
from confidant.crypto.secret import wipe
from confidant.environment import Entropy
from confidant.errors import (
    AttachmentMissingError,
    BundleTooLargeError,
    ContactNotFoundError,
    ManifestSyntaxError,
    NotAReplyError,
    TooManyRecordsError,
)
from confidant.records import manifest as manifests
from confidant.records.disclosure import Commitment, Dispatch, SentItem
from confidant.records.ids import to_b64
from confidant.records.manifest import FileEntry, Item, Manifest, ReplyRef, Withheld

if TYPE_CHECKING:
    from confidant.records.kinds import AnyBody

BUNDLE_ID_SIZE: Final = 16
BLIND_LIMIT: Final = 60
"""Records that one bundle may ask about blind: what a dispatch can keep the openings of."""
_NAME_RANDOM: Final = 5


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A bundle that was made, and all that the dispatch keeps of it.

    Attributes:
        data: the encrypted file.
        file_name: suggested name; says nothing about anybody.
        contact: whom it is for.
        auth: card ids, bundle id and sequence number.
        tag: 64 bytes.
        manifest: what is in it.
        seen: what the preview showed.
        items: what the dispatch says of each record.
        commitments: what opens the withheld fields; never leaves before the reveal.
    """

    data: bytes
    file_name: str
    contact: KnownContact
    auth: Auth
    tag: bytes
    manifest: Manifest
    seen: Preview
    items: tuple[SentItem, ...]
    commitments: tuple[Commitment, ...]

    @override
    def __repr__(self) -> str:
        return f"Sealed({self.auth.bundle.hex()})"

    def dispatch(
        self, sealed_at: int, *, reason: str | None = None, authority: str | None = None
    ) -> Dispatch:
        """Return the body that says what was made.

        Args:
            sealed_at: UTC milliseconds.
            reason: why, where a classification demanded it.
            authority: who allowed it.
        """
        manifest = self.manifest
        return Dispatch(
            bundle=to_b64(self.auth.bundle),
            contact=to_b64(self.contact.record),
            recipient=strict_base64.encode(self.auth.recipient),
            sequence=self.auth.sequence,
            tag=strict_base64.encode(self.tag),
            sealed_at=sealed_at,
            reply_to=manifest.reply_to.bundle if manifest.reply_to else None,
            note=manifest.note,
            respond_by=manifest.respond_by,
            items=self.items,
            commitments=self.commitments or None,
            reason=reason,
            authority=authority,
        )


def seal(
    share: Share, knowledge: Knowledge, *, sequence: int, created_at: int, entropy: Entropy
) -> Sealed:
    """Seal what `preview` shows. Whether it may be shared at all is `policy`'s question.

    Args:
        share: what the composer holds; `files` has every attachment that is ticked.
        knowledge: what the vault knows.
        sequence: the next number for this contact, 1 … 2⁵³−1.
        created_at: UTC milliseconds; the bundle says the minute.
        entropy: gives bundle id, nonces and keys.

    Raises:
        ContactNotFoundError: no such contact.
        ContactNotVerifiedError: a contact whose card has changed.
        NotAReplyError: `reply_to` names no bundle received from them, or is missing where a
            record needs it.
        ReplyLinkError, ConflictError, CommitmentError: their application would put it into
            quarantine: a reference that they cannot follow, a record that is not mine, a reveal
            without a commitment.
        TooManyRecordsError, BundleTooLargeError: over a limit.
        AttachmentMissingError: no data, or other data, for an attachment.
        UnknownFieldError, NotShareableError, AliasError, ManifestSchemaError, CanonError,
            EmptySelectionError: as `preview`.
    """
    contact = knowledge.contact(share.contact)
    if contact is None:
        raise ContactNotFoundError
    policy.check_recipient(contact.state, allow_unverified=True)  # a changed card, never
    seen = preview(share, knowledge)
    own = knowledge.identity().keys
    commitments = _commitments(seen.items, own, entropy)
    files = _files(seen, share)
    manifest = Manifest(
        created=_minute(created_at),
        requires=(),
        reply_to=_reply(share, knowledge),
        respond_by=share.respond_by,
        note=seen.note.aliased.text if seen.note else None,
        items=_items(seen.items, commitments),
        files=_listed(files),
    )
    data = _check_as_reader(manifest, share, knowledge)
    auth = Auth(
        sender=own.card_id,
        recipient=contact.card.card_id,
        bundle=entropy.token(BUNDLE_ID_SIZE),
        sequence=sequence,
    )
    plain, tag = pack(auth, own, contact.card, data, tuple(files.values()))
    return Sealed(
        data=envelope.seal_envelope(plain, contact.card, entropy),
        file_name=f"confidant-{c32.encode(entropy.token(_NAME_RANDOM))}.age",
        contact=contact,
        auth=auth,
        tag=tag,
        manifest=manifest,
        seen=seen,
        items=tuple(_sent(item) for item in seen.items),
        commitments=commitments,
    )


def _listed(files: Mapping[bytes, bytes]) -> tuple[FileEntry, ...] | None:
    return (
        tuple(
            FileEntry(sha256=strict_base64.encode(sha256), size=len(data))
            for sha256, data in files.items()
        )
        or None
    )


def pack(
    auth: Auth, own: IdentityKeys, recipient: Card, manifest: bytes, files: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """Return the plaintext of a bundle and its tag.

    Args:
        auth: who, to whom, which, the how-manieth.
        own: the sender's keys.
        recipient: the recipient's card.
        manifest: canonical bytes.
        files: data of the attachments, in the order of the manifest.

    Raises:
        BundleTooLargeError: the manifest or the whole is over its limit.
    """
    rest = archive.build_rest(manifest, files)
    key = pairing.pair_key(own, recipient.auth_pk, auth.sender, auth.recipient)
    try:
        tag = pairing.bundle_tag(key, auth.text(), rest)
    finally:
        wipe(key)
    return archive.auth_block(auth, tag) + rest, tag


def _commitments(
    items: Sequence[SeenItem], own: IdentityKeys, entropy: Entropy
) -> tuple[Commitment, ...]:
    """Return a commitment for each record that withholds something."""
    blind = [item for item in items if item.withheld]
    if len(blind) > BLIND_LIMIT:
        raise TooManyRecordsError(limit=BLIND_LIMIT, count=len(blind))
    made: list[Commitment] = []
    for item in blind:
        nonce = entropy.token(commitment.NONCE_SIZE)
        bound = commitment.commit(own.card_id, item.record, nonce, item.value)
        made.append(
            Commitment(
                record=to_b64(item.record),
                rev=item.rev,
                sha256=strict_base64.encode(bound),
                nonce=strict_base64.encode(nonce),
                value=item.value.decode(),
            )
        )
    return tuple(made)


def _items(items: Sequence[SeenItem], commitments: Sequence[Commitment]) -> tuple[Item, ...]:
    bound = {one.record: one.sha256 for one in commitments}
    return tuple(
        Item(
            id=to_b64(item.record),
            rev=item.rev,
            record=cast("AnyBody", item.body),
            withheld=Withheld(fields=item.withheld, commitment=bound[to_b64(item.record)])
            if item.withheld
            else None,
        )
        for item in items
    )


def _files(seen: Preview, share: Share) -> dict[bytes, bytes]:
    """Return SHA-256 → data of the attachments that leave, in the order of the records."""
    files: dict[bytes, bytes] = {}
    for one in seen.attachments:
        sha256 = strict_base64.decode(one.sha256)
        data = share.files.get(sha256)
        if data is None or hashlib.sha256(data).digest() != sha256:
            raise AttachmentMissingError
        files[sha256] = data
    return files


def _reply(share: Share, knowledge: Knowledge) -> ReplyRef | None:
    if share.reply_to is None:
        return None
    tag = knowledge.received.get((share.contact, share.reply_to))
    if tag is None:
        raise NotAReplyError
    return ReplyRef(bundle=to_b64(share.reply_to), tag=strict_base64.encode(tag))


def _check_as_reader(manifest: Manifest, share: Share, knowledge: Knowledge) -> bytes:
    """Return the canonical bytes of a manifest that its reader will take."""
    if manifest.reply_to is None and any(item.record.needs_reply_to for item in manifest.items):
        raise NotAReplyError
    try:
        data = manifests.encode(manifest)  # decodes it again, as its reader will
    except ManifestSyntaxError:  # each part has been checked: only the whole is too long
        raise BundleTooLargeError(limit=MANIFEST_LIMIT) from None
    links.check(manifest, links.as_writer(knowledge, share.contact))
    return data


def _sent(item: SeenItem) -> SentItem:
    names = [name for name in item.body.__struct_fields__ if getattr(item.body, name) is not None]
    return SentItem(
        record=to_b64(item.record),
        rev=item.rev,
        sha256=strict_base64.encode(hashlib.sha256(item.data).digest()),
        kind=item.body.kind,
        fields=tuple(sorted(names)),
    )


def _minute(instant: int) -> str:
    return datetime.fromtimestamp(instant // 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")
