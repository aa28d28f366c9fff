"""What leaves by the clipboard, and how it is taken back.

Copied text is marked as secret for the programs that keep a history, and cleared after thirty
seconds, on lock and on quit, if it is still ours. A selection is never published to PRIMARY.
"""

import secrets
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QTextEdit

CLEAR_AFTER_MS: Final = 30_000
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_DWORD_0: Final = QByteArray(bytes(4))
KDE_HINT: Final = "x-kde-passwordManagerHint"
# Tells our own copies from others: not every platform says who owns the clipboard.
_OURS: Final = "application/x-confidant-copy"
_TOKEN: Final = QByteArray(secrets.token_bytes(16))
_HINTS: Final = {
    KDE_HINT: QByteArray(b"secret"),
    "application/x-nspasteboard-concealed-type": QByteArray(b""),
    "org.nspasteboard.ConcealedType": QByteArray(b""),
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _DWORD_0,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _DWORD_0,
    _WINDOWS.format("CanUploadToCloudClipboard"): _DWORD_0,
}


def private_mime(text: str) -> QMimeData:
    """Return `text` alone, with every hint that clipboard histories know.

    A fresh object always: hints that are added to Qt's own object do not arrive.
    """
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, _TOKEN)
    for name, value in _HINTS.items():
        data.setData(name, value)
    return data


class PrivateClipboard(QObject):
    """Clears what was copied from our controls. The application has one."""

    def __init__(self, parent: QObject, *, clear_after_ms: int = CLEAR_AFTER_MS) -> None:
        """Watch the clipboard; `parent` is the application."""
        super().__init__(parent)
        self._ours = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(clear_after_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._changed)
        # A text control publishes a selection after its own signal, on the mouse's release.
        self._clipboard.selectionChanged.connect(clear_primary)

    @property
    def holds_ours(self) -> bool:
        """Whether what we copied is still there."""
        return self._ours

    def clear(self) -> None:
        """Take back what we copied, now; what another program copied since stays."""
        self._timer.stop()
        if _is_ours(self._clipboard.mimeData()):
            self._clipboard.clear(QClipboard.Mode.Clipboard)
        self._ours = False
        clear_primary()

    def _took(self) -> None:
        self._ours = True
        self._timer.start()

    def _changed(self) -> None:
        if _is_ours(self._clipboard.mimeData()):
            self._took()
        else:
            self._ours = False
            self._timer.stop()


def _is_ours(data: QMimeData | None) -> bool:
    return data is not None and data.data(_OURS) == _TOKEN


def copy_private(text: str) -> None:
    """Put `text` on the clipboard, marked; the `PrivateClipboard` clears it later."""
    QGuiApplication.clipboard().setMimeData(private_mime(text))


def keep_selection_private(edit: QLineEdit | QTextEdit) -> None:
    """Clear PRIMARY whenever a selection in `edit` was published to it."""
    edit.selectionChanged.connect(clear_primary)


def clear_primary() -> None:
    """Clear the X11 selection if it is ours."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
