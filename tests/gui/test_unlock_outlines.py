"""What the pages before a vault say and in which order; at every size, in a longer language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from confidant.errors import HeaderCorruptError, VaultRollbackError
from confidant.ui import theme
from confidant.ui.unlock import Opened
from confidant.ui.unlock.create_view_model import Step
from confidant.ui.unlock.unlock_view_model import Way
from tests.support.entrance import CountedEntropy, Entrance, entrance, type_into
from tests.support.outline import check_outline, nameless, tab_stops
from tests.support.pseudo import PseudoTranslator

Prepare = Callable[[Entrance], None]
FOLDER = Path("/home/ann/Documents")


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot) -> Iterator[Entrance]:
    with entrance(tmp_path, qtbot, CountedEntropy()) as made:
        made.window.resize(1360, 860)
        made.show_welcome(FOLDER)
        yield made


def _words(_person: Entrance) -> None:
    """The first page as it opens."""


def _own(person: Entrance) -> None:
    person.create.passphrase.my_own.click()


def _example(person: Entrance) -> None:
    person.window.welcome_view.example.click()


def _code(person: Entrance) -> None:
    person.create.passphrase.place.person.setText("Ann Leader")
    person.create.passphrase.again.setText(person.model.words)
    person.model._show(Step.RECOVERY)
    type_into(person.create.recovery.typed.fields[0], person.model.code_parts[0].replace("-", ""))


def _ready(person: Entrance) -> None:
    directory = FOLDER / "Journal.confidant"
    person.model._made = Opened(None, directory)  # type: ignore[arg-type] # a page needs no vault
    person.model._show(Step.READY)


def _locked(person: Entrance) -> None:
    person.window.show_vault(FOLDER / "Journal.confidant")
    person.unlock.clear()  # that this one does not exist


def _by_code(person: Entrance) -> None:
    _locked(person)
    person.window._unlocking.choose_way(Way.CODE)


def _question(person: Entrance) -> None:
    _locked(person)
    person.window._unlocking._secret = object()  # type: ignore[assignment] # any secret
    person.unlock._ask(VaultRollbackError(missing=14))


def _damaged(person: Entrance) -> None:
    _locked(person)
    person.unlock._say_failed(HeaderCorruptError())


PAGES: dict[str, Prepare] = {
    "create-words": _words,
    "create-own": _own,
    "create-example": _example,
    "create-code": _code,
    "create-ready": _ready,
    "unlock": _locked,
    "unlock-code": _by_code,
    "unlock-question": _question,
    "unlock-damaged": _damaged,
}
pages = pytest.mark.parametrize("page", PAGES)


@pages
def test_each_page_says_what_is_stored_in_its_outline(person: Entrance, page: str) -> None:
    PAGES[page](person)
    check_outline(person.window, page)
    person.window._unlocking.clear()


@pages
def test_everything_that_can_be_reached_has_a_name_and_a_role(person: Entrance, page: str) -> None:
    PAGES[page](person)
    assert list(tab_stops(person.window))
    assert nameless(person.window) == []
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
            assert _too_wide(person.window) == []
            person.window._unlocking.clear()
    finally:
        qapp.removeTranslator(translator)


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
        _code(person)
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
