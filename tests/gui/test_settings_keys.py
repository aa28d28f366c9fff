"""“Passphrase and recovery” in the settings, over a real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from confidant.crypto import argon2
from confidant.errors import KeyfileRequiredError, WrongSecretError
from confidant.services import keys, vaults
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.settings.key_sheets import ChangePassphraseSheet, KeyFileSheet, NewCodeSheet
from confidant.ui.settings.reencrypt_sheet import ReencryptSheet
from confidant.ui.settings.view import SettingsScreen
from confidant.ui.widgets.recovery_kit import PrintKitSheet, RecoveryKit
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.vaults import CHEAP, PASSPHRASE, write

NEW = "another quiet harbour at dusk"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenVault]:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    with open_vault(tmp_path) as found:
        found.ask(lambda vault: write(vault, "one", "two"))
        yield found


@pytest.fixture
def screen(opened: OpenVault, tmp_path: Path, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(opened.session, PreferenceStore(tmp_path / "preferences.json"))
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show_place(Place("settings"))
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    made.show()
    return made


def settle(opened: OpenVault, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    QApplication.processEvents()


def opens(opened: OpenVault, secret: PassphraseSecret | RecoverySecret) -> bool:
    """Tell whether a secret opens the vault that is open here."""

    def check(vault: object) -> bool:
        try:
            keys.check(vault, secret)  # type: ignore[arg-type] # the session's vault
        except (WrongSecretError, KeyfileRequiredError):
            return False
        return True

    return opened.ask(check)


def held(widget: QWidget) -> str:
    fields = [edit.text() for edit in widget.findChildren(QLineEdit)]
    return "\n".join([*fields, *(label.text() for label in widget.findChildren(QLabel))])


def change(screen: SettingsScreen) -> ChangePassphraseSheet:
    sheet = screen.keys.open_sheet(ChangePassphraseSheet)
    assert isinstance(sheet, ChangePassphraseSheet)
    return sheet


def type_code(sheet: NewCodeSheet | ReencryptSheet, code: str) -> None:
    groups = code.split("-")
    for number, field in enumerate(sheet.written.typed.fields):
        field.setText("")
        field.insert("-".join(groups[2 * number : 2 * number + 2]))
        field.textEdited.emit(field.text())


def test_five_words_are_offered_and_open_the_vault(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    said: list[str] = []
    screen.done.connect(lambda text, _undo: said.append(text))
    sheet = change(screen)
    words = sheet.new.passphrase
    assert len(words.split()) == 5
    sheet.new.other.click()
    assert sheet.new.passphrase != words
    words = sheet.new.passphrase
    sheet.present.passphrase.setText(PASSPHRASE)
    sheet.new.again.setText(words)
    sheet.change.click()
    qtbot.waitUntil(lambda: bool(said))
    settle(opened, qtbot)
    assert said[0].startswith("The passphrase is changed.")
    assert opens(opened, PassphraseSecret(words))
    assert not opens(opened, PassphraseSecret(PASSPHRASE))


def test_a_passphrase_of_ones_own_is_judged_and_typed_twice(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    sheet = change(screen)
    sheet.present.passphrase.setText(PASSPHRASE)
    sheet.new.my_own.setChecked(True)
    sheet.new.own.setText("summer2026")
    qtbot.waitUntil(lambda: "it can be guessed" in held(sheet))
    sheet.new.again.setText("summer2026")
    sheet.change.click()
    assert "Take more words" in held(sheet)
    sheet.new.own.setText(NEW)
    qtbot.waitUntil(lambda: "out of reach" in held(sheet))
    sheet.new.again.setText(NEW + "s")
    sheet.change.click()
    assert "The two differ" in held(sheet)
    assert opens(opened, PassphraseSecret(PASSPHRASE))
    sheet.new.again.setText(NEW)
    sheet.change.click()
    qtbot.waitUntil(lambda: opens(opened, PassphraseSecret(NEW)))
    settle(opened, qtbot)


def test_somebody_who_does_not_know_the_passphrase_changes_nothing(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    sheet = change(screen)
    sheet.new.again.setText(sheet.new.passphrase)
    sheet.change.click()
    assert "Type the passphrase that opens the vault now." in held(sheet)
    sheet.present.passphrase.setText("a guess at the open desk")
    sheet.change.click()
    qtbot.waitUntil(lambda: "does not open this vault" in held(sheet))
    settle(opened, qtbot)
    assert sheet.isVisible()
    assert sheet.change.isEnabled()
    assert opens(opened, PassphraseSecret(PASSPHRASE))
    sheet.reject()


def test_a_closed_sheet_holds_nothing_that_was_typed(screen: SettingsScreen) -> None:
    sheet = change(screen)
    sheet.present.passphrase.setText(PASSPHRASE)
    words = sheet.new.passphrase
    sheet.reject()
    assert PASSPHRASE not in held(sheet)
    assert words not in held(sheet)
    code = screen.keys.open_sheet(NewCodeSheet)
    assert isinstance(code, NewCodeSheet)
    groups = code._code.split("-")
    code.reject()
    assert all(group not in held(code) for group in groups)


def test_a_key_file_is_made_and_done_without_again(
    screen: SettingsScreen, opened: OpenVault, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "stick.key"
    sheet = screen.keys.open_sheet(KeyFileSheet)
    assert isinstance(sheet, KeyFileSheet)
    assert sheet.drop.isHidden()
    sheet.present.passphrase.setText(PASSPHRASE)
    sheet.make_at(path)
    qtbot.waitUntil(lambda: screen.keys.model.state.keyfile)
    settle(opened, qtbot)
    key = vaults.read_keyfile(path)
    assert opens(opened, PassphraseSecret(PASSPHRASE, key))
    assert not opens(opened, PassphraseSecret(PASSPHRASE))
    again = screen.keys.open_sheet(KeyFileSheet)
    assert isinstance(again, KeyFileSheet)
    again.present.passphrase.setText(PASSPHRASE)
    again.drop.click()
    qtbot.waitUntil(lambda: "also needs its key file" in held(again))
    again.present.take_keyfile(path)
    again.drop.click()
    qtbot.waitUntil(lambda: not screen.keys.model.state.keyfile)
    settle(opened, qtbot)
    assert opens(opened, PassphraseSecret(PASSPHRASE))


def test_a_new_recovery_code_counts_once_it_was_typed_back(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    old = RecoverySecret(opened.place.recovery_code)
    sheet = screen.keys.open_sheet(NewCodeSheet)
    assert isinstance(sheet, NewCodeSheet)
    code = sheet._code
    assert not sheet.use.isEnabled()
    type_code(sheet, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert not sheet.use.isEnabled()
    assert opens(opened, old)
    type_code(sheet, code)
    assert sheet.use.isEnabled()
    sheet.present.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.use.click()
    settle(opened, qtbot)
    assert opens(opened, RecoverySecret(code))
    assert not opens(opened, old)
    assert opens(opened, PassphraseSecret(PASSPHRASE))


def test_reencryption_says_what_it_costs_and_keeps_every_record(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    before = opened.place.database
    sheet = screen.keys.open_sheet(ReencryptSheet)
    assert isinstance(sheet, ReencryptSheet)
    assert "cannot be undone" in held(sheet)
    code = sheet._code
    type_code(sheet, code)
    sheet.present.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(sheet.accepted, timeout=15_000):
        sheet.start.click()
    settle(opened, qtbot)
    assert opened.place.database != before
    assert opened.ask(lambda vault: vault.count(RowQuery())) == 2
    assert opens(opened, RecoverySecret(code))


def test_reencryption_that_is_stopped_changes_nothing(
    screen: SettingsScreen, opened: OpenVault, qtbot: QtBot
) -> None:
    opened.ask(lambda vault: write(vault, *(f"number {n}" for n in range(1200))))
    before = opened.place.database
    sheet = screen.keys.open_sheet(ReencryptSheet)
    assert isinstance(sheet, ReencryptSheet)
    type_code(sheet, sheet._code)
    sheet.present.passphrase.setText(PASSPHRASE)
    sheet.start.click()
    sheet.reject()
    assert sheet.isVisible()
    settle(opened, qtbot)
    assert opened.place.database == before
    assert "stopped" in held(sheet).lower()
    sheet.reject()
    assert not sheet.isVisible()


def test_the_recovery_kit_is_one_page_with_the_code_and_no_name_in_the_queue(
    tmp_path: Path, screen: SettingsScreen
) -> None:
    sheet = screen.keys.open_sheet(NewCodeSheet)
    assert isinstance(sheet, NewCodeSheet)
    printing = sheet.print_it()
    assert "print queue" in held(printing)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "kit.pdf"))
    printing.print_on(printer)
    data = (tmp_path / "kit.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1
    assert b"Journal" not in data
    assert not printing.isVisible()
    sheet.reject()


def test_the_page_says_what_the_code_is_for(opened: OpenVault, tmp_path: Path) -> None:
    code = opened.place.recovery_code
    kit = RecoveryKit(code, "Journal", opened.place.clock.today())
    said = "\n".join(text for _, text, _ in kit.lines())
    assert all(group in said for group in code.split("-"))
    assert "Use the recovery code" in said
    kit.draw(QPdfWriter(str(tmp_path / "page.pdf")))
    assert (tmp_path / "page.pdf").stat().st_size > 5_000


def test_who_would_rather_write_by_hand_prints_nothing(screen: SettingsScreen) -> None:
    sheet = screen.keys.open_sheet(NewCodeSheet)
    assert isinstance(sheet, NewCodeSheet)
    printing = sheet.print_it()
    assert isinstance(printing, PrintKitSheet)
    printing.reject()
    assert printing._code == ""
    sheet.reject()


@pytest.mark.parametrize(
    ("kind", "name"),
    [(ChangePassphraseSheet, "passphrase"), (KeyFileSheet, "keyfile"), (NewCodeSheet, "code"),
     (ReencryptSheet, "reencrypt")],
)  # fmt: skip
def test_the_sheets_can_be_heard_and_reached(
    screen: SettingsScreen,
    opened: OpenVault,
    kind: type[ChangePassphraseSheet],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        vaults, "suggest_passphrases", lambda *_a, **_k: ("one two three four five",)
    )
    code = opened.place.recovery_code = "0000-0000-0000-0000-0000-0000-0000-0000"
    monkeypatch.setattr(vaults, "new_recovery_code", lambda *_a: code)
    sheet = screen.keys.open_sheet(kind)
    assert nameless(sheet) == []
    check_outline(sheet, f"settings-{name}")
    sheet.reject()
