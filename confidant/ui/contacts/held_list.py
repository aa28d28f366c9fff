"""What a contact has from me: which version of what, since when, and whether mine went on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.services.ledger import LedgerLine
from confidant.ui import theme
from confidant.ui.contact_words import local_day
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.date_text import short_date
from confidant.ui.widgets.labels import Label
from confidant.ui.words import label


class HeldList(QWidget):
    """Lines of the disclosure ledger for one contact. `opened(record, kind)` asks for a record."""

    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no line."""
        super().__init__(parent)
        self.none = Label("", Role.UI, "muted", wrap=True)
        self._rows = QVBoxLayout()
        theme.current().pad(self._rows, spacing=8)
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=8)
        column.addWidget(self.none)
        column.addLayout(self._rows)

    def show_lines(self, lines: Sequence[LedgerLine], petname: str, after: QWidget) -> None:
        """Show what the contact with this name has; Tab comes to it from `after`."""
        self._empty()
        self.none.setText(self.tr("{name} has nothing from you.").format(name=isolated(petname)))
        self.none.setVisible(not lines)
        for line in lines:
            row = self._row(line)
            self._rows.addWidget(row)
            for button in row.findChildren(Button):
                QWidget.setTabOrder(after, button)
                after = button

    def clear(self) -> None:
        """Forget every line."""
        self._empty()
        self.none.setText("")

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _row(self, line: LedgerLine) -> QWidget:
        holder = QWidget()
        holder.setProperty("page", "true")
        row = QHBoxLayout(holder)
        theme.current().pad(row, spacing=12)
        texts = QVBoxLayout()
        theme.current().pad(texts)
        title = one_line(line.title) or self.tr("Erased here")
        kind = label(line.kind)
        texts.addWidget(Label(f"{kind[:1].upper()}{kind[1:]} · {isolated(title)}", wrap=True))
        texts.addWidget(
            Label(self._state(line), Role.SMALL, "caution" if line.behind else "subtle", wrap=True)
        )
        row.addLayout(texts, 1)
        if line.my_revision:
            button = Button(self.tr("Open"), Kind.QUIET, small=True)
            button.setAccessibleName(self.tr("Open {title}").format(title=isolated(title)))
            button.clicked.connect(
                lambda _on=False, line=line: self.opened.emit(line.record, line.kind)
            )
            row.addWidget(button)
        return holder

    def _state(self, line: LedgerLine) -> str:
        parts = [
            self.tr("Has version {revision} since {day}").format(
                revision=line.has_revision, day=short_date(local_day(line.since))
            )
        ]
        if line.behind:
            parts.append(self.tr("you are at version {revision}").format(revision=line.my_revision))
        if line.confirmed:
            parts.append(self._confirmed(line.confirmed))
        if line.reason:
            parts.append(self.tr("because: {reason}").format(reason=isolated(line.reason)))
        return " · ".join(parts)

    def _confirmed(self, how: str) -> str:
        words = {
            "received": self.tr("arrived"),
            "read": self.tr("read"),
            "replied": self.tr("answered"),
        }
        return words.get(how, "")
