"""The question that a vault's past asks: look only, go on, or open another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.unlock.parts import tab_order
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label


class QuestionPanel(QWidget):
    """What is strange about the vault, and three answers, the harmless one first."""

    look_only = Signal()
    accepted = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a panel without a question."""
        super().__init__(parent)
        self._banner = Banner("", "caution")
        self.harmless = Button(self.tr("Open it for &reading only"), Kind.PRIMARY)
        self._accept = Button(self.tr("&Accept this copy and go on"))
        self._other = Button(self.tr("Open another vault…"), Kind.LINK)
        self.harmless.clicked.connect(self.look_only)
        self._accept.clicked.connect(self.accepted)
        self._other.clicked.connect(self.other_wanted)
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=10)
        column.addWidget(self._banner)
        column.addWidget(self.harmless)
        column.addWidget(
            Label(
                self.tr("Nothing is changed. You can read, and look for the newer copy."),
                Role.SMALL,
                "subtle",
                wrap=True,
            )
        )
        column.addWidget(self._accept)
        column.addWidget(
            Label(
                self.tr(
                    "What is missing here is given up: this computer remembers this copy from now "
                    "on and does not ask again."
                ),
                Role.SMALL,
                "subtle",
                wrap=True,
            )
        )
        column.addWidget(self._other)
        tab_order(self.harmless, self._accept, self._other)

    def ask(self, what: str) -> None:
        """Say what was found."""
        self._banner.say(what, "caution")
        self._accept.setAccessibleDescription(what)
        self.harmless.setAccessibleDescription(what)
