"""What the pages before a vault say and in which order; at every size, in a longer language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from tests.support.entrance import CountedEntropy, Entrance, entrance
from tests.support.entrance_pages import FOLDER, PAGES
from tests.support.outline import check_outline, nameless, tab_stops
from tests.support.pseudo import PseudoTranslator


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot) -> Iterator[Entrance]:
    with entrance(tmp_path, qtbot, CountedEntropy()) as made:
        made.window.resize(1360, 860)
        made.show_welcome(FOLDER)
        yield made


def shown(person: Entrance) -> QWidget:
    """Return the sheet over the page, or the window."""
    sheets = [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    return sheets[0] if sheets else person.window


pages = pytest.mark.parametrize("page", PAGES)


@pages
def test_each_page_says_what_is_stored_in_its_outline(person: Entrance, page: str) -> None:
    PAGES[page](person)
    check_outline(shown(person), page)
    person.window._unlocking.clear()


@pages
def test_everything_that_can_be_reached_has_a_name_and_a_role(person: Entrance, page: str) -> None:
    PAGES[page](person)
    assert list(tab_stops(shown(person)))
    assert nameless(shown(person)) == []
    person.window._unlocking.clear()


@pages
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1024, 640, 1.0), (1024, 640, 1.75), (1360, 860, 2.0)]
)
def test_nothing_is_cut_off_sideways(
    qapp: QApplication,
    tmp_path: Path,
    qtbot: QtBot,
    page: str,
    width: int,
    height: int,
    scale: float,
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        theme.current().set_scale(scale)
        with entrance(tmp_path, qtbot) as person:
            person.window.resize(width, height)
            person.show_welcome(FOLDER)
            PAGES[page](person)
            qtbot.waitExposed(person.window)
            QApplication.processEvents()
            assert (person.window.width(), person.window.height()) == (width, height)
            assert _too_wide(shown(person)) == []
            person.window._unlocking.clear()
    finally:
        qapp.removeTranslator(translator)


@pages
def test_a_larger_text_is_taken_while_the_page_is_shown(person: Entrance, page: str) -> None:
    person.window.resize(1024, 640)
    PAGES[page](person)
    theme.current().set_scale(1.75)
    QApplication.processEvents()
    labels = person.window.findChildren(QLabel)
    sizes = {label.font().pixelSize() for label in labels if label.isVisible()}
    assert min(sizes) >= round(12 * 1.75)
    assert _too_wide(person.window) == []
    person.window._unlocking.clear()


@pages
def test_every_sentence_is_translated(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, page: str
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        with entrance(tmp_path, qtbot) as person:
            person.show_welcome(FOLDER)
            PAGES[page](person)
            plain = [
                label.text()
                for label in person.window.findChildren(QLabel)
                if label.isVisible() and label.text() and not label.text().startswith("[")
            ]
            allowed = {"Confidant", person.model.words, *person.model.code_parts, "1", "2", "3"}
            assert [text for text in plain if text not in allowed and "Journal" not in text] == []
            person.window._unlocking.clear()
    finally:
        qapp.removeTranslator(translator)


def test_a_page_is_mirrored_from_right_to_left_and_codes_are_not(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with entrance(tmp_path, qtbot) as person:
        person.window.resize(1360, 860)
        person.show_welcome(FOLDER)
        PAGES["create-code"](person)
        QApplication.processEvents()
        side = person.window.welcome_view._side
        assert side.geometry().left() > person.create.geometry().left()
        fields = person.create.recovery.typed.fields
        assert [field.x() for field in fields] == sorted(field.x() for field in fields)


def _too_wide(window: QWidget) -> list[str]:
    """Return what does not fit into its scroll area, or sticks out of the window."""
    found: list[str] = []
    for area in window.findChildren(QScrollArea):
        page = area.widget()
        if page is not None and area.isVisible() and page.width() > area.viewport().width():
            found.append(f"{area.objectName()}: {page.width()} > {area.viewport().width()}")
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        left = widget.mapTo(window, widget.rect().topLeft()).x()
        if left < 0 or left + widget.width() > window.width():
            found.append(f"{type(widget).__name__} {left}+{widget.width()}")
    return found
