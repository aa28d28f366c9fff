"""The recovery kit on one page of paper, after a word about what printers keep."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MARGIN = 0.11
"""Of the page's width, on each side."""
_LINES = 60
"""How many lines of the smallest text a page is high."""


class PrintKitSheet(Sheet):
    """Says what a print queue may keep, then asks for a printer."""

    def __init__(self, parent: QWidget, code: str, vault_name: str, day: date) -> None:
        """Offer to print; the sheet forgets the code when it closes."""
        super().__init__(parent, self.tr("Print the recovery code?"), icon="print")
        self._code, self._vault_name, self._day = code, vault_name, day
        self.body.addWidget(
            Label(
                self.tr(
                    "The page goes through this computer's print queue. A printer, a print server "
                    "or a printer in an office may keep a copy, and whoever has the page can open "
                    "the vault. What you write by hand leaves no copy."
                ),
                wrap=True,
            )
        )
        self.add_harmless(Button(self.tr("Write it by &hand"), Kind.SECONDARY))
        self.print_button = self.add(Button(self.tr("&Print…"), Kind.PRIMARY))
        self.print_button.clicked.connect(self.ask_printer)
        self.finished.connect(self._forget)

    def ask_printer(self) -> None:
        """Let the person choose a printer; Qt's own dialog, which a lock can close."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # A document's name stands in the queue for everybody to see.
        self._printer.setDocName("Confidant")
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(self._printer))
        QDialog.open(dialog)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the page and close."""
        RecoveryKit(self._code, self._vault_name, self._day).draw(printer)
        self.accept()

    def _forget(self, _result: int) -> None:
        self._code = ""


class RecoveryKit(QObject):
    """The page: whose vault, the code, what it is for, where to keep it."""

    def __init__(self, code: str, vault_name: str, day: date) -> None:
        """Take what stands on the page."""
        super().__init__()
        self._code, self._vault_name, self._day = code, vault_name, day

    def draw(self, device: QPagedPaintDevice) -> None:
        """Draw it on one page of a printer or a file."""
        painter = QPainter(device)
        try:
            page = QRectF(painter.viewport())
            margin = page.width() * _MARGIN
            inner = page.adjusted(margin, margin, -margin, 0)
            unit = page.height() / _LINES
            top = inner.top()
            for size, text, strong in self.lines():
                font = QFont(theme.current().font(Role.READ))
                font.setPixelSize(max(1, round(unit * size)))
                font.setBold(strong)
                painter.setFont(font)
                area = QRectF(inner.left(), top, inner.width(), inner.bottom() - top)
                flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading
                used = painter.boundingRect(area, flags, text)
                painter.drawText(area, flags, text)
                top = used.bottom() + unit * 1.2
        finally:
            painter.end()

    def lines(self) -> list[tuple[float, str, bool]]:
        """Return the paragraphs: height of a line, text, whether it is bold."""
        groups = self._code.split("-")
        rows = ["   ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
        return [
            (2.0, self.tr("Recovery code"), True),
            (1.2, self.tr("Vault: {name}").format(name=self._vault_name), False),
            (1.2, self.tr("Made on {day}").format(day=long_date(self._day)), False),
            *((2.0, row, True) for row in rows),
            (
                1.0,
                self.tr(
                    "It opens the vault in Confidant when the passphrase is forgotten: on the "
                    "page that asks for the passphrase, choose “Use the recovery code…”. "
                    "Capitals, spaces and dashes do not matter."
                ),
                False,
            ),
            (
                1.0,
                self.tr(
                    "Keep this page where you keep your passport, apart from the computer. "
                    "Whoever holds it can read everything. When a new code is made, this one "
                    "opens nothing any more: destroy it then."
                ),
                False,
            ),
        ]
