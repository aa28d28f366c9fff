"""Opening a bundle: every check, in the one order of formats.md §10.

Nothing of the plaintext is decoded as text before the tag has passed. Nothing is stored here: a
refusal leaves the vault as it was because nobody touched it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import TypeAlias

from confidant.bundles import archive, envelope, links
from confidant.bundles.archive import Auth, AuthBlock, MemberReader
from confidant.bundles.card import Card
from confidant.bundles.commitment import Opening
from confidant.bundles.knowledge import Knowledge, OwnIdentity
from confidant.compat import override
from confidant.crypto import pairing, strict_base64
from confidant.crypto.secret import wipe
from confidant.errors import (
    CommitmentError,
    ConflictError,
    ContactNotVerifiedError,
    DuplicateError,
    FileMismatchError,
    ForgedError,
    MisdirectedError,
    ReflectedError,
    ReplyLinkError,
    UnknownSenderError,
)
from confidant.records import manifest as manifests
from confidant.records.disclosure import Receipt, ReceivedItem
from confidant.records.ids import RecordId, to_b64
from confidant.records.manifest import Manifest

QuarantineReason: TypeAlias = ReplyLinkError | ConflictError | CommitmentError


@dataclass(frozen=True, slots=True, repr=False)
class Genuine:
    """A bundle that its sender made for me.

    Attributes:
        sender: the contact.
        auth: card ids, bundle id and sequence number.
        tag: 64 bytes; with the bundle id it names the bundle.
    """

    sender: RecordId
    auth: Auth
    tag: bytes

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.auth.bundle.hex()})"


@dataclass(frozen=True, slots=True, repr=False)
class Quarantined(Genuine):
    """A genuine bundle that can't be merged yet (steps 21–24); its file is kept and tried again.

    Attributes:
        reason: the error of the step that failed, for the person to read.
    """

    reason: QuarantineReason


@dataclass(frozen=True, slots=True, repr=False)
class Opened(Genuine):
    """A bundle that passed every check.

    Attributes:
        manifest: note, records and the rest.
        files: the attachments, in the order of `manifest.files`.
        older: whether a bundle with a higher number was imported from this contact before.
        openings: what its reveals open.
    """

    manifest: Manifest
    files: tuple[bytes, ...]
    older: bool
    openings: tuple[Opening, ...]

    def receipt(self, opened_at: int) -> Receipt:
        """Return the body that says what came; `opened_at` in UTC milliseconds."""
        manifest = self.manifest
        return Receipt(
            bundle=to_b64(self.auth.bundle),
            contact=to_b64(self.sender),
            sender=strict_base64.encode(self.auth.sender),
            sequence=self.auth.sequence,
            tag=strict_base64.encode(self.tag),
            opened_at=opened_at,
            reply_to=manifest.reply_to.bundle if manifest.reply_to else None,
            note=manifest.note,
            respond_by=manifest.respond_by,
            items=tuple(
                ReceivedItem(
                    record=item.id,
                    rev=item.rev,
                    withheld=item.withheld.fields if item.withheld else None,
                    commitment=item.withheld.commitment if item.withheld else None,
                )
                for item in manifest.items
            ),
            state="new",
        )


def open_bundle(untrusted_data: bytes, knowledge: Knowledge) -> Opened | Quarantined:
    """Check a bundle and read it.

    Args:
        untrusted_data: the file as it came.
        knowledge: what the vault knows.

    Returns:
        The bundle; or a genuine one that has to wait, with the reason.

    Raises:
        BundleTooLargeError, NotABundleError, EnvelopeError, AgeHeaderError, NotForMeError,
        AgeHmacError, AgePayloadError: the envelope (steps 1–7).
        BundleLayoutError, BundleTooNewError, MisdirectedError, ReflectedError,
        UnknownSenderError, ContactNotVerifiedError, ForgedError: who it is from (8–13).
        DuplicateError, ConflictError: received before (14).
        BundleTarError, ManifestSyntaxError, ManifestSchemaError, ManifestTooNewError,
        FileMismatchError, PaddingError: what is in it (15–20).
    """
    plain, identity = envelope.open_envelope(untrusted_data, knowledge.own)
    block = archive.read_auth(plain)
    sender, card = _find_sender(block.auth, identity, knowledge)
    _check_tag(block, plain, identity, card)
    _check_new(block, sender, knowledge)
    manifest, files = _read_members(plain)
    genuine = Genuine(sender=sender, auth=block.auth, tag=block.tag)
    try:
        openings = links.check(manifest, links.as_reader(knowledge, sender, block.auth.sender))
    except (ReplyLinkError, ConflictError, CommitmentError) as reason:
        return Quarantined(genuine.sender, genuine.auth, genuine.tag, reason=reason)
    return Opened(
        genuine.sender,
        genuine.auth,
        genuine.tag,
        manifest=manifest,
        files=files,
        older=block.auth.sequence < knowledge.highest.get(sender, 0),
        openings=openings,
    )


def _find_sender(auth: Auth, identity: OwnIdentity, knowledge: Knowledge) -> tuple[RecordId, Card]:
    """Return contact and card that the sender line names (steps 9–12)."""
    if auth.recipient != identity.keys.card_id:
        raise MisdirectedError
    if auth.sender == auth.recipient:
        raise ReflectedError
    for contact in knowledge.contacts:
        if contact.card.card_id == auth.sender:
            if contact.state != "verified":
                raise ContactNotVerifiedError(state=contact.state)
            return contact.record, contact.card
    for contact in knowledge.contacts:
        if any(card.card_id == auth.sender for card in contact.retired):
            raise ContactNotVerifiedError(state="changed")
    raise UnknownSenderError


def _check_tag(block: AuthBlock, plain: bytes, identity: OwnIdentity, card: Card) -> None:
    """Check that the holder of `card` wrote every byte (step 13)."""
    auth = block.auth
    key = pairing.pair_key(identity.keys, card.auth_pk, auth.sender, auth.recipient)
    try:
        tag = pairing.bundle_tag(key, block.text, memoryview(plain)[archive.AUTH_SIZE :])
    finally:
        wipe(key)
    if not hmac.compare_digest(tag, block.tag):
        raise ForgedError


def _check_new(block: AuthBlock, sender: RecordId, knowledge: Knowledge) -> None:
    """Check that this contact's bundle has not been imported (step 14)."""
    received = knowledge.received.get((sender, block.auth.bundle))
    if received is not None:
        raise DuplicateError if received == block.tag else ConflictError


def _read_members(plain: bytes) -> tuple[Manifest, tuple[bytes, ...]]:
    """Read manifest and attachments (steps 15–20)."""
    members = MemberReader(plain)
    manifest = manifests.decode(members.manifest())
    files: list[bytes] = []
    for position, entry in enumerate(manifest.files or (), start=1):
        content = members.file(position, entry.size)
        if hashlib.sha256(content).digest() != strict_base64.decode(entry.sha256):
            raise FileMismatchError
        files.append(content)
    members.finish()
    return manifest, tuple(files)
