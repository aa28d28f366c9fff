"""The real window on a vault, driven by its keys: `python -m benchmarks.window VAULT PASSPHRASE`.

Prints JSON: seconds, and MiB of memory. Painted means that the widget's paint event has been
handled and Qt has nothing more to do; on a platform without a screen that is all but the screen.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.timing import repeat, resident_mib, summarise
from confidant.compat import override
from confidant.crypto.argon2 import KdfParameters, argon2id
from confidant.environment import SystemClock, SystemEntropy
from confidant.ui.application import Application
from confidant.ui.preferences import PreferenceStore

if TYPE_CHECKING:
    from confidant.ui.journal.view import JournalScreen

CHEAP = KdfParameters(memory_kib=32_768, passes=1, lanes=1)
"""As `benchmarks.product`, which loads more than the program does to show its first page."""

PATIENCE_S = 120.0
TICK_MS = 100
KEY_MS = 40
"""Between two keys of the passphrase: faster than people type."""
LEAST_LETTERS = 3
KEYS, FRAMES = 80, 200


class Painted(QObject):
    """Tells when a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        """Watch `widget`."""
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        self.times += event.type() == QEvent.Type.Paint
        return False

    def after(self, work: Callable[[], object]) -> float:
        """Return the seconds from `work` to the end of the painting that it asks for."""
        started, seen = time.perf_counter(), self.times
        work()
        wait_for(lambda: self.times > seen)
        return time.perf_counter() - started


class Hands:
    """The program on one vault, and what a person does with it."""

    def __init__(self, qt: QApplication, vault: Path, home: Path) -> None:
        """Build the program; nothing is shown before `start`."""
        self.vault = vault
        preferences = PreferenceStore(home / "preferences.json")
        preferences.change(movement=False)
        self.application = Application(
            qt,
            preferences=preferences,
            clock=SystemClock(),
            entropy=SystemEntropy(),
            state_directory=home,
            kdf=CHEAP,
        )

    @property
    def journal(self) -> "JournalScreen":
        """The screen with the list and the entry."""
        from confidant.ui.journal.view import JournalScreen

        desk = self.application.desk
        found = desk and desk.window.screen_named(JournalScreen.name)
        if not isinstance(found, JournalScreen):
            raise TypeError
        return found

    def start(self) -> None:
        """Show the unlock page and wait until it is painted."""
        self.application.start(self.vault)
        entrance = self.application.entrance
        if entrance is None:
            raise TypeError
        Painted(entrance.unlock_view.passphrase).after(lambda: None)

    def unlock(self, passphrase: str) -> float:
        """Return the seconds from Return to the painted list, with Argon2id."""
        entrance = self.application.entrance
        if entrance is None:
            raise TypeError
        field = entrance.unlock_view.passphrase
        for letter in passphrase:
            QTest.keyClicks(field, letter)
            pause(KEY_MS)
        started = time.perf_counter()
        QTest.keyClick(field, Qt.Key.Key_Return)
        wait_for(lambda: self.application.desk is not None)
        rows = self.journal.pane.rows
        wait_for(lambda: rows.model().rowCount() > 0)
        rows.viewport().repaint()
        seconds = time.perf_counter() - started
        self.settle()
        return seconds

    def search(self, words: Iterable[str]) -> list[float]:
        """Type words; return the seconds of each key from the third on, to the painted hits."""
        pane, listed = self.journal.pane, self.journal.model.list
        counted: list[int] = []
        listed.counted.connect(counted.append)
        seconds = []
        for word in words:
            for place, letter in enumerate(word, start=1):
                counted.clear()
                started = time.perf_counter()
                QTest.keyClicks(pane.search, letter)
                wait_for(lambda: bool(counted))
                pane.rows.viewport().repaint()
                if place >= LEAST_LETTERS:
                    seconds.append(time.perf_counter() - started)
                self.settle()
            pane.search.clear()
            self.settle()
        return seconds

    def type(self) -> list[float]:
        """Type at the end of the newest entry; return the seconds of each key."""
        editor = self.journal.page.observed.editor
        editor.setFocus()
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        self.settle()
        painted = Painted(editor.viewport())
        return [
            painted.after(partial(QTest.keyClick, editor, key)) for key in "word " * (KEYS // 5)
        ]

    def scroll(self) -> list[float]:
        """Scroll down the list; return the seconds of each frame."""
        rows = self.journal.pane.rows
        bar, painted = rows.verticalScrollBar(), Painted(rows.viewport())
        step = bar.singleStep()
        return [painted.after(lambda: bar.setValue(bar.value() + step)) for _ in range(FRAMES)]

    def jump_to_the_end(self) -> float:
        """Return the seconds until the oldest rows are painted."""
        rows, model = self.journal.pane.rows, self.journal.model.list.model
        last = model.rowCount() - 1
        started = time.perf_counter()
        rows.scrollToBottom()
        rows.viewport().repaint()
        wait_for(lambda: model.row(last) is not None)
        rows.viewport().repaint()
        return time.perf_counter() - started

    def settle(self) -> None:
        """Wait until nothing is asked of the vault and nothing is left to paint."""
        desk = self.application.desk
        wait_for(lambda: desk is None or not desk.builder.is_building)
        wait_for(lambda: desk is None or desk.session.runner.pending == 0)
        QApplication.processEvents()


def wait_for(condition: Callable[[], bool]) -> None:
    """Let events through until something is true; sleep while there are none."""
    until = time.perf_counter() + PATIENCE_S
    tick = QTimer()
    tick.start(TICK_MS)
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > until:
            message = "it did not come true"
            raise TimeoutError(message)


def pause(milliseconds: int) -> None:
    """Let the event loop run, and other threads beside it, which `QTest.qWait` does not."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure(vault: Path, passphrase: str, started: float, words: list[str]) -> dict[str, float]:
    """Do what a person does, once, and return what it took."""
    qt = QApplication(["confidant"])
    with tempfile.TemporaryDirectory() as home:
        hands = Hands(qt, vault, Path(home))
        hands.start()
        found = {"start": time.monotonic() - started}
        derivation = repeat(lambda: argon2id(b"x", bytes(32), CHEAP), 5).median
        found["unlock"] = hands.unlock(passphrase) - derivation
        found["memory"] = resident_mib()
        found["search"] = summarise(hands.search(words)).p95
        typed, frames = summarise(hands.type()), summarise(hands.scroll())
        found |= {"key": typed.p95, "key_median": typed.median}
        found |= {"frame": frames.p95, "frame_median": frames.median}
        found["end"] = hands.jump_to_the_end()
        hands.settle()
        found["memory_later"] = resident_mib()
        hands.application.quit()
    return found


def main() -> None:
    """Measure and print. Arguments: vault, passphrase, monotonic time of the start, words."""
    vault, passphrase, started, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(measure(Path(vault), passphrase, float(started), words)) + "\n")


if __name__ == "__main__":
    main()
