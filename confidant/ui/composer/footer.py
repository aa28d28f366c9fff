"""The foot of the composer: for whom, how much, the typed count, and what is still missing."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.services.composing import Look
from confidant.ui import theme
from confidant.ui.composer import words
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.typed_check import CountField

_ONE_LINE = 1_060
_BETWEEN = 140


class ComposerFooter(QWidget):
    """`save_wanted` asks for the file; the button is enabled only when nothing is missing."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing to save."""
        super().__init__(parent)
        self.setProperty("plane", "shell")
        self.icon = IconLabel("shield")
        self.who = Label("", wrap=True)
        self.manifest = Label("")
        self.ask = Label(self.tr("Type the number of records:"))
        self.count = CountField(self.tr("Number of records"))
        self.ask.setBuddy(self.count)
        self.missing = Label("", Role.SMALL_STRONG, "caution")
        self.save = Button(self.tr("Save the encrypted file…"), Kind.PRIMARY, icon="file-encrypted")
        self._can_save = False
        self._look = Look()
        self._is_ready = False
        self._above = QHBoxLayout()
        self._below = QHBoxLayout()
        self._narrow: bool | None = None
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=8, margins=(18, 10, 18, 10))
        for row in (self._above, self._below):
            theme.current().pad(row, spacing=10)
            column.addLayout(row)
        self._arrange(narrow=False)
        QWidget.setTabOrder(self.count, self.save)
        self.count.matched.connect(lambda _on: self._settle())
        self.save.clicked.connect(self._wanted)
        self._settle()

    def show_look(self, look: Look, *, is_ready: bool, can_save: bool) -> None:
        """Say for whom and how much.

        Args:
            look: what the composition comes to.
            is_ready: whether it is the composition as it stands now.
            can_save: whether this vault may make files at all.
        """
        self._look, self._is_ready, self._can_save = look, is_ready, can_save
        note = look.contact
        self.who.setText(words.who(note.contact) if note else "")
        self.icon.setVisible(note is not None)
        if note is not None:
            fine = note.contact.state == "verified" and not note.contact.blocked
            self.icon.set_icon("verified" if fine else "shield", "success" if fine else "danger")
        self.manifest.setText(words.manifest(look.preview) if look.preview else "")
        self.count.expect_count(len(look.preview.items) if look.preview else 0)
        self.count.setEnabled(look.preview is not None)
        self._settle()

    def clear(self) -> None:
        """Forget for whom it is."""
        self.count.clear()
        self.show_look(Look(), is_ready=False, can_save=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _measure(self) -> None:
        """Take two lines where the window is narrow, or the words are long."""
        parts = (self.manifest, self.ask, self.count, self.missing, self.save)
        needed = sum(part.sizeHint().width() for part in parts if not part.isHidden())
        needed += self.who.fontMetrics().horizontalAdvance(self.who.text())
        least = theme.current().px(_ONE_LINE)
        self._arrange(narrow=self.width() < max(least, needed + theme.current().px(_BETWEEN)))

    def _wanted(self) -> None:
        if self.save.isEnabled():
            self.save_wanted.emit()

    def _settle(self) -> None:
        missing = words.missing(self._look, is_counted=self.count.is_matched)
        if not self._can_save and not missing:
            missing = self.tr("This vault is open for reading only")
        if missing != self.missing.text():
            self.missing.setText(missing)
            if missing and self.isVisible():
                announce(self.missing, missing)
        self.missing.setVisible(bool(missing))
        self.save.setEnabled(self._is_ready and not missing)
        self.save.setAccessibleDescription(missing)
        self._measure()

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.missing.setWordWrap(narrow)
        for row in (self._above, self._below):
            while row.takeAt(0) is not None:
                pass
        self._above.addWidget(self.icon)
        self._above.addWidget(self.who, 1)
        self._above.addWidget(self.manifest)
        second = self._below if narrow else self._above
        if narrow:
            second.addWidget(self.missing, 1)
            second.addWidget(self.ask)
            second.addWidget(self.count)
        else:
            second.addWidget(self.ask)
            second.addWidget(self.count)
            second.addWidget(self.missing)
        second.addWidget(self.save)
