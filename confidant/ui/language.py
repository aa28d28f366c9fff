"""The language of the window: the translations that are there, and the form of dates."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from confidant import resources

SOURCE = "en_GB"
"""The language that the sentences are written in; its own file holds the plurals."""
_PREFIX = "confidant_"
_NAME = "confidant-language"


def available() -> tuple[str, ...]:
    """Return the languages that can be chosen, the source language first."""
    found = {path.stem.removeprefix(_PREFIX) for path in _folder().glob(f"{_PREFIX}*.qm")}
    return (SOURCE, *sorted(found - {SOURCE}))


def name_of(language: str) -> str:
    """Return the name of a language in that language."""
    return QLocale(language).nativeLanguageName().capitalize()


def use(application: QCoreApplication, language: str) -> None:
    """Translate from now on into `language`; empty follows the system.

    Widgets that are there keep their words until they are made anew; dates follow at once. A
    language that is not there is answered in the source language.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    for old in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(old)
        old.deleteLater()
    for each in (QLocale(SOURCE), locale):  # the newest one that knows a sentence speaks
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        if translator.load(each, _PREFIX.rstrip("_"), "_", str(_folder())):
            application.installTranslator(translator)


def _folder() -> Path:
    return resources.directory() / "i18n"
