"""A pseudo-locale: every translated string a third longer, accented, in brackets."""

import re

from PySide6.QtCore import QObject, QTranslator

from confidant.compat import override

_LETTERS = str.maketrans("aeiouycnsAEIOUYCNS", "áéîõüýçñšÁÉÎÕÜÝÇÑŠ")
_KEPT = re.compile(r"(\{\w*\}|%n|%L?\d|&)")


def pseudo(text: str) -> str:
    """Return `text` as the pseudo-locale writes it; placeholders stay."""
    parts = _KEPT.split(text)
    shown = "".join(part if _KEPT.fullmatch(part) else part.translate(_LETTERS) for part in parts)
    return f"[{shown}{'~' * (len(text) // 3 + 1)}]"


class PseudoTranslator(QTranslator):
    """Translates everything, so that what is not translated stands out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seen: set[str] = set()

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        /,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        self.seen.add(sourceText)
        return pseudo(sourceText.replace("%n", str(n)) if n >= 0 else sourceText)
