"""Reads a record for a screen that edits it."""

from collections.abc import Mapping
from dataclasses import dataclass

from confidant.compat import override
from confidant.errors import ExpectedError, RecordNotFoundError
from confidant.records import canonical
from confidant.records import record as records
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.services import contacts, drafts, lookup
from confidant.vault.vault import Vault


@dataclass(frozen=True)
class Loaded:
    """A record as it stands in the vault, with what was typed last.

    `revision` is 0 for one that is a draft only; `sealed_at` is UTC ms, None while nothing of it
    is sealed; `author` is a petname, None when it is mine.
    """

    record: RecordId
    kind: str
    fields: Mapping[str, JsonValue]
    revision: int = 0
    author: str | None = None
    mine: bool = True
    has_draft: bool = False
    sealed_at: int | None = None
    sealed_revision: int = 0
    created_at: int | None = None

    @override
    def __repr__(self) -> str:
        """Show the kind only."""
        return f"Loaded({self.kind})"


def load(vault: Vault, *, record: RecordId) -> Loaded:
    """Return a record with what was typed last, saved or not. Runs on the vault thread.

    Raises:
        RecordNotFoundError, RecordErasedError: there is none.
    """
    draft = drafts.load(vault, record=record)
    try:
        current = vault.current(record)
    except RecordNotFoundError:
        if draft is None:
            raise
        return _draft_only(record, draft)
    author = vault.author(record)
    stored = canonical.decode_object(records.encode(lookup.whole(current)))
    has_draft = draft is not None and author is None
    fields = dict(draft if has_draft and draft is not None else stored)
    fields.pop("kind", None)
    seal = vault.seal_of(record)
    return Loaded(
        record=record,
        kind=current.kind,
        fields=fields,
        revision=current.rev,
        author=contacts.petname_of(vault, author),
        mine=author is None,
        has_draft=has_draft,
        sealed_at=seal.ts if seal is not None else None,
        sealed_revision=seal.sealed_rev if seal is not None else 0,
        created_at=vault.row(record).created_ms,
    )


def unfinished(vault: Vault, *, kind: str) -> Loaded | None:
    """Return the record of a kind that was begun last and never saved. On the vault thread."""
    for draft in vault.drafts():
        if draft.kind == kind and draft.base_rev == 0 and not lookup.exists(vault, draft.record):
            return _draft_only(draft.record, canonical.decode_object(draft.data))
    return None


def revision_of(vault: Vault, *, record: RecordId) -> tuple[RecordId, int]:
    """Return the newest revision of a record, 0 where there is none any more."""
    try:
        return record, vault.current(record).rev
    except ExpectedError:
        return record, 0


def _draft_only(record: RecordId, draft: dict[str, JsonValue]) -> Loaded:
    kind = str(draft.pop("kind", ""))
    return Loaded(record, kind, draft, has_draft=True)
