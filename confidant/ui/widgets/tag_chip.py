"""A chip that can be taken away: by its cross, Delete or Backspace."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CHIP, RADIUS_CHIP
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.chip import FILLS, INKS, chip_size, paint_chip
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded


class TagChip(QAbstractButton):
    """One tag. `step_wanted` is −1 or 1, for the arrow keys."""

    remove_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, value: str, hint: str, parent: QWidget) -> None:
        """Show `value`, and the alias under which it is sent as `hint`."""
        super().__init__(parent)
        self.value = value
        self._hint = ""
        self._marked = False
        theme.current().set_font(self, Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_hint(hint)
        self.clicked.connect(self._clicked)

    def set_hint(self, hint: str) -> None:
        """Show another alias, or none."""
        self._hint = hint
        arrow = "←" if self.isRightToLeft() else "→"
        shown = f"{isolated(self.value)} {arrow} {isolated(hint)}" if hint else self.value
        self.setText(shown)
        words = self.tr("{tag}, sent as {alias}") if hint else "{tag}"
        self.setAccessibleName(words.format(tag=self.value, alias=hint))
        self.setAccessibleDescription(self.tr("Delete removes it"))
        self.updateGeometry()

    def set_marked(self, *, marked: bool) -> None:
        """Show that the next Backspace removes it."""
        self._marked = marked
        self.update()

    def forget(self) -> None:
        """Drop the word and go; deletion comes later."""
        self.value = self._hint = ""
        self.setText("")
        self.setAccessibleName("")
        self.hide()

    def _clicked(self) -> None:
        inside = self.mapFromGlobal(self.cursor().pos())
        if self._cross().contains(inside):
            self.remove_wanted.emit()

    def _cross(self) -> QRectF:
        side = self.height()
        left = 0 if self.isRightToLeft() else self.width() - side
        return QRectF(left, 0, side, side)

    @override
    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_wanted.emit()
        elif key in steps:
            self.step_wanted.emit(-steps[key] if self.isRightToLeft() else steps[key])
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self, self.text(), has_icon=True)
        return QSize(size.width() + 2, max(size.height(), theme.current().px(CHIP + 3)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        paint_chip(painter, self, self.rect(), self.text(), (FILLS["accent"], INKS["accent"]))
        draw_icon(painter, self, "close", "accent", 12, self._cross().center())
        if self.hasFocus() or self._marked:
            area = QRectF(self.rect())
            rounded(painter, area, look.px(RADIUS_CHIP), None, look.colour("focus"), 2)
        painter.end()
