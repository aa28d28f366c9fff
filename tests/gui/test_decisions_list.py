from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import TEXT_ROLE
from confidant.ui.navigation import Place
from tests.support.deciding import OPTIONS, day, decided, decision, forecast
from tests.support.keys import click
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def rows(screen: DecisionsScreen) -> list[RowText]:
    model = screen.rows.model
    return [model.index(n, 0).data(TEXT_ROLE) for n in range(model.rowCount())]


def texts(screen: DecisionsScreen) -> list[str]:
    """Return whatever a widget of the screen shows, or says to those who cannot see it."""
    found: list[str] = []
    for widget in screen.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        text = getattr(widget, "text", None)
        found.append(str(text()) if callable(text) else "")
    return found


def test_without_decisions_the_list_says_what_to_write(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        check_outline(screen, "decisions-empty")
        click(screen.first_button)
        settle(screen.session, qtbot)
        assert screen.page.head.title.hasFocus()


def test_what_waits_stands_by_its_day_and_without_one_last(opened: OpenVault, qtbot: QtBot) -> None:
    decision(opened, "No date")
    decision(opened, "Later", decide_by=day(opened, 60))
    decision(opened, "This week", decide_by=day(opened, 3), confidence=7000)
    decision(opened, "Overdue", decide_by=day(opened, -2))
    ended = decision(opened, "Decided already", options=OPTIONS)
    decided(opened, ended)
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        QAbstractItemModelTester(screen.rows.model)
        found = rows(screen)
        assert [row.title for row in found] == ["Overdue", "This week", "Later", "No date"]
        assert [state.text for state in found[0].states] == ["Overdue"]
        assert found[1].states[0].text == "70\u00a0%"
        assert found[1].states[1].tone == "caution"
        assert found[2].states == ()
        assert found[3].date == "No date"
        screen.pane.views.choose("all")  # type: ignore[union-attr] # there are two views
        settle(screen.session, qtbot)
        assert len(rows(screen)) == 5
        assert "Decided" in [row.kind for row in rows(screen)]


def test_the_first_of_the_list_is_open(opened: OpenVault, qtbot: QtBot) -> None:
    decision(opened, "Later", decide_by=day(opened, 60))
    decision(opened, "Soon", decide_by=day(opened, 3))
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        assert screen.page.head.title.text() == "Soon"
        check_outline(screen, "decisions")
        assert nameless(screen) == []


def test_a_search_marks_what_it_found_and_says_when_it_is_nothing(
    opened: OpenVault, qtbot: QtBot
) -> None:
    decision(opened, "Offer the lease")
    decision(opened, "Promote Ana")
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        screen.pane.search.setText("promo")
        settle(screen.session, qtbot)
        assert [row.title for row in rows(screen)] == ["Promote Ana"]
        screen.pane.search.setText("racking")
        settle(screen.session, qtbot)
        assert "racking" in screen._no_hits.title.text()


def test_a_forecast_of_a_decision_leads_to_the_decision(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    held = forecast(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", held)) as screen:
        settle(screen.session, qtbot)
        assert screen.form.record == record


def test_a_forecast_alone_has_a_page_and_can_be_resolved(opened: OpenVault, qtbot: QtBot) -> None:
    held = forecast(opened, None, "It rains")
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", held)) as screen:
        settle(screen.session, qtbot)
        assert screen.forecast_page.isVisible()
        (row,) = screen.forecast_page.table.rows
        assert row.question.text() == "It rains"
        actions = [a.text() for a in screen.forecast_page.table.menu_of(row.held).actions()]
        assert "Resolve it…" in actions
        assert "Change it…" not in actions


@pytest.mark.parametrize("sealed", [False, True])
def test_after_a_lock_nothing_holds_a_decision(
    opened: OpenVault, qtbot: QtBot, *, sealed: bool
) -> None:
    record = decision(
        opened,
        "The canary sings",
        problem="canary",
        options=[{"title": "canary", "good": ["canary"], "description": "canary"}],
        biggest_doubt="canary",
        leaning="canary",
        premortem=[{"text": "canary"}],
    )
    forecast(opened, record, "The canary flies")
    if sealed:
        decided(opened, record, "canary")
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        assert "canary" in " ".join(texts(screen))
        for number in range(1, 10):
            screen.page.jump(number)
        screen.clear()
        assert "canary" not in " ".join(texts(screen))
        assert rows(screen) == []
        assert "canary" not in repr(vars(screen.form)) + repr(vars(screen.forecasts))
