"""The contrast of every pair that may meet, recomputed from the tokens (WCAG 2.x).

A new pair of text and background goes into this list first.
"""

from dataclasses import fields
from math import floor
from typing import Final

import pytest

from confidant.ui.theme.style_sheet import style_sheet
from confidant.ui.theme.theme import TOKEN_NAMES
from confidant.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

PAIRS: Final = (
    ("ink", "raised", 15.7, 13.7, 21.0),
    ("accent_ink", "accent", 8.2, 8.4, 15.1),
    ("ink", "surface", 14.4, 14.7, 21.0),
    ("accent_ink", "accent_hover", 10.8, 10.9, 16.6),
    ("ink", "shell", 13.0, 15.4, 21.0),
    ("caution", "raised", 5.9, 8.3, 15.1),
    ("ink", "accent_soft", 12.6, 10.4, 10.4),
    ("caution", "surface", 5.4, 8.9, 15.1),
    ("ink", "felt_soft", 13.8, 12.3, 21.0),
    ("caution", "shell", 4.9, 9.3, 15.1),
    ("ink", "caution_soft", 13.0, 11.7, 21.0),
    ("caution", "caution_soft", 4.9, 7.1, 15.1),
    ("ink", "danger_soft", 12.6, 12.3, 21.0),
    ("caution", "accent_soft", 4.8, 6.3, 7.5),
    ("ink", "mark", 13.5, 8.7, 10.4),
    ("danger", "raised", 7.4, 7.2, 10.4),
    ("ink_muted", "raised", 7.0, 8.1, 21.0),
    ("danger", "surface", 6.8, 7.8, 10.4),
    ("ink_muted", "surface", 6.4, 8.7, 21.0),
    ("danger", "danger_soft", 5.9, 6.5, 10.4),
    ("ink_muted", "shell", 5.8, 9.1, 21.0),
    ("danger_ink", "danger", 7.5, 7.8, 10.4),
    ("ink_muted", "accent_soft", 5.6, 6.1, 10.4),
    ("success", "raised", 6.9, 8.8, 14.8),
    ("ink_muted", "felt_soft", 6.1, 7.2, 21.0),
    ("success", "surface", 6.3, 9.4, 14.8),
    ("ink_muted", "caution_soft", 5.8, 6.9, 21.0),
    ("success", "success_soft", 5.8, 7.3, 14.8),
    ("ink_muted", "success_soft", 5.8, 6.7, 21.0),
    ("felt", "raised", 8.3, 8.2, 13.2),
    ("ink_subtle", "raised", 5.8, 6.6, 21.0),
    ("felt", "surface", 7.6, 8.8, 13.2),
    ("ink_subtle", "surface", 5.3, 7.1, 21.0),
    ("felt", "felt_soft", 7.2, 7.3, 13.2),
    ("ink_subtle", "shell", 4.8, 7.4, 21.0),
    ("felt", "accent_soft", 6.6, 6.2, 6.5),
    ("ink_subtle", "accent_soft", 4.7, 5.0, 10.4),
    ("line_strong", "raised", 4.2, 4.2, 21.0),
    ("ink_subtle", "caution_soft", 4.8, 5.6, 21.0),
    ("line_strong", "surface", 3.9, 4.5, 21.0),
    ("ink_subtle", "sunken", 5.0, 7.3, 21.0),
    ("line_strong", "shell", 3.5, 4.8, 21.0),
    ("placeholder", "raised", 4.9, 5.4, 13.6),
    ("focus", "raised", 8.1, 7.9, 13.6),
    ("md_syntax", "raised", 5.5, 5.4, 13.6),
    ("focus", "shell", 6.7, 8.9, 13.6),
    ("md_syntax", "felt_soft", 4.8, 4.8, 13.6),
    ("focus", "accent_soft", 6.5, 6.0, 6.7),
    ("accent", "raised", 8.1, 7.9, 15.1),
    ("disabled", "raised", 4.2, 4.2, 9.6),
    ("accent", "surface", 7.4, 8.5, 15.1),
    ("disabled", "sunken", 3.6, 4.7, 9.6),
    ("accent", "shell", 6.7, 8.9, 15.1),
    ("chart_interval", "raised", 3.6, 4.4, 21.0),
    ("accent", "accent_soft", 6.5, 6.0, 7.5),
    ("chart_interval", "sunken", 3.1, 4.9, 21.0),
)
MARKS: Final = frozenset({"line_strong", "focus", "disabled", "chart_interval"})
THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_the_contrast_is_what_the_design_says(pair: tuple[str, str, float, float, float]) -> None:
    text, background, *expected = pair
    for tokens, wanted in zip(THEMES, expected, strict=True):
        found = contrast(getattr(tokens, text), getattr(tokens, background))
        assert floor(found * 10 + 1e-9) / 10 == wanted, tokens.name  # the table rounds down


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_no_pair_falls_below_the_floor(pair: tuple[str, str, float, float, float]) -> None:
    text, background, *_ = pair
    least = 3.0 if text in MARKS else 4.5
    for tokens in THEMES:
        assert contrast(getattr(tokens, text), getattr(tokens, background)) >= least, tokens.name


def test_black_on_white_is_the_known_maximum() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_the_names_that_code_may_use_are_the_tokens() -> None:
    colours = {f.name for f in fields(Tokens)} - {"name", "is_dark", "outlined"}
    assert set(TOKEN_NAMES) == colours


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_every_colour_is_six_hexadecimal_digits(tokens: Tokens) -> None:
    for name in TOKEN_NAMES:
        value = getattr(tokens, name)
        assert value.startswith("#")
        assert len(bytes.fromhex(value[1:])) == 3


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_a_style_sheet_sets_no_font(tokens: Tokens) -> None:
    assert "font" not in style_sheet(tokens, 1.0)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_a_style_sheet_holds_no_colour_but_tokens(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, 1.0)
    known = {getattr(tokens, name) for name in TOKEN_NAMES}
    used = {part[:7] for part in sheet.split() if part.startswith("#")}
    assert used <= known
