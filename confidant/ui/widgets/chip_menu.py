"""A chip that opens a list of choices: what the record is, how it is classified."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CHIP, HIT, RADIUS_CHIP
from confidant.ui.widgets.chip import FILLS, INKS, ChipTone, chip_size, paint_chip
from confidant.ui.widgets.painting import painter_of, rounded


class ChipMenu(QPushButton):
    """One of a few, shown as a chip. `chosen` gives the key that a person chose.

    Its accessible name is `name` and the present choice. While it is disabled it is a plain chip.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make the chip of (key, words); the first one is chosen."""
        super().__init__(parent)
        self._name = name
        self._icon = icon
        self._tone: ChipTone = "plain"
        self._menu = QMenu(self)
        self._menu.setAccessibleName(name)
        self._group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for key, words in choices:
            self._add(key, words)
        self.setAutoDefault(False)
        theme.current().set_font(self, Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.open_menu)
        if choices:
            self.choose(choices[0][0])

    @property
    def current(self) -> str:
        """The key that is chosen."""
        return next((key for key, action in self._actions.items() if action.isChecked()), "")

    def choose(self, key: str, tone: ChipTone = "plain") -> None:
        """Show the choice with `key`, without `chosen`; an unknown key shows nothing."""
        self._tone = tone
        for each, action in self._actions.items():
            action.setChecked(each == key)
        words = self._actions[key].text() if key in self._actions else ""
        self.setText(words)
        self.setAccessibleName(f"{self._name}, {words}" if words else self._name)
        self.updateGeometry()
        self.update()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other (key, words); nothing is chosen until `choose`."""
        for action in self._actions.values():
            self._group.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        self._actions = {}
        for key, words in choices:
            self._add(key, words)

    def offer(self, keys: Collection[str]) -> None:
        """Offer only the choices with these keys."""
        for each, action in self._actions.items():
            action.setVisible(each in keys)

    def open_menu(self) -> None:
        """Show the choices below the chip."""
        corner = self.rect().bottomLeft()
        if self.isRightToLeft():
            corner = QPoint(self.rect().right() - self._menu.sizeHint().width(), corner.y())
        self._menu.popup(self.mapToGlobal(corner + QPoint(0, 2)))

    def _add(self, key: str, words: str) -> None:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        self._group.addAction(action)
        action.triggered.connect(lambda: self._choose(key))
        self._actions[key] = action

    def _choose(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        opening = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
        if event.key() in opening:
            self.open_menu()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self, self.text(), has_icon=bool(self._icon))
        return QSize(size.width(), max(size.height(), theme.current().px(HIT)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        height = max(look.px(CHIP), self.fontMetrics().height() + look.px(2))
        area = QRect(0, (self.height() - height) // 2, self.width(), height)
        painter = painter_of(self)
        colours = (FILLS[self._tone], INKS[self._tone])
        paint_chip(painter, self, area, self.text(), colours, icon=self._icon)
        if self.hasFocus():
            rounded(painter, QRectF(area), look.px(RADIUS_CHIP), None, look.colour("focus"), 2)
        painter.end()
