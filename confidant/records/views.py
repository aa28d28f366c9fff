"""What a forecast, an update and a guess have in common: one view in one of three forms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import msgspec

from confidant.records.body import Part, refuse
from confidant.records.values import Bp, Dec, Line

FORMS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "binary": frozenset({"p"}),
        "choice": frozenset({"choices"}),
        "interval": frozenset({"low", "high"}),
    }
)
"""Shape → the fields that a view of this shape has, exactly."""

WHOLE = 10_000
"""All probabilities of a choice together, in basis points."""

_PLACES = 9


class Choice(Part, frozen=True, kw_only=True):
    """An option of a forecast and its probability."""

    option: Line
    p: Bp


class View(Protocol):
    """What has the fields of a view."""

    @property
    def p(self) -> int | None:
        """Probability of yes in basis points."""

    @property
    def choices(self) -> tuple[Choice, ...] | None:
        """Options with their probabilities."""

    @property
    def low(self) -> str | None:
        """Lower end of an 80 % interval, a decimal string."""

    @property
    def high(self) -> str | None:
        """Upper end of an 80 % interval, a decimal string."""


def present(view: View) -> frozenset[str]:
    """Return the names of the fields of a view that have a value."""
    return frozenset(
        name for name in ("p", "choices", "low", "high") if getattr(view, name) is not None
    )


def check_numbers(view: View) -> None:
    """Check that options differ and sum to 10,000 basis points, and that low is not above high.

    Raises:
        ManifestSchemaError: otherwise.
    """
    if view.choices is not None:
        if len({choice.option for choice in view.choices}) != len(view.choices):
            raise refuse("choices", "options-differ")
        if sum(choice.p for choice in view.choices) != WHOLE:
            raise refuse("choices", "sum-10000")
    if view.low is not None and view.high is not None and scaled(view.low) > scaled(view.high):
        raise refuse("low", "not-above-high")


def scaled(decimal: str) -> int:
    """Return a decimal string of formats.md §9 in billionths, exactly."""
    whole, _, fraction = decimal.partition(".")
    return int(whole + fraction.ljust(_PLACES, "0"))


def is_decimal(text: str) -> bool:
    """Say whether a text is a decimal string of formats.md §9."""
    try:
        msgspec.convert(text, Dec)
    except msgspec.ValidationError:
        return False
    return True


def same_options(one: View, other: View) -> bool:
    """Say whether two views of the choice form are about the same options, in any order."""
    return {choice.option for choice in one.choices or ()} == {
        choice.option for choice in other.choices or ()
    }
