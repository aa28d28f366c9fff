"""Lists: the model keeps Qt's rules, changes as little as possible, and the view follows rows."""

import random
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from confidant.ui.item_models.row_text import RowText, State
from confidant.ui.item_models.rows_model import MAX_PAGES, PAGE, RowsModel
from confidant.ui.widgets.row_list import RowList
from tests.support.keys import press


@dataclass(frozen=True)
class Row:
    key: int
    title: str = "Title"


def present(row: Row) -> RowText:
    return RowText(
        kind="Decision",
        title=row.title,
        snippet="First words",
        date="21 Nov 2026",
        states=(State("70 %"), State("7 days left", "caution")),
        spoken=f"Decision, 70 per cent, 7 days left, {row.title}",
    )


def made_model() -> RowsModel[Row]:
    model: RowsModel[Row] = RowsModel(present, lambda row: row.key)
    model._tester = QAbstractItemModelTester(  # type: ignore[attr-defined]  # kept alive with the model
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return model


def keys(model: RowsModel[Row]) -> list[int]:
    return [row.key for n in range(model.rowCount()) if (row := model.row(n)) is not None]


class Journal:
    """What a view would hear."""

    def __init__(self, model: RowsModel[Row]) -> None:
        self.inserted: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.changed: list[int] = []
        model.rowsInserted.connect(lambda _p, a, b: self.inserted.append((a, b)))
        model.rowsRemoved.connect(lambda _p, a, b: self.removed.append((a, b)))
        model.dataChanged.connect(lambda a, _b, _r=None: self.changed.append(a.row()))


def test_a_new_row_is_inserted_and_nothing_else_happens() -> None:
    model = made_model()
    model.set_rows([Row(1), Row(2), Row(3)])
    heard = Journal(model)
    model.set_rows([Row(1), Row(9), Row(2), Row(3)])
    assert (heard.inserted, heard.removed, heard.changed) == ([(1, 1)], [], [])
    assert keys(model) == [1, 9, 2, 3]


def test_a_changed_row_is_changed_in_its_place() -> None:
    model = made_model()
    model.set_rows([Row(1), Row(2), Row(3)])
    heard = Journal(model)
    model.set_rows([Row(1), Row(2, "Other"), Row(3)])
    assert (heard.inserted, heard.removed, heard.changed) == ([], [], [1])


def test_any_list_can_follow_any_other() -> None:
    chance = random.Random(4)  # noqa: S311 -- a repeatable walk
    model = made_model()
    for _ in range(300):
        rows = [
            Row(k, chance.choice("ab")) for k in chance.sample(range(130), chance.randint(0, 120))
        ]
        model.set_rows(rows)
        assert [model.row(n) for n in range(model.rowCount())] == rows


def test_readers_get_the_sentence_and_letters_jump_by_title() -> None:
    model = made_model()
    model.set_rows([Row(1, "Lease")])
    index = model.index(0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Decision, 70 per cent, 7 days left, Lease"
    assert index.data(Qt.ItemDataRole.DisplayRole) == "Lease"


def test_rows_never_show_their_text_in_a_repr() -> None:
    text = present(Row(1, "secret"))
    assert "secret" not in repr(text)
    assert "7 days" not in repr(text)


def answering(model: RowsModel[Row], rows: list[Row]) -> list[int]:
    asked: list[int] = []

    def answer(offset: int, limit: int, generation: int) -> None:
        asked.append(offset)
        model.put_page(offset, rows[offset : offset + limit], generation)

    model.page_wanted.connect(answer)
    return asked


def test_only_pages_in_sight_are_asked_for_and_only_once(qtbot: QtBot) -> None:
    model = made_model()
    rows = [Row(n) for n in range(100_000)]
    asked = answering(model, rows)
    view = RowList("Entries", model)
    qtbot.addWidget(view)
    view.resize(360, 600)
    view.show()
    model.set_source(len(rows))
    qtbot.waitUntil(lambda: model.row(0) is not None)
    QApplication.processEvents()
    assert asked == [0]
    view.scrollToBottom()
    qtbot.waitUntil(lambda: model.row(99_999) is not None)
    assert len(asked) <= 4
    assert model.row(99_999) == rows[-1]


def test_memory_is_bounded(qtbot: QtBot) -> None:
    # Without the tester, which looks at the first row again and again.
    model: RowsModel[Row] = RowsModel(present, lambda row: row.key)
    rows = [Row(n) for n in range(PAGE * (MAX_PAGES + 20))]
    answering(model, rows)
    model.set_source(len(rows))
    for start in range(0, len(rows), PAGE):
        model.row(start)
        with qtbot.waitSignal(model.settled):
            pass
    assert len(model._pages) == MAX_PAGES
    assert model.row(0) is None
    qtbot.waitUntil(lambda: model.row(0) is not None)


def test_a_page_of_an_older_source_is_refused() -> None:
    model = made_model()
    old = model.set_source(10)
    model.set_source(10)
    model.put_page(0, [Row(1)], old)
    assert model._pages == {}


def test_after_a_refresh_rows_stay_until_they_come_anew(qtbot: QtBot) -> None:
    model = made_model()
    rows = [Row(n) for n in range(60)]
    asked = answering(model, rows)
    model.set_source(60)
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    rows[0] = replace(rows[0], title="Changed")
    rows.append(Row(60))
    model.refresh(61)
    assert model.rowCount() == 61
    assert model.row(0) == Row(0)
    qtbot.waitUntil(lambda: model.row(0) == Row(0, "Changed"))
    assert asked.count(0) == 2
    del rows[3:]
    model.refresh(3)
    assert keys(model) == [0, 1, 2]


def test_a_cleared_model_holds_nothing() -> None:
    model = made_model()
    model.set_rows([Row(1, "secret")])
    model.clear()
    assert model.rowCount() == 0
    assert model._pages == {}


def made_list(qtbot: QtBot, rows: list[Row]) -> tuple[RowList, RowsModel[Row], list[int | None]]:
    model = made_model()
    view = RowList("Entries", model)
    qtbot.addWidget(view)
    view.resize(360, 400)
    view.show()
    model.set_rows(rows)
    chosen: list[int | None] = []
    view.chosen.connect(lambda row: chosen.append(row.key if row else None))
    return view, model, chosen


def test_arrows_choose_and_return_opens(qtbot: QtBot) -> None:
    view, _model, chosen = made_list(qtbot, [Row(1), Row(2)])
    view.select_first()
    press(view, Qt.Key.Key_Down)
    assert chosen == [1, 2]
    with qtbot.waitSignal(view.opened) as heard:
        press(view, Qt.Key.Key_Return)
    assert heard.args == [Row(2)]


def test_the_current_row_stays_current_when_it_moves(qtbot: QtBot) -> None:
    view, model, chosen = made_list(qtbot, [Row(1), Row(2), Row(3)])
    view.select_key(3)
    chosen.clear()
    model.set_rows([Row(3, "Edited"), Row(1), Row(2)])
    assert view.currentIndex().row() == 0
    assert view.current_key == 3
    assert chosen == []


def test_a_removed_row_gives_way_to_its_neighbour(qtbot: QtBot) -> None:
    view, model, chosen = made_list(qtbot, [Row(1), Row(2), Row(3)])
    view.select_key(2)
    assert view.neighbour_key() == 3
    chosen.clear()
    model.set_rows([Row(1), Row(3)])
    assert chosen in ([1], [3])
    assert view.current_key == chosen[0]


def test_a_row_can_be_chosen_quietly(qtbot: QtBot) -> None:
    view, _model, chosen = made_list(qtbot, [Row(1), Row(2)])
    assert view.select_key(2, quietly=True)
    assert chosen == []
    assert not view.select_key(77, quietly=True)


@pytest.mark.parametrize("scale", [1.0, 1.75, 2.0])
def test_rows_have_one_height_that_follows_from_the_fonts(
    qtbot: QtBot, look: theme.Theme, scale: float
) -> None:
    view, model, _chosen = made_list(qtbot, [Row(1), Row(2)])
    before = view.sizeHintForIndex(model.index(0)).height()
    look.set_scale(scale)
    heights = {view.sizeHintForIndex(model.index(n)).height() for n in (0, 1)}
    assert len(heights) == 1
    assert heights.pop() == pytest.approx(before * scale, rel=0.06)


def paint(view: RowList) -> QImage:
    view.viewport().repaint()
    return view.grab().toImage()


def test_narrow_rows_drop_states_from_the_end_and_keep_the_date(qtbot: QtBot) -> None:
    view, _model, _chosen = made_list(qtbot, [Row(1, "A title that is rather long")])
    wide = paint(view)
    view.resize(170, 400)
    narrow = paint(view)
    assert wide.width() != narrow.width()
    caution = theme.current().colour("caution")
    assert any(
        _near(wide.pixelColor(x, y), caution) for x in range(wide.width()) for y in range(30)
    )
    assert not any(
        _near(narrow.pixelColor(x, y), caution) for x in range(narrow.width()) for y in range(30)
    )


def _near(first: object, second: object) -> bool:
    pairs = ((getattr(first, c)(), getattr(second, c)()) for c in ("red", "green", "blue"))
    return all(abs(one - other) < 12 for one, other in pairs)


def test_a_cleared_list_is_empty(qtbot: QtBot) -> None:
    view, model, _chosen = made_list(qtbot, [Row(1)])
    view.select_first()
    view.clear()
    assert view.current_key is None
    assert model.rowCount(QModelIndex()) == 0
