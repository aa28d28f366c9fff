"""The base of every page of the open window."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.ui.commands import Command
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from confidant.vault.vault import Vault


class Screen(QWidget):
    """A page of the window: one of the rail's, or one that a command opens.

    `go_to` asks the shell for another `Place`; `share_requested` offers record ids to the
    composer; `done` is a sentence about what was just done and a callable that takes it back, or
    None; `status` is the sentence at the left of the status bar, `words` the count at its
    right, negative for none; `attention` is how many things wait, shown on the rail.
    """

    go_to = Signal(object)
    share_requested = Signal(object)
    done = Signal(str, object)
    status = Signal(str)
    words = Signal(int)
    attention = Signal(int)

    name: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    rail_name: ClassVar[str] = ""
    """The place of the rail that is marked while this page is shown; empty means its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the page; it shows something only after `show_place`."""
        super().__init__(parent)
        self.session = session

    def title(self) -> str:
        """Return the translated name of the page, which is also its accessible name."""
        return ""

    def commands(self) -> Sequence[Command]:
        """Return what can be done on this page; asked once, by the shell."""
        return ()

    def show_place(self, place: Place) -> None:
        """Show the record or tab that `place` names, or what was shown last."""

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 walks through, in reading order."""
        return (self,)

    def focus_search(self) -> None:
        """Put the cursor into the page's search field, where it has one."""

    def unwritten(self) -> Sequence[Callable[[Vault], object]]:
        """Return verbs that write what is typed and not written yet.

        Called before another place is shown, at lock and at quit; must not wait for anything.
        """
        return ()

    def clear(self) -> None:
        """Drop every text: models, documents with their undo stacks, fields, titles."""
