"""Making a vault: nothing is lost on the way, nothing is offered too early, nothing stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.services import vaults
from confidant.ui.unlock.create_view_model import Step
from confidant.vault.vault import RowQuery
from tests.support.entrance import WAIT_MS, Entrance, entrance, said, type_into, wait_until

OWN = "walrus lantern quarrel bishop 71"


def _fill_place(person: Entrance, folder: Path) -> None:
    person.show_welcome(folder)
    type_into(person.create.passphrase.place.person, "Ann Leader")


def _take_words(person: Entrance) -> str:
    words = person.model.words
    type_into(person.create.passphrase.again, words)
    QTest.keyClick(person.create.passphrase.again, Qt.Key.Key_Return)
    assert person.model.step is Step.RECOVERY
    return words


def _type_code(person: Entrance, *, parts: int = 4) -> None:
    fields = person.create.recovery.typed.fields
    for field, part in list(zip(fields, person.model.code_parts, strict=True))[:parts]:
        type_into(field, part.replace("-", "").lower())


def test_a_vault_is_made_by_keyboard_and_opens_with_words_and_code(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        words = _take_words(person)
        code = person.model.code
        _type_code(person)
        qtbot.waitUntil(person.create.recovery.understood.hasFocus, timeout=WAIT_MS)
        QTest.keyClick(person.create.recovery.understood, Qt.Key.Key_Space)
        assert person.create.primary.isEnabled()
        person.create.primary.click()
        qtbot.waitUntil(lambda: person.model.step is Step.READY, timeout=WAIT_MS)
        assert str(tmp_path / "Journal.confidant") in said(person.window)
        assert person.received == []  # nobody has gone on yet
        assert person.create.primary.hasFocus()
        QTest.keyClick(person.create.primary, Qt.Key.Key_Return)
        opened = person.take()
        assert opened.first_time
        assert opened.directory == tmp_path / "Journal.confidant"
        person.worker.submit(opened.vault.close).result()

        for secret in (vaults.passphrase_secret(words), vaults.recovery_secret(code)):
            vaults.unlock(
                directory=opened.directory,
                secret=secret,
                clock=person.place.clock,
                entropy=person.place.entropy,
                state_directory=person.place.state,
            ).close()


def test_nothing_of_the_secrets_stays_in_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        words = _take_words(person)
        parts = person.model.code_parts
        _type_code(person)
        person.create.recovery.understood.click()
        person.create.primary.click()
        qtbot.waitUntil(lambda: person.model.step is Step.READY, timeout=WAIT_MS)
        for text in (words, *parts):
            assert text not in said(person.window)  # on the last page already
        person.create.primary.click()
        person.take()
        for text in (words, *parts, "Ann Leader"):
            assert text not in said(person.window)
        assert person.model.passphrase != words
        fields = (*person.create.recovery.typed.fields, person.create.passphrase.again)
        assert not any(field.isUndoAvailable() for field in fields)


def test_creating_is_not_offered_before_every_group_matches_and_the_box_is_ticked(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _take_words(person)
        create, reason = person.create.primary, person.create._reason
        assert not create.isEnabled()
        assert reason.text() == "8 groups left"
        _type_code(person, parts=3)
        assert reason.text() == "2 groups left"
        person.create.recovery.understood.click()
        assert not create.isEnabled()
        _type_code(person)
        assert reason.text() == ""
        assert create.isEnabled()
        person.create.recovery.understood.click()
        assert reason.text() == "Tick the box"
        assert not create.isEnabled()


@pytest.mark.parametrize("way", ["paste", "menu-key", "drop-in"])
def test_the_code_cannot_come_from_the_clipboard(tmp_path: Path, qtbot: QtBot, way: str) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _take_words(person)
        field = person.create.recovery.typed.fields[0]
        QGuiApplication.clipboard().setText(person.model.code_parts[0])
        field.setFocus()
        if way == "paste":
            QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        elif way == "menu-key":
            QTest.keyClick(field, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
        else:
            QTest.mouseClick(field, Qt.MouseButton.MiddleButton)
            assert not field.acceptDrops()
        assert field.text() == ""
        QGuiApplication.clipboard().clear()


def test_the_code_cannot_go_to_the_clipboard(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _take_words(person)
        QGuiApplication.clipboard().setText("before")
        field = person.create.recovery.typed.fields[0]
        type_into(field, "K7QM2RVD")
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "before"
        assert field.text() != ""
        QGuiApplication.clipboard().clear()


def test_going_back_loses_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        words, code = _take_words(person), person.model.code
        _type_code(person, parts=2)
        person.create.back.click()
        assert person.create.passphrase.isVisible()
        assert person.create.passphrase.again.text() == words
        assert person.create.passphrase.place.person.text() == "Ann Leader"
        person.create.primary.click()
        assert person.model.step is Step.RECOVERY
        assert person.model.code == code
        assert person.model.matching == 4


def _own(person: Entrance, passphrase: str, again: str | None = None) -> None:
    person.create.passphrase.my_own.click()
    type_into(person.create.passphrase.own, passphrase)
    type_into(person.create.passphrase.again, passphrase if again is None else again)
    wait_until(lambda: person.model.strength is not None)


def test_a_passphrase_of_ones_own_is_judged_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _own(person, OWN)
        assert person.model.strength is not None
        assert f"About {person.model.strength.bits} bits" in said(person.window)
        person.create.primary.click()
        assert person.model.step is Step.RECOVERY
        assert "Passphrase set: your own" in said(person.window)


def test_a_passphrase_that_can_be_guessed_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _own(person, "sunshine1")
        person.create.primary.click()
        assert person.model.step is Step.PASSPHRASE
        assert "This one can be guessed." in said(person.window)
        assert person.window.focusWidget() is person.create.passphrase.own


def test_a_weak_passphrase_is_warned_about_and_allowed(tmp_path: Path, qtbot: QtBot) -> None:
    weak = "otter velvet grin"
    assert vaults.strength(weak).verdict == "weak"
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _own(person, weak)
        assert "hard to guess, not out of reach" in said(person.window)
        person.create.primary.click()
        assert person.model.step is Step.RECOVERY


def test_two_passphrases_that_differ_are_said(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _own(person, OWN, OWN + "x")
        assert person.create._reason.text() == "The passphrases differ"
        person.create.primary.click()
        assert person.model.step is Step.PASSPHRASE
        assert "The two differ." in said(person.window)


def test_other_words_empty_what_was_typed_for_the_old_ones(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        before = person.model.words
        type_into(person.create.passphrase.again, before)
        person.create.passphrase.other.click()
        assert person.model.words != before
        assert len(person.model.words.split(" ")) == 5
        assert person.create.passphrase.again.text() == ""


def test_a_name_that_is_taken_is_said_beside_the_name(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "Journal.confidant").mkdir()
    (tmp_path / "Journal.confidant" / "something").write_text("here", encoding="utf-8")
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        type_into(person.create.passphrase.again, person.model.words)
        person.create.primary.click()
        assert person.model.step is Step.PASSPHRASE
        assert "Something with this name is there already." in said(person.window)
        assert person.window.focusWidget() is person.create.passphrase.place.vault


def test_a_folder_that_cannot_be_written_is_said_and_all_that_was_typed_stays(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        words = _take_words(person)
        _type_code(person)
        person.create.recovery.understood.click()
        # Somebody else takes the place between the steps.
        (tmp_path / "Journal.confidant").write_text("a file", encoding="utf-8")
        person.create.primary.click()
        qtbot.waitUntil(lambda: bool(person.create._banner.sentence), timeout=WAIT_MS)
        assert person.model.step is Step.RECOVERY
        assert person.model.words == words
        assert person.create.primary.isEnabled()


def test_a_lock_on_the_last_page_closes_the_vault_and_shows_its_unlock_page(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        words = _take_words(person)
        _type_code(person)
        person.create.recovery.understood.click()
        person.create.primary.click()
        qtbot.waitUntil(lambda: person.model.step is Step.READY, timeout=WAIT_MS)
        person.window.cancel_opening()
        assert person.unlock.isVisible()
        assert person.window.focusWidget() is person.unlock.passphrase
        person.place.directory = tmp_path / "Journal.confidant"
        type_into(person.unlock.passphrase, words)
        QTest.keyClick(person.unlock.passphrase, Qt.Key.Key_Return)
        assert not person.take().first_time


def test_a_new_vault_that_nobody_goes_on_to_locks_by_itself(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _take_words(person)
        _type_code(person)
        person.create.recovery.understood.click()
        person.create.primary.click()
        qtbot.waitUntil(lambda: person.model.step is Step.READY, timeout=WAIT_MS)
        assert person.window._unused.isActive()
        assert person.window._unused.interval() == 5 * 60_000
        person.window._unused.timeout.emit()
        assert person.unlock.isVisible()


def test_a_lock_before_anything_is_made_keeps_what_was_typed(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        _take_words(person)
        _type_code(person, parts=1)
        person.window.cancel_opening()
        assert person.model.step is Step.RECOVERY
        assert person.model.matching == 2


def test_an_example_vault_is_made_in_two_steps_and_is_full(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_welcome(tmp_path)
        person.window.welcome_view.example.click()
        assert person.create.passphrase.place.vault.text() == "Example"
        assert "It has no recovery code" in said(person.window)
        type_into(person.create.passphrase.place.person, "Ann Leader")
        type_into(person.create.passphrase.again, person.model.words)
        person.create.primary.click()
        qtbot.waitUntil(lambda: person.model.step is Step.READY, timeout=60_000)
        person.create.primary.click()
        opened = person.take()
        assert opened.directory == tmp_path / "Example.confidant"
        assert not opened.first_time
        assert person.worker.submit(lambda: opened.vault.count(RowQuery())).result() >= 25


def test_turning_to_an_example_and_back_keeps_a_name_that_was_written(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        _fill_place(person, tmp_path)
        vault = person.create.passphrase.place.vault
        vault.setText("Board")
        for _ in range(2):
            person.window.welcome_view.example.click()
            QApplication.processEvents()
        assert vault.text() == "Board"
        assert person.create.passphrase.place.person.text() == "Ann Leader"
        assert not person.model.example
