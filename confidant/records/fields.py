"""The vocabulary of a field, and what it says about each kind.

Composer, mask, seal, blind-first, search and alias code read these marks and never name a kind.
Every field of a kind carries at least one `Mark`, so that nobody forgets to decide.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from confidant.errors import BugError


class Mark(Enum):
    """What may happen to a field; the values are the letters of formats.md §9."""

    DEFAULT = "default"
    """No mark: shared with the record."""
    LOCAL = "local"
    """No mark: its kind stays in this vault anyway."""
    PRIVATE = "p"
    """Not shared unless ticked."""
    OVERRIDE = "x"
    """Not shared unless the override is typed."""
    NEVER = "n"
    """Never leaves this vault; a reader refuses it."""
    SEALED = "l"
    """Frozen on deciding."""
    WITHHELD = "w"
    """Withheld with a commitment when an opinion is asked blind."""


class Role(Enum):
    """What a field is for lists, due columns and search."""

    TITLE = "title"
    BODY = "body"
    DUE = "due"
    STATE = "state"
    MEASURE = "measure"
    STRUCTURAL = "structural"
    """A line or text that a program reads: not searched, not aliased."""


class Shape(msgspec.Struct, frozen=True):
    """A type in pieces.

    `name` is the value's type in the notation of formats.md, without the list around it; `least`
    and `most` count a list's values and are 0 outside one; `low` and `high` bound an integer.
    """

    name: str
    python: type
    listed: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    @property
    def notation(self) -> str:
        """Return the type in the notation of formats.md."""
        return f"[{self.name}]{self.least}-{self.most}" if self.listed else self.name

    @property
    def is_part(self) -> bool:
        """Say whether the values are objects with fields of their own."""
        return issubclass(self.python, msgspec.Struct)


class FieldInfo(msgspec.Struct, frozen=True):
    """What the declaration of one field says."""

    name: str
    marks: frozenset[Mark]
    roles: frozenset[Role]
    optional: bool
    shape: Shape
    annotation: object
    """The declaration, for msgspec to read plain values by."""

    @property
    def type_text(self) -> str:
        """Return the type in the notation of formats.md, for example `[line]1-32`."""
        return self.shape.notation

    @property
    def structural(self) -> bool:
        """Say whether search and aliases leave the field alone."""
        return Role.STRUCTURAL in self.roles

    @property
    def declared(self) -> bool:
        """Say whether somebody decided what may happen to the field."""
        return bool(self.marks)

    @property
    def letters(self) -> frozenset[str]:
        """Return the marks as the letters of formats.md; a default has none."""
        return frozenset(mark.value for mark in self.marks if len(mark.value) == 1)


@cache
def of(kind: type[msgspec.Struct]) -> Mapping[str, FieldInfo]:
    """Return what each field of a kind or of an object is, in the order of declaration.

    Fields common to every kind come first.
    """
    hints = get_type_hints(kind, include_extras=True)
    infos = {
        field.name: _info(field.name, hints[field.name], optional=not field.required)
        for field in msgspec.structs.fields(kind)
    }
    return MappingProxyType(infos)


@cache
def marked(kind: type[msgspec.Struct], mark: Mark) -> frozenset[str]:
    """Return the names of the fields of a kind that carry a mark."""
    return frozenset(name for name, info in of(kind).items() if mark in info.marks)


@cache
def with_role(kind: type[msgspec.Struct], role: Role) -> tuple[str, ...]:
    """Return the names of the fields of a kind that play a role, in the order of declaration."""
    return tuple(name for name, info in of(kind).items() if role in info.roles)


def object_name(part: type[msgspec.Struct]) -> str:
    """Return the name of an object in formats.md: `CardHeld` → `card_held`."""
    given: str = getattr(part, "notation", "")
    if given:
        return given
    name = part.__name__
    parts = (f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return "".join(parts).removeprefix("_")


def _info(name: str, annotation: object, *, optional: bool) -> FieldInfo:
    """Take a declaration apart."""
    inner, extras = _peel(annotation)
    return FieldInfo(
        name=name,
        marks=frozenset(extra for extra in extras if isinstance(extra, Mark)),
        roles=frozenset(extra for extra in extras if isinstance(extra, Role)),
        optional=optional,
        shape=_shape(inner, extras),
        annotation=annotation,
    )


def _peel(annotation: object) -> tuple[object, tuple[object, ...]]:
    """Take `Annotated` and `| None` off, and collect what was said on the way in."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *own = get_args(annotation)
        value, extras = _peel(inner)
        return value, (*extras, *own)
    if origin in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        if len(members) == 1:
            return _peel(members[0])
    return annotation, ()


def _shape(annotation: object, extras: tuple[object, ...]) -> Shape:
    """Return the shape of a peeled annotation."""
    meta = next((extra for extra in extras if isinstance(extra, msgspec.Meta)), None)
    origin = get_origin(annotation)
    if origin is tuple:
        if meta is None:
            raise BugError("a list says how many values it holds")
        inner = _shape(*_peel(get_args(annotation)[0]))
        return msgspec.structs.replace(
            inner, listed=True, least=meta.min_length or 0, most=meta.max_length or 0
        )
    if origin is Literal:
        choices = get_args(annotation)
        return Shape(name="=" + "|".join(choices), python=str, choices=choices)
    if origin in (Union, UnionType):
        return Shape(name="body", python=msgspec.Struct)
    if not isinstance(annotation, type):
        raise BugError("a field has a type that formats.md does not know")
    return _plain(annotation, meta)


def _plain(annotation: type, meta: msgspec.Meta | None) -> Shape:
    """Return the shape of a string, number, truth value or object."""
    if issubclass(annotation, msgspec.Struct):
        return Shape(name=object_name(annotation), python=annotation)
    if annotation is bool:
        return Shape(name="bool", python=bool)
    if meta is None:
        raise BugError("a string or number says what it takes")
    name = meta.title or f"int{meta.ge}-{meta.le}"
    low, high = (int(meta.ge or 0), int(meta.le or 0)) if annotation is int else (None, None)
    return Shape(name=name, python=annotation, low=low, high=high)
