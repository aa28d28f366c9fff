"""The journal screen over a real vault, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from confidant.records.entry import Entry, Feeling
from confidant.records.ids import RecordId
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from confidant.vault.vault import Vault
from tests.support.sessions import OpenVault

PLACE = Place("journal")


@contextmanager
def journal(session: Session, qtbot: QtBot, place: Place = PLACE) -> Iterator[JournalScreen]:
    """Show the screen in a window until the test is done with it."""
    window = QWidget()
    screen = JournalScreen(session)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(screen)
    window.resize(1260, 800)
    window.show()
    screen.show_place(place)
    settle(session, qtbot)
    try:
        yield screen
    finally:
        screen.clear()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(session: Session, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the vault any more."""
    qtbot.waitUntil(lambda: session.runner.pending == 0)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: session.runner.pending == 0)


def write(opened: OpenVault, entry: Entry) -> RecordId:
    """Write an entry as the command line would."""

    def verb(vault: Vault) -> RecordId:
        with vault.transaction() as tx:
            return tx.create(entry).record

    return opened.ask(verb)


def body(opened: OpenVault, record: RecordId) -> Entry:
    """Return what an entry says now."""
    found = opened.ask(lambda vault: vault.current(record).body)
    assert isinstance(found, Entry)
    return found


def lease(**fields: object) -> Entry:
    """Return an entry with two passes."""
    plain = Entry(
        genre="reflection",
        title="The silence after the slide",
        day="2026-11-21",
        as_felt="I walked out angry. He thinks I have signed.",
        as_observed="The CFO asked nothing. I never asked him.",
        before=(Feeling(word="angry", intensity=4),),
        tags=("Candour", "Board/CFO"),
    )
    return plain.with_changes(**fields)


def typed(screen: JournalScreen, text: str) -> None:
    """Type into the text of the entry."""
    editor = screen.page.observed.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    editor.insertPlainText(text)
