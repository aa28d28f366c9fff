"""The whole program: it starts, makes and opens vaults, locks whatever is open, and ends."""

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from confidant.services import contacts
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.shell.crash_sheet import CrashSheet
from confidant.ui.unlock.create_view_model import Step
from confidant.ui.widgets.plain_text import PlainText
from confidant.vault import vault as door
from confidant.vault.vault import RowQuery, Vault
from tests.support.entrance import type_into
from tests.support.program import Program, focused, program, top_levels, wait_until
from tests.support.shared_files import bundle_for, card_of
from tests.support.vaults import PASSPHRASE, write


@pytest.fixture
def confidant(tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    assert qapp is not None
    with program(tmp_path) as made:
        yield made


@pytest.fixture
def opened(confidant: Program) -> Program:
    confidant.make_vault()
    confidant.open()
    return confidant


def test_without_a_vault_the_program_begins_with_the_welcome_page(confidant: Program) -> None:
    confidant.start()
    assert confidant.entrance.isVisible()
    assert confidant.entrance.welcome_view.isVisible()
    assert not confidant.is_open


def test_a_vault_is_made_and_its_first_entry_is_begun(confidant: Program) -> None:
    confidant.start()
    view = confidant.entrance.welcome_view
    model, create = view.model, view.create_view
    model.set_folder(confidant.root)
    type_into(create.passphrase.place.person, "Ann Leader")
    type_into(create.passphrase.again, model.words)
    QTest.keyClick(create.passphrase.again, Qt.Key.Key_Return)
    for field, part in zip(create.recovery.typed.fields, model.code_parts, strict=True):
        type_into(field, part.replace("-", ""))
    create.recovery.understood.click()
    create.primary.click()
    wait_until(lambda: model.step is Step.READY)
    create.primary.click()
    wait_until(lambda: confidant.is_open)
    confidant.settle()
    journal = confidant.screen(JournalScreen)
    assert top_levels() == [confidant.window]
    assert journal.model.entry.is_new
    assert confidant.preferences.current.recent_vaults == (str(confidant.vault.directory),)


def test_the_vault_opened_last_is_offered_at_the_next_start(
    opened: Program, tmp_path: Path
) -> None:
    with program(tmp_path) as again:
        opened.application.lock()
        again.start()
        assert again.entrance.unlock_view.isVisible()
        again.unlock()


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_does(confidant: Program) -> None:
    confidant.make_vault()
    confidant.start(confidant.vault.directory)
    field = confidant.entrance.unlock_view.passphrase
    type_into(field, "not this one at all")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_until(lambda: not confidant.entrance.is_opening)
    assert not confidant.is_open
    assert field.text() == ""
    confidant.unlock()


def test_unlocking_returns_to_the_same_place(opened: Program) -> None:
    first, _ = opened.ask(lambda vault: write(vault, "The first.", "The second."))
    opened.window.go(Place("journal", first))
    opened.settle()
    opened.do("Ctrl+L")
    assert top_levels() == [opened.entrance]
    opened.unlock()
    assert opened.window.place == Place("journal", first)
    assert opened.screen(JournalScreen).model.entry.record == first


def test_what_was_being_written_at_the_lock_is_there_after_it(opened: Program) -> None:
    opened.do("Ctrl+N")
    editor = opened.screen(JournalScreen).page.observed.editor
    editor.setFocus()
    QTest.keyClicks(editor, "Half a sentence and")
    opened.do("Ctrl+L")
    opened.unlock()
    assert opened.screen(JournalScreen).page.observed.editor.text() == "Half a sentence and"


def fill_up(opened: Program) -> None:
    """Leave the database no page to grow by, as a full disk does."""

    def limit(vault: Vault) -> None:
        database = vault._parts.database
        pages = database.value("PRAGMA page_count")
        database.execute(f"PRAGMA max_page_count = {pages}")

    opened.ask(limit)


def said_at_the_door(opened: Program) -> str:
    return opened.entrance.unlock_view._banner.sentence


def write_too_much(opened: Program) -> None:
    opened.do("Ctrl+N")
    editor = opened.screen(JournalScreen).page.observed.editor
    editor.setFocus()
    fill_up(opened)
    editor.insertPlainText("More than there is room for. " * 20_000)


def test_what_could_not_be_kept_at_a_lock_is_said_on_the_lock_page(opened: Program) -> None:
    write_too_much(opened)
    opened.application.lock()
    assert said_at_the_door(opened).startswith(
        "What you typed last could not be kept: The disk is full"
    )
    assert "room for" not in said_at_the_door(opened)
    opened.unlock()
    assert opened.is_open


def test_quitting_stops_at_the_lock_page_where_something_could_not_be_kept(
    opened: Program,
) -> None:
    write_too_much(opened)
    opened.application.quit()
    assert opened.entrance.isVisible()
    assert said_at_the_door(opened).startswith("What you typed last could not be kept")
    assert opened.is_free()


def test_a_lock_that_kept_everything_says_nothing(opened: Program) -> None:
    opened.do("Ctrl+N")
    QTest.keyClicks(opened.screen(JournalScreen).page.observed.editor, "Kept")
    opened.application.lock()
    assert said_at_the_door(opened) == ""


def test_a_doubt_that_is_being_written_survives_a_lock(opened: Program) -> None:
    opened.do("Ctrl+Shift+B")
    QTest.keyClicks(opened.screen(DoubtsScreen).page.statement.edit, "Is Ana ready?")
    opened.do("Ctrl+L")
    opened.unlock()
    assert opened.screen(DoubtsScreen).page.statement.edit.text() == "Is Ana ready?"


def test_the_lock_key_works_in_a_sheet_and_keeps_its_text(opened: Program) -> None:
    opened.do("Ctrl+J")
    (sheet,) = [one for one in opened.window.findChildren(QDialog) if one.isVisible()]
    QTest.keyClicks(focused(), "A thought in the corridor")
    QTest.keyClick(focused(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not opened.is_open)
    assert top_levels() == [opened.entrance]
    assert sheet is not None
    opened.unlock()
    opened.do("Ctrl+J")
    editor = focused()
    assert isinstance(editor, PlainText)
    assert editor.text() == "A thought in the corridor"


def test_a_lock_closes_menus_palette_and_file_dialog(opened: Program) -> None:
    menu = opened.window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(opened.window.pos())
    opened.application.lock()
    opened.settle()
    assert top_levels() == [opened.entrance]
    opened.unlock()
    opened.do("Ctrl+K")
    opened.application.lock()
    opened.settle()
    assert top_levels() == [opened.entrance]
    opened.unlock()
    opened.do("Ctrl+O")
    assert [one for one in top_levels() if isinstance(one, QFileDialog)]
    opened.application.lock()
    opened.settle()
    assert top_levels() == [opened.entrance]
    opened.unlock()


@pytest.mark.parametrize("keys", ["Ctrl+K", "Ctrl+O", "Ctrl+J"])
def test_the_lock_key_works_whatever_is_open(opened: Program, keys: str) -> None:
    opened.do(keys)
    above = [one for one in top_levels() if one is not opened.window]
    assert above != []
    QTest.keyClick(above[-1], Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not opened.is_open)
    assert top_levels() == [opened.entrance]


def test_the_lock_key_works_in_a_menu(opened: Program) -> None:
    menu = opened.window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(opened.window.pos())
    QTest.keyClick(menu, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not opened.is_open)
    assert top_levels() == [opened.entrance]


def test_after_a_lock_somebody_else_can_open_the_vault(opened: Program) -> None:
    opened.application.lock()
    assert opened.is_free()


def test_the_idle_time_locks_the_window(opened: Program) -> None:
    assert opened.application.desk is not None
    guard = opened.application.desk._locking.guard
    guard._last -= guard.idle_minutes * 60
    guard.check()
    wait_until(lambda: not opened.is_open)
    assert top_levels() == [opened.entrance]


class Gate:
    """Stops an opening after the vault is open and before anybody knows of it."""

    def __init__(self, real: Any) -> None:  # noqa: ANN401 -- the real door
        self._real = real
        self.reached, self.may_go = Event(), Event()

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 -- as above
        vault = self._real(*args, **kwargs)
        self.reached.set()
        assert self.may_go.wait(10)
        return vault


@pytest.mark.parametrize("signal", ["screen_locked", "slept"])
def test_a_lock_while_unlocking_leaves_the_vault_locked_and_free(
    confidant: Program, monkeypatch: pytest.MonkeyPatch, signal: str
) -> None:
    confidant.make_vault()
    confidant.start(confidant.vault.directory)
    gate = Gate(door.open_vault)
    field = confidant.entrance.unlock_view.passphrase
    with monkeypatch.context() as patched:
        patched.setattr(door, "open_vault", gate)
        type_into(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert gate.reached.wait(10)
        getattr(confidant.application.screen_lock, signal).emit()
        gate.may_go.set()
    confidant.application.worker.submit(int).result()
    confidant.settle()
    assert not confidant.is_open
    assert top_levels() == [confidant.entrance]
    assert field.text() == ""
    assert confidant.is_free()
    confidant.unlock()


def test_quitting_closes_the_vault_and_every_window(tmp_path: Path, qapp: QApplication) -> None:
    assert qapp is not None
    with program(tmp_path) as confidant:
        confidant.make_vault()
        confidant.open()
        confidant.do("Ctrl+N")
        QTest.keyClicks(confidant.screen(JournalScreen).page.observed.editor, "Last words")
        confidant.window.close()
        wait_until(lambda: not confidant.is_open)
        assert top_levels() == []
        assert confidant.is_free()
    with program(tmp_path) as again:
        again.open()
        assert again.screen(JournalScreen).page.observed.editor.text() == "Last words"


def test_a_received_file_that_is_given_at_the_start_is_opened_after_unlock(
    confidant: Program, tmp_path: Path
) -> None:
    confidant.make_vault()
    file = bundle_for(confidant.vault, tmp_path)
    confidant.preferences.change(recent_vaults=(str(confidant.vault.directory),))
    confidant.start(file)
    confidant.unlock()
    confidant.settle()
    assert confidant.window.place is not None
    assert confidant.window.place.screen == "conversations"
    count = confidant.ask(lambda vault: vault.count(RowQuery(kinds=("doubt",))))
    assert count == 1


def test_a_received_file_that_is_dropped_is_opened(opened: Program, tmp_path: Path) -> None:
    opened.application.lock()
    file = bundle_for(opened.vault, tmp_path)
    opened.unlock()
    drop(opened, file)
    assert isinstance(opened.window.current_screen(), ConversationsScreen)
    assert opened.ask(lambda vault: vault.count(RowQuery(kinds=("doubt",)))) == 1


def test_a_card_that_is_dropped_is_offered_to_be_added(opened: Program, tmp_path: Path) -> None:
    card = card_of("Helena Brandt", tmp_path)
    drop(opened, card)
    assert isinstance(opened.window.current_screen(), ContactsScreen)
    assert opened.ask(contacts.every) == ()
    assert [one for one in opened.window.findChildren(QDialog) if one.isVisible()]


def test_a_file_of_another_kind_is_refused_in_a_sentence(opened: Program, tmp_path: Path) -> None:
    holiday = tmp_path / "holiday.jpg"
    holiday.write_bytes(b"\xff\xd8\xff\xe0" * 100)
    before = opened.window.place
    drop(opened, holiday)
    assert opened.window.banners.isVisible()
    assert opened.window.place == before


def drop(confidant: Program, file: Path) -> None:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    confidant.window.dropEvent(event)
    confidant.settle()


def test_a_mistake_of_ours_is_said_in_a_sheet_and_locking_is_the_way_on(opened: Program) -> None:
    opened.application.crashes.install()
    try:
        sys.excepthook(ValueError, ValueError("the private text"), None)
    finally:
        opened.application.crashes.uninstall()
    (sheet,) = opened.window.findChildren(CrashSheet)
    assert sheet.isVisible()
    sheet._lock()
    wait_until(lambda: not opened.is_open)
    assert top_levels() == [opened.entrance]
    opened.unlock()


def test_the_status_line_speaks_of_the_page_that_is_shown(opened: Program) -> None:
    journal = opened.screen(JournalScreen)
    journal.status.emit("Saved 21:42")
    assert said(opened) == "Saved 21:42"
    opened.go(DoubtsScreen)
    assert said(opened) == ""
    journal.status.emit("Saved 21:43")
    assert said(opened) == ""


def said(confidant: Program) -> str:
    return confidant.window.status_area._saved.text()


def test_return_in_the_palette_goes_to_the_first_record_that_was_found(opened: Program) -> None:
    (record,) = opened.ask(lambda vault: write(vault, "Wharfinger asked twice."))
    opened.do("Ctrl+K")
    palette = focused()
    QTest.keyClicks(palette, "wharfinger")
    assert opened.application.desk is not None
    assert opened.application.desk.palette is not None
    rows = opened.application.desk.palette.list
    wait_until(lambda: rows.currentIndex().isValid())
    QTest.keyClick(palette, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.place == Place("journal", record)
