"""The alias dictionary: what stands for a name in everything that is shared."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.bundles.aliases import AliasEntry, AliasTable
from confidant.bundles.finding import name_key
from confidant.environment import Clock
from confidant.errors import AliasError
from confidant.records import canonical, naming
from confidant.records.alias import Alias, AliasCategory
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services import contacts, journal
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.changes import Changes
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class AliasNote:
    """A line of the dictionary; `contact` None means: for everybody."""

    record: RecordId
    alias: Alias
    contact: RecordId | None


def every(vault: "Vault") -> tuple[AliasNote, ...]:
    """Return the whole dictionary, by name."""
    found = [
        AliasNote(
            record,
            revision.body,
            from_b64(revision.body.contact) if revision.body.contact else None,
        )
        for record, revision in vault.bodies("alias")
        if isinstance(revision.body, Alias)
    ]
    return tuple(sorted(found, key=lambda note: note.alias.name.casefold()))


class Tables:
    """The alias tables of contacts, each made once from a dictionary that is read once.

    Good for one verb: what is written to the dictionary later is not in it.
    """

    def __init__(self, vault: "Vault") -> None:
        """Read the dictionary and the names of contacts when the first table is wanted."""
        self._vault = vault
        self._read: tuple[list[AliasEntry], list[str]] | None = None
        self._made: dict[RecordId, AliasTable] = {}

    def of(self, contact: RecordId, *, confirmed: Collection[str] = ()) -> AliasTable:
        """Return what holds for a contact; see `table`."""
        found = None if confirmed else self._made.get(contact)
        if found is None:
            entries, names = self._dictionary()
            found = AliasTable(entries, contact=contact, confirmed=confirmed, watched=names)
            if not confirmed:
                self._made[contact] = found
        return found

    def _dictionary(self) -> tuple[list[AliasEntry], list[str]]:
        if self._read is None:
            entries = [
                AliasEntry(
                    name=note.alias.name,
                    alias=note.alias.alias,
                    category=note.alias.category,
                    contact=note.contact,
                )
                for note in every(self._vault)
            ]
            self._read = entries, [note.contact.petname for note in contacts.every(self._vault)]
        return self._read


def table(vault: "Vault", contact: RecordId, *, confirmed: Collection[str] = ()) -> AliasTable:
    """Return what holds for a contact: its own aliases before those for everybody.

    Args:
        vault: an open vault.
        contact: whom the text is for.
        confirmed: names to replace although they are ordinary words too.
    """
    return Tables(vault).of(contact, confirmed=confirmed)


def put(
    vault: "Vault",
    clock: Clock,
    *,
    name: str,
    alias: str,
    category: AliasCategory | None = None,
    contact: RecordId | None = None,
) -> Written:
    """Add a line to the dictionary, or give a name another alias.

    Args:
        vault: an open vault.
        clock: tells the instant.
        name: the real name.
        alias: what they read in its place.
        category: person, company, project or place; None keeps what a known line has, and makes
            a new one a person.
        contact: for this contact only; None for everybody.

    Raises:
        AliasError: a name or alias that is no line, or an alias that is the name.
    """
    real, stand_in = _line(name), _line(alias)
    if name_key(real) == name_key(stand_in):
        raise AliasError(hint="same")
    known = next(
        (
            note
            for note in every(vault)
            if name_key(note.alias.name) == name_key(real) and note.contact == contact
        ),
        None,
    )
    body = Alias(
        name=real,
        alias=stand_in,
        category=category or (known.alias.category if known is not None else "person"),
        contact=to_b64(contact) if contact is not None else None,
    )
    if known is not None:
        return journal.keep(vault, clock, record=known.record, body=body)
    with vault.transaction() as tx:
        made = tx.create(body, ts=clock.now_ms())
    return Written(made.record, made.rev, tx.changes)


def remove(vault: "Vault", *, record: RecordId) -> "Changes":
    """Take a line out of the dictionary. What was shared before keeps its aliases."""
    with vault.transaction() as tx:
        tx.erase([record])
    return tx.changes


def _line(text: str) -> str:
    line = canonical.clean(text).strip()
    if not line:
        raise AliasError(hint="required")
    if naming.as_line(line) != line:
        raise AliasError(hint="line")
    return line
