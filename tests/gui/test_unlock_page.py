"""Unlocking: what is said when it works, when it does not, and what is left in the fields."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from confidant.crypto import keyfile
from confidant.errors import CancelledError, VaultInUseError
from confidant.ui.unlock.other_vault_sheet import OtherVaultSheet
from confidant.ui.widgets.buttons import Button
from confidant.vault import rebuilding
from confidant.vault.database import Database
from confidant.vault.vault import RowQuery
from tests.support.entrance import WAIT_MS, Entrance, entrance, said, type_into, wait_until
from tests.support.vaults import PASSPHRASE, write


def _unlock(person: Entrance, passphrase: str = PASSPHRASE) -> None:
    type_into(person.unlock.passphrase, passphrase)
    QTest.keyClick(person.unlock.passphrase, Qt.Key.Key_Return)


def _wait_for(person: Entrance, words: str) -> None:
    wait_until(lambda: words in said(person.window))


def test_the_passphrase_opens_the_vault_and_is_nowhere_afterwards(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _unlock(person)
        opened = person.take()
        assert opened.directory == person.place.directory
        assert not opened.first_time
        assert not opened.read_only
        assert PASSPHRASE not in said(person.window)
        assert not person.unlock.passphrase.isUndoAvailable()
        assert person.preferences.current.recent_vaults == (str(person.place.directory),)


def test_a_wrong_passphrase_is_said_and_the_field_is_empty_and_has_the_focus(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _unlock(person, "another passphrase")
        assert person.unlock.passphrase.text() == ""  # at once, not when the answer is there
        _wait_for(person, "The passphrase does not open this vault.")
        assert person.window.focusWidget() is person.unlock.passphrase
        assert "Caps Lock" not in said(person.window)
        assert person.received == []


def test_caps_lock_is_named_with_a_wrong_passphrase(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        field = person.unlock.passphrase
        for letter in "SEVEN":
            # What arrives with Caps Lock on: a capital without the Shift key.
            QTest.keyClick(field, getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.NoModifier)
        field.setText("")
        for letter in "SEVEN":
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, field, Qt.Key.Key_A, letter, Qt.KeyboardModifier.NoModifier
            )
        assert "Caps Lock is on." in said(person.window)
        QTest.keyClick(field, Qt.Key.Key_Return)
        _wait_for(person, "The passphrase does not open this vault. Caps Lock is on.")


def test_a_recovery_code_opens_the_vault(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        QTest.mouseClick(_button(person, "Use the recovery code…"), Qt.MouseButton.LeftButton)
        groups = person.place.recovery_code.replace("-", "").lower()
        for number, field in enumerate(person.unlock.code.fields):
            type_into(field, groups[8 * number : 8 * number + 8])
        QTest.keyClick(person.unlock.code.fields[-1], Qt.Key.Key_Return)
        person.take()
        assert all(
            group not in said(person.window) for group in person.place.recovery_code.split("-")
        )
        assert not any(field.isUndoAvailable() for field in person.unlock.code.fields)


def test_a_typing_error_in_the_code_is_said_and_the_code_stays(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _button(person, "Use the recovery code…").click()
        type_into(person.unlock.code.fields[0], "0000")
        QTest.keyClick(person.unlock.code.fields[0], Qt.Key.Key_Return)
        assert "The recovery code has a typing error." in said(person.window)
        assert person.unlock.code.fields[0].text() == "0000"


def test_a_vault_with_a_key_file_asks_for_it(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        path = tmp_path / "key"
        path.write_text(keyfile.generate(bytes(range(32))), encoding="ascii")
        person.place.create(keyfile=bytes(range(32))).close()
        person.window.show_vault(person.place.directory)
        person.window.show()
        assert _button(person, "Choose the key file…").isVisible()  # before anything is typed
        _unlock(person)
        _wait_for(person, "This vault also needs its key file.")
        person.window._unlocking.choose_keyfile(path)
        _unlock(person)
        person.take()


def test_a_vault_that_is_open_elsewhere_is_said_so(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        with person.place.open():
            _unlock(person)
            _wait_for(person, "This vault is open in another window or command.")
        _unlock(person)
        person.take()


def test_a_damaged_header_is_said_with_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        for name in ("vault.hdr", "vault.hdr.copy"):
            (person.place.directory / name).write_bytes(b"{}")
        _unlock(person)
        _wait_for(person, "Both copies of the vault's header are damaged. Restore a backup")


def test_a_missing_vault_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.window.show_vault(tmp_path / "nowhere.confidant")
        assert person.unlock._banner.sentence.startswith(
            "There is no vault at “nowhere.confidant”."
        )


def test_a_folder_that_is_no_vault_is_said_before_anything_is_typed(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        (tmp_path / "Photos").mkdir()
        person.window.show_vault(tmp_path / "Photos")
        assert "“Photos” is not a Confidant vault." in person.unlock._banner.sentence
        assert person.received == []


def test_a_vault_without_a_key_file_asks_for_none(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        assert not _button(person, "Choose the key file…").isVisible()
        assert person.unlock._banner.sentence == ""


def _put_yesterday_back(person: Entrance, root: Path) -> None:
    with person.place.create():
        pass
    person.place.snapshot(root / "yesterday")
    with person.place.open() as vault:
        write(vault, "today")
    person.place.put_back(root / "yesterday")
    person.window.show_vault(person.place.directory)
    person.window.show()


def test_yesterdays_vault_put_back_asks_before_anything_changes(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _put_yesterday_back(person, tmp_path)
        _unlock(person)
        _wait_for(person, "changes are missing")
        look_only = _button(person, "Open it for reading only")
        assert person.window.focusWidget() is look_only
        QTest.keyClick(look_only, Qt.Key.Key_Return)
        assert person.take().read_only


def test_accepting_yesterdays_vault_opens_it_for_writing_and_asks_no_more(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _put_yesterday_back(person, tmp_path)
        _unlock(person)
        _wait_for(person, "changes are missing")
        _button(person, "Accept this copy and go on").click()
        opened = person.take()
        assert not opened.read_only
        person.worker.submit(opened.vault.close).result()
        assert person.is_free()  # and no question is asked


def test_a_question_that_is_left_forgets_the_secret(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _put_yesterday_back(person, tmp_path)
        _unlock(person)
        _wait_for(person, "changes are missing")
        person.window.cancel_opening()
        assert person.window._unlocking._secret is None
        assert person.unlock.passphrase.isVisible()


def test_nothing_is_said_before_four_tenths_of_a_second_and_then_about_how_long(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        person.unlock._wait(waiting=True)
        assert not person.unlock._progress.isVisible()
        qtbot.waitUntil(person.unlock._progress.isVisible, timeout=2_000)
        assert "Opening. About two seconds." in said(person.window)
        person.unlock._wait(waiting=False)
        assert not person.unlock._progress.isVisible()


def _outdate(person: Entrance) -> None:
    """Let the vault's lists be those of another version."""
    with person.place.open() as vault:
        write(vault, *(f"entry {number}" for number in range(20)))
        vault._parts.database.execute("UPDATE derived SET number = 0")


def _slow_rebuild(monkeypatch: pytest.MonkeyPatch, gate: Event) -> list[BaseException]:
    """Hold the rebuilding after its first step; return what has ended it."""
    real, ended = rebuilding.rebuild, list[BaseException]()

    def rebuild(database: Database, progress: Callable[[int, int], None]) -> None:
        def step(done: int, total: int) -> None:
            progress(done, total)
            gate.wait(10)

        try:
            real(database, step)
        except BaseException as error:
            ended.append(error)
            raise

    monkeypatch.setattr(rebuilding, "_BATCH", 5)
    monkeypatch.setattr(rebuilding, "rebuild", rebuild)
    return ended


def test_lists_that_are_made_anew_show_how_far_they_are(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _outdate(person)
        gate = Event()
        _slow_rebuild(monkeypatch, gate)
        _unlock(person)
        try:
            _wait_for(person, "Lists and search are made anew")
            line = person.unlock._progress
            wait_until(line.isVisible)
            assert line.bar.accessibleName().startswith("Lists and search")
            assert line.bar.maximum() == 21
            assert not line.cancel_button.isVisible()
        finally:
            gate.set()
        assert person.take().vault.directory == person.place.directory
        assert not person.unlock._progress.isVisible()


def test_a_lock_ends_the_rebuilding_and_the_next_unlock_does_it(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _outdate(person)
        gate = Event()
        ended = _slow_rebuild(monkeypatch, gate)
        _unlock(person)
        _wait_for(person, "Lists and search are made anew")
        person.window.cancel_opening()
        gate.set()
        person.settle()
        assert [type(error) for error in ended] == [CancelledError]
        assert person.received == []
        _unlock(person)
        vault = person.take().vault
        assert person.worker.submit(vault.count, RowQuery()).result() == 20


def test_other_vaults_that_were_opened_lately_are_offered(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        other = tmp_path / "Board & friends.confidant"
        shutil.copytree(person.place.directory, other)
        stored = person.preferences.current.with_vault(other).with_vault(person.place.directory)
        person.preferences.replace(stored)
        _button(person, "Open another vault…").click()
        (sheet,) = person.window.findChildren(OtherVaultSheet)
        names = [button.accessibleName() for button in sheet.findChildren(Button)]
        assert "Board & friends" in names
        assert "Journal" not in names  # the one that is shown
        next(b for b in sheet.findChildren(Button) if b.accessibleName() == names[0]).click()
        assert person.window._unlocking.directory == other
        assert "Board & friends" in said(person.window)


def test_a_lock_closes_a_sheet_that_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _button(person, "Open another vault…").click()
        (sheet,) = person.window.findChildren(QDialog)
        assert sheet.isVisible()
        person.window.cancel_opening()
        assert not sheet.isVisible()


def test_the_title_of_the_window_names_no_vault(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        assert person.window.windowTitle() == "Confidant"


def test_the_key_for_quitting_asks_to_quit(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        person.window.activateWindow()
        qtbot.waitUntil(person.window.isActiveWindow, timeout=WAIT_MS)
        with qtbot.waitSignal(person.window.quit_requested, timeout=2_000):
            QTest.keyClick(
                person.unlock.passphrase, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier
            )


def test_escape_does_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        type_into(person.unlock.passphrase, "half")
        QTest.keyClick(person.unlock.passphrase, Qt.Key.Key_Escape)
        assert person.unlock.passphrase.text() == "half"
        assert person.window.isVisible()


def test_the_lock_of_an_open_vault_is_what_these_tests_measure(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        _unlock(person)
        person.take()
        with pytest.raises(VaultInUseError):
            person.is_free()


def _button(person: Entrance, text: str) -> Button:
    QApplication.processEvents()
    return next(
        button
        for button in person.window.findChildren(Button)
        if button.text().replace("&", "") == text
    )
