"""A banner: a cause across the pane, with one action; it stays until the cause is gone."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label

BannerTone: TypeAlias = Literal["caution", "danger", "success", "plain"]
_ICONS: dict[BannerTone, tuple[str, Token]] = {
    "caution": ("caution", "caution"),
    "danger": ("key-changed", "danger"),
    "success": ("check", "success"),
    "plain": ("info", "ink_muted"),
}


_SHARE = 0.4
"""Of the window's height, which the banners take at most."""
_BESIDE = 2
"""Buttons for which there is room beside the sentence."""


class Banner(Card):
    """A sentence in a coloured box; hidden while there is nothing to say."""

    def __init__(
        self,
        sentence: str = "",
        tone: BannerTone = "caution",
        *,
        icon: str = "",
        actions: tuple[Button, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make the banner; `actions` are small buttons, the first one first."""
        super().__init__("plain", parent=parent)
        look = theme.current()
        self._icon_name = icon
        self._icon = IconLabel("info")
        self._words = Label("", wrap=True)
        self._words.setMinimumWidth(look.px(160))
        row = QHBoxLayout()
        look.pad(row, spacing=12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self._actions = row
        self.column.addLayout(row)
        self._buttons: list[Button] = []
        self._flow: FlowLayout | None = None
        for button in actions:
            self.add_action(button)
        self.say(sentence, tone)

    @property
    def sentence(self) -> str:
        """What is said now, empty while the banner is hidden."""
        return self._words.text()

    def add_action(self, button: Button) -> None:
        """Put `button` at the end; three and more stand under the sentence, where they can wrap."""
        self._buttons.append(button)
        if len(self._buttons) <= _BESIDE:
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            return
        if self._flow is None:
            holder = QWidget()
            self._flow = FlowLayout(holder)
            self._flow.setContentsMargins(0, 0, 0, 0)
            self.column.addWidget(holder)
            for beside in self._buttons[:-1]:
                self._actions.removeWidget(beside)
                self._flow.addWidget(beside)
        self._flow.addWidget(button)

    def say(self, sentence: str, tone: BannerTone = "caution") -> None:
        """Show `sentence`, or hide when it is empty; a danger interrupts a screen reader."""
        self.set_tone(tone)
        icon, tint = _ICONS[tone]
        self._icon.set_icon(self._icon_name or icon, tint)
        self._words.setText(sentence)
        if sentence and self.parentWidget() is None:
            # Shown now, it would be a window of its own; its page will show it.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # noqa: FBT003 -- Qt's signature
        else:
            self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, assertive=tone == "danger")


class BannerStack(QScrollArea):
    """Where a window shows its banners, one under the other; takes no room while empty.

    Dangers stand first. Where many banners and large text would leave nothing of the page, they
    scroll: none is ever squeezed until its sentence is gone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._inner = QWidget()
        self._inner.setProperty("page", "true")
        self._column = QVBoxLayout(self._inner)
        theme.current().pad(self._column, spacing=8)
        self._banners: dict[str, Banner] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the height that the banners need, up to a share of the window."""
        if not self._banners:
            self.setFixedHeight(0)
            return
        width = self.viewport().width()
        each = [one.heightForWidth(width) for one in self._banners.values()]
        needed = sum(each) + self._column.spacing() * (len(each) - 1)
        self._inner.setMinimumHeight(needed)
        most = max(round(self.window().height() * _SHARE), *each)
        self.setFixedHeight(min(needed, most))

    def show_banner(
        self,
        key: str,
        sentence: str,
        tone: BannerTone = "danger",
        action: Button | None = None,
        *,
        can_close: bool = False,
    ) -> Banner:
        """Show the banner called `key`, in place of an earlier one of that name.

        Args:
            key: names the cause, so that it can be taken away when the cause is gone.
            sentence: what happened and what to do.
            tone: how grave it is.
            action: a small button that does something about it.
            can_close: for what happened once and has no lasting cause.
        """
        self.remove(key)
        banner = Banner(sentence, tone, icon="caution", actions=(action,) if action else ())
        if can_close:
            close = Button(self.tr("Close"), Kind.QUIET, small=True)
            close.clicked.connect(lambda: self.remove(key))
            banner.add_action(close)
        grave = sum(one.tone == "danger" for one in self._banners.values())
        self._banners[key] = banner
        self._column.insertWidget(grave if tone == "danger" else self._column.count(), banner)
        self._fit()
        return banner

    def remove(self, key: str) -> None:
        """Take the banner called `key` away."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            banner.hide()
            self._column.removeWidget(banner)
            banner.deleteLater()
            self._fit()

    def clear(self) -> None:
        """Take every banner away."""
        for key in tuple(self._banners):
            self.remove(key)
