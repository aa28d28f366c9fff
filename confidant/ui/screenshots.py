"""Pictures of the window without a screen: for the demo, and for whoever looks at every page."""

import os

if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a picture opens no window

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from confidant.environment import SystemClock, SystemEntropy
from confidant.services import vaults
from confidant.ui import language, theme
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.session import Session
from confidant.ui.shell.desk import Desk
from confidant.vault.executor import VaultThread
from confidant.vault.vault import Vault

FOLDER: Final = "screens"
_SIZE: Final = (1360, 860)
_WAIT_S: Final = 10.0
_ROUNDS: Final = 4
_SLICE_MS: Final = 20
_LEADERS: Final = ("journal", "doubts", "decisions", "contacts", ConversationsScreen.name)
_MENTORS: Final = (ConversationsScreen.name,)


def take(leader: Path, mentor: Path, passphrase: str, other: str) -> None:
    """Leave pictures of the main screens of two vaults beside them, in `screens`.

    The vaults stay as they are: copies are opened.

    Args:
        leader: the leader's vault.
        mentor: the mentor's vault.
        passphrase: opens the leader's.
        other: opens the mentor's.

    Raises:
        ExpectedError: a vault cannot be opened.
    """
    qt = QApplication.instance() or QApplication(["confidant"])
    if not isinstance(qt, QApplication):
        return
    theme.install(qt, choice="light", scale=1.0, movement=False)
    language.use(qt, language.SOURCE)
    target = leader.parent / FOLDER
    target.mkdir(exist_ok=True)
    for who, directory, words, screens in (
        ("leader", leader, passphrase, _LEADERS),
        ("mentor", mentor, other, _MENTORS),
    ):
        with desk_of(qt, directory, words) as desk:
            for name in screens:
                desk.window.go(Place(name))
                settle(desk.session)
                _open_first(desk)
                picture(desk.window).save(str(target / f"{who}-{name}.png"))


@contextmanager
def desk_of(qt: QApplication, directory: Path, passphrase: str) -> Iterator[Desk]:
    """Open a copy of a vault in a window of the usual size, and close it afterwards."""
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / directory.name
        shutil.copytree(directory, copy)
        worker = VaultThread()
        vault = worker.submit(lambda: _unlock(copy, passphrase, Path(scratch))).result()
        session = Session(vault, worker, SystemClock(), SystemEntropy(), qt)
        desk = Desk(qt, session, PreferenceStore(Path(scratch) / "preferences.json"))
        try:
            desk.window.resize(*_SIZE)
            desk.show()
            settle(session)
            yield desk
        finally:
            desk.close()
            worker.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(session: Session, *more: Callable[[], bool]) -> None:
    """Let events through until nothing is asked of the vault any more, and `more` is true."""
    end = monotonic() + _WAIT_S
    quiet = 0
    while quiet < _ROUNDS and monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _SLICE_MS)
        is_quiet = session.runner.pending == 0 and all(condition() for condition in more)
        quiet = quiet + 1 if is_quiet else 0


def picture(window: QWidget) -> QImage:
    """Return the window as it is seen, with the sheets and menus that stand before it."""
    image = window.grab().toImage()
    painter = QPainter(image)
    for above in QApplication.topLevelWidgets():
        if isinstance(above, QDialog | QMenu) and above.isVisible():
            at = above.mapToGlobal(above.rect().topLeft()) - window.mapToGlobal(
                window.rect().topLeft()
            )
            painter.drawPixmap(at, above.grab())
    painter.end()
    return image


def _open_first(desk: Desk) -> None:
    """Open the first record where the screen waits until one is chosen."""
    screen = desk.window.current_screen()
    record = None
    if isinstance(screen, ConversationsScreen):
        screen.model.choose_view("all")
        settle(desk.session)
        talk = screen.rows.row(0)
        record = talk.record if talk is not None else None
    elif isinstance(screen, DecisionsScreen):
        if screen.pane.views is not None:
            screen.pane.views.choose("all")
        screen.rows.show_view("all")
        settle(desk.session)
        row = screen.rows.model.row(0)
        record = row.id if row is not None else None
    if record is not None and screen is not None:
        desk.window.go(Place(screen.name, record))
        settle(desk.session)


def _unlock(directory: Path, passphrase: str, state: Path) -> Vault:
    return vaults.unlock(
        directory=directory,
        secret=vaults.passphrase_secret(passphrase),
        clock=SystemClock(),
        entropy=SystemEntropy(),
        state_directory=state,
    )
