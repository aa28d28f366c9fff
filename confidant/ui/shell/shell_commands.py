"""The commands that belong to no screen: going, finding, locking, leaving, sizes of text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from confidant.ui import theme
from confidant.ui.commands import Command, Menu
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.theme.theme import MAX_SCALE, MIN_SCALE

_STEP = 0.1


class ShellCommands:
    """Makes the shell's own commands for one window."""

    def __init__(
        self,
        window: MainWindow,
        preferences: PreferenceStore,
        *,
        open_palette: Callable[[], None],
        open_file: Callable[[], None],
    ) -> None:
        """Keep what the commands act on."""
        self._window = window
        self._preferences = preferences
        self._open_palette = open_palette
        self._open_file = open_file

    def place_commands(self, places: tuple[tuple[str, str, str], ...]) -> list[Command]:
        """Return one command for each place of the rail: (name, words, icon), Ctrl+1 and so on."""
        return [
            Command(
                self._window,
                words,
                partial(self._window.go, Place(name)),
                menu=Menu.VIEW,
                icon=icon,
                keys="Ctrl+," if name == "settings" else f"Ctrl+{number}",
            )
            for number, (name, words, icon) in enumerate(places, 1)
        ]

    def file_commands(self) -> list[Command]:
        """Return what stands in the File menu after the screens' own commands."""
        window = self._window
        return [
            Command(
                window,
                _tr("&Open a received file…"),
                self._open_file,
                menu=Menu.FILE,
                icon="open",
                keys="Ctrl+O",
            ),
            Command(
                window,
                _tr("&Lock now"),
                window.lock_requested.emit,
                menu=Menu.FILE,
                icon="lock",
                keys="Ctrl+L",
            ),
            Command(
                window,
                _tr("Lock and &quit"),
                window.quit_requested.emit,
                menu=Menu.FILE,
                icon="close",
                keys="Ctrl+Q",
            ),
        ]

    def view_commands(self) -> list[Command]:
        """Return the ways to move about and to see better."""
        return [*self._moving(), *self._finding(), *self._seeing(), *self._panes()]

    def _moving(self) -> list[Command]:
        window = self._window
        return [
            Command(
                window,
                _tr("&Back"),
                window.go_back,
                menu=Menu.VIEW,
                icon="arrow-left",
                keys="Alt+Left",
                why_not=lambda: "" if window.can_go_back else _tr("There is no place before this."),
            ),
            Command(
                window,
                _tr("&Forward"),
                window.go_forward,
                menu=Menu.VIEW,
                icon="arrow-right",
                keys="Alt+Right",
                why_not=lambda: (
                    "" if window.can_go_forward else _tr("There is no place after this.")
                ),
            ),
        ]

    def _finding(self) -> list[Command]:
        window = self._window
        return [
            Command(
                window,
                _tr("&Commands…"),
                self._open_palette,
                menu=Menu.VIEW,
                icon="search",
                keys="Ctrl+K",
            ),
            Command(
                window,
                _tr("&Find on this page"),
                self._focus_search,
                menu=Menu.EDIT,
                icon="search",
                keys="Ctrl+F",
            ),
        ]

    def _seeing(self) -> list[Command]:
        return [
            self._size_command(_tr("&Larger text"), "Ctrl++", _STEP, "add"),
            self._size_command(_tr("&Smaller text"), "Ctrl+-", -_STEP, "minus"),
            Command(
                self._window,
                _tr("Text si&ze of the system"),
                lambda: self._set_scale(None),
                menu=Menu.VIEW,
                icon="undo",
                keys="Ctrl+0",
            ),
        ]

    def _panes(self) -> list[Command]:
        window = self._window
        return [
            Command(
                window,
                _tr("Next &pane"),
                lambda: window.focus_pane(1),
                menu=Menu.VIEW,
                icon="chevron-right",
                keys="F6",
            ),
            Command(
                window,
                _tr("P&revious pane"),
                lambda: window.focus_pane(-1),
                menu=Menu.VIEW,
                icon="chevron-left",
                keys="Shift+F6",
            ),
        ]

    def _size_command(self, words: str, keys: str, step: float, icon: str) -> Command:
        def why_not() -> str:
            scale = round(theme.current().scale + step, 2)
            return "" if MIN_SCALE <= scale <= MAX_SCALE else _tr("The text has that size already.")

        return Command(
            self._window,
            words,
            lambda: self._set_scale(round(theme.current().scale + step, 2)),
            menu=Menu.VIEW,
            icon=icon,
            keys=keys,
            why_not=why_not,
        )

    def _set_scale(self, scale: float | None) -> None:
        look = theme.current()
        look.set_scale(scale)
        self._preferences.change(text_scale=None if scale is None else look.scale)
        self._window.commands.refresh()

    def _focus_search(self) -> None:
        screen = self._window.current_screen()
        if screen is not None:
            screen.focus_search()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShellCommands", text)
