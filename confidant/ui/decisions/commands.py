"""What can be done with decisions, for menus, keys and palette."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from confidant.ui.commands import Command, Menu
from confidant.ui.decisions.page import DecisionPage
from confidant.ui.decisions.sheets import DecisionSheets
from confidant.ui.screen import Screen

_NINE = 9


class DecisionCommands(QObject):
    """The commands of the screen; `all` in the order of the menus."""

    def __init__(
        self,
        screen: Screen,
        page: DecisionPage,
        sheets: DecisionSheets,
        *,
        new: Callable[[], object],
        save: Callable[[], object],
    ) -> None:
        """Make them for `screen`; `new` begins a decision, `save` keeps what is typed."""
        super().__init__(screen)
        self._screen = screen
        self._page = page
        self.all = (*self._first(new, save), *self._sealing(sheets))
        for number in range(1, _NINE + 1):
            self._jump(number)

    def _first(self, new: Callable[[], object], save: Callable[[], object]) -> tuple[Command, ...]:
        page = self._page
        return (
            Command(
                self._screen,
                self.tr("New &decision"),
                new,
                menu=Menu.FILE,
                icon="decision",
                keys="Ctrl+Shift+N",
                why_not=self._why_not_new,
            ),
            Command(
                self._screen,
                self.tr("Save the de&cision"),
                save,
                menu=Menu.FILE,
                icon="save",
                keys="Ctrl+S",
                why_not=self._why_not_change,
            ),
            self._change(self.tr("Add an &option"), page.options.add, "Alt+O", "add"),
            self._change(self.tr("Add a &forecast"), page.forecasts.add, "Alt+P", "target"),
        )

    def _sealing(self, sheets: DecisionSheets) -> tuple[Command, ...]:
        return (
            self._change(self.tr("&Decide and seal…"), sheets.decide, "Ctrl+Shift+D", "seal"),
            self._change(self.tr("Decide &not to…"), sheets.decline, "", "seal"),
            Command(
                self._screen,
                self.tr("Add an a&mendment…"),
                sheets.amend,
                menu=Menu.EDIT,
                icon="edit",
                why_not=self._why_not_amend,
            ),
        )

    def _change(self, text: str, run: Callable[[], object], keys: str, icon: str) -> Command:
        return Command(
            self._screen,
            text,
            run,
            menu=Menu.EDIT,
            icon=icon,
            keys=keys,
            why_not=self._why_not_reason,
        )

    def _jump(self, number: int) -> None:
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._page.jump(number))

    def _why_not_new(self) -> str:
        read_only = self._screen.session.read_only
        return self.tr("This vault can only be read.") if read_only else ""

    def _why_not_change(self) -> str:
        form = self._page.form
        if self._screen.isHidden() or not form.is_open:
            return self.tr("No decision is open.")
        return self.tr("This decision can only be read.") if form.read_only else ""

    def _why_not_reason(self) -> str:
        if not self._why_not_change() and self._page.form.is_sealed:
            return self.tr("This decision is sealed; add an amendment instead.")
        return self._why_not_change()

    def _why_not_amend(self) -> str:
        if not self._why_not_change() and not self._page.form.is_sealed:
            return self.tr("Nothing is sealed yet; change the decision itself.")
        return self._why_not_change()
