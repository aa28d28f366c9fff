from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from confidant.records.decision import Decision
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry
from confidant.services import quick_capture
from confidant.ui.capture.view import CaptureSheet
from tests.support.journal_screen import settle
from tests.support.keys import press
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def sheet_over(window: QWidget, opened: OpenVault, qtbot: QtBot) -> CaptureSheet:
    sheet = CaptureSheet(opened.session, window)
    sheet.open()
    settle(opened.session, qtbot)
    return sheet


def entries(opened: OpenVault, kind: str) -> list[object]:
    return [found.body for _, found in opened.ask(lambda v: list(v.bodies(kind)))]


def test_a_thought_is_kept_with_one_key(opened: OpenVault, window: QWidget, qtbot: QtBot) -> None:
    sheet = sheet_over(window, opened, qtbot)
    assert sheet.text.hasFocus()
    assert not sheet.keep_button.isEnabled()
    check_outline(sheet, "capture")
    assert nameless(sheet) == []
    sheet.text.insertPlainText("Glacis is hiring drivers")
    sheet.tags.input.setText("Market")
    sheet.classification._choose("confidential")
    press(sheet.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(opened.session, qtbot)
    assert not isValid(sheet)
    (made,) = entries(opened, "entry")
    assert isinstance(made, Entry)
    assert (made.as_observed, made.genre, made.tags, made.classification) == (
        "Glacis is hiring drivers",
        "quick",
        ("Market",),
        "confidential",
    )
    assert opened.ask(quick_capture.load) is None


@pytest.mark.parametrize(("kind", "made"), [("doubt", Doubt), ("decision", Decision)])
def test_it_becomes_what_was_chosen(
    opened: OpenVault, window: QWidget, qtbot: QtBot, kind: str, made: type
) -> None:
    sheet = sheet_over(window, opened, qtbot)
    sheet.becomes.choose(kind)
    sheet.text.insertPlainText("Offer the lease an early exit")
    sheet.keep_button.click()
    settle(opened.session, qtbot)
    (found,) = entries(opened, kind)
    assert isinstance(found, made)


def test_esc_keeps_the_draft_and_the_next_time_it_is_there(
    opened: OpenVault, window: QWidget, qtbot: QtBot
) -> None:
    sheet = sheet_over(window, opened, qtbot)
    sheet.becomes.choose("doubt")
    sheet.text.insertPlainText("Is it a story?")
    press(sheet, Qt.Key.Key_Escape)
    settle(opened.session, qtbot)
    assert not isValid(sheet)
    again = sheet_over(window, opened, qtbot)
    assert (again.text.text(), again.becomes.current) == ("Is it a story?", "doubt")
    again.reject()
    settle(opened.session, qtbot)


def test_the_draft_is_kept_while_typing_and_said(
    opened: OpenVault, window: QWidget, qtbot: QtBot
) -> None:
    sheet = sheet_over(window, opened, qtbot)
    sheet.text.insertPlainText("A thought")
    with qtbot.waitSignal(sheet.model.draft_kept, timeout=2_000):
        pass
    assert sheet.saved.text().startswith("Draft kept ")
    left = opened.ask(quick_capture.load)
    assert left is not None
    assert left.text == "A thought"
    sheet.reject()
    settle(opened.session, qtbot)


def test_a_short_thought_is_discarded_at_once_a_long_one_is_asked_about(
    opened: OpenVault, window: QWidget, qtbot: QtBot
) -> None:
    sheet = sheet_over(window, opened, qtbot)
    sheet.text.insertPlainText("word " * 21)
    sheet.discard_button.click()
    assert sheet.isVisible()
    assert sheet.discard_button.text() == "Discard all of it"
    sheet.discard_button.click()
    settle(opened.session, qtbot)
    assert not isValid(sheet)
    again = sheet_over(window, opened, qtbot)
    assert again.text.text() == ""
    again.text.insertPlainText("word " * 20)
    again.discard_button.click()
    settle(opened.session, qtbot)
    assert opened.ask(quick_capture.load) is None
    assert entries(opened, "entry") == []


def test_what_cannot_be_kept_says_why_and_stays(
    opened: OpenVault, window: QWidget, qtbot: QtBot
) -> None:
    sheet = sheet_over(window, opened, qtbot)
    sheet.text.insertPlainText("A thought")
    sheet.tags.set_tags(["x" * 3_000])
    sheet.keep_button.click()
    settle(opened.session, qtbot)
    assert sheet.isVisible()
    assert sheet.wrong.isVisible()
    assert sheet.text.text() == "A thought"
    sheet.reject()
    settle(opened.session, qtbot)
