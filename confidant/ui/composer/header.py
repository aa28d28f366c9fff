"""The head of the composer: whom to share with, and whether that may be."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services.composing import Composition
from confidant.services.contacts import ContactNote
from confidant.ui import theme
from confidant.ui.contact_words import state
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import CheckBox, ComboBox
from confidant.ui.widgets.labels import Label

_ORDER = {"verified": 0, "unverified": 1, "changed": 2}


class ComposerHeader(QWidget):
    """`contact_chosen(record or None)`, `override_chosen(bool)`, `verify_wanted`, and two ends."""

    contact_chosen = Signal(object)
    override_chosen = Signal(bool)
    verify_wanted = Signal()
    keep_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nobody yet."""
        super().__init__(parent)
        self._notes: dict[RecordId, ContactNote] = {}
        self.title = Label(self.tr("Share with"), Role.TITLE)
        self.whom = ComboBox()
        self.title.setBuddy(self.whom)
        self.whom.setAccessibleName(self.tr("Share with"))
        self.keep = Button(self.tr("Keep as draft"))
        self.close_button = Button(self.tr("Close"), Kind.QUIET, icon="close")
        self.verify = Button(self.tr("Verify"), small=True)
        self.warning = Banner(actions=(self.verify,))
        self.override = CheckBox(self.tr("Share all the same, this time"))
        self._lay_out()
        self.whom.activated.connect(self._choose)
        self.override.toggled.connect(self.override_chosen)
        self.verify.clicked.connect(self.verify_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self.close_button.clicked.connect(self.close_wanted)

    def show_contacts(self, notes: Sequence[ContactNote], made: Composition) -> None:
        """Offer contacts, those that are verified first, and show whom it is for."""
        ordered = sorted(notes, key=lambda n: 3 if n.contact.blocked else _ORDER[n.contact.state])
        self._notes = {note.record: note for note in ordered}
        blocked = QSignalBlocker(self.whom)
        self.whom.clear()
        self.whom.addItem(self.tr("Choose a contact"), "")
        for note in ordered:
            self.whom.addItem(self._named(note), to_b64(note.record))
        chosen = to_b64(made.contact) if made.contact is not None else ""
        self.whom.choose(chosen)
        self.whom.updateGeometry()
        del blocked
        self.show_composition(made)

    def show_composition(self, made: Composition) -> None:
        """Warn about a contact that is not verified, and refuse one that must not be sent to."""
        if made.contact is not None and self.whom.findData(to_b64(made.contact)) >= 0:
            self.whom.choose(to_b64(made.contact))
        note = self._notes.get(made.contact) if made.contact is not None else None
        self._warn(note)
        loose = note is not None and note.contact.state == "unverified" and not note.contact.blocked
        self.override.setVisible(loose)
        blocked = QSignalBlocker(self.override)
        self.override.setChecked(loose and made.unverified)
        del blocked

    def clear(self) -> None:
        """Forget every name."""
        self._notes = {}
        self.whom.clear()
        self.warning.say("")
        self.override.hide()

    def _warn(self, note: ContactNote | None) -> None:
        if note is None or (note.contact.state == "verified" and not note.contact.blocked):
            self.warning.say("")
            return
        name = isolated(note.contact.petname)
        self.verify.setVisible(not note.contact.blocked)
        if note.contact.blocked:
            text = self.tr("You have blocked {name}. Nothing can be sent to them.")
            self.warning.say(text.format(name=name), "danger")
        elif note.contact.state == "changed":
            text = self.tr(
                "{name}’s key changed. Nothing can be sent to them until you verify the new words."
            )
            self.warning.say(text.format(name=name), "danger")
        else:
            text = self.tr(
                "{name} is not verified. Whoever made that card can read what you send, and it may "
                "not be {name}."
            )
            self.warning.say(text.format(name=name), "caution")

    def _named(self, note: ContactNote) -> str:
        name = one_line(note.contact.petname)
        if note.contact.state == "verified" and not note.contact.blocked:
            return name
        return self.tr("{name} · {state}").format(
            name=isolated(name), state=state(note.contact).text
        )

    def _choose(self, _index: int) -> None:
        key = self.whom.chosen
        self.contact_chosen.emit(from_b64(key) if key else None)

    def _lay_out(self) -> None:
        look = theme.current()
        row = QHBoxLayout()
        look.pad(row, spacing=12)
        row.addWidget(self.title)
        row.addWidget(self.whom)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        look.pad(column, spacing=8, margins=(18, 10, 18, 10))
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.override)
        stops = (self.whom, self.keep, self.close_button, self.verify, self.override)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
        self.override.hide()
