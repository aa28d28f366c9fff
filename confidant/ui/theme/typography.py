"""The type roles: one serif for what people write, one sans for what the program says.

Weights are 400 and 600 only: 600 is the heaviest face that is loaded, and Qt smears the outlines
when asked for more.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

SERIF: Final = "Source Serif Pro"
SANS: Final = "Source Sans Pro"
REGULAR: Final = 400
SEMIBOLD: Final = 600


@dataclass(frozen=True)
class Face:
    """One role's face. Sizes are logical pixels at text scale 1.0; `spacing` is between letters."""

    family: str
    size: int
    weight: int
    line: int
    spacing: float = 0.0
    upper: bool = False


class Role(Enum):
    """What a text is for."""

    DISPLAY = Face(SERIF, 28, SEMIBOLD, 38)
    TITLE = Face(SERIF, 22, SEMIBOLD, 30)
    READ = Face(SERIF, 17, REGULAR, 27)
    READ_SMALL = Face(SERIF, 15, REGULAR, 23)
    NUMBER = Face(SANS, 27, SEMIBOLD, 34)
    RAIL = Face(SANS, 12, REGULAR, 15)
    RAIL_STRONG = Face(SANS, 12, SEMIBOLD, 15)
    H3 = Face(SANS, 16, SEMIBOLD, 22)
    UI = Face(SANS, 14, REGULAR, 20)
    UI_STRONG = Face(SANS, 14, SEMIBOLD, 20)
    SMALL = Face(SANS, 13, REGULAR, 17)
    SMALL_STRONG = Face(SANS, 13, SEMIBOLD, 17)
    EYEBROW = Face(SANS, 12, SEMIBOLD, 15, 0.6, upper=True)
    ROW_TITLE = Face(SANS, 15, SEMIBOLD, 20)
    TEXT_HEADING = Face(SANS, 18, SEMIBOLD, 26)
