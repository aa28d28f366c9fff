"""File dialogs that a lock can close and that remember nothing.

Qt's own dialogs, not the system's: a native one cannot be taken away when the screen locks, and
both keep a history of places. Qt writes its history when the dialog is destroyed; the application
points it at nowhere (`forget_history`).
"""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], object]


def forget_history() -> None:
    """Keep Qt from writing places into a file of its own; called once, before any dialog.

    Where the settings are no files (Windows, macOS) what is there is removed instead.
    """
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")


def open_file(parent: QWidget, title: str, then: Then, *, filters: str = "") -> QFileDialog:
    """Ask for an existing file and give its path to `then`.

    Args:
        parent: any widget of the window.
        title: what the file is for.
        then: called once, only when a file was chosen.
        filters: as Qt writes them, such as `Cards (*.confidant-card)`.
    """
    dialog = _dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, then)


def save_file(parent: QWidget, title: str, suggested: str, then: Then) -> QFileDialog:
    """Ask where a file goes; an existing one is asked about. `suggested` is a neutral name."""
    dialog = _dialog(parent, title, "")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggested)
    return _opened(dialog, then)


def choose_folder(parent: QWidget, title: str, then: Then) -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, then)


def documents() -> Path:
    """Return the user's folder for documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def _dialog(parent: QWidget, title: str, filters: str) -> QFileDialog:
    dialog = QFileDialog(parent.window(), title, str(documents()), filters)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAccessibleName(title)
    dialog.setHistory([])
    return dialog


def _opened(dialog: QFileDialog, then: Then) -> QFileDialog:
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog
