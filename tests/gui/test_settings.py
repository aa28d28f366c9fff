from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.services import settings
from confidant.ui import language, theme
from confidant.ui.lock_guard import IDLE_SETTING, OFF, SCREEN_SETTING, SLEEP_SETTING
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.settings.about import AboutSheet
from confidant.ui.settings.parts import parts
from confidant.ui.settings.view import SettingsScreen
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(tmp_path / "preferences.json")


@pytest.fixture
def screen(opened: OpenVault, store: PreferenceStore, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(opened.session, store)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show_place(Place("settings"))
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    made.show()
    return made


def stored(opened: OpenVault) -> dict[str, str]:
    return opened.ask(settings.every)


def test_what_protects_is_kept_in_the_vault(
    screen: SettingsScreen, opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    screen.idle.choose("1")
    screen.idle.activated.emit(screen.idle.currentIndex())
    screen.on_sleep.click()
    screen.on_screen_lock.click()
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    assert stored(opened) == {IDLE_SETTING: "1", SLEEP_SETTING: OFF, SCREEN_SETTING: OFF}
    assert b"lock" not in store._path.read_bytes() if store._path.exists() else True


def test_what_was_set_is_shown_at_the_next_unlock(
    screen: SettingsScreen, opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    screen.idle.choose("15")
    screen.idle.activated.emit(screen.idle.currentIndex())
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    again = SettingsScreen(opened.reopen(), store)
    qtbot.addWidget(again)
    again.show_place(Place("settings"))
    qtbot.waitUntil(lambda: again.idle.chosen == "15")
    assert again.on_sleep.isChecked()


def test_showing_what_is_set_writes_nothing(screen: SettingsScreen, opened: OpenVault) -> None:
    assert screen.on_sleep.isChecked()
    assert stored(opened) == {}


def test_the_look_changes_at_once_and_is_remembered(
    screen: SettingsScreen, store: PreferenceStore
) -> None:
    screen.colours.choose("dark")
    screen.colours.activated.emit(screen.colours.currentIndex())
    screen.scale.choose("1.5")
    screen.scale.activated.emit(screen.scale.currentIndex())
    screen.movement.click()
    look = theme.current()
    assert (look.choice, look.scale, look.movement) == ("dark", 1.5, False)
    again = PreferenceStore(store._path).current
    assert (again.theme, again.text_scale, again.movement) == ("dark", 1.5, False)


def test_the_language_changes_how_dates_are_written(
    screen: SettingsScreen, store: PreferenceStore, qapp: QApplication
) -> None:
    before = QLocale()
    try:
        screen.language.choose(language.SOURCE)
        screen.language.activated.emit(screen.language.currentIndex())
        assert QLocale().name() == "en_GB"
        assert store.current.language == "en_GB"
    finally:
        QLocale.setDefault(before)
        language.use(qapp, "C")
        QLocale.setDefault(before)


def test_forgetting_vaults_empties_the_list(
    screen: SettingsScreen, store: PreferenceStore, tmp_path: Path
) -> None:
    store.replace(store.current.with_vault(tmp_path))
    screen.remember.click()
    assert not store.current.recent_vaults
    screen.remember.click()
    assert list(store.current.recent_vaults) == [str(screen.session.directory)]


def test_about_shows_versions_and_the_text_of_licences(
    screen: SettingsScreen, qtbot: QtBot
) -> None:
    sheet = AboutSheet(screen)
    qtbot.addWidget(sheet)
    names = [sheet.choice.itemText(n) for n in range(sheet.choice.count())]
    assert names[0].startswith("Confidant ")
    assert any(name.startswith("PySide6") for name in names)
    serif = next(n for n, name in enumerate(names) if "source-serif" in name)
    sheet.choice.setCurrentIndex(serif)
    assert "SIL OPEN FONT LICENSE" in sheet.text.toPlainText().upper()


def test_every_part_names_its_licence() -> None:
    assert [part.name for part in parts() if not part.licence and not part.text] == []


def test_everything_that_can_be_reached_has_a_name_and_a_role(screen: SettingsScreen) -> None:
    assert nameless(screen) == []


def test_the_page_says_what_it_said(screen: SettingsScreen) -> None:
    check_outline(screen, "settings")
