"""Sizes at text scale 1.0, in logical pixels; `Theme.px` multiplies them."""

from typing import Final

SPACES: Final = (2, 4, 8, 12, 16, 24, 32, 48)

PAGE_MARGIN: Final = 40
PAGE_MARGIN_NARROW: Final = 24
CARD_GAP: Final = 12
CARD_PADDING: Final = (16, 12)
LABEL_GAP: Final = 5
ROW_PADDING: Final = (13, 9)

RADIUS_CONTROL: Final = 8
RADIUS_CARD: Final = 10
RADIUS_SHEET: Final = 12
RADIUS_CHIP: Final = 8
RADIUS_SEGMENT: Final = 6
RADIUS_CHECKBOX: Final = 4

CONTROL: Final = 36
CONTROL_SMALL: Final = 28
HIT: Final = 32
CHECKBOX: Final = 18
HANDLE: Final = 18
CHIP: Final = 21

ICON_CHIP: Final = 13
ICON: Final = 16
ICON_RAIL: Final = 20
ICON_EMPTY: Final = 40

READING_WIDTH: Final = 760
SHEET_WIDTH: Final = 640

UNFOLD_MS: Final = 120
FADE_MS: Final = 100
