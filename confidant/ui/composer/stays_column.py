"""What stays here: each private field with a box, the ledger, the classification."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.bundles.policy import NEEDS_REASON
from confidant.records.body import Common
from confidant.records.ids import RecordId
from confidant.services.composing import Composition, Look, Ticked
from confidant.ui import theme
from confidant.ui.composer import words
from confidant.ui.composer.stay_rows import AttachmentRow, FieldRow, StayRow, rows_of
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label, Rule
from confidant.ui.widgets.plain_text import PlainText


class StaysColumn(QWidget):
    """What of the shown record stays, and why the whole may be stopped.

    `field_ticked(field, on)`, `attachment_ticked(sha256, on)` and `renamed(sha256, name)` are
    about the shown record; `reason_typed(reason, authority)` about all.
    """

    field_ticked = Signal(str, bool)
    attachment_ticked = Signal(bytes, bool)
    renamed = Signal(bytes, str)
    reason_typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.help = Label("", Role.SMALL, "subtle", wrap=True)
        self.rows: list[StayRow] = []
        self._rows = QVBoxLayout()
        self.already = Label("", Role.EYEBROW, "muted", wrap=True)
        self.held = Card("plain")
        self.held_words = Label("", wrap=True)
        self.class_title = Label(self.tr("Classification"), Role.H3)
        self.classification = Label("", Role.UI, "muted", wrap=True)
        self.red = Card("danger", spacing=10)
        self.reason = PlainText(role=Role.READ_SMALL, growing=True)
        self.authority = PlainText(role=Role.READ_SMALL, growing=True)
        self._key: tuple[object, ...] = ()
        self._lay_out()
        for editor in (self.reason, self.authority):
            editor.edited.connect(self._typed)

    @property
    def count(self) -> int:
        """How many things stay."""
        return sum(not row.is_going for row in self.rows)

    def show_composition(self, made: Composition) -> None:
        """Show reason and authority of a composition."""
        for editor, text in ((self.reason, made.reason), (self.authority, made.authority)):
            if editor.text() != text:
                editor.set_text(text)

    def show_look(self, look: Look, shown: RecordId | None, ticked: Ticked) -> None:
        """Show what stays of the record `shown`."""
        name = look.contact.contact.petname if look.contact else ""
        body = look.bodies.get(shown) if shown is not None else None
        self._show_rows(look, shown, body if isinstance(body, Common) else None, ticked)
        line = look.held.get(shown) if shown is not None else None
        self.already.setText(self.tr("Already with {name}").format(name=name) if line else "")
        self.held_words.setText(words.ledger(line, name) if line else "")
        self.held.set_tone("caution" if line and line.behind else "plain")
        for part in (self.already, self.held):
            part.setVisible(line is not None)
        known = isinstance(body, Common) and look.contact is not None
        self.classification.setText(
            words.classified(body.classification, look.contact.contact.ceiling, name)
            if isinstance(body, Common) and look.contact
            else ""
        )
        for part in (self.class_title, self.classification):
            part.setVisible(known)
        needs = {one.classification for one in look.bodies.values() if isinstance(one, Common)}
        self.red.setVisible(bool(needs & NEEDS_REASON))

    def clear(self) -> None:
        """Forget everything that stays."""
        self._empty()
        self._key = ()
        for text in (self.help, self.already, self.held_words, self.classification):
            text.setText("")
        self.reason.forget()
        self.authority.forget()
        for part in (self.held, self.red, self.class_title):
            part.hide()

    def _show_rows(
        self, look: Look, shown: RecordId | None, body: Common | None, ticked: Ticked
    ) -> None:
        """Make rows anew only where other fields stay: a ticked box keeps the focus."""
        item = None
        if look.preview is not None:
            item = next((one for one in look.preview.items if one.record == shown), None)
        found = list(rows_of(body, item, ticked)) if body is not None else []
        key = (shown, *(row.key for row in found))
        if key != self._key:
            self._key = key
            self._empty()
            for row in found:
                self._add(row)
        else:
            for row, fresh in zip(self.rows, found, strict=True):
                row.take(fresh)
                fresh.deleteLater()
        self.help.setText(
            self.tr("These parts never enter the file.")
            if self.rows
            else self.tr("Nothing of this record stays here.")
            if body is not None
            else self.tr("What stays here is listed once something is selected.")
        )

    def _add(self, row: StayRow) -> None:
        if isinstance(row, FieldRow):
            row.ticked.connect(lambda on, row=row: self.field_ticked.emit(row.field, on))
        elif isinstance(row, AttachmentRow):
            row.ticked.connect(lambda on, row=row: self.attachment_ticked.emit(row.sha256, on))
            row.renamed.connect(lambda name, row=row: self.renamed.emit(row.sha256, name))
        self._rows.addWidget(row)
        self.rows.append(row)

    def _empty(self) -> None:
        self.rows = []
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _typed(self) -> None:
        self.reason_typed.emit(self.reason.text(), self.authority.text())

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=10, margins=(16, 16, 18, 16))
        column.addWidget(Label(self.tr("What stays here"), Role.H3))
        column.addWidget(self.help)
        look.pad(self._rows, spacing=8)
        column.addLayout(self._rows)
        column.addWidget(Rule())
        column.addWidget(self.already)
        self.held.column.addWidget(self.held_words)
        column.addWidget(self.held)
        column.addWidget(self.class_title)
        column.addWidget(self.classification)
        column.addWidget(self._red_card())
        column.addWidget(
            Label(
                self.tr("A file that was sent cannot be called back."),
                Role.SMALL,
                "subtle",
                wrap=True,
            )
        )
        column.addStretch(1)
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column))
        for part in (self.already, self.held, self.class_title, self.red):
            part.hide()

    def _red_card(self) -> Card:
        self.red.column.addWidget(
            Label(
                self.tr(
                    "Something here is price-sensitive or privileged. Say why it leaves and who "
                    "allowed it; both stay in your ledger."
                ),
                wrap=True,
            )
        )
        self.red.column.addWidget(Field(self.tr("Reason"), self.reason))
        self.red.column.addWidget(Field(self.tr("Authority"), self.authority))
        return self.red
