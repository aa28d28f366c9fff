"""What I note about a contact: name, role, organisation, ceiling, a note."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.bundles.policy import CLASSIFICATIONS
from confidant.errors import ExpectedError
from confidant.records.canonical import JsonValue
from confidant.records.contact import Contact, ContactRole
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.words import label, sentence

ROLES: Final[tuple[ContactRole, ...]] = ("my_mentor", "i_mentor", "peer")


class ContactDetails(Card):
    """Fields of a contact; each is written when it is left. `changed(field, value)` asks for it."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__("plain", spacing=12, parent=parent)
        self._stored: dict[str, str] = {}
        self.petname = LineEdit()
        self.organisation = LineEdit()
        self.role = ComboBox([(key, _capital(label(key))) for key in ROLES])
        self.ceiling = ComboBox(
            [("", self.tr("No ceiling")), *((k, _capital(label(k))) for k in CLASSIFICATIONS)]
        )
        self.note = PlainText(role=Role.READ_SMALL, growing=True)
        self.note.set_lines(2)
        self.fields = {
            "petname": Field(self.tr("What I call them"), self.petname),
            "organisation": Field(self.tr("Organisation"), self.organisation),
            "role": Field(self.tr("Role"), self.role),
            "ceiling": Field(
                self.tr("Ceiling"),
                self.ceiling,
                help_text=self.tr("Nothing that is classified above it can be shared with them."),
            ),
            "note": Field(
                self.tr("Private note"),
                self.note,
                help_text=self.tr("Stays in this vault."),
            ),
        }
        self._lay_out()
        self._connect()

    def show_contact(self, contact: Contact) -> None:
        """Show what is noted; a field in which somebody is writing keeps what they wrote."""
        fresh = {
            "petname": contact.petname,
            "organisation": contact.organisation or "",
            "role": contact.role,
            "ceiling": contact.ceiling or "",
            "note": contact.note or "",
        }
        typed = self.unsaved()
        self._stored = fresh
        for name, value in fresh.items():
            if name not in typed:
                self._put(name, value)
                self.fields[name].clear_error()

    def unsaved(self) -> dict[str, JsonValue | None]:
        """Return what was typed and is not written yet, by field."""
        now = self._now()
        return {
            name: now[name] or None
            for name, stored in self._stored.items()
            if now[name].strip() != stored.strip()
        }

    def refuse(self, field: str, error: ExpectedError) -> None:
        """Say beside the field why it does not take what was typed."""
        if field in self.fields:
            self.fields[field].show_error(sentence(error))

    def clear(self) -> None:
        """Forget what is shown, and what was typed."""
        self._stored = {}
        for name in self.fields:
            self._put(name, "")
            self.fields[name].clear_error()
        self.note.forget()

    def _now(self) -> dict[str, str]:
        return {
            "petname": self.petname.text(),
            "organisation": self.organisation.text(),
            "role": self.role.chosen,
            "ceiling": self.ceiling.chosen,
            "note": self.note.text(),
        }

    def _put(self, name: str, value: str) -> None:
        if name == "note":
            if value != self.note.text():
                self.note.set_text(value)
            return
        editor = self.fields[name].editor
        blocked = QSignalBlocker(editor)
        if isinstance(editor, ComboBox):
            editor.choose(value)
        elif isinstance(editor, LineEdit):
            editor.setText(value)
        del blocked

    def _write(self, name: str) -> None:
        unsaved = self.unsaved()
        if name in unsaved:
            self.fields[name].clear_error()
            self.changed.emit(name, unsaved[name] or ("" if name == "petname" else None))

    def _connect(self) -> None:
        for name in ("petname", "organisation"):
            editor = self.fields[name].editor
            assert isinstance(editor, LineEdit)  # noqa: S101 -- told to mypy
            editor.left_focus.connect(lambda name=name: self._write(name))
            editor.returnPressed.connect(lambda name=name: self._write(name))
        self.note.left_focus.connect(lambda: self._write("note"))
        self.role.activated.connect(lambda _index: self._write("role"))
        self.ceiling.activated.connect(lambda _index: self._write("ceiling"))

    def _lay_out(self) -> None:
        look = theme.current()
        self.column.addWidget(Label(self.tr("What I note"), Role.H3))
        pair = QHBoxLayout()
        look.pad(pair, spacing=12)
        pair.addWidget(self.fields["petname"], 1)
        pair.addWidget(self.fields["organisation"], 1)
        self.column.addLayout(pair)
        line = QHBoxLayout()
        look.pad(line, spacing=12)
        line.addWidget(self.fields["role"], 1)
        line.addWidget(self.fields["ceiling"], 1)
        self.column.addLayout(line)
        self.column.addWidget(self.fields["note"])
        stops = (self.petname, self.organisation, self.role, self.ceiling, self.note)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
