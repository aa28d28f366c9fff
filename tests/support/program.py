"""The whole program with its windows, in this process, over a home of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from confidant.ui.application import Application
from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.commands import Command
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.shell import building
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.unlock.entrance import EntranceWindow
from confidant.vault.vault import Vault
from tests.support.vaults import CHEAP, PASSPHRASE
from tests.support.vaults import Place as VaultPlace

T = TypeVar("T")
AnyScreen = TypeVar("AnyScreen", bound=Screen)

building.FIRST_MS = 0  # nobody looks at the first screen before the others are there
WAIT_MS = 15_000
_STEP_MS = 5


class Program:
    """Confidant as it was started, and hands for it."""

    def __init__(self, qt: QApplication, root: Path, name: str = "Journal") -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.vault = VaultPlace(root, name)
        self.preferences = PreferenceStore(root / "preferences.json")
        self.preferences.change(text_scale=1.0, theme="light", movement=False)
        self.clock = self.vault.clock
        self.application = Application(
            qt,
            preferences=self.preferences,
            clock=self.clock,
            entropy=self.vault.entropy,
            state_directory=self.vault.state,
            kdf=CHEAP,
        )

    @property
    def window(self) -> MainWindow:
        """The window of the open vault."""
        assert self.application.desk is not None
        return self.application.desk.window

    @property
    def session(self) -> Session:
        assert self.application.desk is not None
        return self.application.desk.session

    @property
    def keeper(self) -> BackupKeeper:
        """What makes backups while the vault is open."""
        assert self.application.desk is not None
        return self.application.desk.keeper

    @property
    def entrance(self) -> EntranceWindow:
        assert self.application.entrance is not None
        return self.application.entrance

    @property
    def is_open(self) -> bool:
        return self.application.desk is not None

    def make_vault(self, *, name: str = "Ann Leader") -> Path:
        """Make a vault beforehand, as another day did."""
        self.vault.create(name=name).close()
        return self.vault.directory

    def start(self, path: Path | None = None) -> None:
        self.application.start(path)

    def open(self, path: Path | None = None) -> MainWindow:
        """Start at the vault and unlock it."""
        self.start(path or self.vault.directory)
        return self.unlock()

    def unlock(self, passphrase: str = PASSPHRASE) -> MainWindow:
        """Type the passphrase and press Return."""
        field = self.entrance.unlock_view.passphrase
        field.setFocus()
        QTest.keyClicks(field, passphrase)
        QTest.keyClick(field, Qt.Key.Key_Return)
        wait_until(lambda: self.is_open)
        desk = self.application.desk
        wait_until(lambda: desk is None or not desk.builder.is_building)
        self.settle()
        return self.window

    def screen(self, kind: type[AnyScreen]) -> AnyScreen:
        found = self.window.screen_named(kind.name)
        assert isinstance(found, kind)
        return found

    def go(self, kind: type[AnyScreen], view: str = "") -> AnyScreen:
        """Show a screen as its command does."""
        self.window.go(Place(kind.name, view=view))
        self.settle()
        return self.screen(kind)

    def do(self, keys: str) -> None:
        """Run the command with these keys; it must be possible."""
        command = self.command(keys)
        command.refresh()
        assert command.isEnabled(), command.reason
        command.trigger()
        self.settle()

    def command(self, keys: str) -> Command:
        """Return the command of the shown screen, or of the shell, with these keys."""
        screen = self.window.current_screen()
        own = list(screen.commands()) if screen is not None else []
        every: list[Command] = [*own, *self.window.commands]
        return next(one for one in every if one.shortcut().toString() == keys)

    def ask(self, verb: Callable[[Vault], T]) -> T:
        """Run a verb beside the window, on its vault thread."""
        vault = self.session._vault
        assert vault is not None
        return self.application.worker.submit(lambda: verb(vault)).result()

    def settle(self) -> None:
        """Wait until nothing is asked of the vault any more."""
        for _ in range(3):
            QApplication.processEvents()
            wait_until(lambda: not self.is_open or self.session.runner.pending == 0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def is_free(self) -> bool:
        """Whether somebody else can open the vault: nobody holds it."""
        with self.vault.open():
            return True

    def close(self) -> None:
        """Quit, and leave nothing behind in this process."""
        self.application.quit()
        wait_until(lambda: not self.application.is_ending)
        self.application.crashes.uninstall()
        self.application.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def program(root: Path, name: str = "Journal") -> Iterator[Program]:
    """Give a program that was not started yet; quit it afterwards."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    made = Program(qt, root, name)
    try:
        yield made
    finally:
        made.close()


def wait_until(condition: Callable[[], bool]) -> None:
    """Let events through until something is true."""
    waited = QElapsedTimer()
    waited.start()
    while not condition():
        assert waited.elapsed() < WAIT_MS
        pause(_STEP_MS)


def pause(milliseconds: int) -> None:
    """Let events through for a while, and other threads beside them.

    `QTest.qWait` keeps the interpreter's lock: a thread then gets it for a moment only, once
    between two calls, and what takes it often takes seconds.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def focused() -> QWidget:
    """Return what the keyboard goes to."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def top_levels() -> list[QWidget]:
    """Return every window on the screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]
