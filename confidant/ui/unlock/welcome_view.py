"""The welcome page: what this is at one side, making a vault at the other."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_EMPTY
from confidant.ui.unlock.create_view import CreateView
from confidant.ui.unlock.create_view_model import CreateViewModel
from confidant.ui.unlock.parts import Row, plane, scrolled, tab_order
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.painting import painter_of

_NARROW_BELOW = 900
_SIDE = 430
_SIDE_LEAST = 320
_SIDE_SHARE = 0.316


class WelcomeView(QWidget):
    """Name, three promises, three other ways; and a `CreateView`."""

    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self.model = model
        self.setAccessibleName(self.tr("Welcome"))
        self.create_view = CreateView(model)
        self.open_existing = Button(self.tr("Open a vault that I &already have…"), Kind.LINK)
        self.restore = Button(self.tr("&Restore from a backup…"), Kind.LINK)
        self.example = Button("", Kind.LINK)
        self._promises = QWidget()
        self._side = plane(QWidget(), "shell")
        self._build_side()
        self._edge = _Edge()
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._side)
        self._box.addWidget(self._edge)
        self._box.addWidget(self.create_view, 1)
        self.open_existing.clicked.connect(self.open_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.example.clicked.connect(self._turn_example)
        self.create_view.made.connect(self._show_model)
        model.changed.connect(self._show_model)
        tab_order(self.create_view.primary, self.open_existing, self.restore, self.example)
        self._show_model()

    def focus_first(self) -> None:
        """Put the cursor where the step begins."""
        self.create_view.focus_first()

    def clear(self) -> None:
        """Drop every secret."""
        self.create_view.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and hasattr(self, "_box"):
            self._fit()

    def _build_side(self) -> None:
        look = theme.current()
        promises = QVBoxLayout(self._promises)
        look.pad(promises, spacing=14)
        name = Label("Confidant", Role.DISPLAY)
        slogan = Label(
            self.tr("A journal and decision log that only you can open."), Role.READ, wrap=True
        )
        for part in (IconLabel("file-encrypted", "accent", ICON_EMPTY), name, slogan):
            promises.addWidget(part)
        promises.addSpacing(look.px(8))
        for icon, sentence in self._sentences():
            promises.addLayout(_promise(icon, sentence))
        promises.addStretch(1)
        self._links = Row((self.open_existing, self.restore, self.example), spacing=4)
        side = QVBoxLayout(self._side)
        look.pad(side)
        self._scroll = scrolled(self._promises, "promises")
        look.pad(promises, spacing=14, margins=(56, 60, 48, 16))
        side.addWidget(self._scroll, 1)
        self._foot = QHBoxLayout()
        look.pad(self._foot, margins=(40, 8, 24, 24))
        self._foot.addWidget(self._links)
        side.addLayout(self._foot)

    def _sentences(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                "verified",
                self.tr(
                    "Everything is encrypted on this computer. There is no account and no server."
                ),
            ),
            (
                "file-encrypted",
                self.tr(
                    "You choose what your mentor sees. It leaves only as a file that they alone "
                    "can open."
                ),
            ),
            (
                "key",
                self.tr(
                    "If you lose both the passphrase and the recovery code, nobody can help. We "
                    "cannot either."
                ),
            ),
        )

    def _fit(self) -> None:
        look = theme.current()
        narrow = self.width() < look.px(_NARROW_BELOW)
        if narrow != self._side.isHidden():
            self._side.setVisible(not narrow)
            self._edge.setVisible(not narrow)
            foot = self.create_view.passphrase.foot if narrow else self._foot
            foot.addWidget(self._links)
        wanted = max(look.px(_SIDE_LEAST), round(self.width() * _SIDE_SHARE))
        self._side.setFixedWidth(min(wanted, look.px(_SIDE)))

    def _show_model(self) -> None:
        made = self.model.made_directory is not None
        self.example.setText(
            self.tr("Make a vault of my own…")
            if self.model.example
            else self.tr("Make an &example vault…")
        )
        self._links.setVisible(not made)

    def _turn_example(self) -> None:
        self.model.set_example(example=not self.model.example)
        self.create_view.show_example()


class _Edge(QWidget):
    """A hair line down: decoration."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        painter.fillRect(self.rect(), theme.current().colour("line"))
        painter.end()


def _promise(icon: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    theme.current().pad(row, spacing=12)
    row.addWidget(IconLabel(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(sentence, wrap=True), 1)
    return row
