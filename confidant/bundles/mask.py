"""What of a record a contact gets: the first steps of the sealer (formats.md §9).

Reads the marks of the field vocabulary and never names a kind.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast

import msgspec

from confidant.crypto import strict_base64
from confidant.errors import NotShareableError, UnknownFieldError
from confidant.records import fields
from confidant.records.body import Attachment, Body, Common, Link
from confidant.records.fields import Mark
from confidant.records.ids import RecordId, from_b64

StayReason: TypeAlias = Literal["never", "private", "override", "blind"]
"""Why a field stays: its mark, or that an opinion is asked blind."""

_ATTACHMENTS: Final = "attachments"
_LINKS: Final = "links"


@dataclass(frozen=True, slots=True)
class Release:
    """What the person let go beyond the default, for one record.

    Attributes:
        fields: names of private and override fields; naming them is the override.
        attachments: SHA-256 of single attachments; `attachments` among the fields means all.
        names: SHA-256 → file name to use in place of the one in the vault.
        blind: withhold what an opinion should not be led by.
    """

    fields: frozenset[str] = frozenset()
    attachments: frozenset[bytes] = frozenset()
    names: Mapping[bytes, str] = field(default_factory=dict)
    blind: bool = False


@dataclass(frozen=True, slots=True)
class StayingField:
    """A field that has a value and stays here."""

    name: str
    reason: StayReason


@dataclass(frozen=True, slots=True)
class DroppedRef:
    """A reference to a record that the contact does not have; `field` is the top field."""

    field: str
    target: RecordId


@dataclass(frozen=True, slots=True, repr=False)
class Masked:
    """A body as it leaves but for aliases, and what stays.

    Attributes:
        body: still holds the fields that are withheld; `split` takes them out.
        withheld: their names, in order.
        staying: fields with a value that stay.
        dropped: references that were left out.
        attachments: attachments that were not ticked.
    """

    body: Common
    withheld: tuple[str, ...]
    staying: tuple[StayingField, ...]
    dropped: tuple[DroppedRef, ...]
    attachments: tuple[Attachment, ...]


def check_released(names: Collection[str], bodies: Iterable[Body]) -> None:
    """Check the names of fields that a person typed against the kinds that they selected.

    Raises:
        UnknownFieldError: no selected record has such a field.
        NotShareableError: the field never leaves the vault.
    """
    kinds = {type(body) for body in bodies}
    for name in sorted(names):
        infos = [found for kind in kinds if (found := fields.of(kind).get(name))]
        if not infos:
            raise UnknownFieldError(field=name)
        if all(Mark.NEVER in info.marks for info in infos):
            raise NotShareableError(field=name)


def mask(body: Body, release: Release, has: Callable[[RecordId], bool]) -> Masked:
    """Take out what stays.

    Args:
        body: the revision as stored.
        release: what the person ticked.
        has: whether the contact has a record, or gets it in the same bundle.

    Raises:
        NotShareableError: a kind that stays.
    """
    if not isinstance(body, Common):
        raise NotShareableError(field=body.kind)
    kept, unticked = _attachments(body, release)
    ticked = release.fields | {_ATTACHMENTS} if kept else release.fields - {_ATTACHMENTS}
    staying = tuple(_staying(body, ticked, blind=release.blind))
    changes: dict[str, object] = {one.name: None for one in staying if one.reason != "blind"}
    if kept:
        changes[_ATTACHMENTS] = kept
    dropped: list[DroppedRef] = []
    masked = _drop_refs(body.with_changes(**changes), has, dropped)
    return Masked(
        body=masked,
        withheld=tuple(sorted(one.name for one in staying if one.reason == "blind")),
        staying=staying,
        dropped=tuple(dropped),
        attachments=unticked,
    )


def split(body: Common, withheld: Collection[str]) -> tuple[Common, dict[str, object]]:
    """Return the body without the withheld fields, and the object that is committed to."""
    if not withheld:
        return body, {}
    plain = cast("dict[str, object]", msgspec.to_builtins(body))
    nothing: dict[str, object] = dict.fromkeys(withheld)
    return body.with_changes(**nothing), {name: plain[name] for name in withheld}


def _staying(body: Common, ticked: Collection[str], *, blind: bool) -> Iterable[StayingField]:
    for name, info in fields.of(type(body)).items():
        if getattr(body, name) is None:
            continue
        if Mark.NEVER in info.marks:
            yield StayingField(name, "never")
        elif Mark.OVERRIDE in info.marks and name not in ticked:
            yield StayingField(name, "override")
        elif Mark.PRIVATE in info.marks and name not in ticked:
            yield StayingField(name, "private")
        elif Mark.WITHHELD in info.marks and blind:
            yield StayingField(name, "blind")


def _attachments(
    body: Common, release: Release
) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...]]:
    kept: list[Attachment] = []
    unticked: list[Attachment] = []
    for one in body.attachments or ():
        sha256 = strict_base64.decode(one.sha256)
        if _ATTACHMENTS in release.fields or sha256 in release.attachments:
            name = release.names.get(sha256, one.name)
            kept.append(msgspec.structs.replace(one, name=name))
        else:
            unticked.append(one)
    return tuple(kept), tuple(unticked)


def _drop_refs(body: Common, has: Callable[[RecordId], bool], dropped: list[DroppedRef]) -> Common:
    changes: dict[str, object] = {}
    for name, info in fields.of(type(body)).items():
        value = getattr(body, name)
        if value is None:
            continue
        before = len(dropped)
        kept = _without_refs(name, info, value, has, dropped)
        if len(dropped) > before:
            changes[name] = kept
    return body.with_changes(**changes)


def _without_refs(
    top: str,
    info: fields.FieldInfo,
    value: object,
    has: Callable[[RecordId], bool],
    dropped: list[DroppedRef],
) -> object:
    """Return the value of one field without the optional refs that the contact does not have."""
    if info.shape.name == "ref":
        return value if not info.optional or _known(top, str(value), has, dropped) else None
    if not info.shape.is_part:
        return value
    if not info.shape.listed:
        return _part_without_refs(top, cast("msgspec.Struct", value), has, dropped)
    parts = cast("tuple[msgspec.Struct, ...]", value)
    if top == _LINKS:
        links = (one for one in parts if isinstance(one, Link))
        return tuple(one for one in links if _known(top, one.target, has, dropped)) or None
    return tuple(_part_without_refs(top, one, has, dropped) for one in parts)


def _part_without_refs(
    top: str,
    part: msgspec.Struct,
    has: Callable[[RecordId], bool],
    dropped: list[DroppedRef],
) -> msgspec.Struct:
    changes: dict[str, object] = {}
    for name, info in fields.of(type(part)).items():
        value = getattr(part, name)
        if value is not None:
            changes[name] = _without_refs(top, info, value, has, dropped)
    return msgspec.structs.replace(part, **changes)


def _known(
    top: str, target: str, has: Callable[[RecordId], bool], dropped: list[DroppedRef]
) -> bool:
    record = from_b64(target)
    if has(record):
        return True
    dropped.append(DroppedRef(top, record))
    return False
