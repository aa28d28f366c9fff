"""What the screen of conversations says while there is nothing to show."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState

_ICON = "conversation"


class Nobody(EmptyState):
    """Before the first conversation; `add_wanted` and `open_wanted` follow its buttons."""

    add_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say what to do first."""
        self.add_button = Button(_tr("Add a contact"), Kind.PRIMARY)
        self.open_button = Button(_tr("Open a file that I received"), Kind.SECONDARY)
        super().__init__(
            _ICON,
            _tr("No conversation yet"),
            _tr(
                "Exchange identity cards with your mentor, then read six words to each other."
                " After that you can send them records as an encrypted file."
            ),
            primary=self.add_button,
            secondary=self.open_button,
            parent=parent,
        )
        self.add_button.clicked.connect(self.add_wanted)
        self.open_button.clicked.connect(self.open_wanted)


def nothing() -> EmptyState:
    """Return the page of an empty list; `say_nothing` says why it is."""
    return EmptyState(_ICON, "", "")


def say_nothing(page: EmptyState, *, is_searching: bool) -> None:
    """Say why the list is empty."""
    if is_searching:
        page.set_words(_tr("Nothing found"), _tr("Try fewer words."))
    else:
        page.set_words(_tr("Nothing is waiting for you."), _tr("All shows what came before."))


def nothing_chosen() -> EmptyState:
    """Return the page beside a list that nothing was chosen from."""
    return EmptyState(
        _ICON,
        _tr("Nothing chosen"),
        _tr("Choose a conversation from the list, or open a file that you received."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConversationEmpties", text)
