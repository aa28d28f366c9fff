"""Putting a share together: what they would see, what must be settled, what may stop it.

The composer asks after every change; nothing is written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from confidant.bundles.aliases import Flag, Reason
from confidant.bundles.finding import name_key
from confidant.bundles.mask import Release
from confidant.bundles.preview import Preview
from confidant.errors import EmptySelectionError, ExpectedError
from confidant.records import kinds
from confidant.records.body import Body
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS
from confidant.services import aliases, contacts, ledger, lookup, sharing
from confidant.services.aliases import AliasNote
from confidant.services.contacts import ContactNote
from confidant.services.ledger import LedgerLine
from confidant.services.selection import Selection

if TYPE_CHECKING:
    from confidant.vault.rows import RecordRow
    from confidant.vault.vault import Vault

SHAREABLE: Final = frozenset(
    kind for kind in KINDS if kinds.travels(kind) and not kinds.needs_reply_to(kind)
)
"""Kinds that can be selected; those that answer something go with a reply."""


@dataclass(frozen=True, slots=True, repr=False)
class Ticked:
    """What was let go of one record beyond the default.

    Attributes:
        fields: names of private fields.
        attachments: SHA-256 of attachments.
        names: SHA-256 → the name that an attachment gets in the file.
    """

    fields: frozenset[str] = frozenset()
    attachments: frozenset[bytes] = frozenset()
    names: Mapping[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Composition:
    """A share as far as it is put together. It begins empty, whatever was on the screen.

    Attributes:
        contact: whom it is for.
        records: what was selected, in order.
        ticked: record → what was let go of it.
        blind: ask for the reader's own estimate first.
        note: a few words to go with it.
        respond_by: ISO day by which an answer is wished for.
        confirmed: names to replace although they are ordinary words too.
        left: names, as they stand in the text, that the person decided to leave.
        reason: why something price-sensitive or privileged leaves.
        authority: who allowed it.
        unverified: share although the contact is not verified.
    """

    contact: RecordId | None = None
    records: tuple[RecordId, ...] = ()
    ticked: Mapping[RecordId, Ticked] = field(default_factory=dict)
    blind: bool = False
    note: str = ""
    respond_by: str | None = None
    confirmed: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    reason: str = ""
    authority: str = ""
    unverified: bool = False

    @property
    def selection(self) -> Selection:
        """Return what sharing takes."""
        return Selection(
            records=self.records,
            releases={record: self._release(record) for record in self.records},
            blind=self.blind,
            note=self.note.strip() or None,
            respond_by=self.respond_by,
            confirmed=self.confirmed,
            reason=self.reason.strip() or None,
            authority=self.authority.strip() or None,
            unverified=self.unverified,
        )

    def _release(self, record: RecordId) -> Release:
        ticked = self.ticked.get(record, Ticked())
        return Release(
            fields=ticked.fields,
            attachments=ticked.attachments,
            names=ticked.names,
            blind=self.blind,
        )


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """A name that would leave as it is.

    Attributes:
        name: as it stands in the text.
        reason: why it was not replaced.
        alias: what could stand there instead, None where nothing is known.
        places: how often it stands there.
    """

    name: str
    reason: Reason
    alias: str | None
    places: int


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """What a composition comes to.

    Attributes:
        contact: whom it is for, None for nobody.
        preview: exactly what they would get; None while nothing is selected or `wrong` says why.
        rows: the records that would leave, in order; answers that wait are among them.
        bodies: those records as they are stored.
        slips: names that the person has not settled yet.
        held: record → what the contact has of it.
        wrong: why there is nothing to see.
        refused: why it may not leave so.
    """

    contact: ContactNote | None = None
    preview: Preview | None = None
    rows: "tuple[RecordRow, ...]" = ()
    bodies: Mapping[RecordId, Body] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    held: Mapping[RecordId, LedgerLine] = field(default_factory=dict)
    wrong: ExpectedError | None = None
    refused: ExpectedError | None = None


def look(vault: "Vault", *, composition: Composition) -> Look:
    """Return what a composition comes to now. Nothing is written and nothing is raised for it."""
    contact = _contact(vault, composition.contact)
    records = tuple(one for one in composition.records if lookup.exists(vault, one))
    if contact is None:
        return _of_records(vault, records)
    selection = composition.selection
    try:
        seen = sharing.preview(vault, contact=contact, selection=selection)
    except EmptySelectionError:
        return Look(contact=contact)
    except ExpectedError as error:
        return _of_records(vault, records, contact=contact, wrong=error)
    refused: ExpectedError | None = None
    try:
        sharing.check(vault, contact=contact, selection=selection)
    except ExpectedError as error:
        refused = error
    shown = tuple(item.record for item in seen.items)
    lines = ledger.lines(vault, contact=contact.record)
    return Look(
        contact=contact,
        preview=seen,
        rows=tuple(vault.row(record) for record in shown),
        bodies={record: lookup.body_of(vault, record) for record in shown},
        slips=tuple(_slips(vault, contact, seen, composition.left)),
        held={line.record: line for line in lines if line.record in shown},
        refused=refused,
    )


def candidates(
    vault: "Vault", *, query: str = "", offered: Sequence[RecordId] = (), limit: int = 50
) -> "tuple[RecordRow, ...]":
    """Return records of mine that can be selected: those offered first, then the newest.

    Args:
        vault: an open vault.
        query: words that they must have; with it only what has them.
        offered: records that the person came with.
        limit: how many at most, besides those offered.
    """
    from confidant.vault.rows import MINE, RowQuery

    if query.strip():
        page = vault.search(query, kinds=SHAREABLE, author=MINE, limit=limit)
        return tuple(hit.row for hit in page.hits)
    first = [vault.row(record) for record in offered if lookup.exists(vault, record)]
    first = [row for row in first if row.kind in SHAREABLE and row.author is None]
    newest = vault.rows(RowQuery(kinds=SHAREABLE, author=MINE, limit=limit))
    return (*first, *(row for row in newest if row.id not in {one.id for one in first}))


def _contact(vault: "Vault", record: RecordId | None) -> ContactNote | None:
    return next((note for note in contacts.every(vault) if note.record == record), None)


def _of_records(
    vault: "Vault",
    records: Sequence[RecordId],
    *,
    contact: ContactNote | None = None,
    wrong: ExpectedError | None = None,
) -> Look:
    """Return what can be said of records that nobody could be shown yet."""
    return Look(
        contact=contact,
        rows=tuple(vault.row(record) for record in records),
        bodies={record: lookup.body_of(vault, record) for record in records},
        wrong=wrong,
    )


def _slips(
    vault: "Vault", contact: ContactNote, seen: Preview, left: frozenset[str]
) -> "list[Slip]":
    dictionary = aliases.every(vault)
    found: dict[str, list[Flag]] = {}
    for flag in seen.flags:
        if flag.name not in left:
            found.setdefault(flag.name, []).append(flag)
    return [
        Slip(name, flags[0].reason, _alias_for(flags[0], contact, dictionary), len(flags))
        for name, flags in found.items()
    ]


def _alias_for(flag: Flag, contact: ContactNote, dictionary: Sequence[AliasNote]) -> str | None:
    """Return what the dictionary has for a name, its part, or for another contact."""
    if flag.reason == "inside_word":
        return None
    wanted = name_key(flag.name)
    nearest = sorted(dictionary, key=lambda note: note.contact != contact.record)
    for note in nearest:
        if name_key(note.alias.name) == wanted:
            return note.alias.alias
    for note in nearest:
        if wanted in name_key(note.alias.name).split(" "):
            return note.alias.alias
    return None
