"""Every word of the journal and of quick capture that nobody typed is translated."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from confidant.services.erasing import Reach, Sent
from confidant.ui.capture.view import CaptureSheet
from confidant.ui.record_form.erase_sheet import EraseRecordSheet
from confidant.ui.widgets.tag_chip import TagChip
from tests.support.journal_screen import journal, lease, settle, write
from tests.support.pseudo import PseudoTranslator
from tests.support.sessions import OpenVault, open_vault
from tests.support.vaults import NOON


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture(autouse=True)
def _pseudo_locale(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def untranslated(window: QWidget) -> list[str]:
    """Return what stands in the window and is not from the pseudo-locale."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, TagChip) or not widget.isVisibleTo(window):
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            found += [widget.text(), widget.accessibleName()]
        elif isinstance(widget, QTextEdit):
            found += [widget.placeholderText(), widget.accessibleName()]
    return [text for text in found if any(c.isalpha() for c in text) and "[" not in text]


def test_the_journal(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(classification="confidential"))
    with journal(opened.session, qtbot) as screen:
        screen.page.about.set_open(is_open=True)
        screen.page.observed.marks.go_to_next()
        assert untranslated(screen) == []
        screen.show_history()
        settle(opened.session, qtbot)
        assert untranslated(screen) == []
        assert [one.text() for one in screen.commands() if "[" not in one.text()] == []


def test_the_empty_journal(opened: OpenVault, qtbot: QtBot) -> None:
    with journal(opened.session, qtbot) as screen:
        assert untranslated(screen) == []
        screen.pane.search.setText("zeppelin")
        settle(opened.session, qtbot)
        assert untranslated(screen) == []


def test_quick_capture_and_erasing(opened: OpenVault, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    capture = CaptureSheet(opened.session, window)
    capture.open()
    settle(opened.session, qtbot)
    assert untranslated(capture) == []
    capture.reject()
    settle(opened.session, qtbot)
    erase = EraseRecordSheet(
        window,
        QCoreApplication.translate("EntryPage", "Erase this entry?"),
        title="Title",
        reach=Reach((Sent("Helena", NOON),), 2, 1, 2),
    )
    erase.open()
    assert len(erase.sentences) == 6
    assert untranslated(erase) == []
    erase.reject()
