"""A record of any kind to read: its fields, its marks, what is quoted from it, what it forgets."""

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from confidant.records import quoting, text
from confidant.records.body import Attachment, Body
from confidant.records.decision import Decision
from confidant.records.decision_parts import Cause, Option, Tripwire
from confidant.records.forecast import Forecast
from confidant.records.response import Response
from confidant.records.views import Choice
from confidant.ui import theme
from confidant.ui.record_view.view import Marked, RecordView
from tests.support.any_body import any_body
from tests.support.outline import check_outline, nameless

PROBLEM = (
    "The rate is 6 % under our floor. I believe **them**, because we worked well.\n\n- One\n- Two"
)
DECISION = Decision(
    title="Take Gdańsk at their price",
    status="pending",
    decide_by="2026-11-28",
    altitude="tactical",
    classification="price_sensitive",
    stakes=4,
    confidence=7000,
    problem=PROBLEM,
    options=(
        Option(title="Take it", good=("Keeps them",), bad=("Thin",), rejected_because="Too slow"),
        Option(title="Decline"),
    ),
    premortem=(Cause(text="It never doubled", p=4550, preventable=True),),
    tripwires=(Tripwire(signal="Pallets below 4,000", check_on="2027-05-31", owner="Marek"),),
    tags=("rates", "gdansk"),
    attachments=(
        Attachment(sha256="A" * 43, name="lease.pdf", media="application/pdf", size=2_000_000),
    ),
)


@pytest.fixture
def view(qtbot: QtBot) -> RecordView:
    made = RecordView()
    qtbot.addWidget(made)
    made.resize(600, 700)
    return made


def body_text(view: RecordView) -> str:
    raw = view._text.document().toRawText()  # plain text would lose no-break spaces
    return raw.replace("\u2029", "\n").replace("\u2068", "").replace("\u2069", "")


def above(view: RecordView) -> list[str]:
    return [one.text() for one in view._chips.findChildren(QLabel) if not one.isHidden()]


def select(view: RecordView, first: str, last: str) -> None:
    raw = view._text.toPlainText()
    cursor = view._text.textCursor()
    cursor.setPosition(raw.index(first))
    cursor.setPosition(raw.index(last) + len(last), QTextCursor.MoveMode.KeepAnchor)
    view._text.setTextCursor(cursor)


def test_state_and_short_values_stand_above_the_text(view: RecordView) -> None:
    view.show_record(DECISION, head="Decision · version 2")
    assert above(view)[:3] == ["Pending", "Tactical", "Price-sensitive"]
    assert "Decide by 28 November 2026" in above(view)
    assert "Stakes: 4 of 5" in above(view)
    assert "Confidence: 70\u00a0%" in above(view)


def test_fields_stand_in_order_under_their_headings_and_parts_as_readable_lines(
    view: RecordView,
) -> None:
    view.show_record(DECISION, head="")
    lines = body_text(view).splitlines()
    for line in (
        "1 Take it",
        "+ Keeps them",
        "− Thin",
        "Rejected because: Too slow",
        "2 Decline",
        "It never doubled  45.5\u00a0% · preventable",
        "Pallets below 4,000  check on 31 May 2027",
        "Owner: Marek",
        "rates · gdansk",
    ):
        assert line in lines
    assert lines.index("Problem") < lines.index("Options") < lines.index("Tripwires")
    assert lines.index("Tripwires") < lines.index("Tags")
    assert any(line.startswith("lease.pdf  ") for line in lines)


def test_forecasts_say_percent_choices_and_interval(view: RecordView) -> None:
    by = "2027-01-01"
    interval = Forecast(
        question="How long?", resolve_by=by, shape="interval", low="12", high="18.5", unit="weeks"
    )
    view.show_record(interval, head="")
    assert any("80\u00a0% interval" in fact and "weeks" in fact for fact in above(view))
    choices = (Choice(option="Stay", p=6000), Choice(option="Leave", p=4000))
    choice = Forecast(question="Which?", resolve_by=by, shape="choice", choices=choices)
    view.show_record(choice, head="")
    assert "1 Stay  60\u00a0%" in body_text(view).splitlines()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=any_body())
def test_every_line_and_text_of_every_kind_is_shown(view: RecordView, body: Body) -> None:
    view.show_record(body, head="Head")
    shown = view._title.toPlainText() + "\n" + view._text.toPlainText()
    hidden = {"starred", "source", "zone", "template"}
    for found in text.strings(body):
        if found.structural or found.path[0] in hidden:
            continue
        words = [word for word in text.without_markdown(found.value).split() if word.isalnum()]
        for word in words[:3]:
            assert quoting.find(shown, word, written=False) is not None
    view.clear()
    assert view._text.toPlainText() == view._title.toPlainText() == ""


def test_a_withheld_record_says_what_waits_for_my_estimate(view: RecordView) -> None:
    hidden = DECISION.with_changes(confidence=None)
    view.show_record(hidden, head="", withheld=("leaning", "confidence"))
    assert not view._withheld.isHidden()
    assert view._withheld_words.text().startswith("Leaning")
    assert view._withheld_words.text().endswith("are withheld until your estimate is in")
    view.show_record(hidden, head="", withheld=("confidence",), to_me=False)
    assert view._withheld_words.text() == "Confidence is withheld until their estimate is in"
    view.show_record(hidden, head="")
    assert view._withheld.isHidden()


def test_a_selected_passage_is_reported_with_its_field_as_its_author_wrote_it(
    view: RecordView, qtbot: QtBot
) -> None:
    view.show_record(DECISION, head="")
    with qtbot.waitSignal(view.quoted) as told:
        select(view, "I believe", "worked well.")
    assert told.args == [("problem",), "I believe **them**, because we worked well."]
    select(view, "Take it", "Take it")
    assert view.quote() == (("options", 0, "title"), "Take it")
    view.select_nothing()
    assert view.quote() == ((), "")


def test_a_selection_over_two_fields_is_cut_to_the_first(view: RecordView) -> None:
    view.show_record(DECISION, head="")
    select(view, "Keeps them", "Thin")
    assert view.quote() == (("options", 0, "good", 0), "Keeps them")


def test_the_programs_own_words_cannot_be_quoted(view: RecordView) -> None:
    view.show_record(DECISION, head="")
    select(view, "Rejected because", "Rejected because")
    assert view.quote() == ((), "")


def test_passages_aliases_and_slipped_names_are_marked_each_in_its_own_way(
    view: RecordView,
) -> None:
    look = theme.current()
    view.show_record(
        DECISION,
        head="",
        marks=(
            Marked("I believe **them**, because"),
            Marked("floor", "alias", every=True),
            Marked("Gdańsk", "slipped"),
        ),
    )
    passage, alias = view._text.extraSelections()
    assert passage.cursor.selectedText() == "I believe them, because"
    assert passage.format.background().color() == look.colour("mark")
    assert alias.format.background().color() == look.colour("accent_soft")
    (slipped,) = view._title.extraSelections()
    assert slipped.cursor.selectedText() == "Gdańsk"
    assert slipped.format.foreground().color() == look.colour("caution")
    assert slipped.format.fontUnderline()


def test_a_mark_keeps_to_its_field(view: RecordView) -> None:
    view.show_record(DECISION, head="", marks=(Marked("Gdańsk", path=("problem",)),))
    assert view._title.extraSelections() == []
    assert view._text.extraSelections() == []


def test_marks_after_signs_outside_the_basic_plane_stand_where_they_belong(
    view: RecordView,
) -> None:
    view.show_record(
        DECISION.with_changes(problem="🙂🙂 before the floor"), head="", marks=(Marked("floor"),)
    )
    (mark,) = view._text.extraSelections()
    assert mark.cursor.selectedText() == "floor"


def test_f7_walks_through_the_marked_passages_and_begins_again(view: RecordView) -> None:
    view.show_record(DECISION, head="", marks=(Marked("Decline"), Marked("I believe **them**")))
    walked = [view.next_mark() for _ in range(3)]
    assert walked == ["I believe **them**", "Decline", "I believe **them**"]
    view.set_marks(())
    assert view.next_mark() == ""


def test_a_passage_far_down_is_scrolled_into_sight(view: RecordView, qtbot: QtBot) -> None:
    long = DECISION.with_changes(problem="A line.\n\n" * 300 + "The end of it")
    view.show()
    view.show_record(long, head="", marks=(Marked("The end of it"),))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 1000)
    assert view.show_mark("The end of it")
    assert view.verticalScrollBar().value() > 1000
    assert not view.show_mark("nowhere")
    view.hide()


def test_direction_controls_and_control_characters_are_taken_out(view: RecordView) -> None:
    view.show_record(DECISION.with_changes(problem="exe.\u202etxt\u202c \u0085end"), head="")
    raw = view._text.document().toRawText()
    assert not {"\u202e", "\u202c", "\u0085"} & set(raw)


def test_nothing_that_a_text_names_is_loaded(view: RecordView) -> None:
    body = Response(form="advise", text="![x](file:///etc/hostname) <img src='/etc/hostname'>")
    view.show_record(body, head="")
    kind = QTextDocument.ResourceType.ImageResource
    loaded = view._text.loadResource(int(kind.value), "file:///etc/hostname")
    assert loaded.width() == 1
    assert "<img" in view._text.toPlainText()


def test_a_huge_table_is_shown_letter_for_letter(view: RecordView) -> None:
    body = Response(form="advise", text="|a" * 3000)
    view.show_record(body, head="")
    assert "|a|a" in view._text.toPlainText()


def test_headings_are_headings_and_no_text_is_heavier_than_semibold(view: RecordView) -> None:
    view.show_record(DECISION, head="")
    block = view._text.document().begin()
    assert block.blockFormat().headingLevel() == 2
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            assert fragments.fragment().charFormat().fontWeight() <= QFont.Weight.DemiBold
            fragments += 1
        block = block.next()


def test_the_text_can_be_selected_by_keyboard_and_every_stop_has_a_name(
    view: RecordView,
) -> None:
    view.show_record(DECISION, head="Decision · version 2 · from Imani Okafor")
    view.show()
    flags = view._text.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert nameless(view) == []
    check_outline(view, "record_view")
    view.hide()


def test_a_change_of_the_text_scale_keeps_text_and_marks(view: RecordView) -> None:
    view.show_record(DECISION, head="", marks=(Marked("Decline"),))
    before = view._text.toPlainText()
    theme.current().set_scale(1.75)
    assert view._text.toPlainText() == before
    assert len(view._text.extraSelections()) == 1


def test_nothing_is_wider_than_a_narrow_window_at_large_text(
    view: RecordView, qtbot: QtBot
) -> None:
    theme.current().set_scale(1.75)
    view.resize(420, 500)
    view.show_record(DECISION, head="Decision · version 2 · from Imani Okafor")
    view.show()
    qtbot.waitUntil(lambda: view._page.width() <= view.viewport().width())
    view.hide()


def test_clear_drops_every_text(view: RecordView) -> None:
    view.show_record(DECISION, head="Decision", withheld=("leaning",), marks=(Marked("Decline"),))
    view.clear()
    words = [one.text() for one in view.findChildren(QLabel) if not one.isHidden()]
    assert "".join(words) == ""
    assert view._text.extraSelections() == []
    assert view._text.document().toRawText() == ""
