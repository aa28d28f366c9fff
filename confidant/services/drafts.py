"""Unsaved text: kept within two seconds, made a revision when the person leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy
from confidant.errors import (
    EmptyRecordError,
    RecordError,
    RecordNotFoundError,
)
from confidant.records import canonical, edit, text
from confidant.records.canonical import JsonValue
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.ids import RecordId
from confidant.services import journal, lookup

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

_ID_SIZE = 16


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a draft.

    Attributes:
        record: its id.
        revision: the newest revision, 0 where there is none yet.
        kept: the error that keeps it a draft, None when it is saved.
        changes: empty when nothing new was saved.
    """

    record: RecordId
    revision: int
    kept: RecordError | None
    changes: Changes


def new_id(entropy: Entropy) -> RecordId:
    """Return an id for a record that has not been saved yet."""
    return RecordId(entropy.token(_ID_SIZE))


def save(
    vault: "Vault",
    *,
    record: RecordId,
    kind: str,
    fields: Mapping[str, JsonValue],
    base_revision: int = 0,
) -> Changes:
    """Keep what was typed so far; nothing is checked but that it can be written down.

    Args:
        vault: an open vault.
        record: the record; `new_id` for one that has not been saved.
        kind: its kind.
        fields: every field that has a value, as plain JSON.
        base_revision: the revision that the typing began from, 0 for none.
    """
    plain: dict[str, JsonValue] = {
        name: canonical.cleaned(value) for name, value in fields.items() if value not in ("", [])
    }
    data = canonical.encode({**plain, "kind": kind})
    with vault.transaction() as tx:
        tx.save_draft(record, kind, base_revision, data)
    return tx.changes


def load(vault: "Vault", *, record: RecordId) -> dict[str, JsonValue] | None:
    """Return what was typed and not saved, None when there is nothing."""
    draft = vault.draft(record)
    return None if draft is None else canonical.decode_object(draft.data)


def commit(vault: "Vault", clock: Clock, *, record: RecordId) -> Committed:
    """Make the draft a revision; what lacks something or breaks a rule stays a draft."""
    fields = load(vault, record=record)
    if fields is None:
        return Committed(record, _revision(vault, record), None, NO_CHANGES)
    try:
        changes = _store(vault, clock, record, fields)
    except RecordError as error:
        return Committed(record, _revision(vault, record), error, NO_CHANGES)
    return Committed(record, _revision(vault, record), None, changes)


def commit_all(vault: "Vault", clock: Clock) -> tuple[Committed, ...]:
    """Commit every draft of a record: on lock and on quit."""
    return tuple(
        commit(vault, clock, record=draft.record)
        for draft in vault.drafts()
        if draft.kind in journal.TEXT_FIELD or lookup.exists(vault, draft.record)
    )


def discard(vault: "Vault", *, record: RecordId) -> Changes:
    """Forget what was typed since the last revision. There is no undo."""
    with vault.transaction() as tx:
        tx.drop_draft(record)
    return tx.changes


def _store(vault: "Vault", clock: Clock, record: RecordId, fields: dict[str, JsonValue]) -> Changes:
    if not lookup.exists(vault, record):
        body = journal.build(fields)
        late = journal.comes_late(vault, body)
        with vault.transaction() as tx:
            journal.store(tx, body, record=record, ts=clock.now_ms(), sealed=late)
            tx.drop_draft(record)
        return tx.changes
    new = edit.to_body(fields, before=journal.mine(vault, record))
    if text.is_empty(new):
        raise EmptyRecordError
    return journal.keep(vault, clock, record=record, body=new).changes


def _revision(vault: "Vault", record: RecordId) -> int:
    try:
        return vault.current(record).rev
    except RecordNotFoundError:
        return 0
