"""The window of an open vault. Made by unlock, destroyed by lock."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from confidant.compat import override
from confidant.errors import BugError, ExpectedError
from confidant.records.changes import Changes
from confidant.ui import theme
from confidant.ui.commands import Command, Commands, Menu
from confidant.ui.navigation import History, Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.shell.rail import Rail
from confidant.ui.shell.status_area import StatusArea
from confidant.ui.widgets.banner import BannerStack
from confidant.ui.widgets.toast import Toast
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

T = TypeVar("T")

MINIMUM = (1024, 640)
USUAL = (1360, 860)
LAST = 1_000
"""The rank of commands that stand after every screen's own."""
_ERROR = "error"
_NARROW_BELOW = 1200
"""Width at text scale 1.0 below which the rail shows pictures alone."""


@runtime_checkable
class Writing(Protocol):
    """What holds a text that may not be written yet: a page, or a sheet over it."""

    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        """Return verbs that write it."""
        ...


class MainWindow(QMainWindow):
    """Rail, screens and status line around one `Session`.

    `lock_requested` and `quit_requested` go to the application, which alone ends a session;
    `file_dropped` carries the path of a file that was let fall on the window.
    """

    lock_requested = Signal()
    quit_requested = Signal()
    file_dropped = Signal(object)

    def __init__(self, session: Session, preferences: PreferenceStore) -> None:
        """Build an empty window; `add_screen` fills it."""
        super().__init__()
        self.session = session
        self._preferences = preferences
        self._history = History()
        self._screens: dict[str, Screen] = {}
        self._menus: dict[Menu, QMenu] = {}
        self.build_missing = _nothing_waits
        self.commands = Commands(self)
        self.setWindowTitle("Confidant")
        self.setAcceptDrops(True)
        self._rail = Rail(self)
        self._stack = QStackedWidget(self)
        self.banners = BannerStack(self)
        self.toast = Toast(self._stack)
        self.status_area = StatusArea(self)
        self._lay_out()
        self._rail.chosen.connect(lambda name: self.go(Place(name)))
        self._rail.lock_requested.connect(self.lock_requested)
        session.failed.connect(self.show_error)
        self._restore_geometry()

    def add_place(self, name: str, icon: str, title: str, *, at_foot: bool = False) -> None:
        """Put a place on the rail, whether its page is built already or not."""
        self._rail.add(name, icon, title, at_foot=at_foot)

    def add_screen(self, screen: Screen, *, rank: int = 0) -> None:
        """Add a page and its commands, which stand in menus by rising `rank`."""
        self._screens[screen.name] = screen
        self._stack.addWidget(screen)
        screen.setAccessibleName(screen.title())
        screen.go_to.connect(self.go)
        screen.status.connect(partial(self._tell, screen, self.status_area.show_status))
        screen.words.connect(partial(self._tell, screen, self.status_area.show_words))
        screen.done.connect(self.toast.say)
        screen.attention.connect(lambda count: self._rail.set_badge(screen.name, count))
        self.add_commands(*screen.commands(), rank=rank)
        self._restore_panes(screen)

    def screen_named(self, name: str) -> Screen:
        """Return the page called `name`, which is built now if it only waits to be.

        Raises:
            BugError: no page has that name.
        """
        screen = self._screens.get(name) or self.build_missing(name)
        if screen is None:
            raise BugError("a place has a page")
        return screen

    def add_commands(self, *commands: Command, rank: int = LAST) -> None:
        """Put commands into their menus, the palette and the keyboard.

        Args:
            commands: in their order.
            rank: they stand after those of a lower rank and before those of a higher one.
        """
        for command in commands:
            after = self.commands.add(command, rank)
            menu = self._menu(command.menu_name)
            menu.insertAction(after, command) if after is not None else menu.addAction(command)
            self.addAction(command)

    @property
    def place(self) -> Place | None:
        """Where the person is."""
        return self._history.current

    def go(self, place: Place) -> None:
        """Show a place and remember where one was."""
        self._history.visit(place)
        self._show(place)

    def go_back(self) -> None:
        """Show the place before, where there is one."""
        place = self._history.back()
        if place is not None:
            self._show(place)

    def go_forward(self) -> None:
        """Show the place ahead, where there is one."""
        place = self._history.forward()
        if place is not None:
            self._show(place)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place behind."""
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place ahead."""
        return self._history.can_go_forward

    def current_screen(self) -> Screen | None:
        """Return the page that is shown."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def focus_pane(self, step: int) -> None:
        """Move the focus to the next (1) or previous (-1) pane: rail, then the screen's panes."""
        screen = self.current_screen()
        panes: list[QWidget] = [self._rail, *(screen.panes() if screen is not None else ())]
        before = self.focusWidget()
        at = _place_of(before, panes)
        for offset in range(1, len(panes) + 1):
            if self._enter(panes[(at + step * offset) % len(panes)]):
                return
        if before is not None:
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter(self, pane: QWidget) -> bool:
        """Focus the first control of `pane` that takes the keyboard, where it has one.

        Asking Qt for the chain of focus is no way to find it: PySide 6.11.3 then takes each widget
        for a child of the one before, and what belongs to it for deleted when that one is.
        """
        if not pane.isVisible():
            return False
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.focusNextChild()
        return pane.isAncestorOf(self.focusWidget())

    def show_error(self, error: ExpectedError) -> None:
        """Say in one sentence what happened and what to do, until it is read."""
        self.banners.show_banner(_ERROR, sentence(error), can_close=True)

    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        """Return what every page and every open sheet still has to write."""
        sheets = [one for one in self.findChildren(QDialog) if isinstance(one, Writing)]
        writing: list[Writing] = [*self._screens.values(), *sheets]
        return [verb for one in writing for verb in one.unwritten()]

    def tear_down(self) -> None:
        """Close every sheet, drop every text, keep the sizes. The session ends after this."""
        self.store_sizes()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
            dialog.deleteLater()
        for screen in self._screens.values():
            screen.clear()
        self.banners.clear()
        self.toast.forget()
        self.status_area.show_status("")

    def store_sizes(self) -> None:
        """Keep the window's and panes' sizes; they hold nothing private."""
        panes = {
            splitter.objectName(): tuple(splitter.sizes())
            for splitter in self.findChildren(QSplitter)
            if splitter.objectName() and sum(splitter.sizes())
        }
        geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        present = self._preferences.current.panes
        self._preferences.change(window=geometry, panes={**present, **panes})

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_narrow(narrow=self.width() < theme.current().px(_NARROW_BELOW))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._rail.set_narrow(narrow=self.width() < theme.current().px(_NARROW_BELOW))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.quit_requested.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _show(self, place: Place) -> None:
        screen = self.screen_named(place.screen)
        leaving = self.current_screen()
        if leaving is not None and leaving is not screen:
            for verb in leaving.unwritten():
                self.session.read(self, verb, self._written)
        self.banners.remove(_ERROR)
        self._stack.setCurrentWidget(screen)
        self._rail.select(screen.rail_name or screen.name)
        if leaving is not screen:
            self.status_area.show_status("")
        self.status_area.show_words(-1)
        screen.show_place(place)
        self.commands.refresh()

    def _tell(self, screen: Screen, show: Callable[[T], None], what: T) -> None:
        """Say in the status line what the shown page says; one that was left stays silent."""
        if screen is self.current_screen():
            show(what)

    def _written(self, result: object) -> None:
        changes = getattr(result, "changes", None)
        if isinstance(changes, Changes):
            self.session.tell(changes)

    def _menu(self, menu: Menu) -> QMenu:
        if not self._menus:
            for each, title in self._menu_titles().items():
                made = self.menuBar().addMenu(title)
                made.aboutToShow.connect(self.commands.refresh)
                made.setToolTipsVisible(True)
                self._menus[each] = made
        return self._menus[menu]

    def _menu_titles(self) -> dict[Menu, str]:
        return {
            Menu.FILE: self.tr("&File"),
            Menu.EDIT: self.tr("&Edit"),
            Menu.VIEW: self.tr("&View"),
            Menu.SHARE: self.tr("&Share"),
            Menu.HELP: self.tr("&Help"),
        }

    def _lay_out(self) -> None:
        pages = QWidget(self)
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self._stack, 1)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(pages, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(body, 1)
        rows.addWidget(self.status_area)
        self.setCentralWidget(whole)
        self.setMinimumSize(*MINIMUM)

    def _restore_geometry(self) -> None:
        stored = self._preferences.current.window
        geometry = QByteArray.fromHex(stored.encode("ascii", "replace"))
        if not stored or not self.restoreGeometry(geometry):
            self.resize(*USUAL)

    def _restore_panes(self, screen: Screen) -> None:
        for splitter in screen.findChildren(QSplitter):
            sizes = self._preferences.current.panes.get(splitter.objectName())
            if sizes and len(sizes) == splitter.count():
                splitter.setSizes(list(sizes))


def _nothing_waits(name: str) -> Screen | None:  # noqa: ARG001 -- a builder's signature
    return None


def _place_of(focus: QWidget | None, panes: Sequence[QWidget]) -> int:
    if focus is None:
        return 0
    return next((place for place, pane in enumerate(panes) if pane.isAncestorOf(focus)), 0)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
