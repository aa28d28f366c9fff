"""The files of an entry: a list, a copy of one, one less."""

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.ui import file_dialogs, theme
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.section import Section


class AttachmentsSection(Section):
    """`removed` gives a sentence and the way back, after a file was taken away."""

    removed = Signal(str, object)

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show no file yet."""
        super().__init__(self.tr("Files"), parent=parent)
        self._model = model
        self._rows: list[QWidget] = []
        self.add_button = Button(self.tr("Attach a file…"), Kind.LINK, icon="attach", small=True)
        self.add_button.clicked.connect(self.ask)
        self.tools.addWidget(self.add_button)
        model.field_changed.connect(self._changed)

    def show_entry(self) -> None:
        """Show the files of the model's entry."""
        self._fill()
        self.set_open(is_open=bool(self._rows))
        self.add_button.setVisible(not self._model.read_only)

    def ask(self) -> None:
        """Ask for a file and attach it."""
        title = self.tr("Attach a file")
        file_dialogs.open_file(self, title, lambda path: self._model.attach([path]))

    def clear(self) -> None:
        """Drop the names."""
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self.set_state("")

    def _changed(self, name: str) -> None:
        if name == "attachments" and self._model.is_open:
            self._fill()
            self.set_open(is_open=bool(self._rows))

    def _fill(self) -> None:
        self.clear()
        for number, part in enumerate(self._model.parts("attachments")):
            size = part.get("size")
            row = self._row(number, str(part.get("name")), size if isinstance(size, int) else 0)
            self._rows.append(row)
            self.body.addWidget(row)
        count = len(self._rows)
        self.set_state(self.tr("%n files", "", count) if count else self.tr("none"))

    def _row(self, number: int, name: str, size: int) -> QWidget:
        row = QWidget()
        row.setProperty("page", "true")
        layout = QHBoxLayout(row)
        theme.current().pad(layout, spacing=8)
        layout.addWidget(IconLabel("attach", "ink_muted"))
        layout.addWidget(Label(isolated(name), Role.UI, wrap=True), 1)
        layout.addWidget(Label(QLocale().formattedDataSize(size), Role.SMALL, "subtle"))
        copy = Button(self.tr("Save a copy…"), Kind.QUIET, small=True)
        copy.setAccessibleName(self.tr("Save a copy of {name}…").format(name=name))
        copy.clicked.connect(lambda: self._save(name))
        layout.addWidget(copy)
        if not self._model.read_only:
            remove = Button(self.tr("Remove"), Kind.QUIET, small=True)
            remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
            remove.clicked.connect(lambda: self._remove(number))
            layout.addWidget(remove)
        return row

    def _save(self, name: str) -> None:
        def chosen(path: Path) -> None:
            self._model.save_copy(name, path)

        file_dialogs.save_file(self, self.tr("Save a copy; it is not encrypted"), name, chosen)

    def _remove(self, number: int) -> None:
        before = [dict(part) for part in self._model.parts("attachments")]
        self.add_button.setFocus()
        self._model.detach(number)

        def back() -> None:
            self._model.set("attachments", [*before])
            self._model.save()

        self.removed.emit(self.tr("File removed."), back)
