"""Dates, probabilities, tags, safety words, recovery codes, typed checks."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from confidant.resources import safety_word_list
from confidant.ui import theme
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.date_text import long_date, read_date, short_date
from confidant.ui.widgets.interval_slider import IntervalSlider
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.probability import Probability, percent
from confidant.ui.widgets.slider_painting import x_of
from confidant.ui.widgets.tag_chip import TagChip
from confidant.ui.widgets.tag_field import TagField
from confidant.ui.widgets.typed_check import CountField, TypedCheck
from confidant.ui.widgets.words_input import SafetyWordsInput
from tests.support.keys import click, press, write

TODAY = date(2026, 11, 21)  # a Saturday
CODE = "K7QM-2RVD-9WXE-HT4N-C3PJ-80YA-VB6S-ZF1K"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("28 November 2026", date(2026, 11, 28)),
        ("28 nov", date(2026, 11, 28)),
        ("nov 28", date(2026, 11, 28)),
        ("November 28, 2027", date(2027, 11, 28)),
        ("1st of december", date(2026, 12, 1)),
        ("28/11", date(2026, 11, 28)),
        ("28.11.", date(2026, 11, 28)),
        ("20/11", date(2027, 11, 20)),
        ("28/11/28", date(2028, 11, 28)),
        ("2026-12-01", date(2026, 12, 1)),
        ("fri", date(2026, 11, 27)),
        ("next Friday", date(2026, 11, 27)),
        ("sat", date(2026, 11, 28)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 22)),
        ("+30", date(2026, 12, 21)),
        ("+2w", date(2026, 12, 5)),
        ("-1", date(2026, 11, 20)),
        ("in 2 weeks", date(2026, 12, 5)),
        ("in three months", date(2027, 2, 21)),
        ("in a year", date(2027, 11, 21)),
        ("29/2", date(2028, 2, 29)),
        ("\u0662/\u0661", date(2027, 1, 2)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/2", "31 feb 2026", "32/1", "13/13", "fr", "+", "+99999",
              "in 9999 years", "12", "0/1", "in 2 fortnights", "2026-13-01"]
)  # fmt: skip
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@pytest.mark.parametrize("offset", range(0, 400, 7))
def test_what_is_shown_can_be_read_back(offset: int) -> None:
    day = date.fromordinal(TODAY.toordinal() + offset)
    assert read_date(long_date(day), TODAY) == day
    assert read_date(short_date(day), TODAY) == day


def test_months_are_read_in_the_language_of_the_window() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        assert long_date(date(2027, 3, 5)) == "5 März 2027"
        assert read_date("5. märz 2027", TODAY) == date(2027, 3, 5)
        assert read_date("5 march 2027", TODAY) == date(2027, 3, 5)
    finally:
        QLocale.setDefault(before)


def made_date(qtbot: QtBot) -> DateField:
    field = DateField("Decide by", lambda: TODAY)
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_date_field_shows_what_it_read(qtbot: QtBot) -> None:
    field = made_date(qtbot)
    write(field, "fri")
    with qtbot.waitSignal(field.changed) as heard:
        press(field, Qt.Key.Key_Return)
    assert heard.args == [date(2026, 11, 27)]
    assert field.text() == "27 November 2026"


def test_a_date_field_keeps_what_it_cannot_read_and_marks_it(qtbot: QtBot) -> None:
    field = made_date(qtbot)
    field.set_day(TODAY)
    field.clear()
    write(field, "soon")
    press(field, Qt.Key.Key_Return)
    assert field.text() == "soon"
    assert field.property("wrong") == "true"
    assert not field.is_readable
    assert field.day == TODAY


def test_an_emptied_date_field_has_no_date(qtbot: QtBot) -> None:
    field = made_date(qtbot)
    field.set_day(TODAY)
    field.clear()
    with qtbot.waitSignal(field.changed) as heard:
        press(field, Qt.Key.Key_Return)
    assert heard.args == [None]
    assert field.placeholderText() == "No date"
    assert field.property("wrong") != "true"


def test_keys_move_a_day_and_a_month(qtbot: QtBot) -> None:
    field = made_date(qtbot)
    field.set_day(date(2026, 1, 31))
    press(field, Qt.Key.Key_Up)
    assert field.day == date(2026, 2, 1)
    press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_PageUp)
    assert field.day == date(2026, 2, 28)


def test_the_calendar_gives_its_day_and_closes_by_escape(qtbot: QtBot) -> None:
    field = made_date(qtbot)
    field.set_day(date(2026, 11, 28))
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2026-11-28"
    calendar.activated.emit(calendar.selectedDate().addDays(2))
    assert field.day == date(2026, 11, 30)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    field.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Escape)
    assert field.day == date(2026, 11, 30)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_a_probability_has_no_value_until_somebody_gives_one(qtbot: QtBot) -> None:
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.show()
    assert sure.slider.accessibleDescription() == "not said yet"
    with qtbot.waitSignal(sure.changed):
        write(sure.slider, "7")
    write(sure.slider, "0")
    assert sure.value == 70
    assert percent(70) == "70\u00a0%"


def test_a_probability_can_be_taken_back(qtbot: QtBot) -> None:
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.set_value(70)
    sure.set_value(None)
    assert sure.value is None


def test_the_middle_is_a_value_too_once_it_was_chosen(qtbot: QtBot) -> None:
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.resize(300, 40)
    sure.show()
    heard: list[int] = []
    sure.changed.connect(heard.append)
    at = QPoint(round(x_of(sure.slider, 50)), sure.slider.height() // 2)
    click(sure.slider, at)
    assert sure.value == 50
    assert heard == [50]


def test_keys_move_a_probability_by_one_and_by_five(qtbot: QtBot) -> None:
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.show()
    sure.set_value(60)
    press(sure.slider, Qt.Key.Key_Right)
    press(sure.slider, Qt.Key.Key_PageUp)
    assert sure.value == 66
    assert sure.slider.accessibleDescription() == "66 per cent"
    interface = QAccessible.queryAccessibleInterface(sure.slider)
    assert interface is not None
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "How sure"


@pytest.mark.parametrize(("typed", "value"), [("100", 100), ("0", 0), ("101", 1), ("355", 5)])
def test_typed_digits_set_the_value(qtbot: QtBot, typed: str, value: int) -> None:
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.show()
    write(sure.slider, typed)
    assert sure.value == value


@pytest.mark.parametrize(("value", "asked"), [(0, True), (1, False), (99, False), (100, True)])
def test_certainty_is_asked_back(qtbot: QtBot, value: int, asked: bool) -> None:  # noqa: FBT001 -- a table
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.show()
    sure.set_value(value)
    assert sure._certain.isVisible() == asked


def test_a_slider_fills_from_the_right_and_its_keys_follow_the_eye(
    qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    sure = Probability("How sure")
    qtbot.addWidget(sure)
    sure.resize(300, 40)
    sure.show()
    sure.set_value(20)
    assert x_of(sure.slider, 20) > x_of(sure.slider, 80)
    before = sure.slider.handle_x()
    press(sure.slider, Qt.Key.Key_Right)
    assert sure.value == 19
    assert sure.slider.handle_x() > before


def test_the_ends_of_an_interval_push_and_never_cross(qtbot: QtBot) -> None:
    between = IntervalSlider("Cost", words=lambda n: f"€{n}m", maximum=30)
    qtbot.addWidget(between)
    between.show()
    between.set_values(12, 13)
    heard: list[tuple[int, int]] = []
    between.changed.connect(lambda low, high: heard.append((low, high)))
    for _ in range(3):
        press(between.low, Qt.Key.Key_Right)
    assert between.values == (15, 15)
    assert all(low <= high for low, high in heard)
    press(between.high, Qt.Key.Key_Left)
    assert between.values == (14, 14)
    assert between.low.accessibleName() == "Cost, lowest"
    assert between.high.accessibleDescription() == "€14m"


def made_tags(qtbot: QtBot) -> TagField:
    field = TagField("Tags", "Add a tag")
    qtbot.addWidget(field)
    field.resize(500, 40)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.input.setFocus()
    return field


def test_return_and_comma_add_a_tag_once(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    write(field.input, "Board")
    with qtbot.waitSignal(field.changed) as heard:
        press(field.input, Qt.Key.Key_Return)
    assert heard.args == [("Board",)]
    write(field.input, "candour,board,")
    assert field.tags == ("Board", "candour")
    assert field.input.text() == ""


def test_the_first_spelling_of_a_known_tag_stays(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    field.set_known([Known("Café")])
    field.input.insert("cafe\u0301")
    press(field.input, Qt.Key.Key_Return)
    assert field.tags == ("Café",)


def test_backspace_marks_and_then_removes(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    field.set_tags(["one", "two"])
    press(field.input, Qt.Key.Key_Backspace)
    assert len(field.tags) == 2
    press(field.input, Qt.Key.Key_Backspace)
    assert list(field.tags) == ["one"]


def test_arrows_walk_the_chips_and_delete_removes_one(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    field.set_tags(["one", "two", "three"])
    chips = field.findChildren(TagChip)
    assert [chip.focusPolicy() == Qt.FocusPolicy.StrongFocus for chip in chips] == [
        False,
        False,
        True,
    ]
    chips[2].setFocus()
    press(chips[2], Qt.Key.Key_Left)
    assert chips[1].hasFocus()
    press(chips[1], Qt.Key.Key_Delete)
    assert field.tags == ("one", "three")
    assert chips[2].hasFocus()


def test_people_show_under_which_alias_they_are_sent(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    field.set_known([Known("Marcus Vale", "the CFO")])
    field.set_tags(["Marcus Vale"])
    chip = field.findChildren(TagChip)[0]
    assert chip.accessibleName() == "Marcus Vale, sent as the CFO"
    write(field.input, "m")
    completer = field.input.completer()
    assert completer is not None
    assert completer.currentCompletion() == "Marcus Vale"


def test_a_cleared_tag_field_knows_nothing(qtbot: QtBot) -> None:
    field = made_tags(qtbot)
    field.set_known([Known("secret")])
    field.set_tags(["secret"])
    field.clear()
    assert field.tags == ()
    completer = field.input.completer()
    assert completer is not None
    assert completer.model().rowCount() == 0


def made_words(qtbot: QtBot) -> SafetyWordsInput:
    heard = SafetyWordsInput(safety_word_list())
    qtbot.addWidget(heard)
    with qtbot.waitActive(heard):
        heard.show()
        heard.activateWindow()
    return heard


def test_three_letters_complete_a_word_and_space_goes_on(qtbot: QtBot) -> None:
    heard = made_words(qtbot)
    word = safety_word_list()[100]
    write(heard.fields[0], word[:2])
    assert heard.fields[0].ending == ""
    write(heard.fields[0], word[2])
    assert heard.fields[0].ending == word[3:]
    press(heard.fields[0], Qt.Key.Key_Space)
    assert heard.fields[0].text() == word
    assert heard.fields[1].hasFocus()


def test_a_word_that_is_typed_on_is_not_doubled(qtbot: QtBot) -> None:
    heard = made_words(qtbot)
    word = next(word for word in safety_word_list() if len(word) > 6)
    write(heard.fields[0], word[:5])
    assert heard.fields[0].ending == word[5:]
    write(heard.fields[0], word[5:])
    press(heard.fields[0], Qt.Key.Key_Space)
    assert heard.words()[0] == word


def test_any_six_words_of_the_list_are_complete_because_nothing_is_compared(
    qtbot: QtBot,
) -> None:
    heard = made_words(qtbot)
    told: list[bool] = []
    heard.complete.connect(told.append)
    words = safety_word_list()[7:13]
    for field, word in zip(heard.fields, words, strict=True):
        assert not heard.is_complete
        write(field, word[:3])
        press(field, Qt.Key.Key_Space)
    assert heard.words() == words
    assert told == [True]
    heard.clear()
    assert told == [True, False]
    assert heard.words() == ("",) * 6


def test_a_word_that_is_not_in_the_list_is_said_at_once(qtbot: QtBot) -> None:
    heard = made_words(qtbot)
    write(heard.fields[2], "zzzqq")
    press(heard.fields[2], Qt.Key.Key_Space)
    assert heard.fields[2].property("wrong") == "true"
    assert heard._error.text().startswith("Word 3 is not in the list.")
    assert heard.words()[2] == ""


def test_safety_words_cannot_be_pasted(qtbot: QtBot) -> None:
    heard = made_words(qtbot)
    QApplication.clipboard().setText("anchor")
    press(heard.fields[0], Qt.Key.Key_V, CONTROL)
    assert heard.fields[0].text() == ""
    assert not heard.fields[0].acceptDrops()
    QApplication.clipboard().clear()


def made_code(qtbot: QtBot, expected: str = "") -> RecoveryCodeInput:
    code = RecoveryCodeInput(expected)
    qtbot.addWidget(code)
    with qtbot.waitActive(code):
        code.show()
        code.activateWindow()
    return code


def test_a_code_is_typed_back_group_by_group(qtbot: QtBot) -> None:
    code = made_code(qtbot, CODE)
    told: list[bool] = []
    matched: list[int] = []
    code.complete.connect(told.append)
    code.matched.connect(matched.append)
    plain = CODE.replace("-", "").lower()
    for number, field in enumerate(code.fields):
        write(field, plain[number * 8 : number * 8 + 8])
        assert code.matching_groups == 2 * (number + 1)
    assert code.fields[0].text() == "K7QM-2RVD"
    assert code.fields[0].accessibleDescription() == "matches"
    assert told == [True]
    assert code.code() == CODE
    assert sorted(set(matched)) == list(range(9))


def test_a_wrong_group_is_marked_and_not_counted(qtbot: QtBot) -> None:
    code = made_code(qtbot, CODE)
    write(code.fields[0], "K7QM2RVX")
    assert code.matching_groups == 1
    assert code.fields[0].property("wrong") == "true"
    assert code.fields[0].hasFocus() or not code.fields[1].hasFocus()


def test_letters_that_look_alike_are_taken_for_one_another(qtbot: QtBot) -> None:
    code = made_code(qtbot)
    write(code.fields[0], "oOiIlL!u0")
    assert code.fields[0].text() == "0011-110"


def test_an_expected_code_cannot_be_pasted_and_an_unknown_one_can(qtbot: QtBot) -> None:
    QApplication.clipboard().setText(f" {CODE.lower()} ")
    code = made_code(qtbot, CODE)
    press(code.fields[0], Qt.Key.Key_V, CONTROL)
    assert code.code() == ""
    code.expect("")
    press(code.fields[2], Qt.Key.Key_V, CONTROL)
    assert code.code() == CODE
    assert code.is_complete
    QApplication.clipboard().clear()


def test_a_cleared_code_is_forgotten(qtbot: QtBot) -> None:
    code = made_code(qtbot, CODE)
    write(code.fields[0], "K7QM2RVD")
    code.clear()
    assert code._expected == ""
    assert all(field.text() == "" for field in code.fields)


def test_the_count_must_be_typed_and_return_does_not_go_on(qtbot: QtBot) -> None:
    count = CountField("Number of records")
    qtbot.addWidget(count)
    count.show()
    told: list[bool] = []
    count.matched.connect(told.append)
    returned: list[bool] = []
    count.returnPressed.connect(lambda: returned.append(True))
    write(count, "0")
    assert not count.is_matched
    count.expect_count(12)
    write(count, "12")
    assert told == [True]
    press(count, Qt.Key.Key_Return)
    assert returned == []
    count.expect_count(13)
    assert told == [True, False]
    assert count.text() == ""


def test_a_typed_word_is_compared_without_case(qtbot: QtBot) -> None:
    check = TypedCheck("First word", "Straße")
    qtbot.addWidget(check)
    check.show()
    write(check, "STRASSE")
    assert check.is_matched


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_special_inputs_show_their_whole_text_at_every_scale(
    qtbot: QtBot, look: theme.Theme, scale: float
) -> None:
    look.set_scale(scale)
    field = made_date(qtbot)
    field.set_day(date(2028, 9, 28))
    wanted = field.fontMetrics().horizontalAdvance(field.text())
    assert field.minimumSizeHint().width() >= wanted + field.calendar_button.sizeHint().width()


def test_a_word_with_a_dash_may_be_typed_without_it(qtbot: QtBot) -> None:
    made = SafetyWordsInput(("yo-yo", "acid", "banjo", "cabin", "daisy", "eagle"))
    qtbot.addWidget(made)
    for field, typed in zip(
        made.fields, ("yoyo", "acid", "banjo", "cabin", "daisy", "eagle"), strict=True
    ):
        QTest.keyClicks(field, typed)
    assert made.is_complete
    assert made.words()[0] == "yo-yo"
