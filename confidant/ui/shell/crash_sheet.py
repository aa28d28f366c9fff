"""The sheet that says that we made a mistake."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet


class CrashSheet(Sheet):
    """Says what is safe and what to do; `lock_requested` is the safe way on."""

    lock_requested = Signal()

    def __init__(self, parent: QWidget, code: str) -> None:
        """Name the mistake by `code`, which holds nothing of the vault."""
        super().__init__(parent, self.tr("Confidant made a mistake"), icon="caution")
        self.code = code
        sentences = self.tr(
            "What was saved is safe. The last thing that you asked for may not have happened. "
            "Locking and unlocking starts afresh and keeps what you were writing."
        )
        self.body.addWidget(Label(sentences, wrap=True))
        named = self.tr("If you tell us of it, this code says where: %1").replace("%1", code)
        self.body.addWidget(Label(named, tone="muted", wrap=True))
        self.add_harmless(Button(self.tr("Keep working"), Kind.QUIET))
        lock = self.add(Button(self.tr("Lock now"), Kind.PRIMARY, icon="lock"))
        lock.clicked.connect(self._lock)

    def _lock(self) -> None:
        self.accept()
        self.lock_requested.emit()
