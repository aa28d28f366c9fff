"""Trends: signals that assumptions rest on."""

from typing import Annotated, Literal

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Five, Line, Text, up_to


class SoWhat(Part, frozen=True, kw_only=True):
    """What a trend means for one function."""

    function: Line
    text: Text


class Trend(Common, frozen=True, kw_only=True, tag="trend"):
    """A signal, its theme and what it could mean."""

    signal: Annotated[Text, Mark.DEFAULT, Role.BODY]
    origin: Annotated[Line | None, Mark.DEFAULT] = None
    seen_on: Annotated[Day | None, Mark.DEFAULT] = None
    theme: Annotated[
        Literal["social", "technological", "economic", "environmental", "political"] | None,
        Mark.DEFAULT,
    ] = None
    horizon: Annotated[Line | None, Mark.DEFAULT] = None
    likelihood: Annotated[Bp | None, Mark.DEFAULT, Role.MEASURE] = None
    impact: Annotated[Five | None, Mark.DEFAULT] = None
    so_what: Annotated[Annotated[tuple[SoWhat, ...], up_to(20)] | None, Mark.DEFAULT] = None
    signposts: Annotated[Annotated[tuple[Text, ...], up_to(20)] | None, Mark.DEFAULT] = None
