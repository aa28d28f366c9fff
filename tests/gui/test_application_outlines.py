"""The whole window as text: rail, menus' keys, page, status line; and the shell's own sheets."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from confidant.ui.shell.crash_sheet import CrashSheet
from tests.support.outline import check_outline
from tests.support.program import Program, program, top_levels
from tests.support.scenes import EMPTY


@pytest.fixture(scope="module")
def confidant(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    assert qapp is not None
    with program(tmp_path_factory.mktemp("outlines")) as made:
        made.make_vault()
        made.open()
        made.window.hide()
        yield made


@pytest.fixture
def opened(confidant: Program) -> Iterator[Program]:
    confidant.window.resize(1360, 860)
    confidant.window.show()
    yield confidant
    for sheet in confidant.window.findChildren(QDialog):
        sheet.reject()
    confidant.settle()
    confidant.window.hide()


@pytest.mark.parametrize("name", EMPTY)
def test_the_window_of_an_empty_vault_stays_as_it_is(opened: Program, name: str) -> None:
    EMPTY[name](opened)
    check_outline(opened.window, f"window-{name}")


def test_the_palette_stays_as_it_is(opened: Program) -> None:
    EMPTY["empty-journal"](opened)
    opened.do("Ctrl+K")
    (palette,) = [one for one in top_levels() if isinstance(one, QDialog)]
    check_outline(palette, "palette")


def test_the_sheet_after_a_mistake_stays_as_it_is(opened: Program) -> None:
    sheet = CrashSheet(opened.window, "7f3a-91c2")
    sheet.open()
    check_outline(sheet, "crash")


def test_every_command_is_in_a_menu_with_its_keys(opened: Program) -> None:
    menus = [action.menu() for action in opened.window.menuBar().actions()]
    shown = [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]
    missing = [one.text() for one in opened.window.commands if one not in shown]
    assert missing == []
