"""Forecasts: questions that the world will answer."""

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

import msgspec

from confidant.compat import override
from confidant.errors import (
    AlreadyResolvedError,
    InvalidValueError,
    ManifestSchemaError,
    ResolutionError,
)
from confidant.records.body import Common, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Dec, Line, Ms, Ref, Text, up_to
from confidant.records.views import FORMS, Choice, check_numbers, is_decimal, present, same_options

ForecastShape: TypeAlias = Literal["binary", "choice", "interval"]

AMBIGUOUS = "ambiguous"
"""The resolution that counts for nothing: nobody can say."""

_VIEW = frozenset({"p", "choices", "low", "high"})


class Update(Part, frozen=True, kw_only=True):
    """A later view of a forecast, in the same shape."""

    at: Ms
    p: Bp | None = None
    choices: Annotated[tuple[Choice, ...], up_to(20, least=2)] | None = None
    low: Dec | None = None
    high: Dec | None = None
    why: Text | None = None

    @override
    def check_rules(self) -> None:
        check_numbers(self)


class Forecast(Common, frozen=True, kw_only=True, tag="forecast"):
    """A question with a probability, choices or an interval that should hold in 80 %."""

    fixed: ClassVar[frozenset[str]] = frozenset({"updates", "resolution", "resolved_at"})

    question: Annotated[Text, Mark.SEALED, Role.BODY]
    shape: Annotated[ForecastShape, Mark.SEALED]
    p: Annotated[Bp | None, Mark.WITHHELD, Mark.SEALED, Role.MEASURE] = None
    choices: Annotated[
        Annotated[tuple[Choice, ...], up_to(20, least=2)] | None, Mark.WITHHELD, Mark.SEALED
    ] = None
    low: Annotated[Dec | None, Mark.WITHHELD, Mark.SEALED] = None
    high: Annotated[Dec | None, Mark.WITHHELD, Mark.SEALED] = None
    unit: Annotated[Line | None, Mark.SEALED, Role.STRUCTURAL] = None
    resolve_by: Annotated[Day, Mark.DEFAULT, Role.DUE]
    updates: Annotated[Annotated[tuple[Update, ...], up_to(200)] | None, Mark.WITHHELD] = None
    resolution: Annotated[Line | None, Mark.DEFAULT] = None
    resolved_at: Annotated[Ms | None, Mark.DEFAULT] = None
    lesson: Annotated[Text | None, Mark.DEFAULT] = None
    decision: Annotated[Ref | None, Mark.DEFAULT] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        form = FORMS[self.shape]
        shown = present(self)
        if withheld is not None:
            fits = shown | (withheld & _VIEW) == form
        else:
            fits = shown in (frozenset(), form)
        if not fits:
            raise refuse("shape", "one-form")
        check_numbers(self)
        if any(present(update) != form for update in self.updates or ()):
            raise refuse("updates", "one-form")

    @override
    def seals_after(self, before: Self | None) -> bool:
        return self.decision is None

    def resolve(self, resolution: str, at: int) -> Self:
        """Return the forecast with what the world said.

        Args:
            resolution: yes or no, one of the options, a decimal value; or `ambiguous`.
            at: the instant in UTC milliseconds.

        Raises:
            AlreadyResolvedError: it was resolved before.
            ResolutionError: it does not fit the shape; `hint` says what would.
        """
        if self.resolution is not None:
            raise AlreadyResolvedError
        return self.with_changes(resolution=self._outcome(resolution.strip()), resolved_at=at)

    def update(
        self,
        *,
        at: int,
        p: int | None = None,
        choices: tuple[Choice, ...] | None = None,
        low: str | None = None,
        high: str | None = None,
        why: str | None = None,
    ) -> Self:
        """Return the forecast with a later view of the same shape and the same options.

        Args:
            at: the instant in UTC milliseconds.
            p: basis points, for yes or no.
            choices: the options, all of them.
            low: decimal string.
            high: decimal string.
            why: what changed.

        Raises:
            AlreadyResolvedError: the world has spoken.
            InvalidValueError: another shape, other options, or numbers that do not fit.
        """
        if self.resolution is not None:
            raise AlreadyResolvedError
        plain = {"at": at, "p": p, "choices": choices, "low": low, "high": high, "why": why}
        given = {name: value for name, value in plain.items() if value is not None}
        try:
            update = msgspec.convert(msgspec.to_builtins(given), Update)
            check_numbers(update)
        except (msgspec.ValidationError, ManifestSchemaError):
            raise InvalidValueError(field="updates", hint=self.shape) from None
        if present(update) != FORMS[self.shape] or not self._same_options(update):
            raise InvalidValueError(field="updates", hint=self.shape)
        return self.appended("updates", update)

    def _same_options(self, update: Update) -> bool:
        """Say whether an update is about my options; where mine are withheld, any will do."""
        return self.choices is None or same_options(self, update)

    def _outcome(self, said: str) -> str:
        """Return a resolution in the spelling that is stored."""
        word = said.casefold()
        if word == AMBIGUOUS:
            return AMBIGUOUS
        if self.shape == "interval":
            if not is_decimal(said):
                raise ResolutionError(hint="dec")
            return said
        options = ["yes", "no"]
        if self.shape == "choice":
            options = [choice.option for choice in self.choices or ()]
        meant = [option for option in options if said == option]
        meant = meant or [option for option in options if option.casefold() == word]
        if len(meant) != 1:
            raise ResolutionError(hint="|".join(options))
        return meant[0]
