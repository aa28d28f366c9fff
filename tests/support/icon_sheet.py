"""Draws every icon in both themes at 16 and 20 pixels into docs/screens/icons.png, for eyes.

Run: python -m tests.support.icon_sheet [file] [ratio]
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from confidant.ui import theme
from confidant.ui.theme.icons import icon_names

COLUMNS = 8
CELL_WIDTH, CELL_HEIGHT = 112, 62
SHEET = Path(__file__).resolve().parents[2] / "docs" / "screens" / "icons.png"


def draw(target: Path, ratio: float) -> None:
    """Write the contact sheet."""
    look = theme.current()
    names = icon_names()
    rows = -(-len(names) // COLUMNS)
    width, height = COLUMNS * CELL_WIDTH, rows * CELL_HEIGHT
    image = QImage(round(width * ratio), round(2 * height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    choices: tuple[theme.Choice, ...] = ("light", "dark")
    for half, choice in enumerate(choices):
        look.choose(choice)
        top = half * height
        painter.fillRect(QRectF(0, top, width, height), look.colour("surface"))
        painter.setFont(look.font(theme.Role.RAIL))
        painter.setPen(look.colour("ink_subtle"))
        for number, name in enumerate(names):
            x, y = number % COLUMNS * CELL_WIDTH, top + number // COLUMNS * CELL_HEIGHT
            left = x + CELL_WIDTH / 2
            painter.drawPixmap(QPointF(left - 30, y + 14), look.pixmap(name, "ink", 16, ratio))
            painter.drawPixmap(QPointF(left + 6, y + 12), look.pixmap(name, "accent", 20, ratio))
            area = QRectF(x, y + 38, CELL_WIDTH, 18)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(target))


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    theme.install(application, choice="light", scale=1.0)
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else SHEET, float((*sys.argv, "", "1")[2] or 1))
