import sys

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from confidant.ui.crash import CrashReporter
from confidant.ui.shell.crash_sheet import CrashSheet

SECRET = "the-text-that-must-not-leak"


def fail(text: str) -> None:
    raise ValueError(text)


def crash(text: str) -> ValueError:
    try:
        fail(text)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_mistake_is_named_by_a_code_without_content() -> None:
    codes: list[str] = []
    reporter = CrashReporter()
    reporter.reported.connect(codes.append)
    reporter.report(crash(SECRET))
    reporter.report(crash("another text"))
    assert len(set(codes)) == 1
    assert SECRET not in codes[0]


def test_the_traceback_which_holds_texts_is_let_go() -> None:
    error = crash(SECRET)
    CrashReporter().report(error)
    assert error.__traceback__ is None


def test_what_reaches_the_event_loop_is_reported_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes: list[str] = []
    reporter = CrashReporter()
    reporter.reported.connect(codes.append)
    before = sys.excepthook
    reporter.install()
    try:
        sys.excepthook(ValueError, crash(SECRET), None)
    finally:
        reporter.uninstall()
        installed, sys.excepthook = sys.excepthook, before
    assert len(codes) == 1
    assert SECRET not in "".join(capsys.readouterr())
    assert installed is sys.__excepthook__


def test_the_sheet_offers_the_safe_way_on(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    sheet = CrashSheet(window, "abc123")
    sheet.open()
    assert any("abc123" in label.text() for label in sheet.findChildren(QLabel))
    with qtbot.waitSignal(sheet.lock_requested):
        sheet._lock()
    assert not sheet.isVisible()
