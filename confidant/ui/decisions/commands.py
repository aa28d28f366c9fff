"""What can be done with decisions, for menus, keys and palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from confidant.ui.commands import Command, Menu

if TYPE_CHECKING:
    from confidant.ui.decisions.view import DecisionsScreen

_NINE = 9


class DecisionCommands(QObject):
    """The commands of the screen; `all` in the order of the menus."""

    def __init__(self, screen: "DecisionsScreen") -> None:
        """Make them for `screen`."""
        super().__init__(screen)
        self._screen = screen
        self.all = (
            Command(
                screen,
                self.tr("New &decision"),
                screen.new_decision,
                menu=Menu.FILE,
                icon="decision",
                keys="Ctrl+Shift+N",
                why_not=self._why_not_new,
            ),
            Command(
                screen,
                self.tr("Save the de&cision"),
                screen.save,
                menu=Menu.FILE,
                icon="save",
                keys="Ctrl+S",
                why_not=self._why_not_change,
            ),
            self._change(self.tr("Add an &option"), screen.page.options.add, "Alt+O", "add"),
            self._change(self.tr("Add a &forecast"), screen.page.forecasts.add, "Alt+P", "target"),
            self._change(
                self.tr("&Decide and seal…"), screen.sheets.decide, "Ctrl+Shift+D", "seal"
            ),
            self._change(self.tr("Decide &not to…"), screen.sheets.decline, "", "seal"),
            Command(
                screen,
                self.tr("Add an a&mendment…"),
                screen.sheets.amend,
                menu=Menu.EDIT,
                icon="edit",
                why_not=self._why_not_amend,
            ),
        )
        for number in range(1, _NINE + 1):
            self._jump(number)

    def _change(self, text: str, run: object, keys: str, icon: str) -> Command:
        return Command(
            self._screen,
            text,
            run,  # type: ignore[arg-type] # a method without arguments
            menu=Menu.EDIT,
            icon=icon,
            keys=keys,
            why_not=self._why_not_reason,
        )

    def _jump(self, number: int) -> None:
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self._screen.page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._screen.page.jump(number))

    def _why_not_new(self) -> str:
        read_only = self._screen.session.read_only
        return self.tr("This vault can only be read.") if read_only else ""

    def _why_not_change(self) -> str:
        form = self._screen.form
        if self._screen.isHidden() or not form.is_open:
            return self.tr("No decision is open.")
        return self.tr("This decision can only be read.") if form.read_only else ""

    def _why_not_reason(self) -> str:
        if not self._why_not_change() and self._screen.form.is_sealed:
            return self.tr("This decision is sealed; add an amendment instead.")
        return self._why_not_change()

    def _why_not_amend(self) -> str:
        if not self._why_not_change() and not self._screen.form.is_sealed:
            return self.tr("Nothing is sealed yet; change the decision itself.")
        return self._why_not_change()
