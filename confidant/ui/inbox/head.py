"""The head of a conversation: who sent the file, how that is known, what it holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records.contact import Contact
from confidant.services.received import Received
from confidant.ui import theme
from confidant.ui.inbox.lines import line
from confidant.ui.inbox.words import ConversationWords
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.labels import IconLabel, Label, Rule


class Head(QWidget):
    """Sender and manifest, before anything that they wrote; `done_wanted` by its button."""

    done_wanted = Signal()

    def __init__(self, words: ConversationWords, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._words = words
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.icon = IconLabel("verified", "success")
        self.name = Label("", Role.UI_STRONG)
        self.verified = Label("", Role.SMALL, "muted")
        self.manifest = Label("", Role.SMALL, "muted")
        self.note = Label("", Role.READ_SMALL, wrap=True)
        self.done_button = Button(self.tr("Done"), small=True, icon="check")
        self.said = Banner()
        self._lay_out()
        self.done_button.clicked.connect(self.done_wanted)
        self.clear()

    def show_received(self, found: Received) -> None:
        """Show a file, or nothing of one for a record of mine."""
        self.show_partner(found.contact)
        self.said.say("")
        file = found.file
        self.manifest.setText(self._words.manifest(found) if file is not None else "")
        note = file.receipt.note if file is not None else None
        self.note.setText(f"“{note}”" if note else "")
        self.note.setVisible(bool(note))
        self.done_button.setVisible(file is not None and file.receipt.state != "done")

    def show_partner(self, contact: Contact | None) -> None:
        """Show with whom it is."""
        is_verified = contact is not None and contact.state == "verified"
        self.icon.set_icon(
            "verified" if is_verified else "shield", "success" if is_verified else "caution"
        )
        self.icon.setVisible(contact is not None)
        self.name.setText(contact.petname if contact is not None else "")
        self.verified.setText(self._words.verified(contact) if contact is not None else "")
        self._line.updateGeometry()
        self.setVisible(True)

    def clear(self) -> None:
        """Drop every text."""
        for one in (self.name, self.verified, self.manifest, self.note):
            one.clear()
        self.said.say("")
        self.note.hide()
        self.icon.hide()
        self.done_button.hide()

    def _lay_out(self) -> None:
        look = theme.current()
        self._line = line(self.icon, self.name, self.verified, self.manifest)
        row = QHBoxLayout()
        look.pad(row, spacing=12)
        row.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.done_button)
        inner = QVBoxLayout()
        look.pad(inner, spacing=6, margins=(26, 10, 18, 10))
        inner.addLayout(row)
        inner.addWidget(self.note)
        inner.addWidget(self.said)
        column = QVBoxLayout(self)
        look.pad(column)
        column.addLayout(inner)
        column.addWidget(Rule())
