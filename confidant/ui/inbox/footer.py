"""The foot of a conversation: what waits to be sealed, and the button that seals it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.inbox.talk_model import TalkModel
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label


class Footer(QWidget):
    """Hidden while nothing waits."""

    def __init__(self, model: TalkModel, parent: QWidget | None = None) -> None:
        """Speak for `model`; `refresh` says what it holds now."""
        super().__init__(parent)
        self._model = model
        self.setProperty("plane", "shell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = Label("", Role.UI, "muted", wrap=True)
        self.seal_button = Button("", Kind.PRIMARY, icon="file-encrypted")
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=12, margins=(26, 9, 18, 9))
        row.addWidget(self.words, 1)
        row.addWidget(self.seal_button)
        self.refresh()

    @property
    def can_seal(self) -> bool:
        """Whether something waits."""
        model = self._model
        return model.responses + model.answers > 0 and not model.session.read_only

    def refresh(self) -> None:
        """Say what waits now."""
        document = self._model.document
        mine = document is not None and document.mine
        self.seal_button.setText(
            self.tr("Seal the answers…") if mine else self.tr("Seal the reply…")
        )
        self.seal_button.setVisible(self.can_seal)
        self.words.setText(self._sentence())
        self.setVisible(bool(self.words.text()))

    def clear(self) -> None:
        """Drop every text."""
        self.words.clear()
        self.hide()

    def _sentence(self) -> str:
        model, parts = self._model, []
        if model.responses:
            parts.append(self.tr("%n responses ready", "", model.responses))
        if model.answers:
            parts.append(self.tr("%n answers ready", "", model.answers))
        typed = model.typed
        if typed is not None and typed.kind == "response":
            parts.append(self.tr("1 being written"))
        if not parts:
            return ""
        contact = model.document.contact if model.document is not None else None
        name = isolated(contact.petname) if contact is not None else ""
        said = ", ".join(parts)
        if model.answers and not model.responses:
            form = self.tr("{counts}. They travel with your next file to {name}, or seal them now.")
        else:
            form = self.tr("{counts}. Your private notes stay here.")
        return form.format(counts=said, name=name)
