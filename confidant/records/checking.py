"""What is left to check in a body that msgspec has decoded: bytes, calendars, rules."""

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

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
        ManifestSchemaError: names the outermost field at fault.
    """
    for name, fits, listed in _steps(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        values = value if listed else (value,)
        if fits is None:
            for inner in values:
                check_values(inner)
                if isinstance(inner, Part):
                    inner.check_rules()
        elif not all(map(fits, values)):
            raise refuse(name, fields.of(type(part))[name].type_text)


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
