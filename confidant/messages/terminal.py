"""Words for what a terminal cannot do."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "output-lost": (
        QT_TRANSLATE_NOOP(
            "messages",
            "What was asked for is done, but the result could not be written: standard output is "
            "full or closed.",
        ),
        QT_TRANSLATE_NOOP("messages", "Don't repeat it before you have looked at the vault."),
    ),
    "recovery-code-lost": (
        QT_TRANSLATE_NOOP(
            "messages",
            "The recovery code could not be written, because standard output is full or closed; "
            "the new vault was removed again.",
        ),
        QT_TRANSLATE_NOOP("messages", "Make it where the code can be read."),
    ),
    "folder-wanted": (
        QT_TRANSLATE_NOOP(
            "messages", "A folder is written, which standard output cannot take; nothing was done."
        ),
        QT_TRANSLATE_NOOP("messages", "Name a folder."),
    ),
}
