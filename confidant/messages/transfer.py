"""Words for files of other programs."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "source-missing": (
        QT_TRANSLATE_NOOP("messages", "There is nothing at “{name}”."),
        QT_TRANSLATE_NOOP("messages", "Check the name; nothing was imported."),
    ),
    "source-unreadable": (
        QT_TRANSLATE_NOOP("messages", "“{name}” cannot be read."),
        QT_TRANSLATE_NOOP("messages", "Check that you may read it; nothing was imported."),
    ),
    "source-encoding": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is not UTF-8 text."),
        QT_TRANSLATE_NOOP("messages", "Save it as UTF-8 and try again; nothing was imported."),
    ),
    "source-format": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is in no format that Confidant reads."),
        QT_TRANSLATE_NOOP("messages", "Name the format if you know it; nothing was imported."),
    ),
    "source-syntax": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is not what its format says, at line {line}."),
        QT_TRANSLATE_NOOP("messages", "Export it again and retry; nothing was imported."),
    ),
    "source-encrypted": (
        QT_TRANSLATE_NOOP("messages", "The source is encrypted."),
        QT_TRANSLATE_NOOP("messages", "Give its passphrase; nothing was imported."),
    ),
    "source-passphrase": (
        QT_TRANSLATE_NOOP("messages", "That passphrase does not open the source."),
        QT_TRANSLATE_NOOP("messages", "Try another one; nothing was imported."),
    ),
    "source-too-large": (
        QT_TRANSLATE_NOOP("messages", "The source is larger than {limit} MiB."),
        QT_TRANSLATE_NOOP("messages", "Import it in parts; nothing was imported."),
    ),
    "date-format": (
        QT_TRANSLATE_NOOP("messages", "That date format cannot be used: {hint}."),
        QT_TRANSLATE_NOOP("messages", "Write it like %d.%m.%Y %H:%M."),
    ),
    "export-format": (
        QT_TRANSLATE_NOOP("messages", "This version does not write the format “{format}”."),
        QT_TRANSLATE_NOOP("messages", "Choose markdown or json."),
    ),
}
