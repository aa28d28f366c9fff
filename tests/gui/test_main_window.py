from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from confidant.compat import override
from confidant.errors import DiskFullError
from confidant.records.ids import RecordId
from confidant.services import drafts
from confidant.ui import theme
from confidant.ui.commands import Command, Menu
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.shell.palette import CommandPalette
from confidant.ui.shell.palette_delegate import FoundRecord
from confidant.ui.shell.shell_commands import ShellCommands
from confidant.vault.vault import Vault
from tests.support.outline import nameless
from tests.support.sessions import OpenVault, open_vault

DRAFT = RecordId(bytes(range(16)))


class Page(Screen):
    """A page with a field, which writes a draft when it is left."""

    name = "first"
    icon = "journal"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.places: list[Place] = []
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Field")
        self.label = QLabel(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.label)

    @override
    def title(self) -> str:
        return self.name.capitalize()

    @override
    def show_place(self, place: Place) -> None:
        self.places.append(place)

    @override
    def focus_search(self) -> None:
        self.field.setFocus()

    @override
    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        text = self.field.text()
        if not text:
            return ()
        return (
            lambda vault: drafts.save(
                vault, record=DRAFT, kind="entry", fields={"as_observed": text}
            ),
        )

    @override
    def clear(self) -> None:
        self.field.clear()
        self.label.clear()


class SecondPage(Page):
    name = "second"
    icon = "doubt"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(tmp_path / "preferences.json")


@pytest.fixture
def window(opened: OpenVault, store: PreferenceStore, qtbot: QtBot) -> MainWindow:
    made = MainWindow(opened.session, store)
    made.quit_requested.connect(made.deleteLater)
    qtbot.addWidget(made, before_close_func=lambda w: w.hide())
    made.add_place("first", "journal", "First")
    made.add_place("second", "doubt", "Second", at_foot=True)
    made.add_screen(Page(opened.session))
    made.add_screen(SecondPage(opened.session))
    return made


def first(window: MainWindow) -> Page:
    page = window.screen_named("first")
    assert isinstance(page, Page)
    return page


def test_the_rail_the_history_and_the_page_agree(window: MainWindow) -> None:
    window.go(Place("first"))
    window.go(Place("second", DRAFT))
    assert window.current_screen() is window.screen_named("second")
    window.go_back()
    assert window.current_screen() is first(window)
    window.go_forward()
    assert window.place == Place("second", DRAFT)


def test_leaving_a_page_writes_what_was_typed(
    window: MainWindow, opened: OpenVault, qtbot: QtBot
) -> None:
    window.go(Place("first"))
    first(window).field.setText("half a sentence")
    window.go(Place("second"))
    qtbot.waitUntil(lambda: opened.session.runner.pending == 0)
    stored = opened.ask(lambda vault: drafts.load(vault, record=DRAFT))
    assert stored is not None
    assert stored["as_observed"] == "half a sentence"


def test_what_is_typed_at_lock_is_there_after_unlock(window: MainWindow, opened: OpenVault) -> None:
    window.go(Place("first"))
    first(window).field.setText("interrupted by the lock")
    last_words = window.unwritten()
    window.tear_down()
    assert opened.session.close(last_words) == []
    opened.reopen()
    stored = opened.ask(lambda vault: drafts.load(vault, record=DRAFT))
    assert stored is not None
    assert stored["as_observed"] == "interrupted by the lock"


def test_tearing_down_empties_pages_and_closes_every_dialog(window: MainWindow) -> None:
    window.show()
    window.go(Place("first"))
    first(window).field.setText("secret")
    dialog = QDialog(window)
    dialog.open()
    window.tear_down()
    assert not dialog.isVisible()
    assert first(window).field.text() == ""


def test_the_title_names_no_record(window: MainWindow) -> None:
    window.go(Place("first", DRAFT))
    assert window.windowTitle() == "Confidant"


def test_sizes_are_kept_and_hold_no_text(
    window: MainWindow, opened: OpenVault, store: PreferenceStore, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    window.show()
    window.store_sizes()
    again = MainWindow(opened.session, PreferenceStore(store._path))
    qtbot.addWidget(again, before_close_func=lambda w: w.hide())
    assert again.size() == window.size()


def test_a_small_window_shows_pictures_alone_on_the_rail(window: MainWindow) -> None:
    window.resize(1360, 860)
    window.show()
    wide = window._rail.sizeHint().width()
    window.resize(1024, 640)
    assert window._rail.sizeHint().width() < wide
    assert window.size().width() == 1024


def test_an_error_stands_in_one_sentence_until_it_is_closed(
    window: MainWindow, opened: OpenVault
) -> None:
    window.show()
    opened.session.failed.emit(DiskFullError())
    close = next(b for b in window.banners.findChildren(QPushButton) if b.text() == "Close")
    words = [label.text() for label in window.banners.findChildren(QLabel)]
    assert any("disk" in text.casefold() for text in words)
    close.click()
    assert not close.isVisible()


def test_a_file_that_is_dropped_is_handed_on(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "from-helena.age"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.file_dropped) as dropped:
        window.dropEvent(drop)
    assert dropped.args == [file]


def test_closing_the_window_asks_to_quit_and_destroys_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.quit_requested.disconnect()
    window.show()
    with qtbot.waitSignal(window.quit_requested):
        window.close()
    assert window.isVisible()


def test_f6_walks_between_the_panes(window: MainWindow) -> None:
    window.show()
    window.go(Place("first"))
    window.activateWindow()
    first(window).field.setFocus()
    window.focus_pane(1)
    assert window._rail.isAncestorOf(window.focusWidget())
    window.focus_pane(1)
    assert window.focusWidget() is first(window).field


def test_everything_that_can_be_reached_has_a_name_and_a_role(window: MainWindow) -> None:
    window.show()
    window.go(Place("first"))
    assert nameless(window) == []


class TestPalette:
    @pytest.fixture
    def commands(self, window: MainWindow) -> list[str]:
        ran: list[str] = []
        window.add_commands(
            Command(window, "Decide and &seal…", lambda: ran.append("seal"), menu=Menu.FILE),
            Command(
                window,
                "Seal the reply…",
                lambda: ran.append("reply"),
                menu=Menu.SHARE,
                why_not=lambda: "There is no reply yet.",
            ),
        )
        return ran

    def test_typing_finds_and_return_runs(
        self, window: MainWindow, commands: list[str], qtbot: QtBot
    ) -> None:
        palette = CommandPalette(window.commands, None, window)
        qtbot.addWidget(palette)
        palette.open()
        QTest.keyClicks(palette.input, "deci")
        QTest.keyClick(palette.input, Qt.Key.Key_Return)
        assert commands == ["seal"]

    def test_what_is_not_possible_says_why_and_does_not_run(
        self, window: MainWindow, commands: list[str], qtbot: QtBot
    ) -> None:
        palette = CommandPalette(window.commands, None, window)
        qtbot.addWidget(palette)
        palette.open()
        QTest.keyClicks(palette.input, "reply")
        assert palette._foot.text() == "There is no reply yet."
        QTest.keyClick(palette.input, Qt.Key.Key_Return)
        assert commands == []
        palette.reject()

    @pytest.mark.usefixtures("commands")
    def test_a_record_that_is_found_can_be_chosen_with_the_arrows(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        found = FoundRecord(Place("first", DRAFT), "The silence", "entry", "1 Nov 2026", "journal")
        asked: list[str] = []

        def look_up(typed: str, then: Callable[[Sequence[FoundRecord]], None]) -> None:
            asked.append(typed)
            then([found])

        palette = CommandPalette(window.commands, look_up, window)
        qtbot.addWidget(palette)
        palette.open()
        QTest.keyClicks(palette.input, "seal")
        qtbot.waitUntil(lambda: asked == ["seal"])
        chosen: list[object] = []
        palette.record_chosen.connect(chosen.append)
        for _ in range(4):
            QTest.keyClick(palette.input, Qt.Key.Key_Down)
        QTest.keyClick(palette.input, Qt.Key.Key_Return)
        assert chosen == [found]

    @pytest.mark.usefixtures("commands")
    def test_a_closed_palette_keeps_no_text(self, window: MainWindow, qtbot: QtBot) -> None:
        palette = CommandPalette(window.commands, None, window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # noqa: FBT003 -- Qt's own
        qtbot.addWidget(palette)
        palette.open()
        QTest.keyClicks(palette.input, "a private word")
        palette.reject()
        assert palette.input.text() == ""
        assert palette._model.rowCount() == 0


def test_the_shells_commands_are_in_menus_and_have_their_keys(
    window: MainWindow, store: PreferenceStore
) -> None:
    opened: list[str] = []
    shell = ShellCommands(
        window,
        store,
        open_palette=lambda: opened.append("palette"),
        open_file=lambda: opened.append("file"),
    )
    window.add_commands(*shell.file_commands(), *shell.view_commands())
    keys = {command.shortcut().toString() for command in window.commands}
    assert {"Ctrl+L", "Ctrl+K", "Ctrl+O", "Ctrl+Q", "Alt+Left", "F6", "Ctrl+F"} <= keys
    for command in window.commands:
        if command.shortcut().toString() in {"Ctrl+K", "Ctrl+O"}:
            command.trigger()
    assert sorted(opened) == ["file", "palette"]


def test_text_grows_by_a_key_and_is_remembered(window: MainWindow, store: PreferenceStore) -> None:
    shell = ShellCommands(window, store, open_palette=window.hide, open_file=window.hide)
    window.add_commands(*shell.view_commands())
    larger = next(c for c in window.commands if c.text() == "&Larger text")
    larger.trigger()
    assert theme.current().scale == store.current.text_scale == 1.1
    for _ in range(20):
        larger.trigger()
    assert theme.current().scale == 2.0
    assert not larger.isEnabled()
    assert larger.reason
