"""The real program on a real screen: what locks it, and what it leaves for other programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.screen import RealScreen, need_reader
from tests.support.vaults import PASSPHRASE, Place, write

pytestmark = pytest.mark.xvfb

LOCKED = "Your journal is locked"
CANARY = "canary 7Q walks home"
OVER = False


@pytest.fixture
def screen(tmp_path: Path, qapp: QApplication) -> Iterator[RealScreen]:
    """The program, unlocked, with an entry that is being written."""
    assert qapp is not None  # speaks on the buses for the services of a computer
    need_reader()
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "Something older.")
    with RealScreen(tmp_path / "home", readable=True) as made:
        made.start(str(place.directory))
        unlock(made)
        yield made


def unlock(screen: RealScreen) -> None:
    field = screen.find("password text", "Passphrase")
    screen.click(field)
    screen.type(PASSPHRASE)
    screen.keys("Return")
    screen.find("push button", "New entry")


def write_canary(screen: RealScreen) -> None:
    """Begin an entry and type into its text."""
    screen.keys("ctrl+n")
    screen.click(screen.find("text", "Text"))
    screen.type(CANARY)
    screen.until(lambda: holds(screen, CANARY), screen.shown)


def holds(screen: RealScreen, text: str) -> bool:
    """Whether a screen reader finds a text anywhere in the program."""
    return any(
        text in part
        for one in screen.everything()
        for part in (one.name, one.text, one.description, one.label)
    )


def locked(screen: RealScreen) -> bool:
    return any(one.name == LOCKED for one in screen.everything())


SIGNALS = [
    pytest.param(
        "session",
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver.ActiveChanged",
        (True,),
        id="screen-saver",
    ),
    pytest.param(
        "session",
        "org.gnome.ScreenSaver",
        "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver.ActiveChanged",
        (True,),
        id="gnome",
    ),
    pytest.param(
        "system",
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager.PrepareForSleep",
        (True,),
        id="sleep",
    ),
    pytest.param(
        "system",
        "org.freedesktop.login1",
        "/org/freedesktop/login1/session/_31",
        "org.freedesktop.login1.Session.Lock",
        (),
        id="session-lock",
    ),
]


@pytest.mark.parametrize(("bus", "service", "path", "name", "values"), SIGNALS)
def test_the_computers_own_lock_locks_and_what_was_written_is_there_afterwards(
    screen: RealScreen, bus: str, service: str, path: str, name: str, values: tuple[object, ...]
) -> None:
    write_canary(screen)
    screen.say(bus, service, path, name, *values)
    screen.until(lambda: locked(screen), screen.shown)
    assert not holds(screen, CANARY)
    unlock(screen)
    screen.until(lambda: holds(screen, CANARY), screen.shown)


def test_a_sheet_and_a_file_dialog_do_not_keep_it_from_locking(screen: RealScreen) -> None:
    for keys in ("ctrl+j", "ctrl+o"):
        before = len(screen.everything())
        screen.keys(keys)
        screen.until(lambda: any(one.role == "dialog" for one in screen.everything()), screen.shown)
        assert len(screen.everything()) != before
        screen.keys("ctrl+l")
        screen.until(lambda: locked(screen), screen.shown)
        assert not any(one.role == "dialog" for one in screen.everything())
        unlock(screen)


def test_a_signal_that_says_the_screen_is_open_again_locks_nothing(screen: RealScreen) -> None:
    service = "org.freedesktop.ScreenSaver"
    screen.say("session", service, "/org/freedesktop/ScreenSaver", f"{service}.ActiveChanged", OVER)
    screen.say(
        "system",
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager.PrepareForSleep",
        OVER,
    )
    write_canary(screen)
    assert not locked(screen)


def test_copies_are_marked_and_taken_back_at_the_lock_and_selections_stay_private(
    screen: RealScreen,
) -> None:
    write_canary(screen)
    screen.keys("ctrl+a", "ctrl+c")
    screen.until(lambda: screen.held("clipboard") == CANARY, screen.shown)
    assert screen.held("clipboard", "x-kde-passwordManagerHint") == "secret"
    assert screen.held("primary") == ""
    screen.keys("ctrl+l")
    screen.until(lambda: locked(screen), screen.shown)
    screen.until(lambda: screen.held("clipboard") == "")
    assert screen.held("primary") == ""


def test_quitting_by_key_ends_the_program_and_takes_the_copy_back(screen: RealScreen) -> None:
    write_canary(screen)
    screen.keys("ctrl+a", "ctrl+c")
    screen.until(lambda: screen.held("clipboard") == CANARY, screen.shown)
    screen.keys("ctrl+q")
    assert screen.wait() == 0
    assert screen.held("clipboard") == ""
