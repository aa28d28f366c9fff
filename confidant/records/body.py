"""The base of every kind and of the objects inside them, and the fields that travellers share."""

from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias

import msgspec

from confidant.compat import override
from confidant.errors import CanonError, InvalidValueError, ManifestSchemaError, UnknownFieldError
from confidant.records import canonical, fields
from confidant.records.fields import Mark, Role
from confidant.records.values import (
    B32,
    Classification,
    Day,
    Filename,
    Id,
    Line,
    Media,
    Ref,
    Size,
    up_to,
)

Withheld: TypeAlias = frozenset[str] | None
"""Names of the fields that their author keeps back; None where the reader cannot know them."""

NOTHING: frozenset[str] = frozenset()


class Part(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """An object inside a body. Compares by value; prints its name and nothing that it holds."""

    notation: ClassVar[str] = ""
    """Its name in formats.md, where that is not the class name in other letters."""

    @override
    def __repr__(self) -> str:
        return f"<{fields.object_name(type(self))}>"

    @override
    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Keep pretty-printers from showing what `__repr__` hides."""
        return []

    def check_rules(self) -> None:
        """Check what the types cannot say.

        Raises:
            ManifestSchemaError: a rule of formats.md §9 is broken.
        """


class Body(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
):
    """The base of every kind: one immutable revision of a record, without its envelope.

    Constructing one checks nothing; `record.check` does, before anything is stored or sent.
    """

    travels: ClassVar[bool] = False
    needs_reply_to: ClassVar[bool] = False
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Fields that only a verb of the kind writes; editing refuses them."""

    @override
    def __repr__(self) -> str:
        return f"<{self.kind}>"

    @override
    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Keep pretty-printers from showing what `__repr__` hides."""
        return []

    @property
    def kind(self) -> str:
        """Return the name of the kind, as it stands in the canonical bytes."""
        return str(self.__struct_config__.tag)

    def check_rules(self, withheld: Withheld) -> None:
        """Check what the types cannot say.

        Args:
            withheld: fields that the author keeps back, and that count as present.

        Raises:
            ManifestSchemaError: a rule of formats.md §9 is broken.
        """

    def check_change(self, new: Self) -> None:
        """Check that a person may edit this body into `new` without a verb of its own.

        Raises:
            InvalidValueError: a fixed field was changed (`hint` is `fixed`), or what the new
                state needs is missing (`required`).
            TransitionError: a state that cannot follow, or that only a verb reaches.
        """
        for name in sorted(self.fixed):
            if getattr(self, name) != getattr(new, name):
                raise InvalidValueError(field=name, hint="fixed")

    def check_start(self) -> None:
        """Check that a person may begin a record with this body.

        Raises:
            InvalidValueError: a field that only a verb writes (`hint` is `fixed`), a state that
                only a verb reaches, or what the state needs is missing (`required`).
        """
        infos = fields.of(type(self))
        for name in sorted(self.fixed):
            if infos[name].optional and getattr(self, name) is not None:
                raise InvalidValueError(field=name, hint="fixed")

    def seals_after(self, before: Self | None) -> bool:
        """Say whether writing this body, where `before` stood, seals the record."""
        del before
        return False

    def with_changes(self, **changes: object) -> Self:
        """Return a copy with other values; None takes an optional field away.

        Raises:
            UnknownFieldError: the kind has no such field.
        """
        for name in changes:
            if name not in self.__struct_fields__:
                raise UnknownFieldError(field=name)
        return msgspec.structs.replace(self, **changes)

    def appended(self, name: str, value: Part) -> Self:
        """Return a copy with one more value in a list.

        Raises:
            InvalidValueError: the list is full.
        """
        present: tuple[Part, ...] = getattr(self, name) or ()
        most = fields.of(type(self))[name].shape.most
        if len(present) >= most:
            raise InvalidValueError(field=name, hint=fields.of(type(self))[name].type_text)
        return msgspec.structs.replace(self, **{name: (*present, value)})


class Link(Part, frozen=True, kw_only=True):
    """A tie from one record to another."""

    relation: Literal[
        "about",
        "supersedes",
        "depends_on",
        "caused_by",
        "tests",
        "answers",
        "evidence_for",
        "became",
    ]
    target: Ref


class Attachment(Part, frozen=True, kw_only=True):
    """A file that belongs to a record; its bytes lie in the vault under their SHA-256."""

    sha256: B32
    name: Filename
    media: Media
    size: Size


class Source(Part, frozen=True, kw_only=True):
    """Where an import found the record, so that importing again adds nothing."""

    program: Annotated[Line, Role.STRUCTURAL]
    key: Annotated[Line, Role.STRUCTURAL]
    batch: Id | None = None


class Common(Body, frozen=True, kw_only=True):
    """What every kind that travels has."""

    travels: ClassVar[bool] = True

    title: Annotated[Line | None, Mark.DEFAULT, Role.TITLE] = None
    codename: Annotated[Line | None, Mark.PRIVATE] = None
    day: Annotated[Day | None, Mark.DEFAULT] = None
    zone: Annotated[Line | None, Mark.PRIVATE, Role.STRUCTURAL] = None
    classification: Annotated[Classification | None, Mark.DEFAULT] = None
    altitude: Annotated[Literal["strategic", "tactical", "operational"] | None, Mark.DEFAULT] = None
    tags: Annotated[Annotated[tuple[Line, ...], up_to(32)] | None, Mark.DEFAULT] = None
    competencies: Annotated[Annotated[tuple[Line, ...], up_to(32)] | None, Mark.DEFAULT] = None
    people: Annotated[Annotated[tuple[Line, ...], up_to(50)] | None, Mark.DEFAULT] = None
    links: Annotated[Annotated[tuple[Link, ...], up_to(64)] | None, Mark.DEFAULT] = None
    attachments: Annotated[Annotated[tuple[Attachment, ...], up_to(200)] | None, Mark.PRIVATE] = (
        None
    )
    starred: Annotated[bool | None, Mark.NEVER] = None
    source: Annotated[Source | None, Mark.NEVER] = None


def refuse(field: str, hint: str) -> ManifestSchemaError:
    """Return the error of a broken rule; `hint` is a code word, never content."""
    return ManifestSchemaError(field=field, hint=hint)


def check_object(field: str, value: str) -> None:
    """Check that a text is the canonical JSON of an object.

    Raises:
        ManifestSchemaError: otherwise.
    """
    try:
        canonical.decode_object(value.encode())
    except (CanonError, UnicodeEncodeError):
        raise refuse(field, "canonical-object") from None
