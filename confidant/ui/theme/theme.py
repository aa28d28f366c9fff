"""The theme object: which colours, how large, whether anything moves."""

from typing import Final, Literal, TypeAlias, get_args

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from shiboken6 import isValid

from confidant.ui.theme.fonts import load_fonts
from confidant.ui.theme.icons import IconCache
from confidant.ui.theme.metrics import ICON
from confidant.ui.theme.palette import palette_of
from confidant.ui.theme.style_sheet import style_sheet
from confidant.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from confidant.ui.theme.typography import Role

Choice: TypeAlias = Literal["system", "light", "dark", "high-contrast"]
Token: TypeAlias = Literal[
    "shell", "surface", "raised", "sunken", "ink", "ink_muted", "ink_subtle", "placeholder",
    "line", "line_strong", "accent", "accent_hover", "accent_ink", "accent_soft", "caution",
    "caution_soft", "danger", "danger_soft", "danger_ink", "success", "success_soft", "felt",
    "felt_soft", "mark", "md_syntax", "disabled", "chart_interval", "focus",
]  # fmt: skip
TOKEN_NAMES: Final[tuple[str, ...]] = get_args(Token)
MIN_SCALE: Final = 0.9
MAX_SCALE: Final = 2.0
_SYSTEM_POINTS: Final = 9.0
_ROLE: Final = "typeRole"
_PADDING: Final = "themePadding"


class Theme(QObject):
    """Colours, type and sizes as they are now; `changed` is emitted when any of them changes."""

    changed = Signal()

    def __init__(
        self, application: QApplication, *, choice: Choice, scale: float | None, movement: bool
    ) -> None:
        """Load the faces and dress `application`."""
        super().__init__(application)
        self._application = application
        self._system_points = application.font().pointSizeF()
        self._fonts: dict[Role, QFont] = {}
        self._colours: dict[str, QColor] = {}
        self._icons = IconCache()
        self.faces = load_fonts()
        self.choice: Choice = choice
        self.movement = movement
        self.scale = self._clamped(scale)
        self.tokens = LIGHT
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._dress()

    def font(self, role: Role) -> QFont:
        """Return the font of a type role at the present scale."""
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = self._made_font(role)
        return found

    def line_height(self, role: Role) -> int:
        """Return the height of a line of `role` in logical pixels."""
        return self.px(role.value.line)

    def colour(self, token: Token) -> QColor:
        """Return the colour of a token; don't change it in place."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(getattr(self.tokens, token))
        return found

    def px(self, size: float) -> int:
        """Return `size` logical pixels at scale 1.0 as pixels at the present scale; 0 stays 0."""
        return round(size * self.scale) if size else 0

    def duration(self, milliseconds: int) -> int:
        """Return how long a movement lasts: 0 when nothing may move."""
        return milliseconds if self.movement else 0

    def pixmap(
        self, name: str, tint: Token = "ink_muted", size: int = ICON, ratio: float = 1.0
    ) -> QPixmap:
        """Return an icon in the colour of `tint`; `size` at scale 1.0."""
        return self._icons.pixmap(name, getattr(self.tokens, tint), self.px(size), ratio)

    def icon(self, name: str, tint: Token = "ink_muted", size: int = ICON) -> QIcon:
        """Return an icon for menus and standard widgets, at ratios 1 and 2, greyed if disabled."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, tint, size, ratio))
            grey = self.pixmap(name, "disabled", size, ratio)
            icon.addPixmap(grey, QIcon.Mode.Disabled)
        return icon

    def icon_size(self, size: int = ICON) -> QSize:
        """Return the square of an icon at the present scale."""
        return QSize(self.px(size), self.px(size))

    def set_font(self, widget: QWidget, role: Role) -> None:
        """Give `widget` the font of `role`, now and after every change of the scale."""
        widget.setProperty(_ROLE, role.name)
        widget.setFont(self.font(role))

    def restore_font(self, widget: QWidget) -> None:
        """Give `widget` its role's font again: polishing puts back the one it was made with."""
        role = widget.property(_ROLE)
        if role:
            widget.setFont(self.font(Role[role]))

    def pad(
        self,
        layout: QLayout,
        *,
        spacing: int = 0,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        """Give `layout` spacing and margins (left, top, right, bottom) that follow the scale."""
        layout.setProperty(_PADDING, [spacing, *margins])
        self._pad(layout)

    def choose(self, choice: Choice) -> None:
        """Take another theme, or follow the system again."""
        if choice != self.choice:
            self.choice = choice
            self._dress()

    def set_scale(self, scale: float | None) -> None:
        """Set the text scale, clamped to 0.9–2.0; None takes it from the system's font."""
        clamped = self._clamped(scale)
        if clamped != self.scale:
            self.scale = clamped
            self._dress()

    def set_movement(self, *, movement: bool) -> None:
        """Allow or forbid movement."""
        self.movement = movement
        self.changed.emit()

    def _clamped(self, scale: float | None) -> float:
        wanted = scale if scale is not None else self._system_points / _SYSTEM_POINTS
        return min(MAX_SCALE, max(MIN_SCALE, round(wanted, 2)))

    def _follow_system(self) -> None:
        if self.choice == "system":
            self._dress()

    def _chosen(self) -> Tokens:
        hints = self._application.styleHints()
        return tokens_for(
            self.choice, hints.colorScheme(), hints.accessibility().contrastPreference()
        )

    def _dress(self) -> None:
        self.tokens = self._chosen()
        self._fonts.clear()
        self._colours.clear()
        self._icons.clear()
        self._application.setFont(self.font(Role.UI))
        self._application.setPalette(palette_of(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, self.scale))
        for widget in self._application.allWidgets():
            if isValid(widget):  # dressing one may have ended another
                self._dress_widget(widget)
        self.changed.emit()

    def _dress_widget(self, widget: QWidget) -> None:
        for layout in widget.findChildren(
            QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            self._pad(layout)
        self._application.sendEvent(widget, QEvent(QEvent.Type.ThemeChange))
        # Last: the style sheet's style answers that event with the font it knew before.
        self.restore_font(widget)
        widget.updateGeometry()
        widget.update()

    def _pad(self, layout: QLayout) -> None:
        padding = layout.property(_PADDING)
        if padding:
            spacing, *margins = (self.px(value) for value in padding)
            layout.setSpacing(spacing)
            layout.setContentsMargins(*margins)

    def _made_font(self, role: Role) -> QFont:
        face = role.value
        font = QFont(face.family)
        font.setPixelSize(self.px(face.size))
        font.setWeight(QFont.Weight(face.weight))
        if face.spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, face.spacing * self.scale)
        if face.upper:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        return font


def tokens_for(choice: Choice, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> Tokens:
    """Return the colours of a choice; `system` takes what the system wishes."""
    if choice == "system" and contrast == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    if choice == "system":
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return {"light": LIGHT, "dark": DARK, "high-contrast": HIGH_CONTRAST}[choice]
