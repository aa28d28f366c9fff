"""The part of self-test that draws."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from confidant import bootstrap, resources
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


def test_a_damaged_translation_is_a_mistake_of_ours(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert qtbot is not None
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "confidant_de.qm").write_bytes(b"not a translation")
    monkeypatch.setattr(resources, "directory", lambda: tmp_path)
    with pytest.raises(BugError):
        self_check.check()


def test_self_test_looks_at_the_window_too(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qtbot is not None
    assert bootstrap.run_verb(["self-test", "--json"]) == 0
    assert '"8 faces"' in capsys.readouterr().out
