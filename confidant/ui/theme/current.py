"""The one look of the one application, as Qt itself has one application per process."""

from PySide6.QtWidgets import QApplication

from confidant.errors import BugError
from confidant.ui.theme.theme import Choice, Theme

_NAME = "confidant-theme"


def install(
    application: QApplication,
    *,
    choice: Choice = "system",
    scale: float | None = None,
    movement: bool = True,
) -> Theme:
    """Load the faces and dress `application`; a second call returns the theme that is there.

    Args:
        application: receives font, palette and style sheet, and owns the theme.
        choice: a theme, or `system` to follow the system's wish.
        scale: the text scale 0.9–2.0; None takes it from the system's font size.
        movement: whether anything may move.
    """
    there = application.findChild(Theme, _NAME)
    if there is not None:
        return there
    theme = Theme(application, choice=choice, scale=scale, movement=movement)
    theme.setObjectName(_NAME)
    return theme


def current() -> Theme:
    """Return the theme that was installed."""
    application = QApplication.instance()
    theme = application.findChild(Theme, _NAME) if application else None
    if theme is None:
        msg = "the theme is used before it was installed"
        raise BugError(msg)
    return theme
