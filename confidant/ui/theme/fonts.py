"""Loads the eight faces from their packages.

Qt says nothing when a face is missing: every letter becomes an empty box. So what was loaded is
checked here, and what failed is told to whoever asked (About shows it).
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from PySide6.QtGui import QFontDatabase

from confidant.ui.theme.typography import SANS, SERIF

_STYLES: Final = ("", "It", "Semibold", "SemiboldIt")
_PACKAGES: Final = (
    ("font_source_serif_pro", "SourceSerifPro", SERIF),
    ("font_source_sans_pro", "SourceSansPro", SANS),
)


@dataclass(frozen=True)
class LoadedFonts:
    """The keys of the faces that were loaded, and of those that were not (`SourceSansProIt`)."""

    loaded: tuple[str, ...]
    missing: tuple[str, ...]


def load_fonts() -> LoadedFonts:
    """Register the faces with the application; needs a QGuiApplication."""
    loaded: list[str] = []
    missing: list[str] = []
    for package, stem, family in _PACKAGES:
        files = _files(package)
        for style in _STYLES:
            key = stem + style
            (loaded if _load(files.get(key, ""), family) else missing).append(key)
    return LoadedFonts(tuple(loaded), tuple(missing))


def _files(package: str) -> dict[str, str]:
    try:
        return cast("dict[str, str]", import_module(package).font_files_ttf)
    except ImportError:
        return {}


def _load(path: str, family: str) -> bool:
    if not path:
        return False
    number = QFontDatabase.addApplicationFont(path)
    return number >= 0 and family in QFontDatabase.applicationFontFamilies(number)
