"""The clipboard is taken back, the selection is not published, the vault locks by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.ui.clipboard import PrivateClipboard, copy_private, private_mime
from confidant.ui.lock_guard import IDLE_SETTING, OFF, SCREEN_SETTING, SLEEP_SETTING, LockGuard
from confidant.ui.screen_lock import ScreenLockWatcher

WINDOWS = 'application/x-qt-windows-mime;value="{}"'


@pytest.fixture
def private(qapp: QApplication) -> Iterator[PrivateClipboard]:
    """A clipboard that clears after a moment."""
    private = PrivateClipboard(qapp, clear_after_ms=60)
    yield private
    qapp.clipboard().clear()
    private.setParent(None)
    private.deleteLater()


def test_a_copy_is_fresh_and_carries_every_hint() -> None:
    data = private_mime("text")
    assert data.text() == "text"
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert data.hasFormat("org.nspasteboard.ConcealedType")
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert bytes(data.data(WINDOWS.format(name)).data()) == bytes(4)
    assert not data.hasHtml()


def test_a_copy_is_cleared_after_a_while(
    qtbot: QtBot, qapp: QApplication, private: PrivateClipboard
) -> None:
    copy_private("secret")
    assert qapp.clipboard().text() == "secret"
    assert private.holds_ours
    qtbot.waitUntil(lambda: qapp.clipboard().text() == "")
    assert not private.holds_ours


def test_what_another_program_copied_since_stays(
    qapp: QApplication, private: PrivateClipboard
) -> None:
    copy_private("secret")
    qapp.clipboard().setText("theirs")
    assert not private.holds_ours
    assert not private._timer.isActive()
    private.clear()
    assert qapp.clipboard().text() == "theirs"


def test_a_lock_clears_at_once(qapp: QApplication, private: PrivateClipboard) -> None:
    copy_private("secret")
    private.clear()
    assert qapp.clipboard().text() == ""


class Times:
    """Two clocks that go as told."""

    def __init__(self) -> None:
        self.steady_s = 100.0
        self.wall_ms = 1_700_000_000_000

    def now_ms(self) -> int:
        return self.wall_ms

    def today(self) -> date:
        return date(2026, 11, 21)

    def zone(self) -> str:
        return "UTC"

    def steady(self) -> float:
        return self.steady_s

    def pass_s(self, seconds: float) -> None:
        self.steady_s += seconds
        self.wall_ms += round(seconds * 1000)


class Watched:
    """A guard and what it said."""

    def __init__(self, qapp: QApplication) -> None:
        self.times = Times()
        self.watcher = ScreenLockWatcher()
        self.guard = LockGuard(
            qapp, self.times, steady=self.times.steady, watcher=self.watcher, parent=qapp
        )
        self.locked = 0
        self.warnings: list[int] = []
        self.calm = 0
        self.said: list[str] = []
        self.guard.lock_requested.connect(self._lock)
        self.guard.warned.connect(self.warnings.append)
        self.guard.calmed.connect(self._calm)
        self.guard.announced.connect(self.said.append)

    def _lock(self) -> None:
        self.locked += 1

    def _calm(self) -> None:
        self.calm += 1

    def after(self, seconds: float) -> None:
        self.times.pass_s(seconds)
        self.guard.check()


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[Watched]:
    """A guard of five minutes."""
    watched = Watched(qapp)
    yield watched
    watched.guard.stop()
    watched.guard.setParent(None)
    watched.guard.deleteLater()


def test_it_locks_once_after_five_minutes_and_warns_before(watched: Watched) -> None:
    watched.after(269)
    assert (watched.warnings, watched.locked) == ([], 0)
    watched.after(1)
    watched.after(10)
    assert watched.warnings == [30]
    assert watched.said[-1] == "Locks in 20 seconds"
    watched.after(20)
    assert watched.locked == 1
    assert not watched.guard.is_running
    watched.guard.lock_now()
    assert watched.locked == 1


def test_a_sign_of_life_begins_anew(watched: Watched) -> None:
    watched.after(280)
    watched.guard.stay_open()
    assert watched.calm == 1
    assert watched.said[-1] == "Locks after 5 min idle"
    watched.after(280)
    assert watched.locked == 0
    assert watched.warnings == [20, 20]


def test_our_own_events_are_no_signs_of_life(watched: Watched) -> None:
    watched.after(200)
    watched.guard.eventFilter(QObject(), QEvent(QEvent.Type.MouseMove))
    watched.after(101)
    assert watched.locked == 1


@pytest.mark.parametrize("jump_ms", [31_000, -31_000, 8 * 3_600_000])
def test_a_wall_clock_that_jumped_means_sleep(watched: Watched, jump_ms: int) -> None:
    watched.times.wall_ms += jump_ms
    watched.after(1)
    assert watched.locked == 1


def test_a_small_correction_of_the_clock_does_not_lock(watched: Watched) -> None:
    watched.times.wall_ms += 29_000
    watched.after(1)
    watched.times.wall_ms -= 29_000
    watched.after(1)
    assert watched.locked == 0


@pytest.mark.parametrize(
    ("value", "minutes"), [("1", 1), ("15", 15), ("0", 5), ("never", 5), ("", 5), ("999999", 5)]
)
def test_the_idle_time_comes_from_the_vault_and_is_never_never(
    watched: Watched, value: str, minutes: int
) -> None:
    watched.guard.apply_settings({IDLE_SETTING: value})
    assert watched.guard.idle_minutes == minutes
    assert watched.said[-1] == f"Locks after {minutes} min idle"
    watched.after(minutes * 60 - 1)
    assert watched.locked == 0
    watched.after(1)
    assert watched.locked == 1


def test_sleep_and_the_screens_lock_lock_unless_switched_off(watched: Watched) -> None:
    watched.guard.apply_settings({SLEEP_SETTING: OFF, SCREEN_SETTING: OFF})
    watched.watcher.on_sleep(begins=True)
    watched.watcher.on_active(active=True)
    assert watched.locked == 0
    watched.guard.apply_settings({})
    watched.watcher.on_sleep(begins=False)
    watched.watcher.on_active(active=False)
    assert watched.locked == 0
    watched.watcher.on_lock()
    assert watched.locked == 1


def test_without_a_bus_nothing_is_heard_and_nothing_fails() -> None:
    nowhere = QDBusConnection("no-such-bus")
    watcher = ScreenLockWatcher(session=nowhere, system=nowhere)
    assert watcher.start() == 0


LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from confidant.ui.screen_lock import ScreenLockWatcher
app = QCoreApplication([])
watcher = ScreenLockWatcher(any_sender=True)
heard = []
watcher.screen_locked.connect(lambda: heard.append("screen"))
watcher.slept.connect(lambda: heard.append("sleep"))
def look():
    if len(heard) == 3:
        print(" ".join(heard))
        app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
QTimer.singleShot(10_000, app.quit)
print(watcher.start(), flush=True)
app.exec()
"""
MESSAGES = (
    ("--session", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"),
    ("--system", "/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep",
     "boolean:true"),
    ("--system", "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock"),
)  # fmt: skip


def _bus() -> tuple[subprocess.Popen[str], str]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],  # noqa: S607 -- from the PATH
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    return daemon, daemon.stdout.readline().strip()


@pytest.mark.skipif(
    not (shutil.which("dbus-daemon") and shutil.which("dbus-send")), reason="needs dbus-daemon"
)
def test_lock_and_sleep_are_heard_on_real_buses() -> None:
    (session, session_address), (system, system_address) = _bus(), _bus()
    environment = os.environ | {
        "DBUS_SESSION_BUS_ADDRESS": session_address,
        "DBUS_SYSTEM_BUS_ADDRESS": system_address,
    }
    try:
        listener = subprocess.Popen(
            [sys.executable, "-c", LISTENER], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert listener.stdout is not None
        assert int(listener.stdout.readline()) >= 3
        for message in MESSAGES:
            bus, path, name, *values = message
            subprocess.run(
                ["dbus-send", bus, "--type=signal", path, name, *values],  # noqa: S607 -- as above
                env=environment,
                check=True,
            )
        output, _errors = listener.communicate(timeout=20)
        assert sorted(output.split()) == ["screen", "screen", "sleep"]
    finally:
        for daemon in (session, system):
            daemon.kill()
            daemon.communicate()
