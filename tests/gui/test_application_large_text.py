"""At 1.75 times the usual size of text nothing is cut, in the smallest window."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from confidant.ui import theme
from tests.support.stage import EVERY, SMALL, cut, on_stage

LARGE = 1.75


def test_nothing_is_cut_when_the_text_is_large(
    tmp_path: Path, qapp: QApplication, look: theme.Theme
) -> None:
    assert qapp is not None
    found: dict[str, list[str]] = {}
    with on_stage(tmp_path, longer=False) as stage:
        look.set_scale(LARGE)  # once: every window of the stage is drawn anew
        for name in EVERY:
            with stage.scene(name, SMALL) as made:
                found[name] = cut(made)
    assert {name: words for name, words in found.items() if words} == {}
