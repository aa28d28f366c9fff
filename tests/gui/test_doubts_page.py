from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.records.decision import Decision
from confidant.records.doubt import Doubt
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId
from confidant.services import doubts
from confidant.services.doubts import Line
from confidant.ui.doubts.sheets import CarrySheet, ForecastSheet, SettleSheet
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import TEXT_ROLE
from confidant.ui.navigation import Place
from tests.support.keys import click, press, write
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown

DAY_MS = 86_400_000


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def doubt(
    opened: OpenVault, statement: str, *, days: int | None = None, **more: object
) -> RecordId:
    day = None
    if days is not None:
        day = (opened.place.clock.today() + timedelta(days=days)).isoformat()
    verb = doubts.write
    return opened.ask(
        lambda vault: (
            verb(
                vault,
                opened.place.clock,
                statement=statement,
                expires_on=day,
                **more,  # type: ignore[arg-type] # the test's own fields
            ).record
        )
    )


def body(opened: OpenVault, record: RecordId) -> Doubt:
    found = opened.ask(lambda vault: vault.current(record).body)
    assert isinstance(found, Doubt)
    return found


def titles(screen: DoubtsScreen) -> list[str]:
    model = screen.list_page.rows
    return [model.index(n, 0).data(TEXT_ROLE).title for n in range(model.rowCount())]


def first_row(screen: DoubtsScreen) -> None:
    screen.list_page.list.setFocus()
    screen.list_page.list.select_first()


def test_without_doubts_the_page_says_what_to_write(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        assert screen.list_page.empty.isVisible()
        check_outline(screen, "doubts-empty")
        click(screen.list_page.first_button)
        settle(screen.session, qtbot)
        assert screen.page.statement.edit.hasFocus()


def test_what_came_back_stands_on_the_card_the_longest_past_first(
    opened: OpenVault, qtbot: QtBot
) -> None:
    doubt(opened, "Soon", days=7)
    doubt(opened, "Came back later", days=-2)
    doubt(opened, "Came back first", days=-9)
    doubt(opened, "Without a day")
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        page = screen.list_page
        QAbstractItemModelTester(page.rows)
        assert page.card.statement.text() == "Came back first"
        assert titles(screen) == ["Came back later", "Soon", "Without a day"]
        check_outline(screen, "doubts")
        assert nameless(screen) == []


def test_the_rail_hears_how_many_came_back(opened: OpenVault, qtbot: QtBot) -> None:
    doubt(opened, "Came back", days=-2)
    screen = DoubtsScreen(opened.session)
    heard: list[int] = []
    screen.attention.connect(heard.append)
    with shown(screen, qtbot):
        assert heard[-1] == 1


def test_the_tabs_count_and_show_each_state(opened: OpenVault, qtbot: QtBot) -> None:
    doubt(opened, "Open")
    carried, settled = doubt(opened, "Goes on"), doubt(opened, "Ended")
    clock = opened.place.clock
    opened.ask(lambda vault: doubts.carry(vault, clock, record=carried, because="Too early"))
    opened.ask(
        lambda vault: doubts.settle(vault, clock, record=settled, warranted=True, evidence="So")
    )
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        tabs = screen.list_page.tabs
        assert [tabs.tabText(n) for n in range(4)] == ["Open 1", "Carried 1", "Settled 1", "All"]
        for number, expected in enumerate((["Open"], ["Goes on"], ["Ended"])):
            tabs.setCurrentIndex(number)
            assert titles(screen) == expected
        assert screen.list_page.rows.index(0, 0).data(TEXT_ROLE).snippet == "How it is known: So"
        tabs.setCurrentIndex(3)
        assert sorted(titles(screen)) == ["Ended", "Goes on", "Open"]
        assert screen.list_page.year.text().startswith("1 settled: 1 warranted")


def test_digits_set_the_intensity_of_the_current_card(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "How strong?", intensity=2)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        first_row(screen)
        press(screen.list_page.list, Qt.Key.Key_5)
        settle(screen.session, qtbot)
        assert body(opened, record).intensity == 5
        assert "Intensity 5 of 5, gnawing" in screen.list_page.rows.index(0, 0).data(TEXT_ROLE).kind


def test_a_letter_in_the_list_does_not_jump_by_title(opened: OpenVault, qtbot: QtBot) -> None:
    doubt(opened, "Alpha", days=1)
    doubt(opened, "Beta", days=2)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        first_row(screen)
        press(screen.list_page.list, Qt.Key.Key_B)
        assert screen.list_page.list.currentIndex().row() == 0


def test_s_settles_after_both_answers(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "Is Ana ready?")
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        first_row(screen)
        press(screen.list_page.list, Qt.Key.Key_S)
        sheet = screen.sheet
        assert isinstance(sheet, SettleSheet)
        click(sheet.done_button)
        assert body(opened, record).state == "open"
        sheet.unwarranted.setChecked(True)
        click(sheet.done_button)
        assert sheet.evidence_field.error
        write(sheet.evidence, "Three quiet months.")
        click(sheet.done_button)
        settle(screen.session, qtbot)
        assert not screen.isHidden()
        ended = body(opened, record)
        assert (ended.state, ended.warranted) == ("settled", False)
        assert ended.evidence == "Three quiet months."
        assert titles(screen) == []


def test_c_carries_on_only_with_a_reason_and_a_day_to_come(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "Is Ana ready?")
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        first_row(screen)
        press(screen.list_page.list, Qt.Key.Key_C)
        sheet = screen.sheet
        assert isinstance(sheet, CarrySheet)
        click(sheet.done_button)
        assert sheet.because_field.error
        write(sheet.because, "Her first quarter is not over.")
        sheet.until.set_day(opened.session.today())
        click(sheet.done_button)
        assert sheet.until_field.error
        day = opened.session.today() + timedelta(days=60)
        sheet.until.set_day(day)
        click(sheet.done_button)
        settle(screen.session, qtbot)
        carried = body(opened, record)
        assert (carried.state, carried.expires_on) == ("carried", day.isoformat())


def test_a_doubt_becomes_a_forecast(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "Is Ana ready?", days=-3)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        click(screen.list_page.card.forecast)
        sheet = screen.sheet
        assert isinstance(sheet, ForecastSheet)
        write(sheet.question, "Ana keeps the night shift")
        click(sheet.done_button)
        assert sheet.chance_field.error
        sheet.chance.slider.setFocus()
        press(sheet.chance.slider, Qt.Key.Key_6)
        press(sheet.chance.slider, Qt.Key.Key_5)
        sheet.resolve_by.set_day(opened.session.today() + timedelta(days=90))
        click(sheet.done_button)
        settle(screen.session, qtbot)
        made = [r.body for _, r in opened.ask(lambda vault: list(vault.bodies("forecast")))]
        assert [one.p for one in made if isinstance(one, Forecast)] == [6500]
        assert body(opened, record).state == "became"


def test_a_doubt_becomes_a_decision_and_the_window_goes_there(
    opened: OpenVault, qtbot: QtBot
) -> None:
    doubt(opened, "Is Ana ready?", days=-3)
    screen = DoubtsScreen(opened.session)
    places: list[Place] = []
    screen.go_to.connect(places.append)
    with shown(screen, qtbot):
        click(screen.list_page.card.decision)
        settle(screen.session, qtbot)
        ((made, revision),) = opened.ask(lambda vault: list(vault.bodies("decision")))
        assert isinstance(revision.body, Decision)
        assert places[-1] == Place("decisions", made)


def test_sharing_offers_the_doubt(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "Is Ana ready?", days=-3)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        with qtbot.waitSignal(screen.share_requested) as offered:
            click(screen.list_page.card.share)
        assert offered.args == [(record,)]


def test_a_search_finds_words_in_every_state(opened: OpenVault, qtbot: QtBot) -> None:
    doubt(opened, "The landlord bluffs", days=3)
    doubt(opened, "Ana leaves", days=4)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        screen.list_page.search.setText("bluff")
        settle(screen.session, qtbot)
        assert titles(screen) == ["The landlord bluffs"]
        screen.list_page.search.setText("racking")
        settle(screen.session, qtbot)
        assert "racking" in screen.list_page.empty.title.text()
        screen.list_page.search.clear()
        assert len(titles(screen)) == 2


def test_a_thousand_doubts_are_worded_only_where_they_are_seen(
    opened: OpenVault, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(vault: object) -> None:
        with vault.transaction() as tx:  # type: ignore[attr-defined] # a vault
            for number in range(1000):
                tx.create(Doubt(statement=f"Doubt {number}", state="open", day="2026-10-01"))

    opened.ask(many)
    worded: list[object] = []
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        row = screen.list_page._words.row

        def counted(line: Line, days: int | None) -> RowText:
            worded.append(line)
            return row(line, days)

        monkeypatch.setattr(screen.list_page._words, "row", counted)
        assert screen.list_page.rows.rowCount() == 1000
        worded.clear()
        bar = screen.list_page.list.verticalScrollBar()
        bar.setValue(bar.maximum())
        QApplication.processEvents()
        assert 0 < len(worded) < 100


def test_after_a_lock_nothing_holds_a_doubt(opened: OpenVault, qtbot: QtBot) -> None:
    record = doubt(opened, "The canary sings", days=-1)
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        screen.show_place(Place("doubts", record))
        settle(screen.session, qtbot)
        assert "canary" in screen.page.statement.edit.text()
        screen.clear()
        assert screen.list_page.card.statement.text() == ""
        assert screen.page.statement.edit.text() == ""
        screen.page.statement.edit.undo()
        assert screen.page.statement.edit.text() == ""
        assert screen.list_page.rows.rowCount() == 0
        assert "canary" not in repr(vars(screen.model)) + repr(vars(screen.form))
