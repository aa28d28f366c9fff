"""The language of the window: the translations that are there, and the form of dates."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from confidant import resources

SOURCE = "en_GB"
"""The language that the sentences are written in."""
_NAME = "confidant-language"


def available() -> tuple[str, ...]:
    """Return the languages that can be chosen, the source language first."""
    return (SOURCE, *sorted(path.stem for path in _folder().glob("*.qm")))


def name_of(language: str) -> str:
    """Return the name of a language in that language."""
    return QLocale(language).nativeLanguageName().capitalize()


def use(application: QCoreApplication, language: str) -> None:
    """Translate from now on into `language`; empty follows the system.

    Widgets that are there keep their words until they are made anew; dates follow at once.
    """
    wanted = language or QLocale.system().name()
    QLocale.setDefault(QLocale(wanted))
    old = application.findChild(QTranslator, _NAME)
    if old is not None:
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    path = _folder() / f"{wanted}.qm"
    if path.is_file() and translator.load(str(path)):
        application.installTranslator(translator)


def _folder() -> Path:
    return resources.directory() / "i18n"
