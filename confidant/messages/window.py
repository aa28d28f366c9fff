"""Words for what keeps the window from opening."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "no-display": (
        QT_TRANSLATE_NOOP("messages", "There is no screen to open a window on."),
        QT_TRANSLATE_NOOP("messages", "“confidant --help” lists what works without one."),
    ),
}
