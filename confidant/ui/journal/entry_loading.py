"""Reads an entry for the screen."""

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

KIND = "entry"


@dataclass(frozen=True)
class Loaded:
    """An entry as it stands in the vault, or a record of another kind."""

    record: RecordId
    kind: str
    fields: Mapping[str, JsonValue]
    revision: int
    author: str | None
    mine: bool
    has_draft: bool

    @override
    def __repr__(self) -> str:
        """Show the kind only."""
        return f"Loaded({self.kind})"


def load(vault: Vault, *, record: RecordId) -> Loaded:
    """Return an entry with what was typed last, saved or not. Runs on the vault thread.

    Raises:
        RecordNotFoundError, RecordErasedError: there is none.
    """
    draft = drafts.load(vault, record=record)
    author = vault.author(record)
    try:
        current = vault.current(record)
    except RecordNotFoundError:
        if draft is None:
            raise
        kind = str(draft.pop("kind", KIND))
        return Loaded(record, kind, draft, 0, None, mine=True, has_draft=True)
    has_draft = draft is not None and author is None
    fields = (
        draft
        if has_draft and draft
        else canonical.decode_object(records.encode(lookup.whole(current)))
    )
    fields.pop("kind", None)
    return Loaded(
        record=record,
        kind=current.kind,
        fields=fields,
        revision=current.rev,
        author=contacts.petname_of(vault, author),
        mine=author is None,
        has_draft=has_draft,
    )


def revision_of(vault: Vault, *, record: RecordId) -> tuple[RecordId, int]:
    """Return the newest revision of a record, 0 where there is none any more."""
    try:
        return record, vault.current(record).rev
    except ExpectedError:
        return record, 0
