"""What keeps foreign text harmless in a text widget."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextOption

MAX_TABLE_CELLS: Final = 2_000
_DEEP: Final = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){30}|^[ \t]{100}", re.MULTILINE)
_ENDLESS: Final = re.compile(r"\S{2000}")
BREAKS: Final = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": None, "\ufdd1": None})
"""Qt's own signs for the ends of lines and frames, as a person writes them."""
_UNWANTED: Final = str.maketrans({"\r": "\n", "\0": None, "\u2029": "\n", "\u2028": "\n"})
_CONTROLS: Final = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}


def is_safe_to_render(text: str) -> bool:
    """Say whether `text` can be laid out without blocking: no huge table, no endless nesting.

    A table of 1000 × 50 cells blocks Qt for ten seconds.
    """
    cells = sum(line.count("|") for line in text.split("\n") if "|" in line)
    return cells <= MAX_TABLE_CELLS and not _DEEP.search(text)


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Return how to wrap `text`: at words, but anywhere where a word does not end.

    Looking for a place to break costs Qt the square of a word's length: fifty seconds for 1 MB.
    """
    endless = _ENDLESS.search(text) is not None
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if endless else modes.WrapAtWordBoundaryOrAnywhere


def cleaned(text: str) -> str:
    """Return pasted `text` with LF line ends, without NUL and half characters."""
    whole = text.replace("\r\n", "\n").translate(_UNWANTED)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def harmless(text: str) -> str:
    """Return foreign `text` without what could reorder or hide its neighbours: controls."""
    return text.translate(_CONTROLS)


def empty_image() -> QImage:
    """Return what stands in for every image that a text names."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def utf16_length(text: str) -> int:
    """Return the length of `text` as Qt counts it: in UTF-16 units, not characters."""
    return len(text) + sum(character > "\uffff" for character in text)
