"""After saving: where the file lies, and what Confidant does not do with it."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.services.sharing import Shared
from confidant.ui import theme
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.empty_state import EmptyState


class SavedPage(QWidget):
    """Says that the file was saved. `close_wanted` leaves."""

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._folder = ""
        self.show_folder = Button(self.tr("Show in folder"), Kind.PRIMARY, icon="open")
        self.close_button = Button(self.tr("Close"))
        self.page = EmptyState(
            "file-encrypted", "", "", primary=self.show_folder, secondary=self.close_button
        )
        column = QVBoxLayout(self)
        theme.current().pad(column)
        column.addWidget(self.page)
        self.show_folder.clicked.connect(self._show_folder)
        self.close_button.clicked.connect(self.close_wanted)

    def show_file(self, made: Shared) -> None:
        """Say where the file lies."""
        path = made.path
        self._folder = str(path.parent) if path is not None else ""
        sentences = self.tr(
            "Confidant does not send it; attach it to a message yourself. The file is called "
            "{name}. A file that was sent cannot be called back."
        )
        if made.repeated:
            sentences += " " + self.tr(
                "Part of it they have in this version already, with other fields or aliases; what "
                "came first stays with them."
            )
        name = isolated(path.name) if path is not None else ""
        self.page.set_words(self.tr("Saved"), sentences.format(name=name))

    def clear(self) -> None:
        """Forget the file."""
        self._folder = ""
        self.page.set_words("", "")

    def _show_folder(self) -> None:
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
