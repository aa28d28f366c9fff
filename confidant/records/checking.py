"""What is left to check in a body that msgspec has decoded: bytes, calendars, rules."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias, cast

import msgspec

from confidant.records import fields
from confidant.records.body import Body, Part, Withheld, refuse
from confidant.records.values import FITS

_Step: TypeAlias = tuple[str, Callable[[str], bool] | None, bool]
"""Field, what its strings must fit (None: its values are objects), whether it is a list."""


def check(body: Body, withheld: Withheld) -> None:
    """Check a decoded body whole.

    Raises:
        ManifestSchemaError: a value or a rule of formats.md §9 is broken.
    """
    check_values(body)
    body.check_rules(withheld)


def check_values(part: msgspec.Struct) -> None:
    """Check every value of an object and of the objects inside it, and their rules.

    Raises:
        ManifestSchemaError: names the field at fault.
    """
    for name, fits, listed in _steps(type(part)):
        value = getattr(part, name)
        if value is not None:
            _check_value(part, name, fits, value if listed else (value,))


def check_field(kind: type[msgspec.Struct], name: str, value: object) -> None:
    """Check the value of one field alone, as `check_values` does.

    Raises:
        ManifestSchemaError: otherwise.
    """
    for step, fits, listed in _steps(kind):
        if step == name:
            values = cast("tuple[object, ...]", value) if listed else (value,)
            _check_value(kind, name, fits, values)


def _check_value(
    owner: msgspec.Struct | type[msgspec.Struct],
    name: str,
    fits: Callable[[str], bool] | None,
    values: tuple[Any, ...],
) -> None:
    """Check strings by what they must fit, objects by their own fields and rules."""
    if fits is None:
        for inner in values:
            check_values(inner)
            if isinstance(inner, Part):
                inner.check_rules()
    elif not all(map(fits, values)):
        kind = owner if isinstance(owner, type) else type(owner)
        raise refuse(name, fields.of(kind)[name].type_text)


@cache
def _steps(part: type[msgspec.Struct]) -> tuple[_Step, ...]:
    """Return the fields of a class that have something left to check."""
    steps: list[_Step] = []
    for name, info in fields.of(part).items():
        shape = info.shape
        if shape.is_part:
            steps.append((name, None, shape.listed))
        elif shape.name in FITS:
            steps.append((name, FITS[shape.name], shape.listed))
    return tuple(steps)


def check_travelling(body: Body, withheld: frozenset[str]) -> None:
    """Check what a bundle adds: the kind travels, nothing in it stays at home.

    Raises:
        ManifestSchemaError: otherwise.
    """
    kind = type(body)
    if not kind.travels:
        raise refuse("kind", "stays")
    for name in fields.marked(kind, fields.Mark.NEVER):
        if getattr(body, name) is not None:
            raise refuse(name, "never-leaves")
    for name in withheld:
        if name not in fields.marked(kind, fields.Mark.WITHHELD):
            raise refuse("withheld", "not-withholdable")
        if getattr(body, name) is not None:
            raise refuse(name, "withheld-but-present")
