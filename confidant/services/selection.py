"""From the records that a person named to what the sealer takes, and all that may stop it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from confidant.bundles import policy
from confidant.bundles.mask import Release
from confidant.bundles.preview import Selected, Share
from confidant.crypto import strict_base64
from confidant.errors import (
    EmptySelectionError,
    ForeignRecordError,
    NotAReplyError,
    NotShareableError,
)
from confidant.records.body import Common
from confidant.records.ids import RecordId, from_b64
from confidant.records.response import Answer
from confidant.services import aliases, days, lookup
from confidant.services.contacts import ContactNote
from confidant.services.exchange import Exchange

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Selection:
    """What a person wants to share.

    Attributes:
        records: ids of records of mine, in the order in which they will stand.
        include: names of private fields to let go; naming one is the override.
        releases: record → what was ticked for it alone, in place of `include`.
        blind: withhold leaning and scores, and ask for the reader's own first.
        note: a few words to go with them.
        respond_by: the day by which an answer is wished for.
        reply_to: id of the received bundle that this answers.
        confirmed: names to alias although they are ordinary words too.
        reason: why a price-sensitive or privileged record leaves.
        authority: who allowed it.
        unverified: seal to an unverified contact.
    """

    records: Sequence[RecordId]
    include: Collection[str] = ()
    releases: Mapping[RecordId, Release] = field(default_factory=dict)
    blind: bool = False
    note: str | None = None
    respond_by: str | None = None
    reply_to: bytes | None = None
    confirmed: Collection[str] = ()
    reason: str | None = None
    authority: str | None = None
    unverified: bool = False


def to_share(
    vault: "Vault", contact: ContactNote, selection: Selection, exchange: Exchange
) -> Share:
    """Return what the sealer takes: the records, the answers that wait, their attachments.

    Raises:
        EmptySelectionError: nothing was named and no answer waits.
        ForeignRecordError, NotShareableError: a record that may not be selected.
        UnknownDayError: `respond_by` is none.
        AttachmentMissingError: an attachment whose data is gone.
    """
    records = tuple(dict.fromkeys(selection.records))
    waiting = [one for one in waiting_answers(vault, contact, exchange) if one not in records]
    if not records and not waiting:
        raise EmptySelectionError
    items = tuple(
        _selected(
            vault,
            record,
            selection,
            bound=exchange.withheld_from(contact.record, record),
        )
        for record in (*records, *waiting)
    )
    return Share(
        contact=contact.record,
        items=items,
        aliases=aliases.table(vault, contact.record, confirmed=selection.confirmed),
        note=selection.note or None,
        respond_by=days.optional(selection.respond_by),
        reply_to=selection.reply_to or _reply_for(items, contact, exchange),
        files=_files(vault, items),
    )


def check_policy(contact: ContactNote, share: Share, selection: Selection) -> None:
    """Say whether these records may leave for this contact.

    Raises:
        ContactBlockedError, ContactNotVerifiedError: not to this contact.
        CeilingError, ReasonRequiredError: not with this classification.
    """
    policy.check_recipient(
        contact.contact.state,
        petname=contact.contact.petname,
        blocked=contact.contact.blocked is True,
        allow_unverified=selection.unverified,
    )
    policy.check_classifications(
        [one.body.classification for one in share.items if isinstance(one.body, Common)],
        ceiling=contact.contact.ceiling,
        reason=selection.reason,
        authority=selection.authority,
    )


def waiting_answers(
    vault: "Vault", contact: ContactNote, exchange: Exchange
) -> tuple[RecordId, ...]:
    """Return my answers to this contact's responses that they do not have yet."""
    found: list[RecordId] = []
    for record, revision in vault.bodies("answer"):
        body = revision.body
        if not isinstance(body, Answer) or vault.author(record) is not None:
            continue
        if contact.record in exchange.sent_to.get(record, frozenset()):
            continue
        if vault.author(from_b64(body.about.target)) == contact.record:
            found.append(record)
    return tuple(found)


def _selected(vault: "Vault", record: RecordId, selection: Selection, *, bound: bool) -> Selected:
    """Return one record; `bound`: its leaning is withheld from this contact until the reveal."""
    revision = vault.current(record)
    if vault.author(record) is not None:
        raise ForeignRecordError
    body = lookup.whole(revision)
    if not isinstance(body, Common):
        raise NotShareableError(field=body.kind)
    release = selection.releases.get(
        record, Release(fields=frozenset(selection.include), blind=selection.blind)
    )
    if bound and not release.blind:
        release = replace(release, blind=True)
    return Selected(record=record, rev=revision.rev, body=body, release=release)


def _reply_for(items: Sequence[Selected], contact: ContactNote, exchange: Exchange) -> bytes | None:
    """Return the bundle that a kind which must answer one answers: the one that brought it."""
    for one in items:
        if not one.body.needs_reply_to:
            continue
        about = getattr(one.body, "about", None)
        came = exchange.receipt_of(from_b64(about.target)) if about is not None else None
        if came is not None and from_b64(came[1].contact) == contact.record:
            return strict_base64.decode(came[1].bundle)
        return _latest(contact, exchange)
    return None


def _latest(contact: ContactNote, exchange: Exchange) -> bytes:
    for _, body in reversed(exchange.receipts):
        if from_b64(body.contact) == contact.record:
            return strict_base64.decode(body.bundle)
    raise NotAReplyError


def _files(vault: "Vault", items: Sequence[Selected]) -> dict[bytes, bytes]:
    """Return the data of every attachment that is ticked."""
    files: dict[bytes, bytes] = {}
    for one in items:
        body = one.body
        for attachment in (body.attachments or ()) if isinstance(body, Common) else ():
            sha256 = strict_base64.decode(attachment.sha256, 32)
            if "attachments" in one.release.fields or sha256 in one.release.attachments:
                files[sha256] = vault.attachment(sha256)
    return files
