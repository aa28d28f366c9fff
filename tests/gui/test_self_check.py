"""The part of self-test that draws."""

import pytest
from pytestqt.qtbot import QtBot

from confidant.errors import BugError
from confidant.ui import self_check
from confidant.ui.theme.fonts import LoadedFonts


def test_faces_icons_and_translations_are_looked_at(qtbot: QtBot) -> None:
    assert qtbot is not None
    faces, icons, translations = self_check.check()
    assert faces == "8 faces"
    assert int(icons.split()[0]) > 50
    assert translations.endswith("translations")


def test_a_missing_face_is_a_mistake_of_ours(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qtbot is not None
    monkeypatch.setattr(self_check, "load_fonts", lambda: LoadedFonts((), ("SourceSansPro",)))
    with pytest.raises(BugError):
        self_check.check()


def test_an_icon_without_a_line_is_a_mistake_of_ours(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot is not None
    monkeypatch.setattr(self_check, "_INK", "none")
    with pytest.raises(BugError):
        self_check.check()
