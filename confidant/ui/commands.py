"""Everything that can be done, once: menus, keys and the command palette show the same actions.

A command that is not possible now stays visible, greyed, and says why.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence


class Menu(Enum):
    """The menus of the window, in their order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    SHARE = "share"
    HELP = "help"


class Command(QAction):
    """One thing that can be done.

    `why_not` returns an empty text while the command is possible, else the sentence that says why
    it is not; it is asked by `refresh`. `icon_name` names one of Confidant's icons.
    """

    def __init__(
        self,
        parent: QObject,
        text: str,
        run: Callable[[], object],
        *,
        menu: Menu,
        icon: str = "",
        keys: str = "",
        why_not: Callable[[], str] | None = None,
    ) -> None:
        """Make the command; `keys` is a portable key sequence such as `Ctrl+Shift+B`."""
        super().__init__(text, parent)
        self.menu_name = menu
        self.icon_name = icon
        self.reason = ""
        self._why_not = why_not
        if keys:
            self.setShortcut(QKeySequence(keys))
        self.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # The default role moves "Settings…" and the like into another menu on macOS by its text.
        self.setMenuRole(QAction.MenuRole.NoRole)
        self.triggered.connect(lambda _checked=False: run())

    def refresh(self) -> None:
        """Ask whether the command is possible now."""
        self.reason = self._why_not() if self._why_not else ""
        self.setEnabled(not self.reason)
        self.setStatusTip(self.reason)


class Commands(QObject):
    """The commands of the shell and of every screen, by rank, then as they were added."""

    def __init__(self, parent: QObject) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._commands: list[Command] = []
        self._ranks: list[int] = []

    def __iter__(self) -> Iterator[Command]:
        """Yield every command."""
        return iter(self._commands)

    def add(self, command: Command, rank: int = 0) -> Command | None:
        """Add a command after those of its rank and lower ones.

        Returns:
            The next command of the same menu, before which it stands; None at the menu's end.
        """
        at = bisect_right(self._ranks, rank)
        self._commands.insert(at, command)
        self._ranks.insert(at, rank)
        following = self._commands[at + 1 :]
        return next((c for c in following if c.menu_name is command.menu_name), None)

    def of(self, menu: Menu) -> list[Command]:
        """Return the commands of one menu."""
        return [command for command in self._commands if command.menu_name is menu]

    def refresh(self) -> None:
        """Ask every command whether it is possible now."""
        for command in self._commands:
            command.refresh()

    def matching(self, typed: str) -> list[Command]:
        """Return the commands whose text has every typed word, beginnings of words first."""
        words = typed.casefold().split()
        found = [c for c in self._commands if all(word in _plain(c) for word in words)]
        if not words:
            return found
        return sorted(found, key=lambda c: not _begins(_plain(c), words[0]))


def _plain(command: Command) -> str:
    return command.text().replace("&", "").casefold()


def _begins(text: str, word: str) -> bool:
    return any(part.startswith(word) for part in text.split())
