"""Adding a card: from a file, dropped, or pasted; what I call them, and what they are to me."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.ui import file_dialogs, theme
from confidant.ui.contacts.details import ROLES
from confidant.ui.contacts.view_model import ContactsModel
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import label, sentence

_PAUSE_MS = 300


class AddCardSheet(Sheet):
    """Takes a card; `add_wanted(card, petname, role)` asks for it to be added."""

    add_wanted = Signal(bytes, str, str)

    def __init__(self, parent: QWidget, model: ContactsModel) -> None:
        """Make an empty sheet over the window of `parent`."""
        super().__init__(parent, "", icon="card")
        title = self.tr("Add a contact")
        self.title.setText(title)
        self.setAccessibleName(title)
        self.setAcceptDrops(True)
        self._model = model
        self._card = b""
        self._suggested = ""
        self.choose = Button(self.tr("Choose the card…"), icon="open")
        self.text = PlainText(role=Role.READ_SMALL)
        self.text_field = Field(self.tr("Or paste its text"), self.text)
        self.says = Label("", Role.UI, "success", wrap=True)
        self.petname = LineEdit()
        self.petname_field = Field(
            self.tr("What I call them"),
            self.petname,
            help_text=self.tr("Only you see this name. The card’s own name is a suggestion."),
        )
        self.roles = {key: RadioButton(label(key)[:1].upper() + label(key)[1:]) for key in ROLES}
        self.replaces = Banner()
        self.later = self.add_harmless(Button(self.tr("Not now"), Kind.QUIET))
        self.keep = self.add(Button(self.tr("Add the contact"), Kind.PRIMARY), default=True)
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._settle()
        self.choose.setFocus()

    def read(self, path: Path) -> None:
        """Look at the card in a file."""
        self._model.read_card(None, path)

    def clear(self) -> None:
        """Forget card and names."""
        self._card = b""
        self._suggested = ""
        self.text.forget()
        self.petname.clear()
        self.says.setText("")
        self.replaces.say("")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.text.edited.connect(self._read_soon.start)
        self._read_soon.timeout.connect(self._read_text)
        self.petname.textChanged.connect(self._settle)
        self.keep.clicked.connect(self._add)
        self._model.card_read.connect(self._was_read)
        self._model.refused.connect(self._refused)
        self._model.card_added.connect(self.accept)

    def _choose(self) -> None:
        title = self.tr("A card that you received")
        filters = self.tr("Cards") + " (*.confidant-card);;" + self.tr("All files") + " (*)"
        self.dialog = file_dialogs.open_file(self, title, self.read, filters=filters)

    def _read_text(self) -> None:
        text = self.text.text().strip()
        self._take(b"", "")
        self.text_field.clear_error()
        if text:
            self._model.read_card(text.encode(errors="replace"))

    def _was_read(self, card: bytes, name: str) -> None:
        self._take(card, name)
        self.text_field.clear_error()
        if self.petname.text() in {"", self._suggested}:
            self.petname.setText(name)
        self._suggested = name
        self._settle()

    def _take(self, card: bytes, name: str) -> None:
        self._card = card
        self.says.setText(
            self.tr("The card says: {name}").format(name=isolated(name)) if card else ""
        )
        self.says.setVisible(bool(card))
        self._settle()

    def _refused(self, field: str, error: ExpectedError) -> None:
        if field == "card":
            self._take(b"", "")
            self.text_field.show_error(sentence(error))
        elif field == "add":
            self.keep.setEnabled(True)
            self.petname_field.show_error(sentence(error))

    def _settle(self) -> None:
        known = self._model.book.named(self.petname.text()) if self._model.book else None
        self.petname_field.clear_error()
        self.replaces.say(
            self.tr(
                "You already know {name}. This card replaces the one you have, and nothing can be "
                "sent or opened until you verify its words."
            ).format(name=isolated(known.contact.petname))
            if known and self._card
            else "",
        )
        self.keep.setText(
            self.tr("Replace the card") if known and self._card else self.tr("Add the contact")
        )
        self.keep.setEnabled(bool(self._card) and bool(self.petname.text().strip()))

    def _add(self) -> None:
        self.keep.setEnabled(False)
        role = next(key for key, button in self.roles.items() if button.isChecked())
        self.add_wanted.emit(self._card, self.petname.text(), role)

    def _lay_out(self) -> None:
        look = theme.current()
        self.body.addWidget(
            Label(
                self.tr(
                    "Take the card that somebody gave you: choose its file, drop it here, or paste "
                    "its text. It is not trusted before you have heard their six words."
                ),
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        self.body.addLayout(row)
        self.text.setFixedHeight(look.px(84))
        self.body.addWidget(self.text_field)
        self.body.addWidget(self.says)
        self.body.addWidget(self.petname_field)
        roles = QWidget()
        roles.setProperty("page", "true")
        flow = FlowLayout(roles)
        look.pad(flow, spacing=16)
        for button in self.roles.values():
            flow.addWidget(button)
        self.roles["my_mentor"].setChecked(True)
        self.body.addWidget(roles)
        self.body.addWidget(self.replaces)
        stops = [self.choose, self.text, self.petname, *self.roles.values(), self.later, self.keep]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
