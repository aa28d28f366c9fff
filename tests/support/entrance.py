"""The entrance window over real vaults: cheap keys, words and codes that can be repeated."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from confidant.environment import Entropy
from confidant.ui.preferences import PreferenceStore
from confidant.ui.unlock import EntranceWindow, Opened
from confidant.ui.unlock.create_view import CreateView
from confidant.ui.unlock.create_view_model import CreateViewModel
from confidant.ui.unlock.unlock_view import UnlockView
from confidant.vault.executor import VaultThread
from tests.support.program import pause
from tests.support.vaults import CHEAP, Place

WAIT_MS = 10_000
_STEP_MS = 5


class CountedEntropy:
    """Bytes that differ from call to call and are the same in every run."""

    def __init__(self) -> None:
        self._next = 0

    def token(self, size: int) -> bytes:
        self._next += 1
        return bytes((self._next * 37 + place * 101) % 256 for place in range(size))


class Entrance:
    """A shown window, its thread, and what it handed over."""

    def __init__(self, root: Path, *, entropy: Entropy | None = None) -> None:
        self.place = Place(root)
        self.preferences = PreferenceStore(root / "preferences.json")
        self.worker = VaultThread()
        self.window = EntranceWindow(
            self.preferences,
            self.worker,
            self.place.clock,
            entropy or self.place.entropy,
            self.place.state,
            kdf=CHEAP,
        )
        self.received: list[Opened] = []
        self.window.opened.connect(self.received.append)

    @property
    def unlock(self) -> UnlockView:
        return self.window.unlock_view

    @property
    def create(self) -> CreateView:
        return self.window.welcome_view.create_view

    def show_vault(self) -> None:
        """Make a vault, close it and show its unlock page."""
        self.place.create().close()
        self.window.show_vault(self.place.directory)
        self.window.show()

    def show_welcome(self, folder: Path) -> None:
        """Show the welcome page; new vaults will lie in `folder`."""
        self.model.set_folder(folder)
        self.window.show_welcome()
        self.window.show()

    @property
    def model(self) -> CreateViewModel:
        return self.window.welcome_view.model

    def settle(self) -> None:
        """Let the thread end what it has, and the window hear of it."""
        self.worker.submit(int).result()
        QApplication.processEvents()

    def take(self) -> Opened:
        """Wait for the vault that is handed over."""
        wait_until(lambda: bool(self.received))
        return self.received[-1]

    def is_free(self) -> bool:
        """Whether the vault can be opened by somebody else: its exclusive lock is free."""
        with self.place.open():
            return True

    def close(self) -> None:
        """Close what was handed over, the thread and the window."""
        for opened in self.received:
            self.worker.submit(opened.vault.close).result()
        self.window.cancel_opening()
        self.worker.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def entrance(root: Path, _bot: QtBot, entropy: Entropy | None = None) -> Iterator[Entrance]:
    """Give an entrance and take it apart afterwards."""
    made = Entrance(root, entropy=entropy)
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


def said(window: EntranceWindow) -> str:
    """Return everything that labels and fields of the window hold, shown or not."""
    labels = [label.text() + label.accessibleName() for label in window.findChildren(QLabel)]
    fields = [edit.text() for edit in window.findChildren(QLineEdit)]
    return "\n".join([*labels, *fields])


def type_into(edit: QLineEdit, text: str) -> None:
    """Type as a person does."""
    edit.setFocus()
    QTest.keyClicks(edit, text)
