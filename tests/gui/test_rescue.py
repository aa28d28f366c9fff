"""Restoring a backup and saving what is readable, before a vault is open."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from confidant.environment import SystemEntropy
from confidant.records.ids import RecordId
from confidant.services import restores, vaults
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.unlock.restore_sheet import RestoreSheet
from confidant.ui.unlock.salvage_sheet import SalvageSheet
from confidant.ui.unlock.secret_fields import SecretFields
from confidant.vault import exchanging
from confidant.vault.vault import PassphraseSecret, RowQuery
from tests.support.elsewhere import opened_elsewhere
from tests.support.entrance import Entrance, entrance, said, type_into, wait_until
from tests.support.outline import nameless
from tests.support.program import program
from tests.support.vaults import PASSPHRASE, Place, write


def filled(place: Place) -> Path:
    """Make a closed vault with a backup and one entry more than that has."""
    with place.create() as vault:
        write(vault, "in both")
        backup = vault.backup().path
        write(vault, "only in the vault")
    return backup


def type_code(secret: SecretFields, code: str) -> None:
    characters = code.replace("-", "")
    for number, field in enumerate(secret.code.fields):
        type_into(field, characters[8 * number : 8 * number + 8])


def titles(place: Place) -> list[str]:
    with place.open() as vault:
        return sorted(row.title for row in vault.rows(RowQuery()))


def sheet_of(person: Entrance) -> RestoreSheet:
    found = [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    (sheet,) = found
    assert isinstance(sheet, RestoreSheet)
    return sheet


def compared(sheet: RestoreSheet) -> None:
    type_into(sheet.secret.passphrase, PASSPHRASE)
    sheet.open_it.click()
    assert sheet.secret.passphrase.text() == ""
    wait_until(lambda: sheet.restore.isVisible() or bool(sheet.banner.sentence))


def test_titles_are_shown_before_anything_is_replaced(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        assert sheet.backup.count() == 1
        compared(sheet)
        assert "1 would be gone." in sheet.summary.text()
        assert "only in the vault" in sheet.titles.text()
        assert nameless(sheet) == []
        sheet.cancel.click()
        assert sheet.titles.text() == ""
        assert titles(person.place) == ["in both", "only in the vault"]


def test_restoring_replaces_keeps_and_leads_to_the_unlock_page(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        compared(sheet)
        sheet.restore.click()
        wait_until(sheet.go_on.isVisible)
        assert "is kept as" in sheet.outcome.text()
        sheet.go_on.click()
        assert titles(person.place) == ["in both"]
        assert "(replaced " in " ".join(path.name for path in tmp_path.iterdir())
        assert not sheet.isVisible()


def test_text_that_was_not_saved_is_shown_before_it_is_replaced(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        with person.place.open() as vault:
            typed = b'{"as_observed":"Half a thought","kind":"entry"}'
            vault.save_draft(RecordId(b"u" * 16), "entry", 0, typed)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        compared(sheet)
        assert "1 unsaved text would be gone." in sheet.summary.text()
        assert "Was typed and not saved, and would be gone" in sheet.titles.text()
        assert "Half a thought" in sheet.titles.text()
        sheet.reject()


def test_what_is_put_in_place_is_said_and_nothing_offers_to_stop_it(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        sheet.progress._patience.setInterval(0)
        gate, real = Event(), exchanging.exchange

        def slow(staged: Path, *more: object) -> None:
            gate.wait(10)
            real(staged, *more)  # type: ignore[arg-type] # passed on as it came

        compared(sheet)
        monkeypatch.setattr(exchanging, "exchange", slow)
        sheet.restore.click()
        try:
            wait_until(lambda: sheet.progress.isVisible() and sheet.progress.bar.maximum() > 0)
            assert "put in place" in sheet.progress.bar.accessibleName()
            assert not sheet.progress.cancel_button.isVisible()
            assert not sheet.cancel.isEnabled()
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
            assert sheet.isVisible()
        finally:
            gate.set()
        wait_until(sheet.go_on.isVisible)
        sheet.go_on.click()
        assert titles(person.place) == ["in both"]


def test_a_vault_that_changed_after_the_comparison_is_compared_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        compared(sheet)
        with opened_elsewhere(person.place) as other:
            sheet.restore.click()
            wait_until(lambda: "open in another window" in sheet.banner.sentence)
            assert sheet.cancel.isEnabled()
            assert other.hears("written meanwhile") == "written"
        sheet.restore.click()
        wait_until(sheet.open_it.isVisible)
        assert "has changed this vault" in sheet.banner.sentence
        assert sheet.titles.text() == ""
        compared(sheet)
        assert "written meanwhile" in sheet.titles.text()
        sheet.restore.click()
        wait_until(sheet.go_on.isVisible)
        sheet.go_on.click()
        assert titles(person.place) == ["in both"]


@pytest.mark.parametrize("page", ["unlock", "welcome"])
def test_a_restore_that_was_killed_between_its_renames_is_finished_by_the_window(
    tmp_path: Path, qtbot: QtBot, page: str
) -> None:
    with entrance(tmp_path, qtbot) as person:
        place = person.place
        backup = filled(place)
        secret = PassphraseSecret(PASSPHRASE)
        with (
            restores.open_backup(backup=backup, directory=place.directory, secret=secret) as one,
            pytest.MonkeyPatch.context() as patched,
        ):
            patched.setattr(exchanging, "swap", lambda _one, _other: False)
            patched.setattr(exchanging, "finish", lambda _directory: False)
            restores.restore(one, place.clock, place.entropy, state_directory=place.state)
        place.directory.rename(tmp_path / f".{place.directory.name}.exchange")
        person.preferences.replace(person.preferences.current.with_vault(place.directory))
        if page == "unlock":
            person.window.show_vault(place.directory)
        else:
            person.window.show_welcome()
        person.window.show()
        assert person.unlock.isVisible()
        assert "That is finished now" in person.unlock._banner.sentence
        assert (place.directory / "backups" / backup.name).is_dir()
        assert titles(place) == ["in both"]
        person.window.show_vault(place.directory)
        assert not person.unlock._banner.sentence


def test_a_wrong_passphrase_opens_no_backup(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        type_into(sheet.secret.passphrase, "another passphrase")
        sheet.open_it.click()
        wait_until(lambda: bool(sheet.banner.sentence))
        assert not sheet.restore.isVisible()
        assert sheet.open_it.isEnabled()
        sheet.reject()


def test_who_forgot_the_passphrase_restores_with_the_recovery_code(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        sheet.secret.other_way.click()
        assert not sheet.secret.passphrase.isVisible()
        sheet.open_it.click()
        assert sheet.focusWidget() is sheet.secret.code.fields[0]
        assert not sheet.banner.sentence
        type_code(sheet.secret, person.place.recovery_code)
        sheet.open_it.click()
        wait_until(lambda: sheet.restore.isVisible() or bool(sheet.banner.sentence))
        sheet.restore.click()
        wait_until(sheet.go_on.isVisible)
        assert sheet.secret.code.code()
        sheet.go_on.click()
        assert sheet.secret.code.code() == ""
        assert titles(person.place) == ["in both"]


def test_another_recovery_code_opens_no_backup(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        sheet.secret.other_way.click()
        type_code(sheet.secret, vaults.new_recovery_code(SystemEntropy()))
        sheet.open_it.click()
        wait_until(lambda: bool(sheet.banner.sentence))
        assert not sheet.restore.isVisible()
        sheet.secret.other_way.click()
        assert sheet.secret.code.code() == ""
        assert sheet.secret.passphrase.isVisible()
        sheet.reject()


def test_a_backup_from_a_stick_goes_where_there_is_no_vault(tmp_path: Path, qtbot: QtBot) -> None:
    other = Place(tmp_path / "other")
    (tmp_path / "other").mkdir()
    backup = filled(other)
    stick = tmp_path / "stick" / "Journal.confidant-backups"
    stick.mkdir(parents=True)
    shutil.copytree(backup, stick / backup.name)
    shutil.rmtree(other.directory)
    with entrance(tmp_path, qtbot) as person:
        person.show_welcome(tmp_path)
        person.window.welcome_view.restore.click()
        sheet = sheet_of(person)
        assert not sheet.open_it.isEnabled()
        sheet._look_in(tmp_path / "state")
        assert "no backup in that folder" in sheet.banner.sentence
        sheet._look_in(tmp_path / "stick")
        sheet._put_into(tmp_path)
        compared(sheet)
        assert "no vault at that place yet" in sheet.summary.text()
        sheet.restore.click()
        wait_until(sheet.go_on.isVisible)
        sheet.go_on.click()
        assert titles(person.place) == ["in both"]


def test_a_lock_closes_the_sheet_and_forgets_the_key(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.restore()
        sheet = sheet_of(person)
        compared(sheet)
        kept = sheet._model._opened
        person.window.cancel_opening()
        assert not sheet.isVisible()
        assert kept.restoring is None
        assert "only in the vault" not in said(person.window)


def test_damage_offers_a_backup_and_what_can_be_read(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.place.database.unlink()
        person.window.show_vault(person.place.directory)
        person.window.show()
        assert not person.unlock._restore.isVisible()
        type_into(person.unlock.passphrase, PASSPHRASE)
        person.unlock._unlock.click()
        wait_until(person.unlock._restore.isVisible)
        assert person.unlock._salvage.isVisible()
        person.unlock._restore.click()
        sheet = sheet_of(person)
        compared(sheet)
        assert "cannot be compared" in sheet.summary.text()
        sheet.reject()


def test_what_can_be_read_is_saved_into_a_folder(tmp_path: Path, qtbot: QtBot) -> None:
    with entrance(tmp_path, qtbot) as person:
        filled(person.place)
        person.window.show_vault(person.place.directory)
        person.window.show()
        person.window.save_readable()
        (sheet,) = [one for one in person.window.findChildren(SalvageSheet) if one.isVisible()]
        type_into(sheet.secret.passphrase, PASSPHRASE)
        sheet.save_into(tmp_path)
        assert sheet.secret.passphrase.text() == ""
        wait_until(lambda: "2 records were saved." in sheet.outcome.text())
        assert (tmp_path / "Journal saved" / "confidant.json").is_file()
        sheet.reject()


def test_restoring_from_the_open_window_locks_first(tmp_path: Path) -> None:
    with program(tmp_path) as made:
        filled(made.vault)
        made.open()
        page = made.go(BackupsScreen)
        page.restore.click()
        wait_until(lambda: not made.is_open)
        QApplication.processEvents()
        (sheet,) = [one for one in made.entrance.findChildren(RestoreSheet) if one.isVisible()]
        assert sheet.backup.count() == 1
        assert made.is_free()
        sheet.reject()
