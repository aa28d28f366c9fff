"""The hands of two people at their windows: what they press and type, and nothing else."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from confidant.records.ids import RecordId
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.decisions.options import OptionEditor, OptionsEditor
from confidant.ui.decisions.seal_sheet import SealSheet
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.unlock.create_view_model import Step
from tests.support.entrance import type_into
from tests.support.program import Program, top_levels, wait_until

RETURN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


def create(person: Program, name: str) -> tuple[str, str]:
    """Make a vault on the welcome page; return the five words and the recovery code."""
    person.start()
    view = person.entrance.welcome_view
    model, page = view.model, view.create_view
    model.set_folder(person.root)
    type_into(page.passphrase.place.person, name)
    words = model.words
    type_into(page.passphrase.again, words)
    QTest.keyClick(page.passphrase.again, RETURN)
    code = model.code
    for field, part in zip(page.recovery.typed.fields, model.code_parts, strict=True):
        type_into(field, part.replace("-", ""))
    page.recovery.understood.click()
    page.primary.click()
    wait_until(lambda: model.step is Step.READY)
    page.primary.click()
    wait_until(lambda: person.is_open)
    person.settle()
    return words, code


def write_entry(person: Program, text: str) -> None:
    """Write into the entry that a new vault begins with."""
    page = person.screen(JournalScreen).page
    QTest.keyClicks(page.observed.editor, text)
    person.do("Ctrl+S")


def write_doubt(person: Program, statement: str) -> None:
    person.do("Ctrl+Shift+B")
    page = person.screen(DoubtsScreen).page
    QTest.keyClicks(page.statement.edit, statement)
    QTest.keyClicks(page.cost.edit, "Five months of rent")
    person.do("Ctrl+S")


def write_decision(person: Program, title: str, *options: str) -> None:
    person.do("Ctrl+Shift+N")
    screen = person.screen(DecisionsScreen)
    QTest.keyClicks(screen.page.head.title, title)
    QTest.keyClicks(screen.page.head.leaning.edit, options[0])
    QTest.keyClicks(screen.page.head.doubt.edit, "That he bluffs")
    listed = screen.page.options.editors["options"]
    for option in options:
        assert isinstance(listed, OptionsEditor)
        card = listed.add()
        assert isinstance(card, OptionEditor)
        QTest.keyClicks(card.title.edit, option)
    person.do("Ctrl+S")


def save_card(person: Program, folder: Path) -> Path:
    """Save my card from its page and return the file."""
    contacts = person.go(ContactsScreen, "card")
    contacts.card_page.save.click()
    choose(folder)
    person.settle()
    (card,) = folder.iterdir()
    return card


def read_words(person: Program) -> list[str]:
    """Read my own six words aloud, from the page."""
    contacts = person.go(ContactsScreen, "card")
    return contacts.card_page.words.accessibleName().split()


def add_and_verify(person: Program, card: Path, words: list[str]) -> RecordId:
    """Let the card fall on the window, keep it, type the words that were heard."""
    drop(person, card)
    contacts = person.screen(ContactsScreen)
    sheet = contacts.sheet
    assert sheet is not None
    wait_until(sheet.keep.isEnabled)
    sheet.keep.click()
    wait_until(lambda: contacts.stack.currentWidget() is contacts.verify_page)
    person.settle()
    page = contacts.verify_page
    for field, word in zip(page.theirs.fields, words, strict=True):
        QTest.keyClicks(field, word)
    page.ways.buttons()[1].click()
    person.settle()
    page.mark.click()
    wait_until(lambda: contacts.stack.currentWidget() is contacts.page)
    person.settle()
    assert contacts.model.shown is not None
    return contacts.model.shown


def share(person: Program, contact: RecordId, folder: Path, *titles: str) -> Path:
    """Choose records in an empty composer, type their count, save the file and return it."""
    person.window.go(Place("contacts", contact))
    person.settle()
    person.screen(ContactsScreen).page.share.click()
    person.settle()
    composer = person.screen(ComposerScreen)
    assert composer.model.composition.records == ()
    for title in titles:
        composer.ask_for_records()
        picker = composer.picker
        assert picker is not None
        picker.search.setText(title)
        wait_until(lambda p=picker: p.rows_model.rowCount() == 1)  # type: ignore[misc] # bound now
        picker.rows.select_first()
        picker.pick.click()
        picker.reject()
        wait_until(lambda: composer.model.is_current)
        person.settle()
    assert not composer.footer.save.isEnabled()
    QTest.keyClicks(composer.footer.count, str(len(titles)))
    wait_until(composer.footer.save.isEnabled)
    composer.footer.save.click()
    choose(folder)
    wait_until(lambda: any(folder.iterdir()))
    person.settle()
    (file,) = folder.iterdir()
    return file


def open_tab(person: Program, title: str) -> None:
    """Choose one of the records of a conversation."""
    tabs = person.screen(ConversationsScreen).page.subjects
    names = [tabs.tabText(index) for index in range(tabs.count())]
    tabs.setCurrentIndex(next(at for at, name in enumerate(names) if title in name))
    person.settle()


def challenge(person: Program, passage: str, text: str) -> None:
    """Select a passage of what is shown and challenge it."""
    screen = person.screen(ConversationsScreen)
    shown = screen.page.record._text
    at = shown.toPlainText().index(passage)
    cursor = shown.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len(passage), QTextCursor.MoveMode.KeepAnchor)
    shown.setTextCursor(cursor)
    form = screen.page.panel.response
    form.forms["challenge"].click()
    QTest.keyClicks(form.text, text)
    form.add_button.click()
    person.settle()


def seal_reply(person: Program, file: Path) -> None:
    """Save the reply through its button and a file dialog."""
    person.screen(ConversationsScreen).page.footer.seal_button.click()
    choose(file)
    wait_until(file.exists)
    person.settle()


def decide_and_seal(person: Program, because: str) -> None:
    screen = person.screen(DecisionsScreen)
    screen.page.decide.click()
    person.settle()
    sheet = screen.sheets.sheet
    assert isinstance(sheet, SealSheet)
    QTest.keyClicks(sheet.because, because)
    sheet.seal_button.click()
    person.settle()


def choose(path: Path) -> None:
    """Type a path into the file dialog that is open and accept it."""
    (dialog,) = [one for one in top_levels() if isinstance(one, QFileDialog)]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    QTest.keyClick(name, RETURN)


def drop(person: Program, file: Path) -> None:
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
    person.window.dropEvent(event)
    person.settle()
