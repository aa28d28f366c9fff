"""After a lock nothing holds what was written: no object, no widget, no file."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from confidant.environment import Clock
from confidant.services import aliases, decisions, doubts, forecasts, journal
from confidant.ui.clipboard import copy_private
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.navigation import Place
from confidant.vault.vault import Vault
from tests.support import remains
from tests.support.pair import Side, know
from tests.support.program import Program, focused, program, top_levels
from tests.support.scenes import clear_away, titled
from tests.support.vaults import Place as VaultPlace

MARK = "canary7Q"


@pytest.fixture
def confidant(tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    """A vault in which every field of every kind that a screen shows holds the mark."""
    assert qapp is not None
    with program(tmp_path / "home") as made:
        made.make_vault()
        with made.vault.open() as vault:
            write_everywhere(vault, made.clock)
            receive(vault, made, tmp_path / "mentor")
        made.open()
        yield made


def write_everywhere(vault: Vault, clock: Clock) -> None:
    n = iter(range(1000))

    def words() -> str:
        return f"{MARK} {next(n)}"

    entry = journal.create(
        vault,
        clock,
        plain={
            "kind": "entry",
            "genre": "reflection",
            "day": "2026-11-20",
            "title": words(),
            "as_felt": words(),
            "as_observed": f"## {words()}\n\nI always said {words()} to **nobody**.",
            "tags": [words()],
            "people": [words()],
            "competencies": [words()],
            "before": [{"word": words(), "intensity": 3}],
            "after": [{"word": words(), "intensity": 2}],
        },
    ).record
    assert entry
    doubt = doubts.write(
        vault,
        clock,
        statement=words(),
        intensity=4,
        cost_if_true=words(),
        what_would_settle_it=words(),
    ).record
    assert doubt
    decision = decisions.create(
        vault,
        clock,
        title=words(),
        fields={
            "problem": words(),
            "for_an_outsider": words(),
            "leaning": words(),
            "biggest_doubt": words(),
            "as_felt": words(),
            "drivers": [{"text": words()}],
            "options": [{"title": words(), "good": [words()], "bad": [words()]}],
            "premortem": [{"text": words(), "p": 2500}],
            "tags": [words()],
        },
    ).record
    forecasts.write(
        vault,
        clock,
        question=words(),
        resolve_by="2027-01-01",
        fields={"p": 6000},
        decision=decision,
    )
    aliases.put(vault, clock, name=words(), alias=words())


def receive(vault: Vault, made: Program, folder: Path) -> None:
    """Let a contact with the mark in her name send a doubt with the mark."""
    folder.mkdir()
    there = VaultPlace(folder, "Ada")
    with there.create(name=f"Ada {MARK}") as theirs:
        me = Side(vault, made.clock, f"Ada {MARK}", made.vault.entropy)
        ada = Side(theirs, there.clock, "Ann", there.entropy)
        know(me, ada)
        know(ada, me)
        record = doubts.write(theirs, there.clock, statement=f"{MARK} received").record
        me.open(ada.share(record))


def visit_everything(made: Program) -> None:
    """Look at every page and sheet, and leave the mark typed where text can be typed."""
    for name, view in (
        ("journal", ""),
        ("doubts", ""),
        ("decisions", ""),
        ("conversations", ""),
        ("contacts", ""),
        ("contacts", "aliases"),
        ("composer", ""),
        ("settings", ""),
    ):
        made.window.go(Place(name, view=view))
        made.settle()
        screen = made.window.current_screen()
        assert screen is not None
        fill(screen)
        made.settle()
    for kind, name in (("entry", "journal"), ("doubt", "doubts"), ("decision", "decisions")):
        made.window.go(Place(name, titled(made, kind, MARK)))
        made.settle()
        shown = made.window.current_screen()
        assert shown is not None
        fill(shown)
    for section in made.screen(DecisionsScreen).page.sections:
        section.set_open(is_open=True)
    made.settle()
    talk = made.go(ConversationsScreen)
    talk.model.choose_view("all")
    made.settle()
    row = talk.rows.row(0)
    assert row is not None
    made.window.go(Place("conversations", row.record))
    made.settle()
    fill(talk)
    composer = made.go(ComposerScreen)
    composer.model.add(titled(made, "decision", MARK))
    made.settle()
    made.go(ContactsScreen)
    made.do("Ctrl+K")
    QTest.keyClicks(focused(), MARK)
    QTest.qWait(300)
    made.settle()
    clear_away(made)
    made.do("Ctrl+J")
    QTest.keyClicks(focused(), f"{MARK} captured")
    copy_private(f"{MARK} copied")


def fill(screen: QWidget) -> None:
    """Type the mark wherever a text can be typed that is in sight."""
    fields: list[QLineEdit | QTextEdit] = [*screen.findChildren(QLineEdit)]
    for field in (*fields, *screen.findChildren(QTextEdit)):
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            QTest.keyClicks(field, f"{MARK} ")


def test_after_a_lock_nothing_holds_what_was_written(
    confidant: Program, tmp_path: Path, qapp: QApplication
) -> None:
    older = set(map(id, qapp.allWidgets()))  # of other tests, not yet collected
    visit_everything(confidant)
    assert len(remains.in_qt(MARK)) > 20  # the looking finds what is there
    assert len(remains.in_python(MARK, known=known())) > 100
    confidant.application.lock()
    confidant.settle()
    gc.collect()
    assert top_levels() == [confidant.entrance]
    left = {
        type(w).__name__
        for w in qapp.allWidgets()
        if w.window() is not confidant.entrance and id(w) not in older
    }
    assert left == set()
    assert remains.in_qt(MARK) == []
    assert remains.in_python(MARK, known=known()) == []
    assert remains.on_disk(MARK, tmp_path, Path.home()) == []
    confidant.unlock()
    assert remains.on_disk(MARK, tmp_path, Path.home()) == []


def test_a_mistake_of_ours_tells_and_stores_nothing(
    confidant: Program, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    visit_everything(confidant)
    confidant.application.crashes.install()
    try:
        error = ValueError(f"{MARK} in an exception")
        sys.excepthook(ValueError, error, None)
    finally:
        confidant.application.crashes.uninstall()
    said = capfd.readouterr()
    assert MARK not in said.out + said.err
    assert remains.on_disk(MARK, tmp_path, Path.home()) == []


def known() -> list[object]:
    """Return what holds the mark because this test does."""
    module = sys.modules[__name__]
    codes = [value.__code__ for value in vars(module).values() if hasattr(value, "__code__")]
    constants = [one for code in codes for one in code.co_consts]
    return [MARK, module.__dict__, *codes, *constants, *(code.co_consts for code in codes)]
