from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from confidant.errors import BugError
from confidant.ui.commands import Menu
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.shell.building import FIRST_MS, ScreenBuilder
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.shell.places import plan
from tests.support.sessions import OpenVault, open_vault


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(tmp_path / "preferences.json")


@pytest.fixture
def window(opened: OpenVault, store: PreferenceStore, qtbot: QtBot) -> MainWindow:
    made = MainWindow(opened.session, store)
    qtbot.addWidget(made, before_close_func=lambda w: w.hide())
    return made


def menus(window: MainWindow) -> dict[Menu, list[str]]:
    return {menu: [c.text() for c in window.commands.of(menu)] for menu in Menu}


def test_the_rail_is_whole_before_a_screen_is_built(
    window: MainWindow, opened: OpenVault, store: PreferenceStore
) -> None:
    planned = plan(opened.session, store)
    ScreenBuilder(window, planned)
    assert list(window._rail._buttons) == [one.name for one in planned if one.on_rail]
    assert window._screens == {}


def test_the_place_that_is_wanted_is_built_at_once_and_alone(
    window: MainWindow, opened: OpenVault, store: PreferenceStore
) -> None:
    ScreenBuilder(window, plan(opened.session, store))
    window.go(Place("decisions"))
    assert list(window._screens) == ["decisions"]


def test_the_others_follow_one_by_one_and_each_is_told_once(
    window: MainWindow, opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    planned = plan(opened.session, store)
    builder = ScreenBuilder(window, planned)
    told: list[str] = []
    builder.built.connect(lambda screen: told.append(screen.name))
    window.go(Place("doubts"))
    with qtbot.waitSignal(builder.finished):
        builder.start()
    assert sorted(told) == sorted(one.name for one in planned)
    assert builder.build("doubts") is None


def test_menus_are_the_same_whichever_screen_came_first(
    opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    found = []
    for first in ("journal", "settings"):
        window = MainWindow(opened.session, store)
        qtbot.addWidget(window, before_close_func=lambda w: w.hide())
        builder = ScreenBuilder(window, plan(opened.session, store))
        builder.build(first)
        with qtbot.waitSignal(builder.finished):
            builder.start()
        shown = {
            menu: [action.text() for action in bar.actions()] for menu, bar in window._menus.items()
        }
        assert shown == menus(window)
        found.append(shown)
    assert found[0] == found[1]


def test_a_window_that_closes_builds_no_more(
    window: MainWindow, opened: OpenVault, store: PreferenceStore
) -> None:
    builder = ScreenBuilder(window, plan(opened.session, store))
    builder.start()
    builder.stop()
    assert builder.build("journal") is None
    with pytest.raises(BugError):
        window.screen_named("journal")


@pytest.mark.usefixtures("qapp")
def test_the_rail_says_what_the_pages_say(opened: OpenVault, store: PreferenceStore) -> None:
    for planned in plan(opened.session, store):
        if planned.on_rail:
            screen = planned.build()
            assert screen.title() == planned.title
            delete(screen)  # it has no parent, and later tests look for what a lock leaves


def test_what_the_first_screen_reads_goes_first(
    window: MainWindow, opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    planned = plan(opened.session, store)
    builder = ScreenBuilder(window, planned)
    read = Event()
    opened.session.read(window, lambda _vault: read.wait(10), lambda _read: None)
    builder.start()
    qtbot.wait(FIRST_MS + 50)
    assert window._screens == {}
    read.set()
    qtbot.waitUntil(lambda: not builder.is_building, timeout=15_000)
    assert len(window._screens) == len(planned)
