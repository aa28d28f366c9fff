"""Every screen of the open window, each brought to where something is to be seen.

A scene gets a `Program` that is open on the example vault (or on an empty one) and leaves it
showing what its name says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from confidant.environment import SystemClock
from confidant.records.ids import RecordId
from confidant.services import backups, example
from confidant.ui.backups.forget_sheet import ForgetPlaceSheet
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.settings.key_sheets import ChangePassphraseSheet, NewCodeSheet
from confidant.ui.settings.reencrypt_sheet import ReencryptSheet
from confidant.ui.settings.view import SettingsScreen
from confidant.ui.shell.crash_sheet import CrashSheet
from confidant.vault.rows import MINE, RowQuery
from tests.support.program import Program, focused, program
from tests.support.vaults import CHEAP, PASSPHRASE

Scene: TypeAlias = Callable[[Program], None]
PERSON = "Ada Larch"
_BACKUPS = 2


@contextmanager
def example_program(root: Path, dress: Callable[[], object] = int) -> Iterator[Program]:
    """Give the program, open on an example vault of today; `dress` is called before it opens."""
    with program(root, "Example") as made:
        fill(made)
        dress()
        made.open()
        yield made


def fill(made: Program) -> None:
    """Make the example vault; the clock shows the present time, as its records do."""
    made.clock.now = SystemClock().now_ms()
    example.make(
        directory=made.vault.directory,
        name=PERSON,
        passphrase=PASSPHRASE,
        clock=made.clock,
        entropy=made.vault.entropy,
        kdf=CHEAP,
        state_directory=made.vault.state,
    ).vault.close()


def titled(made: Program, kind: str, words: str) -> RecordId:
    """Return the record of mine whose title holds `words`."""
    rows = made.ask(lambda vault: vault.rows(RowQuery(kinds=(kind,), author=MINE, limit=100)))
    return next(row.id for row in rows if words in row.title)


def clear_away(made: Program) -> None:
    """Close every sheet of the scene before, and end its search."""
    for sheet in made.window.findChildren(QDialog):
        if sheet.isVisible():
            sheet.reject()
    made.window.toast.forget()
    made.screen(JournalScreen).pane.search.clear()
    made.settle()


def _go(made: Program, screen: str, record: RecordId | None = None, view: str = "") -> None:
    made.window.go(Place(screen, record, view))
    made.settle()


def _journal(made: Program) -> None:
    _go(made, "journal", titled(made, "entry", "silence after the Rotterdam"))


def _history(made: Program) -> None:
    _journal(made)
    made.screen(JournalScreen).show_history()
    made.settle()


def _search(made: Program) -> None:
    journal = made.go(JournalScreen)
    journal.pane.search.setText("Rotterdam")
    made.settle()


def _nothing_found(made: Program) -> None:
    journal = made.go(JournalScreen)
    journal.pane.search.setText("racking")
    made.settle()


def _erase(made: Program) -> None:
    _journal(made)
    made.screen(JournalScreen).page.ask_to_erase()
    made.settle()


def _capture(made: Program) -> None:
    _journal(made)
    made.do("Ctrl+J")
    QTest.keyClicks(focused(), "Ask Peter what he would need to hear before he says no.")


def _palette(made: Program) -> None:
    _journal(made)
    made.do("Ctrl+K")
    QTest.keyClicks(focused(), "rott")
    QTest.qWait(400)
    made.settle()


def _doubts(made: Program) -> None:
    _go(made, "doubts")


def _doubt(made: Program) -> None:
    _go(made, "doubts", titled(made, "doubt", "second tenant"))


def _settle_doubt(made: Program) -> None:
    _doubt(made)
    made.screen(DoubtsScreen).page.settle.click()
    made.settle()


def _decisions(made: Program) -> None:
    _go(made, "decisions", titled(made, "decision", "Rotterdam"))


def _unfolded(made: Program) -> None:
    _decisions(made)
    page = made.screen(DecisionsScreen).page
    for section in page.sections:
        section.set_open(is_open=True)
    made.settle()


def _seal(made: Program) -> None:
    _decisions(made)
    made.screen(DecisionsScreen).sheets.decide()
    made.settle()


def _sealed(made: Program) -> None:
    screen = made.go(DecisionsScreen)
    assert screen.pane.views is not None
    screen.pane.views.choose("all")
    screen.rows.show_view("all")
    made.settle()
    rows = made.ask(lambda vault: vault.rows(RowQuery(kinds=("decision",), limit=100)))
    _go(made, "decisions", next(row.id for row in rows if row.sealed))


def _contact(made: Program) -> None:
    _go(made, "contacts")


def _my_card(made: Program) -> None:
    _go(made, "contacts", view="card")


def _aliases(made: Program) -> None:
    _go(made, "contacts", view="aliases")


def _verify(made: Program) -> None:
    contacts = made.go(ContactsScreen)
    _go(made, "contacts", contacts.model.shown, "verify")


def _add_contact(made: Program) -> None:
    _contact(made)
    made.screen(ContactsScreen).ask_for_card()
    made.settle()


def _composer_empty(made: Program) -> None:
    made.window.go(Place("composer"))
    made.settle()
    screen = made.screen(ComposerScreen)
    screen.begin_anew()
    made.settle()
    if screen.model.desk.contacts:
        screen.model.choose_contact(screen.model.desk.contacts[0].record)
    _current(made, screen)


def _composer(made: Program) -> None:
    _composer_empty(made)
    screen = made.screen(ComposerScreen)
    for kind, words in (("decision", "Rotterdam"), ("entry", "silence after the Rotterdam")):
        screen.model.add(titled(made, kind, words))
        made.settle()
    _current(made, screen)


def _current(made: Program, screen: ComposerScreen) -> None:
    for _ in range(100):
        if screen.model.is_current:
            break
        QTest.qWait(20)
    made.settle()


def _picker(made: Program) -> None:
    _composer_empty(made)
    made.screen(ComposerScreen).ask_for_records()
    made.settle()


def _conversations(made: Program) -> None:
    screen = made.go(ConversationsScreen)
    screen.model.choose_view("all")
    made.settle()


def _conversation(made: Program) -> None:
    _conversations(made)
    screen = made.screen(ConversationsScreen)
    row = screen.rows.row(0)
    assert row is not None
    _go(made, "conversations", row.record)


def _settings(made: Program) -> None:
    _go(made, "settings")


def _backups(made: Program) -> None:
    """Two backups, of which the newer holds everything."""
    screen = made.go(BackupsScreen)
    overview = made.ask(backups.overview)
    while len(overview.here) < _BACKUPS:
        made.ask(backups.back_up)
        overview = made.ask(backups.overview)
    screen.show_place(Place("backups"))
    made.settle()


def _remove_backup(made: Program) -> None:
    _backups(made)
    made.screen(BackupsScreen).ask_what_to_remove()
    made.settle()


def _forget_place(made: Program) -> None:
    _backups(made)
    stick = Path("/media/stick/A folder with a name that is long, as those of people are")
    ForgetPlaceSheet(made.screen(BackupsScreen), [stick, Path("/media/other")]).open()
    made.settle()


def _change_passphrase(made: Program) -> None:
    _settings(made)
    made.screen(SettingsScreen).keys.open_sheet(ChangePassphraseSheet)
    made.settle()


def _new_code(made: Program) -> None:
    _settings(made)
    made.screen(SettingsScreen).keys.open_sheet(NewCodeSheet)
    made.settle()


def _reencrypt(made: Program) -> None:
    _settings(made)
    made.screen(SettingsScreen).keys.open_sheet(ReencryptSheet)
    made.settle()


def _about(made: Program) -> None:
    _settings(made)
    made.screen(SettingsScreen).about.click()
    made.settle()


def _crash(made: Program) -> None:
    _journal(made)
    CrashSheet(made.window, "7f3a-91c2").open()
    made.settle()


SCENES: dict[str, Scene] = {
    "journal": _journal,
    "journal-history": _history,
    "journal-search": _search,
    "journal-nothing-found": _nothing_found,
    "journal-erase": _erase,
    "capture": _capture,
    "palette": _palette,
    "doubts": _doubts,
    "doubt": _doubt,
    "doubt-settle": _settle_doubt,
    "decision": _decisions,
    "decision-unfolded": _unfolded,
    "decision-seal": _seal,
    "decision-sealed": _sealed,
    "contact": _contact,
    "contact-my-card": _my_card,
    "contact-aliases": _aliases,
    "contact-verify": _verify,
    "contact-add": _add_contact,
    "composer-empty": _composer_empty,
    "composer": _composer,
    "composer-picker": _picker,
    "conversations": _conversations,
    "conversation": _conversation,
    "settings": _settings,
    "backups": _backups,
    "backups-remove": _remove_backup,
    "backups-forget": _forget_place,
    "key-passphrase": _change_passphrase,
    "key-code": _new_code,
    "key-reencrypt": _reencrypt,
    "about": _about,
    "crash": _crash,
}

EMPTY: dict[str, Scene] = {
    "empty-journal": lambda made: _go(made, "journal"),
    "empty-doubts": lambda made: _go(made, "doubts"),
    "empty-decisions": lambda made: _go(made, "decisions"),
    "empty-conversations": lambda made: _go(made, "conversations"),
    "empty-contacts": lambda made: _go(made, "contacts"),
    "empty-composer": lambda made: _go(made, "composer"),
}
