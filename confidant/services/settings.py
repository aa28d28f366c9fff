"""Settings that protect, saved views and templates: records of the vault, by name."""

from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.errors import InvalidValueError
from confidant.records import edit
from confidant.records.ids import RecordId
from confidant.records.setting import Setting
from confidant.services import journal
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.changes import Changes
    from confidant.vault.vault import Vault


def every(vault: "Vault") -> dict[str, str]:
    """Return every setting by name."""
    return {body.name: body.value for _, body in _bodies(vault)}


def get(vault: "Vault", name: str, default: str = "") -> str:
    """Return a setting, `default` where it was never set."""
    return every(vault).get(name, default)


def put(vault: "Vault", clock: Clock, *, name: str, value: str) -> Written:
    """Set a setting.

    Args:
        vault: an open vault.
        clock: tells the instant.
        name: a line.
        value: any text that is not empty.

    Raises:
        InvalidValueError: an empty or unusable name or value.
    """
    body = _to_body(name, value)
    for record, present in _bodies(vault):
        if present.name == body.name:
            return journal.keep(vault, clock, record=record, body=body)
    with vault.transaction() as tx:
        made = tx.create(body, ts=clock.now_ms())
    return Written(made.record, made.rev, tx.changes)


def put_now(vault: "Vault", *, name: str, value: str) -> "Changes":
    """Set a setting at the instant that the vault's own clock tells.

    Raises:
        InvalidValueError: as `put`.
    """
    body = _to_body(name, value)
    present = next((record for record, one in _bodies(vault) if one.name == body.name), None)
    with vault.transaction() as tx:
        if present is None:
            tx.create(body)
        else:
            tx.revise(present, body)
    return tx.changes


def remove(vault: "Vault", *, name: str) -> "Changes":
    """Forget a setting; one that was never set changes nothing."""
    found = [record for record, body in _bodies(vault) if body.name == name]
    with vault.transaction() as tx:
        if found:
            tx.erase(found)
    return tx.changes


def _to_body(name: str, value: str) -> Setting:
    body = edit.to_body({"kind": "setting", "name": name, "value": value})
    if not isinstance(body, Setting):
        raise InvalidValueError(field="kind", hint="setting")
    return body


def _bodies(vault: "Vault") -> list[tuple[RecordId, Setting]]:
    return [
        (record, revision.body)
        for record, revision in vault.bodies("setting")
        if isinstance(revision.body, Setting)
    ]
