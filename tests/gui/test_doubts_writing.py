from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from confidant.records.doubt import Doubt
from confidant.services import doubts, drafts
from confidant.ui.commands import Command
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.navigation import Place
from tests.support.keys import click, press, write
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def every(opened: OpenVault) -> list[Doubt]:
    found = opened.ask(lambda vault: [r.body for _, r in vault.bodies("doubt")])
    return [one for one in found if isinstance(one, Doubt)]


def command(screen: DoubtsScreen, keys: str) -> Command:
    return next(one for one in screen.commands() if one.shortcut().toString() == keys)


def test_a_new_doubt_is_kept_when_one_goes_back(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        command(screen, "Ctrl+Shift+B").trigger()
        settle(screen.session, qtbot)
        page = screen.page
        write(page.statement.edit, "Is Ana ready?")
        write(page.cost.edit, "A failed year")
        click(page.intensity._group.button(4))
        day = opened.session.today() + timedelta(days=30)
        page.expires_on.field.setFocus()
        page.expires_on.field.clear()
        write(page.expires_on.field, "+30")
        page.tags.setFocus()
        write(page.tags.input, "ana")
        check_outline(screen, "doubt")
        assert nameless(screen) == []
        click(page.back)
        settle(screen.session, qtbot)
        (made,) = every(opened)
        assert (made.statement, made.cost_if_true) == ("Is Ana ready?", "A failed year")
        assert (made.intensity, made.expires_on) == (4, day.isoformat())
        assert made.tags == ("ana",)
        assert screen.list_page.isVisible()


def test_typing_becomes_a_draft_and_the_saved_line_says_so(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        said: list[str] = []
        screen.status.connect(said.append)
        screen.new_doubt()
        settle(screen.session, qtbot)
        write(screen.page.statement.edit, "Half a thought")
        qtbot.waitUntil(lambda: bool(said) and said[-1].startswith("Saved"), timeout=3000)
        record = screen.form.record
        assert record is not None
        kept = opened.ask(lambda vault: drafts.load(vault, record=record))
        assert kept is not None
        assert kept["statement"] == "Half a thought"
        assert every(opened) == []


def test_what_was_begun_and_never_saved_comes_back_with_new_doubt(
    opened: OpenVault, qtbot: QtBot
) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        screen.new_doubt()
        settle(screen.session, qtbot)
        write(screen.page.cost.edit, "A failed year")
        click(screen.page.back)
        settle(screen.session, qtbot)
        assert every(opened) == []
        screen.new_doubt()
        settle(screen.session, qtbot)
        assert screen.page.cost.edit.text() == "A failed year"


def test_a_lock_keeps_what_was_typed_and_unlocking_shows_it(
    opened: OpenVault, qtbot: QtBot
) -> None:
    places: list[Place] = []
    screen = DoubtsScreen(opened.session)
    screen.go_to.connect(places.append)
    with shown(screen, qtbot):
        screen.new_doubt()
        settle(screen.session, qtbot)
        write(screen.page.statement.edit, "Typed a moment ago")
        last = screen.unwritten()
        assert screen.session.close(last) == []
    with shown(DoubtsScreen(opened.reopen()), qtbot, places[-1]) as again:
        assert again.page.statement.edit.text() == "Typed a moment ago"


def test_ctrl_s_saves_a_revision_at_once(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        screen.new_doubt()
        settle(screen.session, qtbot)
        write(screen.page.statement.edit, "Is Ana ready?")
        save = command(screen, "Ctrl+S")
        save.refresh()
        assert save.isEnabled()
        save.trigger()
        settle(screen.session, qtbot)
        assert [one.statement for one in every(opened)] == ["Is Ana ready?"]


def test_settling_from_the_page_saves_what_is_typed_first(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        screen.new_doubt()
        settle(screen.session, qtbot)
        write(screen.page.statement.edit, "Is Ana ready?")
        click(screen.page.settle)
        settle(screen.session, qtbot)
        assert screen.sheet is not None
        assert screen.sheet.isVisible()
        press(screen.sheet, Qt.Key.Key_Escape)
        assert [one.statement for one in every(opened)] == ["Is Ana ready?"]


def test_a_settled_doubt_says_how_it_ended_and_offers_no_ending(
    opened: OpenVault, qtbot: QtBot
) -> None:
    clock = opened.place.clock
    record = opened.ask(lambda vault: doubts.write(vault, clock, statement="Ana?").record)
    opened.ask(
        lambda vault: doubts.settle(vault, clock, record=record, warranted=True, evidence="So")
    )
    with shown(DoubtsScreen(opened.session), qtbot, Place("doubts", record)) as screen:
        assert screen.page.state.text() == "Doubt · settled"
        assert screen.page.settle.isHidden()
        check_outline(screen, "doubt-settled")


def test_erasing_asks_for_the_first_word(opened: OpenVault, qtbot: QtBot) -> None:
    clock = opened.place.clock
    record = opened.ask(lambda vault: doubts.write(vault, clock, statement="Ana leaves").record)
    with shown(DoubtsScreen(opened.session), qtbot, Place("doubts", record)) as screen:
        click(screen.page.erase)
        settle(screen.session, qtbot)
        sheet = screen.sheet
        assert sheet is not None
        assert not sheet.erase_button.isEnabled()  # type: ignore[union-attr] # an erasing sheet
        write(sheet.check, "ana")  # type: ignore[union-attr] # the same
        click(sheet.erase_button)  # type: ignore[union-attr] # the same
        settle(screen.session, qtbot)
        assert every(opened) == []
        assert screen.list_page.isVisible()
