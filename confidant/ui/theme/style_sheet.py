"""The style sheet of everything that does not paint itself, made from tokens.

No rule sets a font: a font in a style sheet would override the type roles in every child. Every
rule has a class or property selector, so that none reaches a child by accident.
"""

from string import Template
from typing import Final

from confidant.errors import BugError
from confidant.ui.theme.tokens import Tokens

_PLANES: Final = ("shell", "surface", "raised", "sunken")

_SHEET: Final = Template("""
QMainWindow, QDialog { background: $surface; color: $ink; }
QLabel { background: transparent; color: $ink; }
QLabel[tone="muted"] { color: $ink_muted; }
QLabel[tone="subtle"] { color: $ink_subtle; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="felt"] { color: $felt; }
QLabel[tone="accent_ink"] { color: $accent_ink; }
QLabel:disabled { color: $disabled; }
QToolTip { background: $raised; color: $ink; border: 1px solid $line_strong; padding: ${p4}px; }

QLineEdit, QTextEdit[framed="true"] {
  background: $raised; color: $ink; border: 1px solid $line_strong; border-radius: ${field}px;
  selection-background-color: $accent; selection-color: $accent_ink;
  placeholder-text-color: $placeholder;
}
QLineEdit { min-height: ${control}px; padding: 0 ${p11}px; lineedit-password-character: 8226; }
QTextEdit[framed="true"] { padding: ${p7}px ${p10}px; }
QLineEdit:focus { border: 2px solid $focus; min-height: ${control_focus}px; padding: 0 ${p11f}px; }
QTextEdit[framed="true"]:focus {
  border: 2px solid $focus; padding: ${p7f}px ${p10f}px;
}
QLineEdit[wrong="true"] {
  border: 2px solid $danger; min-height: ${control_focus}px; padding: 0 ${p11f}px;
}
QTextEdit[framed="true"][wrong="true"] {
  border: 2px solid $danger; padding: ${p7f}px ${p10f}px;
}
QLineEdit:disabled, QTextEdit[framed="true"]:disabled { background: $sunken; color: $disabled; }
QLineEdit[leading="true"] { padding-left: ${p38}px; }
QLineEdit[trailing="true"] { padding-right: ${p38}px; }
QLineEdit[leading="true"]:focus, QLineEdit[wrong="true"][leading="true"] {
  padding-left: ${p38f}px;
}
QLineEdit[trailing="true"]:focus, QLineEdit[wrong="true"][trailing="true"] {
  padding-right: ${p38f}px;
}
QLineEdit[bare="true"] {
  background: transparent; border: none; padding: 0; min-height: ${bare}px;
}
QTextEdit[framed="false"] {
  background: transparent; color: $ink; border: none; padding: 0;
  selection-background-color: $accent; selection-color: $accent_ink;
  placeholder-text-color: $placeholder;
}

QListView[rows="true"] { background: transparent; border: none; outline: none; }
QScrollArea { background: transparent; border: none; }
QWidget[page="true"] { background: transparent; }
QSplitter::handle { background: $line; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${p10}px; }
QScrollBar:horizontal { height: ${p10}px; }
QScrollBar::handle {
  background: $line_strong; border-radius: ${p2}px; margin: ${p3}px;
}
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $ink_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $shell; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p12}px; }
QMenuBar::item:selected { background: $accent_soft; color: $ink; }
QMenu { background: $raised; color: $ink; border: 1px solid $line_strong; padding: ${p4}px; }
QMenu::item {
  padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${segment}px;
  border: ${edge}px solid transparent;
}
QMenu::item:selected { background: $accent_soft; color: $ink; border-color: $accent; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QStatusBar { background: $shell; color: $ink_muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $ink_muted; border: none;
  border-bottom: ${p3}px solid transparent;
  padding: ${p6}px 0; margin-right: ${p24}px; min-height: ${p20}px;
}
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; border: 2px solid $focus; }
QTabBar::tab:hover { color: $ink; }

QCalendarWidget QWidget { background: $raised; alternate-background-color: $surface; }
QCalendarWidget QAbstractItemView {
  background: $raised; outline: none;
  selection-background-color: $accent; selection-color: $accent_ink;
}
QCalendarWidget QToolButton {
  background: transparent; color: $ink; border: 1px solid transparent; padding: ${p4}px;
  border-radius: ${segment}px;
}
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton:focus { border: 2px solid $focus; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QFrame[popup="true"] { background: $raised; border: 1px solid $line_strong; }
QAbstractItemView[popup="true"] {
  background: $raised; color: $ink; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QAbstractItemView[popup="true"]::item {
  padding: ${p4}px ${p8}px; min-height: ${p24}px; border: ${edge}px solid transparent;
}
QAbstractItemView[popup="true"]::item:selected {
  background: $accent_soft; color: $ink; border-color: $accent;
}
QFrame[edge="top"] { border: none; border-top: 1px solid $line; }
QFrame[edge="right"] { border: none; border-right: 1px solid $line; }
QFrame[edge="left"] { border: none; border-left: 1px solid $line; }
""")


def style_sheet(tokens: Tokens, scale: float) -> str:
    """Return the sheet for one theme at one text scale."""

    def px(size: float) -> int:
        return round(size * scale)

    names = {
        name: value
        for name in Tokens.__dataclass_fields__
        if isinstance(value := getattr(tokens, name), str)
    }
    sizes = {f"p{size}": str(px(size)) for size in (2, 3, 4, 6, 7, 8, 10, 11, 12, 20, 24, 32, 38)}
    sizes |= {
        "p7f": str(px(7) - 1),
        "p10f": str(px(10) - 1),
        "p11f": str(px(11) - 1),
        "p38f": str(px(38) - 1),
        "control": str(px(36) - 2),
        "control_focus": str(px(36) - 4),
        "bare": str(px(24)),
        # A radius greater than half the height is dropped, and the corner turns square.
        "field": str(min(px(8), (px(36) - 2) // 2)),
        "segment": str(px(6)),
        "edge": "1" if tokens.outlined else "0",
    }
    if names.keys() & sizes:
        raise BugError("a size is not called like a colour")
    planes = "\n".join(
        f'QWidget[plane="{plane}"] {{ background: {getattr(tokens, plane)}; }}' for plane in _PLANES
    )
    return _SHEET.substitute(names | sizes) + planes
