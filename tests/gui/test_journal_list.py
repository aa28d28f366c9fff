from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from confidant.records.entry import Entry
from confidant.services import journal as verbs
from confidant.ui.item_models.rows_model import ROW_ROLE, TEXT_ROLE
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.vault.vault import Vault
from tests.support.journal_screen import journal, lease, settle, write
from tests.support.keys import press
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def titles(screen: JournalScreen) -> list[str]:
    model = screen.pane.rows.model()
    rows = [model.index(n, 0).data(TEXT_ROLE) for n in range(model.rowCount())]
    return [row.title if row else "…" for row in rows]


def search(screen: JournalScreen, qtbot: QtBot, text: str) -> None:
    screen.pane.search.setText(text)
    settle(screen.session, qtbot)


def many(vault: Vault, count: int) -> None:
    with vault.transaction() as tx:
        for number in range(count):
            tx.create(Entry(genre="quick", title=f"Note {number:04}", day="2026-10-01"))


def test_an_empty_journal_says_what_to_do_first(opened: OpenVault, qtbot: QtBot) -> None:
    with journal(opened.session, qtbot) as screen:
        assert screen.stack.currentWidget() is screen.empty
        check_outline(screen, "journal-empty")
        screen.write_button.click()
        assert screen.model.entry.is_new
        assert screen.page.header.title.hasFocus()


def test_entries_are_listed_by_day_the_newest_first_and_it_is_open(
    opened: OpenVault, qtbot: QtBot
) -> None:
    write(opened, lease(title="Older", day="2026-11-10"))
    write(opened, lease(title="Newest", day="2026-11-21"))
    write(opened, lease(title="Between", day="2026-11-14"))
    opened.ask(lambda vault: verbs.capture(vault, opened.place.clock, kind="doubt", text="Doubt"))
    with journal(opened.session, qtbot) as screen:
        assert titles(screen) == ["Newest", "Between", "Older"]
        assert screen.page.header.title.text() == "Newest"
        assert nameless(screen) == []
        check_outline(screen, "journal-entry")


def test_rows_arrive_page_by_page(opened: OpenVault, qtbot: QtBot) -> None:
    opened.ask(lambda vault: many(vault, 400))
    with journal(opened.session, qtbot) as screen:
        model = screen.model.list.model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert model.rowCount() == 400
        here = sum(model.key_at(number) is not None for number in range(400))
        assert here < 400
        screen.pane.rows.scrollToBottom()
        screen.pane.rows.viewport().repaint()
        qtbot.waitUntil(lambda: model.key_at(399) is not None)
        assert titles(screen)[399] == "Note 0000"


def test_a_search_looks_through_every_kind_and_marks_what_it_found(
    opened: OpenVault, qtbot: QtBot
) -> None:
    write(opened, lease(title="Harbour", as_felt=None))
    clock = opened.place.clock
    opened.ask(
        lambda vault: verbs.capture(vault, clock, kind="doubt", text="Is the harbour lease real?")
    )
    write(opened, lease(title="Something else", as_felt=None))
    with journal(opened.session, qtbot) as screen:
        search(screen, qtbot, "harbour")
        assert screen.model.list.count == 2
        rows = [screen.model.list.model.row(number) for number in range(2)]
        assert {row.row.kind for row in rows if row} == {"entry", "doubt"}
        text = screen.model.list.model.index(0).data(TEXT_ROLE)
        marks = text.title_marks or text.snippet_marks
        words = text.title if text.title_marks else text.snippet
        assert words[slice(*marks[0])].lower() == "harbour"
        screen.pane.search.clear()
        qtbot.waitUntil(lambda: titles(screen) == ["Something else", "Harbour"])


def test_one_and_two_letters_look_at_titles_and_tags_only(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(title="Ask Ben", as_observed="x"))
    write(opened, lease(title="Other", as_observed="Ask everybody"))
    with journal(opened.session, qtbot) as screen:
        search(screen, qtbot, "as")
        assert screen.model.list.count == 1
        assert titles(screen) == ["Ask Ben"]
        search(screen, qtbot, "ask")
        assert screen.model.list.count == 2


def test_only_the_newest_search_is_answered(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(title="Alpha"))
    write(opened, lease(title="Beta"))
    with journal(opened.session, qtbot) as screen:
        asked = []
        screen.model.list.counted.connect(lambda _count: asked.append(titles(screen)))
        for text in ("alp", "alpha", "bet", "beta"):
            screen.pane.search.setText(text)
        settle(opened.session, qtbot)
        assert titles(screen) == ["Beta"]
        assert ["Alpha"] not in asked


def test_nothing_found_says_so(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        search(screen, qtbot, "zeppelin")
        assert screen.model.list.count == 0
        assert "zeppelin" in screen._none_found.title.text()
        assert screen._none_found.isVisible()
        assert screen.page.header.title.text() == "The silence after the slide"


def test_more_hits_come_at_the_end_of_the_list(opened: OpenVault, qtbot: QtBot) -> None:
    opened.ask(lambda vault: many(vault, 120))
    with journal(opened.session, qtbot) as screen:
        search(screen, qtbot, "note")
        assert screen.model.list.count == 50
        screen.pane.rows.scrollToBottom()
        qtbot.waitUntil(lambda: screen.model.list.count == 100)
        screen.pane.rows.scrollToBottom()
        qtbot.waitUntil(lambda: screen.model.list.count == 120)


def test_a_tag_narrows_list_and_search_until_it_is_dropped(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(title="With", tags=("Harbour",)))
    write(opened, lease(title="Without", tags=("Other",)))
    with journal(opened.session, qtbot) as screen:
        screen.tag_filter.chip._choose("Harbour")
        qtbot.waitUntil(lambda: titles(screen) == ["With"])
        screen.pane.search.setText("silence cfo")
        settle(opened.session, qtbot)
        assert "Without" not in titles(screen)
        screen.pane.search.clear()
        screen.tag_filter.drop.click()
        qtbot.waitUntil(lambda: titles(screen) == ["Without", "With"])


def test_a_hit_of_another_kind_asks_the_shell_to_go_there(opened: OpenVault, qtbot: QtBot) -> None:
    clock = opened.place.clock
    doubt = opened.ask(lambda v: verbs.capture(v, clock, kind="doubt", text="Harbour?")).record
    first = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        asked: list[Place] = []
        screen.go_to.connect(asked.append)
        search(screen, qtbot, "harbour")
        assert screen.model.list.count == 1
        screen.pane.rows.setCurrentIndex(screen.model.list.model.index(0))
        assert asked == [Place("doubts", doubt)]
        assert screen.model.entry.record == first


def test_the_arrows_open_the_entry_that_they_reach(opened: OpenVault, qtbot: QtBot) -> None:
    older = write(opened, lease(title="Older", day="2026-11-10"))
    write(opened, lease(title="Newer"))
    with journal(opened.session, qtbot) as screen:
        asked: list[Place] = []
        screen.go_to.connect(asked.append)
        screen.pane.rows.setFocus()
        press(screen.pane.rows, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: screen.page.header.title.text() == "Older")
        assert asked == [Place("journal", older)]
        press(screen.pane.rows, Qt.Key.Key_Return)
        assert screen.page.observed.editor.hasFocus()


def test_a_change_made_elsewhere_is_listed_and_shown(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        session, clock = opened.session, opened.place.clock
        session.write(
            screen,
            lambda v: verbs.revise(v, clock, record=record, fields={"title": "Another"}),
        )
        qtbot.waitUntil(lambda: titles(screen) == ["Another"])
        qtbot.waitUntil(lambda: screen.page.header.title.text() == "Another")


def test_where_there_is_room_for_one_pane_a_button_leads_back(
    opened: OpenVault, qtbot: QtBot
) -> None:
    write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.window().resize(700, 600)
        assert screen.split.is_narrow
        assert screen.page.isVisible()
        assert not screen.pane.isVisible()
        screen.split.back_button.click()
        assert screen.pane.isVisible()
        assert not screen.page.isVisible()


def test_clearing_leaves_no_text_behind(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(title="Canary title", as_observed="Canary text", tags=("canarytag",)))
    with journal(opened.session, qtbot) as screen:
        search(screen, qtbot, "canary")
        assert screen.model.list.count == 1
        screen.show_history()
        settle(opened.session, qtbot)
        screen.clear()
        assert screen.model.list.model.index(0).data(ROW_ROLE) is None
        held = [
            str(getattr(widget, name)())
            for widget in screen.findChildren(QWidget)
            for name in ("text", "toPlainText", "accessibleName", "toolTip", "state")
            if callable(getattr(widget, name, None))
        ]
        assert [text for text in held if "canary" in text.lower()] == []
        assert screen.model.entry.fields() == {}
