"""The words of `confidant.messages` in the person's language."""

from PySide6.QtCore import QCoreApplication

from confidant import messages
from confidant.errors import ExpectedError


def sentence(error: ExpectedError) -> str:
    """Return what happened and what to do, in one line."""
    return messages.describe(error, _translated).line


def label(name: str) -> str:
    """Return the words for a name in a record: a kind, a status, a form."""
    return QCoreApplication.translate("labels", messages.labels.label(name))


def _translated(source: str) -> str:
    return QCoreApplication.translate("messages", source)
