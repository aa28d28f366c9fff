"""After the recovery code a new passphrase is offered; once a year the code is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from confidant.crypto import argon2
from confidant.crypto.argon2 import KdfParameters
from confidant.errors import KeyfileRequiredError
from confidant.services import keys
from confidant.services.vaults import read_keyfile
from confidant.ui.settings.drill_sheet import DrillSheet
from confidant.ui.settings.key_sheets import ChangePassphraseSheet, NewCodeSheet
from confidant.ui.unlock.cost_raiser import CostRaiser
from confidant.ui.unlock.unlock_view_model import Way
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button
from confidant.vault import header_files
from confidant.vault.executor import VaultThread
from confidant.vault.header import parse
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery, Vault
from tests.support.program import Program, program
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

YEAR_MS = 366 * 86_400_000
NEW = "another quiet harbour at dusk"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    with program(tmp_path) as made:
        with made.vault.create() as vault:
            write(vault, "one", "two")
        yield made


def unlock_by_code(running: Program, qtbot: QtBot) -> None:
    running.start(running.vault.directory)
    view = running.entrance.unlock_view
    view._other_way.click()
    assert view._model.way is Way.CODE
    groups = running.vault.recovery_code.split("-")
    for number, field in enumerate(view.code.fields):
        field.setText("-".join(groups[2 * number : 2 * number + 2]))
    view._unlock.click()
    qtbot.waitUntil(lambda: running.is_open, timeout=15_000)
    running.settle()


def banners(running: Program) -> str:
    return "\n".join(banner.sentence for banner in running.window.banners.findChildren(Banner))


def press(running: Program, text: str) -> None:
    (button,) = [one for one in running.window.banners.findChildren(Button) if one.text() == text]
    button.click()
    running.settle()


def test_the_recovery_code_leads_to_a_new_passphrase_and_every_record_is_there(
    running: Program, qtbot: QtBot
) -> None:
    unlock_by_code(running, qtbot)
    (sheet,) = running.window.findChildren(ChangePassphraseSheet)
    assert sheet.present.isHidden()
    assert "recovery code opened the vault" in banners(running)
    sheet.new.my_own.setChecked(True)
    sheet.new.own.setText(NEW)
    running.settle()
    sheet.new.again.setText(NEW)
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.change.click()
    running.settle()
    assert "recovery code opened the vault" not in banners(running)
    running.application.lock()
    running.unlock(NEW)
    assert running.ask(lambda vault: vault.count(RowQuery())) == 2
    assert not running.window.findChildren(ChangePassphraseSheet)
    # From now on the passphrase is asked for again.
    assert not running.ask(keys.state).by_recovery


def with_keyfile(running: Program, path: Path) -> None:
    with running.vault.open() as vault:
        keys.add_keyfile(
            vault,
            running.vault.entropy,
            present=PassphraseSecret(PASSPHRASE),
            passphrase=PASSPHRASE,
            path=path,
        )


def chosen(running: Program) -> ChangePassphraseSheet:
    """Return the sheet that is open, with a new passphrase typed twice."""
    (sheet,) = running.window.findChildren(ChangePassphraseSheet)
    sheet.new.my_own.setChecked(True)
    sheet.new.own.setText(NEW)
    running.settle()
    sheet.new.again.setText(NEW)
    return sheet


def test_after_the_recovery_code_it_is_said_that_the_key_file_is_needed_no_longer(
    running: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    with_keyfile(running, tmp_path / "old.key")
    unlock_by_code(running, qtbot)
    sheet = chosen(running)
    assert "stands alone" in held(sheet)
    said: list[str] = []
    sheet.said.connect(said.append)
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.change.click()
    running.settle()
    assert "No key file is needed any more." in said[0]
    running.application.lock()
    running.unlock(NEW)
    assert not running.ask(keys.state).keyfile


def test_after_the_recovery_code_a_new_key_file_can_be_made(
    running: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    with_keyfile(running, tmp_path / "old.key")
    unlock_by_code(running, qtbot)
    sheet = chosen(running)
    said: list[str] = []
    sheet.said.connect(said.append)
    sheet.make_at(tmp_path / "old.key")
    qtbot.waitUntil(lambda: "exists already" in held(sheet))
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.make_at(tmp_path / "new.key")
    running.settle()
    assert "No key file" not in said[0]
    assert running.ask(keys.state).keyfile
    running.application.lock()
    with running.vault.open(PassphraseSecret(NEW, read_keyfile(tmp_path / "new.key"))) as vault:
        assert vault.count(RowQuery()) == 2
    with pytest.raises(KeyfileRequiredError):
        running.vault.open(PassphraseSecret(NEW))


def test_without_a_key_file_nothing_is_said_of_one(running: Program, qtbot: QtBot) -> None:
    unlock_by_code(running, qtbot)
    sheet = chosen(running)
    assert "stands alone" not in held(sheet)
    assert not hasattr(sheet, "with_keyfile")
    sheet.reject()


def held(sheet: ChangePassphraseSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def test_not_now_leaves_a_banner_that_offers_it_again(running: Program, qtbot: QtBot) -> None:
    unlock_by_code(running, qtbot)
    (sheet,) = running.window.findChildren(ChangePassphraseSheet)
    sheet.reject()
    running.settle()
    press(running, "Choose a new passphrase…")
    (again,) = running.window.findChildren(ChangePassphraseSheet)
    assert again.isVisible()
    again.reject()
    running.application.lock()
    running.unlock(PASSPHRASE)
    assert banners(running) == ""


def test_a_lock_takes_the_sheet_and_what_was_typed_away(running: Program, qtbot: QtBot) -> None:
    unlock_by_code(running, qtbot)
    (sheet,) = running.window.findChildren(ChangePassphraseSheet)
    words = sheet.new.passphrase
    running.application.lock()
    QApplication.processEvents()
    labels = [
        label.text()
        for one in QApplication.allWidgets()
        if isinstance(one, QLabel)
        for label in (one,)
    ]
    assert words not in "\n".join(labels)


def test_the_code_is_asked_for_after_a_year_and_not_before(running: Program) -> None:
    running.open()
    assert banners(running) == ""
    running.application.lock()
    running.clock.advance(YEAR_MS)
    running.unlock()
    assert "Do you still have your recovery code?" in banners(running)
    press(running, "I have it")
    assert banners(running) == ""
    running.application.lock()
    running.unlock()
    assert banners(running) == ""
    running.application.lock()
    running.clock.advance(YEAR_MS)
    running.unlock()
    assert "Do you still have your recovery code?" in banners(running)


def test_the_code_is_typed_and_compared(running: Program, qtbot: QtBot) -> None:
    running.clock.advance(YEAR_MS)
    running.open()
    press(running, "Type it to make sure…")
    (sheet,) = running.window.findChildren(DrillSheet)
    code = running.vault.recovery_code
    type_into(sheet, "0" * 32)
    sheet.compare.click()
    running.settle()
    assert "typing error" in sheet.field.error
    other = Place(running.root, "Other")
    other.create().close()
    type_into(sheet, other.recovery_code)
    sheet.compare.click()
    running.settle()
    assert "not the code of this vault" in sheet.field.error
    assert "Do you still have" in banners(running)
    type_into(sheet, code)
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.compare.click()
    running.settle()
    assert banners(running) == ""
    assert not running.ask(lambda vault: keys.drill_is_due(vault, running.clock))


def type_into(sheet: DrillSheet, code: str) -> None:
    characters = code.replace("-", "")
    for number, field in enumerate(sheet.code.fields):
        field.setText(characters[8 * number : 8 * number + 8])
        field.textEdited.emit(field.text())


def test_a_new_code_answers_the_question_too(running: Program, qtbot: QtBot) -> None:
    running.clock.advance(YEAR_MS)
    running.open()
    press(running, "Make a new one…")
    (sheet,) = running.window.findChildren(NewCodeSheet)
    sheet.present.passphrase.setText(PASSPHRASE)
    groups = sheet._code.split("-")
    for number, field in enumerate(sheet.written.typed.fields):
        field.setText("-".join(groups[2 * number : 2 * number + 2]))
        field.textEdited.emit(field.text())
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.use.click()
    running.settle()
    assert banners(running) == ""
    assert not running.ask(lambda vault: keys.drill_is_due(vault, running.clock))
    code = "-".join(groups)
    running.ask(lambda vault: keys.check(vault, RecoverySecret(code)))


def test_the_key_becomes_dearer_in_the_background_and_the_passphrase_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, dearer = Place(tmp_path), KdfParameters(memory_kib=65536, passes=3, lanes=4)
    place.create().close()
    monkeypatch.setattr(argon2, "raised", lambda *_a: dearer)
    worker = VaultThread()
    raiser = CostRaiser(worker, place.entropy)
    try:
        vault: Vault = worker.submit(
            raiser.watched(place.open, PassphraseSecret(PASSPHRASE))
        ).result()
        raiser.start(vault)
        assert raiser.thread is not None
        raiser.thread.join(60)
        worker.submit(vault.close).result()
    finally:
        worker.close()
    header = parse((place.directory / header_files.NAME).read_bytes()).header
    assert (header.passphrase.kdf, header.generation) == (dearer, 2)
    place.open().close()


def test_a_lock_meanwhile_lets_the_dearer_key_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, dearer = Place(tmp_path), KdfParameters(memory_kib=65536, passes=3, lanes=4)
    place.create().close()
    monkeypatch.setattr(argon2, "raised", lambda *_a: dearer)
    worker = VaultThread()
    raiser = CostRaiser(worker, place.entropy)
    vault = worker.submit(raiser.watched(place.open, PassphraseSecret(PASSPHRASE))).result()
    worker.submit(vault.close).result()
    raiser.start(vault)
    assert raiser.thread is not None
    raiser.thread.join(60)
    worker.close()
    assert parse((place.directory / header_files.NAME).read_bytes()).header.generation == 1


def test_a_passphrase_that_was_changed_meanwhile_is_not_changed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, dearer = Place(tmp_path), KdfParameters(memory_kib=65536, passes=3, lanes=4)
    place.create().close()
    monkeypatch.setattr(argon2, "raised", lambda *_a: dearer)
    with place.open() as vault:
        secret = PassphraseSecret(PASSPHRASE)
        plan = keys.plan_cost_raise(vault, secret, 0.1)
        assert plan is not None
        keys.change_passphrase(vault, present=secret, passphrase=NEW)
        keys.raise_cost(plan, vault, place.entropy, lambda work: work())
        assert vault.header_generation == 2
    place.open(PassphraseSecret(NEW)).close()
