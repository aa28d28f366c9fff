"""What they will see, and what stays here: everything that the sealer does but the sealing.

`sealing.seal` sends what `preview` returned, so the two cannot differ.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from confidant.bundles import mask, policy
from confidant.bundles.aliases import Aliased, AliasTable, Flag
from confidant.bundles.knowledge import Knowledge
from confidant.bundles.mask import DroppedRef, Masked, Release, StayingField
from confidant.errors import (
    AliasError,
    BundleTooLargeError,
    CanonError,
    InvalidValueError,
    ManifestSchemaError,
)
from confidant.records import canonical, record, text
from confidant.records.body import Attachment, Body, Common
from confidant.records.ids import RecordId
from confidant.records.text import Path
from confidant.records.values import FITS, TEXT_BYTES, Text


@dataclass(frozen=True, slots=True, repr=False)
class Selected:
    """A record that the person selected.

    Attributes:
        record: its id.
        rev: the number of the revision, as its author counts.
        body: that revision as stored.
        release: what was ticked for it.
    """

    record: RecordId
    rev: int
    body: Body
    release: Release = field(default_factory=Release)


@dataclass(frozen=True, slots=True, repr=False)
class Share:
    """What the composer holds.

    Attributes:
        contact: whom it is for.
        items: the records, in the order in which they will stand.
        aliases: the table of that contact.
        note: a few words to go with them; aliases are applied.
        respond_by: ISO date by which an answer is wished for.
        reply_to: id of the received bundle that this answers.
        files: SHA-256 → data of the attachments that are ticked; a preview needs none.
    """

    contact: RecordId
    items: tuple[Selected, ...]
    aliases: AliasTable = field(default_factory=AliasTable)
    note: str | None = None
    respond_by: str | None = None
    reply_to: bytes | None = None
    files: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class SeenString:
    """One line or text as they will read it.

    Attributes:
        path: where it stands.
        aliased: the text with the aliases in it and their places.
        flags: names that are still there.
    """

    path: Path
    aliased: Aliased
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SeenItem:
    """A record exactly as they will get it, and what of it stays.

    Attributes:
        record: its id.
        rev: the revision.
        body: what they get.
        data: the canonical bytes of `body`; their SHA-256 goes into the dispatch.
        withheld: names of the fields that are withheld with a commitment, in order.
        value: canonical JSON of the withheld fields, empty when there are none.
        strings: every line and text, with aliases and flags.
        staying: fields with a value that stay here.
        dropped: references to records that they do not have.
        attachments: attachments that were not ticked.
    """

    record: RecordId
    rev: int
    body: Common
    data: bytes
    withheld: tuple[str, ...]
    value: bytes
    strings: tuple[SeenString, ...]
    staying: tuple[StayingField, ...]
    dropped: tuple[DroppedRef, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """What they will see.

    Attributes:
        items: the records.
        note: the note as they will read it, None for none.
    """

    items: tuple[SeenItem, ...]
    note: SeenString | None

    @property
    def words(self) -> int:
        """How many words leave, in all lines and texts."""
        strings = [one for item in self.items for one in item.strings]
        if self.note:
            strings.append(self.note)
        return sum(len(one.aliased.text.split()) for one in strings)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The attachments that leave, each file once."""
        found = {one.sha256: one for item in self.items for one in item.body.attachments or ()}
        return tuple(found.values())

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Every name that is still there."""
        strings = [one for item in self.items for one in item.strings]
        if self.note:
            strings.append(self.note)
        return tuple(flag for one in strings for flag in one.flags)


def preview(share: Share, knowledge: Knowledge) -> Preview:
    """Return what they will see.

    Raises:
        EmptySelectionError, TooManyRecordsError: nothing or too much is selected.
        UnknownFieldError, NotShareableError: a field was named that no record has or that stays.
        NotShareableError: a kind that stays, or a record of somebody else.
        AliasError: an alias makes a value too long (`field`), or two options the same.
        InvalidValueError: a note that is no text.
        ManifestSchemaError, CanonError: a record that no reader would take.
    """
    policy.check_counts(len(share.items), 0)
    bodies = [one.body for one in share.items]
    mask.check_released({name for one in share.items for name in one.release.fields}, bodies)
    named = {name for body in bodies if isinstance(body, Common) for name in body.people or ()}
    aliases = share.aliases.watching(named)
    has = _has(share, knowledge)
    items = tuple(_see(one, aliases, has) for one in share.items)
    seen = Preview(items=items, note=_see_note(share.note, aliases))
    policy.check_counts(len(items), len(seen.attachments))
    return seen


def would_get(
    body: Body, release: Release, aliases: AliasTable, has: Callable[[RecordId], bool]
) -> bytes:
    """Return the canonical bytes of a record as a contact would get it now.

    Raises:
        NotShareableError, AliasError, ManifestSchemaError, CanonError: as `preview`.
    """
    masked = mask.mask(body, release, has)
    return _alias(masked, aliases)[1]


def _has(share: Share, knowledge: Knowledge) -> Callable[[RecordId], bool]:
    here = {one.record for one in share.items}
    return lambda target: target in here or knowledge.has(share.contact, target) is not None


def _see(one: Selected, aliases: AliasTable, has: Callable[[RecordId], bool]) -> SeenItem:
    masked = mask.mask(one.body, one.release, has)
    body, data, value = _alias(masked, aliases)
    return SeenItem(
        record=one.record,
        rev=one.rev,
        body=body,
        data=data,
        withheld=masked.withheld,
        value=value,
        strings=tuple(_strings(masked.body, aliases)),
        staying=masked.staying,
        dropped=masked.dropped,
        attachments=masked.attachments,
    )


def _alias(masked: Masked, aliases: AliasTable) -> tuple[Common, bytes, bytes]:
    """Return the body as it leaves, its canonical bytes and those of the withheld fields.

    Aliases are applied before the withheld fields are taken out: what is revealed later says
    the same names.
    """
    aliased = text.replace_strings(masked.body, aliases.replace)
    try:
        record.check(aliased)
    except (ManifestSchemaError, CanonError):
        record.check(masked.body)  # a record that is wrong without aliases says so itself
        raise _alias_error(aliased) from None
    body, withheld = mask.split(aliased, masked.withheld)
    value = canonical.encode(withheld) if withheld else b""
    if len(value) > TEXT_BYTES:
        raise BundleTooLargeError(limit=TEXT_BYTES)
    return body, record.check_travelling(body, withheld=frozenset(masked.withheld)), value


def _alias_error(aliased: Common) -> AliasError:
    """Return the error of a body that its aliases have spoilt."""
    for path, string, kind, _structural in text.strings(aliased):
        if not FITS[kind](string):
            return AliasError(hint="too long with it", field=str(path[0]))
    return AliasError(hint="two values become the same")


def _strings(body: Common, aliases: AliasTable) -> Iterator[SeenString]:
    for path, string, _type, structural in text.strings(body):
        if structural:
            yield _unchanged(path, string, aliases)
        else:
            aliased = aliases.apply(string)
            yield SeenString(path, aliased, aliases.flags(aliased))
    for position, one in enumerate(body.attachments or ()):
        yield _unchanged(("attachments", position, "name"), one.name, aliases)


def _unchanged(path: Path, string: str, aliases: AliasTable) -> SeenString:
    return SeenString(path, Aliased(string, ()), aliases.flags_unreplaced(string))


def _see_note(note: str | None, aliases: AliasTable) -> SeenString | None:
    if note is None:
        return None
    if not _is_text(note):
        raise InvalidValueError(field="note", hint="text")
    aliased = aliases.apply(note)
    if not _is_text(aliased.text):
        raise AliasError(hint="too long with it", field="note")
    return SeenString(("note",), aliased, aliases.flags(aliased))


def _is_text(note: str) -> bool:
    try:
        msgspec.convert(note, Text)
        return FITS["text"](note)
    except (msgspec.ValidationError, UnicodeEncodeError):
        return False
