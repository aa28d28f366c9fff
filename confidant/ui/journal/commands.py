"""What can be done in the journal."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from confidant.ui.commands import Command, Menu
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.journal.entry_page import EntryPage
from confidant.ui.screen import Screen


class JournalCommands(QObject):
    """The commands of the journal, in their order: `all`."""

    def __init__(
        self,
        screen: Screen,
        entry: EntryModel,
        page: EntryPage,
        *,
        new_entry: Callable[[], object],
        show_history: Callable[[], object],
    ) -> None:
        """Make them for `screen`, which shows `entry` on `page`."""
        super().__init__(screen)
        self._screen = screen
        self._entry = entry
        self._page = page
        self._new_entry = new_entry
        self._show_history = show_history
        self.all = (*self._file_commands(), *self._entry_commands(), self._history_command())

    def _file_commands(self) -> tuple[Command, ...]:
        screen = self._screen
        return (
            Command(
                screen,
                self.tr("&New entry"),
                self._new_entry,
                menu=Menu.FILE,
                icon="journal",
                keys="Ctrl+N",
                why_not=self._why_not_new,
            ),
            Command(
                screen,
                self.tr("&Save the entry"),
                self._entry.save,
                menu=Menu.FILE,
                icon="save",
                keys="Ctrl+S",
                why_not=self._why_not_change,
            ),
        )

    def _entry_commands(self) -> tuple[Command, ...]:
        entry, page = self._entry, self._page
        return (
            self._change(self.tr("Star the &entry"), entry.toggle_star, "star", "Ctrl+D"),
            self._change(
                self.tr("Change the &day of the entry"),
                page.header.change_day,
                "calendar",
                "Ctrl+T",
            ),
            self._change(self.tr("Add a second &pass"), page.add_second_pass),
            self._change(
                self.tr("Go to the next &mark"), page.observed.marks.go_to_next, keys="F8"
            ),
            self._change(self.tr("&Attach a file to the entry…"), page.files.ask, "attach"),
            self._change(self.tr("E&rase the entry…"), page.ask_to_erase, "erase"),
        )

    def _history_command(self) -> Command:
        return Command(
            self._screen,
            self.tr("&History of the entry"),
            self._show_history,
            menu=Menu.VIEW,
            icon="history",
            keys="Ctrl+Shift+H",
            why_not=self._why_not,
        )

    def _change(
        self, text: str, run: Callable[[], object], icon: str = "", keys: str = ""
    ) -> Command:
        return Command(
            self._screen,
            text,
            run,
            menu=Menu.EDIT,
            icon=icon,
            keys=keys,
            why_not=self._why_not_change,
        )

    def _why_not_new(self) -> str:
        read_only = self._screen.session.read_only
        return self.tr("This vault can only be read.") if read_only else ""

    def _why_not(self) -> str:
        if self._screen.isHidden() or not self._entry.is_open:
            return self.tr("No entry is open.")
        return ""

    def _why_not_change(self) -> str:
        if not self._why_not() and self._entry.read_only:
            return self.tr("This entry can only be read.")
        return self._why_not()
