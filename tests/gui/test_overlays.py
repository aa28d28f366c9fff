"""Sheets, toasts, progress, saved state: what lies over or beside a page."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.progress_line import QUIET_MS, ProgressLine
from confidant.ui.widgets.sheet import Sheet, Veil
from confidant.ui.widgets.status_indicator import SavedState, StatusIndicator
from confidant.ui.widgets.toast import Toast
from tests.support.keys import press


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window with one field that has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = LineEdit("Name")
    column.addWidget(field)
    window.resize(1000, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    yield window
    for sheet in window.findChildren(Sheet):
        sheet.reject()


def made_sheet(window: QWidget, *, destroys: bool = False) -> tuple[Sheet, Button, Button]:
    sheet = Sheet(window, "Erase this entry", icon="erase", destroys=destroys)
    sheet.body.addWidget(Label("It cannot be undone.", wrap=True))
    harmless = sheet.add_harmless(Button("Keep it"))
    go = Button("Erase it", Kind.DANGER if destroys else Kind.PRIMARY)
    sheet.add(go, default=True)
    go.clicked.connect(sheet.accept)
    return sheet, harmless, go


def test_a_sheet_opens_without_blocking_and_dims_the_window(qtbot: QtBot, window: QWidget) -> None:
    sheet, _harmless, _go = made_sheet(window)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    veil = window.findChild(Veil)
    assert isinstance(veil, Veil)
    assert veil.geometry() == window.rect()
    assert sheet.windowModality() == Qt.WindowModality.WindowModal
    assert sheet.width() <= 640
    interface = QAccessible.queryAccessibleInterface(sheet)
    assert interface is not None
    assert interface.role() == QAccessible.Role.Dialog
    assert interface.text(QAccessible.Text.Name) == "Erase this entry"
    sheet.reject()
    assert not veil.isVisible()


def test_escape_is_the_harmless_button(qtbot: QtBot, window: QWidget) -> None:
    sheet, harmless, _go = made_sheet(window)
    pressed: list[bool] = []
    harmless.clicked.connect(lambda: pressed.append(True))
    sheet.open()
    with qtbot.waitSignal(sheet.rejected):
        press(sheet, Qt.Key.Key_Escape)
    assert pressed == [True]


def test_focus_returns_to_what_opened_the_sheet(qtbot: QtBot, window: QWidget) -> None:
    field = window.findChild(LineEdit)
    assert isinstance(field, LineEdit)
    sheet, _harmless, _go = made_sheet(window)
    sheet.open()
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    sheet.accept()
    window.activateWindow()
    qtbot.waitUntil(field.hasFocus)


def test_a_sheet_that_destroys_has_no_default_and_a_harmless_focus(
    qtbot: QtBot, window: QWidget
) -> None:
    sheet, harmless, go = made_sheet(window, destroys=True)
    with qtbot.waitActive(sheet):
        sheet.open()
        sheet.activateWindow()
    qtbot.waitUntil(harmless.hasFocus)
    assert not go.isDefault()
    assert made_sheet(window)[2].isDefault()


def test_a_sheet_stays_inside_a_small_window_and_scrolls(qtbot: QtBot, window: QWidget) -> None:
    sheet, _harmless, go = made_sheet(window)
    for _ in range(60):
        sheet.body.addWidget(Label("One more line.", Role.READ))
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    window.resize(700, 420)
    qtbot.waitUntil(lambda: sheet.height() <= 420 - 40)
    assert sheet.width() <= 700 - 40
    assert sheet.rect().contains(go.geometry())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_sheet_is_as_high_as_what_it_says(
    qtbot: QtBot, window: QWidget, look: theme.Theme, scale: float
) -> None:
    look.set_scale(scale)
    sheet, _harmless, _go = made_sheet(window)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    qtbot.waitUntil(lambda: sheet._scroll.verticalScrollBar().maximum() == 0)
    assert sheet.height() < 300 * scale


def test_a_toast_undoes_once(window: QWidget) -> None:
    toast = Toast(window)
    undone: list[bool] = []
    toast.say("Option 3 removed.", lambda: undone.append(True))
    assert toast.isVisible()
    assert toast.accessibleName() == "Option 3 removed."
    toast.undo_button.click()
    assert undone == [True]
    assert toast.isHidden()
    toast.undo()
    assert undone == [True]


def test_a_toast_goes_by_itself_but_its_undo_stays(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, shown_ms=20)
    undone: list[bool] = []
    toast.say("Option 3 removed.", lambda: undone.append(True))
    qtbot.waitUntil(toast.isHidden)
    assert toast.can_undo
    toast.undo()
    assert undone == [True]
    toast.say("Tag removed.", lambda: undone.append(False))
    toast.forget()
    assert not toast.can_undo


def test_a_toast_waits_while_it_is_pointed_at(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, shown_ms=30)
    toast.say("Option 3 removed.", lambda: None)
    at = QPointF(1, 1)
    QApplication.sendEvent(toast, QEnterEvent(at, at, at))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(toast.isHidden)


def test_a_long_toast_stays_inside_its_pane(window: QWidget) -> None:
    window.resize(400, 300)
    toast = Toast(window)
    toast.say("A sentence that is longer than this pane is wide. " * 3, lambda: None)
    assert window.rect().contains(toast.geometry())


def test_short_waits_show_nothing(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.start("Opening. About two seconds.")
    assert line.isHidden()
    assert line._patience.interval() == QUIET_MS == 400
    line.finish()
    assert not line._patience.isActive()


def test_long_waits_say_what_is_done_and_can_be_stopped(qtbot: QtBot) -> None:
    line = ProgressLine(can_cancel=True)
    qtbot.addWidget(line)
    line.start("Opening. About two seconds.")
    qtbot.waitUntil(line.isVisible)
    assert line.bar.maximum() == 0
    assert line.bar.accessibleName() == "Opening. About two seconds."
    line.advance(30, 60)
    assert (line.bar.value(), line.bar.maximum()) == (30, 60)
    with qtbot.waitSignal(line.cancelled):
        line.cancel_button.click()
    line.finish()
    assert line.isHidden()


def test_the_saved_state_is_said_truly(qtbot: QtBot) -> None:
    status = StatusIndicator()
    qtbot.addWidget(status)
    status.show()
    status.saving()
    assert (status.state, status.text) == (SavedState.SAVING, "Saving")
    status.saved(datetime(2026, 11, 21, 21, 42))  # noqa: DTZ001 -- local time by contract
    assert status.text.startswith("Saved ")
    assert "42" in status.text
    status.failed("Not saved: the disk is full. Your text is still here.")
    assert status.state is SavedState.FAILED
    assert status._icon.isVisible()
    status.clear()
    assert status.text == ""
