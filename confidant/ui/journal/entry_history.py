"""Reads the revisions of an entry for comparing."""

from collections.abc import Mapping
from dataclasses import dataclass

from confidant.compat import override
from confidant.records import canonical
from confidant.records import record as records
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.vault.vault import Vault

_NOT_COMPARED = frozenset({"kind", "zone", "source", "template", "starred", "cool_off_until"})


@dataclass(frozen=True)
class Version:
    """One revision: its number, its instant (UTC ms), its fields as plain JSON."""

    revision: int
    ts: int
    fields: Mapping[str, JsonValue]

    @override
    def __repr__(self) -> str:
        """Show the number only."""
        return f"Version({self.revision})"


def read_versions(vault: Vault, *, record: RecordId) -> tuple[Version, ...]:
    """Return the revisions that still have a text, the oldest first. Runs on the vault thread."""
    return tuple(
        Version(revision.rev, revision.ts, _fields(canonical.decode_object(records.encode(body))))
        for revision in vault.revisions(record)
        if (body := revision.body) is not None
    )


def _fields(plain: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    first = [name for name in ("title", "as_felt", "as_observed") if name in plain]
    rest = [name for name in plain if name not in first and name not in _NOT_COMPARED]
    return {name: plain[name] for name in (*first, *rest)}
