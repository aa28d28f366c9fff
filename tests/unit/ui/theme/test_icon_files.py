"""The icon files keep the rules of the set."""

import re
from pathlib import Path

import pytest

ICONS = sorted((Path(__file__).resolve().parents[4] / "resources" / "icons").glob("*.svg"))
NEEDED = [
    "journal",
    "doubt",
    "decision",
    "insight",
    "conversation",
    "rehearsal",
    "meeting",
    "development",
    "settings",
    "lock",
    "private",
    "shareable",
    "seal",
    "file-encrypted",
    "verified",
    "key-changed",
    "commitment",
    "key",
    "affirm",
    "ask",
    "challenge",
    "advise",
    "experience",
    "observe",
    "warn",
    "add",
    "close",
    "check",
    "more",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "search",
    "calendar",
    "clock",
    "history",
    "star",
    "share",
    "print",
    "undo",
    "attach",
    "people",
    "target",
    "tripwire",
    "speaking",
    "hand",
    "smile",
    "table",
    "drag",
    "info",
    "caution",
    "pause",
]


def test_every_meaning_has_an_icon() -> None:
    assert set(NEEDED) <= {path.stem for path in ICONS}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_drawn_with_one_stroke_in_the_current_colour(path: Path) -> None:
    drawing = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert drawing.count('stroke="currentColor"') == 1
    assert drawing.count('stroke-width="1.75"') == 1
    assert drawing.count('fill="none"') == drawing.count("fill=") == 1
    assert 'stroke-linecap="round" stroke-linejoin="round"' in drawing
    assert not re.search(r"#[0-9A-Fa-f]{3}|href|<script|<style", drawing)
