"""Sharing: what they will see, and sealing it as one encrypted file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.bundles import preview as previews
from confidant.bundles import sealing
from confidant.bundles.preview import Preview
from confidant.crypto import c32
from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.records.body import Body
from confidant.records.changes import Changes
from confidant.records.ids import RecordId, from_b64
from confidant.services import exchange as exchanges
from confidant.services import selection as selections
from confidant.services.contacts import ContactNote
from confidant.services.output import OutputFile
from confidant.services.selection import Selection

if TYPE_CHECKING:
    from confidant.bundles.sealing import Sealed
    from confidant.vault.vault import Vault

_NAME_RANDOM = 5


@dataclass(frozen=True, slots=True, repr=False)
class Shared:
    """A file that was made.

    Attributes:
        bundle: its id, 16 bytes.
        sequence: the how-manieth for this contact.
        path: where it lies; None when it was handed over as bytes.
        data: the encrypted file.
        records: how many records are in it.
        words: how many words leave.
        seen: exactly what they get.
        created: ids of records that were written with it.
        repeated: records that they have in this revision with other fields or aliases; what
            came first stays with them.
        changes: what was touched.
    """

    bundle: bytes
    sequence: int
    path: Path | None
    data: bytes
    records: int
    words: int
    seen: Preview
    created: tuple[RecordId, ...]
    repeated: tuple[RecordId, ...]
    changes: Changes


def preview(vault: "Vault", *, contact: ContactNote, selection: Selection) -> Preview:
    """Return exactly what the contact would get, and what stays here. Nothing is written.

    Raises:
        EmptySelectionError, TooManyRecordsError: nothing or too much is selected.
        ForeignRecordError, NotShareableError, UnknownFieldError, AliasError, UnknownDayError:
            something that cannot be shared so.
    """
    exchange = exchanges.read(vault)
    share = selections.to_share(vault, contact, selection, exchange)
    return previews.preview(share, exchanges.knowledge(vault, exchange))


def suggested_file_name(entropy: Entropy) -> str:
    """Return a name for an encrypted file that says nothing about anybody."""
    return f"confidant-{c32.encode(entropy.token(_NAME_RANDOM)).lower()}.age"


def check(vault: "Vault", *, contact: ContactNote, selection: Selection) -> None:
    """Say whether the selection may leave; the composer asks before it offers to seal.

    Raises:
        EmptySelectionError, ForeignRecordError, NotShareableError, ContactBlockedError,
        ContactNotVerifiedError, CeilingError, ReasonRequiredError: why not.
    """
    share = selections.to_share(vault, contact, selection, exchanges.read(vault))
    selections.check_policy(contact, share, selection)


def share(
    vault: "Vault",
    clock: Clock,
    entropy: Entropy,
    *,
    contact: ContactNote,
    selection: Selection,
    output: Path | None,
    new_records: Sequence[Body] = (),
    progress: Progress = ignore_progress,
) -> Shared:
    """Seal a selection for a contact as one encrypted file.

    The file is written under a temporary name, the dispatch committed, and only then does the
    file get its name: a file that can be sent always has its line in the ledger.

    Args:
        vault: an open vault.
        clock: tells the instant.
        entropy: gives bundle id, nonces and keys.
        contact: whom it is for.
        selection: what is shared.
        output: where the file goes; None to have its bytes only.
        new_records: bodies to write in the same transaction and share too: a response.
        progress: watches the chain check, which comes first.

    Raises:
        ChainError: the vault's history does not verify; nothing is shared from it.
        OutputExistsError, NotWritableError, DiskFullError: the file cannot be written.
        ContactBlockedError, ContactNotVerifiedError, CeilingError, ReasonRequiredError,
        EmptySelectionError, TooManyRecordsError, BundleTooLargeError, ForeignRecordError,
        NotShareableError, UnknownFieldError, AliasError, NotAReplyError, ReplyLinkError,
        UnknownDayError: it may not leave so; nothing was written.
    """
    vault.verify_chain(progress)
    with OutputFile(output) as file:
        with vault.transaction() as tx:
            now = clock.now_ms()
            created = tuple(tx.create(body, ts=now).record for body in new_records)
            sealed, repeated = _sealed(vault, clock, entropy, contact, _with(selection, created))
            file.write(sealed.data)
            tx.create(
                sealed.dispatch(now, reason=selection.reason, authority=selection.authority),
                ts=now,
            )
        file.publish()
    return Shared(
        bundle=sealed.auth.bundle,
        sequence=sealed.auth.sequence,
        path=output,
        data=sealed.data,
        records=len(sealed.items),
        words=sealed.seen.words,
        seen=sealed.seen,
        created=created,
        repeated=repeated,
        changes=tx.changes,
    )


def _sealed(
    vault: "Vault", clock: Clock, entropy: Entropy, contact: ContactNote, selection: Selection
) -> "tuple[Sealed, tuple[RecordId, ...]]":
    exchange = exchanges.read(vault)
    share = selections.to_share(vault, contact, selection, exchange)
    selections.check_policy(contact, share, selection)
    sealed = sealing.seal(
        share,
        exchanges.knowledge(vault, exchange),
        sequence=exchange.next_sequence(contact.record),
        created_at=clock.now_ms(),
        entropy=entropy,
    )
    repeated = [
        from_b64(item.record) for item in sealed.items if exchange.differs(contact.record, item)
    ]
    return sealed, tuple(repeated)


def _with(selection: Selection, created: tuple[RecordId, ...]) -> Selection:
    return replace(selection, records=(*selection.records, *created))
