from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from confidant.records.canonical import JsonValue
from confidant.ui.decisions.forecast_sheets import ForecastSheet, ResolveSheet, UpdateSheet
from confidant.ui.decisions.seal_sheet import AmendSheet, DeclineSheet, SealSheet
from confidant.ui.decisions.sealed_parts import WhatWasSealedSheet
from confidant.ui.decisions.sections import FieldSection
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.navigation import Place
from confidant.ui.record_form.editors import TextEditor
from confidant.ui.record_form.lists import PartEditor, PartsEditor
from tests.support.deciding import (
    OPTIONS,
    body,
    day,
    decided,
    decision,
    forecast,
    forecast_body,
)
from tests.support.keys import click, press, write
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown

LEASE = "Offer the lease an early exit"
FILLED: Mapping[str, JsonValue] = {
    "leaning": "Early exit",
    "confidence": 7000,
    "options": OPTIONS,
    "problem": "The lease runs fourteen more months.",
}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def typed(card: PartEditor, name: str) -> QWidget:
    editor = card.editors[name]
    assert isinstance(editor, TextEditor)
    return editor.edit


def seal_sheet(screen: DecisionsScreen, qtbot: QtBot) -> SealSheet:
    click(screen.page.decide)
    settle(screen.session, qtbot)
    assert isinstance(screen.sheets.sheet, SealSheet)
    return screen.sheets.sheet


def test_without_an_option_deciding_leads_to_the_options(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        click(screen.page.decide)
        settle(screen.session, qtbot)
        assert screen.sheets.sheet is None
        assert screen.page.options.shown_fields["options"].error


def test_the_sheet_says_what_is_sealed_and_what_is_missing(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    forecast(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        sheet = seal_sheet(screen, qtbot)
        assert sheet.because.hasFocus()
        assert sheet.option.chosen == "Early exit"
        check_outline(sheet, "decision-seal")
        assert nameless(sheet) == []
        lines = dict(sheet.lines())
        assert lines["Options and reasons"] == "3 options"
        assert lines["Leaning and confidence"] == "\u2068Early exit\u2069 · 70\u00a0%"
        assert lines["State of mind"] == "not recorded, and cannot be added once sealed"
        press(sheet, Qt.Key.Key_Escape)
        assert body(opened, record).status == "pending"


def test_return_does_not_seal(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        sheet = seal_sheet(screen, qtbot)
        write(sheet.because, "The slot")
        press(sheet.because, Qt.Key.Key_Return)
        press(sheet.confirmation, Qt.Key.Key_Return)
        press(sheet.option, Qt.Key.Key_Return)
        settle(screen.session, qtbot)
        assert sheet.isVisible()
        assert body(opened, record).status == "pending"
        sheet.reject()


def test_sealing_needs_a_reason_and_then_freezes_everything(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = decision(opened, LEASE, **FILLED)
    held = forecast(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        write(screen.page.head.doubt.edit, "He bluffs")
        sheet = seal_sheet(screen, qtbot)
        click(sheet.seal_button)
        assert sheet.because_field.error
        write(sheet.because, "The slot is worth more.")
        write(sheet.confirmation, "A signed deed")
        click(sheet.seal_button)
        settle(screen.session, qtbot)
        made = body(opened, record)
        assert made.status == "decided"
        assert made.verdict is not None
        assert (made.verdict.option, made.verdict.because) == (
            "Early exit",
            "The slot is worth more.",
        )
        assert made.confirmation is not None
        assert made.confirmation.signal == "A signed deed"
        assert made.biggest_doubt == "He bluffs"
        assert opened.ask(lambda vault: vault.seal_of(held)) is not None
        assert screen.page.decide.isHidden()
        assert screen.page.amend.isVisible()
        assert screen.page.band.line.text().startswith("Sealed ")
        assert not screen.page.head.leaning.isVisible()
        assert not screen.form.can_edit("problem")
        assert screen.form.can_edit("tripwires")
        check_outline(screen.page, "decision-sealed")
        assert nameless(screen.page) == []


def test_the_way_to_a_gap_closes_the_sheet(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        sheet = seal_sheet(screen, qtbot)
        sheet._write("dissent")
        section = next(one for one in screen.page.sections if one.spec.key == "dissent")
        assert section.heading.is_open
        assert not sheet.isVisible()


def test_deciding_not_to_seals_without_a_verdict(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        screen.sheets.decline()
        settle(screen.session, qtbot)
        sheet = screen.sheets.sheet
        assert isinstance(sheet, DeclineSheet)
        click(sheet.seal_button)
        assert sheet.error.isVisible()
        sheet.said_no.setChecked(True)
        click(sheet.seal_button)
        settle(screen.session, qtbot)
        assert (body(opened, record).status, body(opened, record).verdict) == ("rejected", None)
        assert screen.form.is_sealed


def test_an_amendment_stands_beside_what_is_sealed(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    decided(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        click(screen.page.amend)
        sheet = screen.sheets.sheet
        assert isinstance(sheet, AmendSheet)
        click(sheet.done_button)
        assert sheet.thought_field.error
        write(sheet.thought, "Volume fell.")
        click(sheet.done_button)
        settle(screen.session, qtbot)
        assert [one.text for one in body(opened, record).amendments or ()] == ["Volume fell."]
        assert "Volume fell." in [part.text() for part in screen.page.band._parts]


def test_what_was_sealed_is_shown_with_its_check(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    decided(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        click(screen.page.band.look_button)
        settle(screen.session, qtbot)
        sheet = screen.sheets.sheet
        assert isinstance(sheet, WhatWasSealedSheet)
        assert sheet.check.text().startswith("Checked: ")
        check_outline(sheet, "decision-what-was-sealed")
        press(sheet, Qt.Key.Key_Escape)


def test_after_the_seal_what_comes_later_can_still_be_written(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = decision(opened, LEASE, **FILLED)
    decided(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        screen.page.jump_to("resistance")
        section = next(one for one in screen.page.sections if one.spec.key == "resistance")
        assert isinstance(section, FieldSection)
        objections = section.editors["resistance"]
        assert isinstance(objections, PartsEditor)
        card = objections.add()
        assert isinstance(card, PartEditor)
        write(typed(card, "person"), "Marcus")
        write(typed(card, "objection"), "Too dear")
        screen.save()
        settle(screen.session, qtbot)
        (one,) = body(opened, record).resistance or ()
        assert (one.person, one.objection) == ("Marcus", "Too dear")


def test_a_forecast_is_added_to_a_decision_that_was_never_saved(
    opened: OpenVault, qtbot: QtBot
) -> None:
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        screen.new_decision()
        settle(screen.session, qtbot)
        write(screen.page.head.title, "Offer the lease")
        screen.page.forecasts.add()
        sheet = screen.page.forecasts.table.sheet
        assert isinstance(sheet, ForecastSheet)
        write(sheet.question, "What does the exit cost?")
        sheet.shape.choose("interval")
        click(sheet.done_button)
        write(sheet.panel.low, "1.7")
        write(sheet.panel.high, "1.2")
        click(sheet.done_button)
        assert "lower" in sheet.panel._error.text()
        sheet.panel.low.clear()
        write(sheet.panel.low, "1.1")
        write(sheet.panel.unit, "m EUR")
        sheet.resolve_by.set_day(opened.session.today() + timedelta(days=60))
        click(sheet.done_button)
        settle(screen.session, qtbot)
        ((held, _),) = opened.ask(lambda vault: list(vault.bodies("forecast")))
        made = forecast_body(opened, held)
        assert (made.shape, made.low, made.high, made.unit) == ("interval", "1.1", "1.2", "m EUR")
        assert len(screen.page.forecasts.table.rows) == 1
        assert not isValid(sheet)


def test_choices_have_to_sum_to_a_hundred(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        screen.page.forecasts.add()
        sheet = screen.page.forecasts.table.sheet
        assert isinstance(sheet, ForecastSheet)
        write(sheet.question, "Who leaves first?")
        sheet.shape.choose("choice")
        for (_row, line, chance), (name, value) in zip(
            sheet.panel._rows, (("Ana", 60), ("Marcus", 30)), strict=True
        ):
            write(line, name)
            chance.set_value(value)
        sheet.resolve_by.set_day(opened.session.today() + timedelta(days=60))
        click(sheet.done_button)
        assert "90" in sheet.panel._error.text()
        sheet.panel._rows[1][2].set_value(40)
        click(sheet.done_button)
        settle(screen.session, qtbot)
        ((held, _),) = opened.ask(lambda vault: list(vault.bodies("forecast")))
        assert [(c.option, c.p) for c in forecast_body(opened, held).choices or ()] == [
            ("Ana", 6000),
            ("Marcus", 4000),
        ]


def test_a_sealed_forecast_takes_a_later_view_and_an_outcome(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = decision(opened, LEASE, **FILLED)
    held = forecast(opened, record)
    decided(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        settle(screen.session, qtbot)
        table = screen.page.forecasts.table
        (row,) = table.rows
        assert row.chance is None
        table.update_view(row.held)
        sheet = table.sheet
        assert isinstance(sheet, UpdateSheet)
        sheet.panel.chance.set_value(55)
        write(sheet.why, "He hesitated.")
        click(sheet.done_button)
        settle(screen.session, qtbot)
        assert [(u.p, u.why) for u in forecast_body(opened, held).updates or ()] == [
            (5500, "He hesitated.")
        ]
        table.resolve(table.rows[0].held)
        resolving = table.sheet
        assert isinstance(resolving, ResolveSheet)
        click(resolving.done_button)
        assert resolving.error.isVisible()
        resolving.answers["yes"].setChecked(True)
        click(resolving.done_button)
        settle(screen.session, qtbot)
        assert forecast_body(opened, held).resolution == "yes"
        assert table.rows[0].standing.text() == "It came true"


def test_a_forecast_that_is_not_sealed_can_be_changed(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, LEASE, **FILLED)
    held = forecast(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        settle(screen.session, qtbot)
        table = screen.page.forecasts.table
        table.change(table.rows[0].held)
        sheet = table.sheet
        assert isinstance(sheet, ForecastSheet)
        QTest.keyClicks(sheet.question, "!")
        sheet.resolve_by.set_day(opened.session.today() + timedelta(days=5))
        click(sheet.done_button)
        settle(screen.session, qtbot)
        assert "!" in forecast_body(opened, held).question
        assert forecast_body(opened, held).resolve_by == day(opened, 5)
