"""The recovery code, typed back group by group: 32 characters, two groups to a field."""

import hmac
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.crypto import c32
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_CHIP
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.painting import draw_icon, painter_of

GROUP: Final = 4
GROUPS: Final = 8
_FIELDS: Final = 4
_SIZE: Final = GROUP * GROUPS // _FIELDS
_ALPHABET: Final = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class RecoveryCodeInput(QWidget):
    """Four fields. Letters that look alike are taken for one another, dashes come by themselves.

    With an `expected` code every group is compared as soon as it is whole, and nothing can be
    pasted; without one, a whole code may be pasted into any field.
    """

    matched = Signal(int)
    """How many of the eight groups match the expected code."""
    complete = Signal(bool)
    """Whether all is typed (and matches, where a code is expected)."""

    def __init__(self, expected: str = "", parent: QWidget | None = None) -> None:
        """Make empty fields; `expected` is the code as it was shown."""
        super().__init__(parent)
        look = theme.current()
        self._expected = ""
        self._was_complete = False
        row = QHBoxLayout()
        look.pad(row, spacing=10)
        self.fields: list[_GroupField] = []
        for number in range(_FIELDS):
            field = _GroupField(number, self)
            field.textEdited.connect(lambda _t, field=field: self._typed(field))
            field.pasted.connect(self._paste)
            self.fields.append(field)
            row.addWidget(field, 1)
        self._icon = IconLabel("check", "success")
        self._words = Label("", Role.SMALL, "muted", wrap=True)
        below = QHBoxLayout()
        look.pad(below, spacing=6)
        below.addWidget(self._icon)
        below.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=8)
        column.addLayout(row)
        column.addLayout(below)
        # Codes are read from the left in every language of the window.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusProxy(self.fields[0])
        self.expect(expected)

    @property
    def is_complete(self) -> bool:
        """Whether all is typed, and matches where a code is expected."""
        if self._expected:
            return self.matching_groups == GROUPS
        return len(self._characters()) == GROUP * GROUPS

    @property
    def matching_groups(self) -> int:
        """How many groups match the expected code, 0–8."""
        return sum(self._matches(number) for number in range(GROUPS))

    def code(self) -> str:
        """Return what is typed as groups joined by dashes."""
        text = self._characters()
        return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))

    def expect(self, code: str) -> None:
        """Compare with `code` from now on; empty compares no more."""
        self._expected = c32.clean_typed(code)
        for field in self.fields:
            field.may_paste = not self._expected
        self._tell()

    def clear(self) -> None:
        """Forget what was typed and what was expected."""
        for field in self.fields:
            field.clear()
            field.set_wrong(wrong=False)
        self.expect("")

    def _characters(self) -> str:
        return "".join(c32.clean_typed(field.text()) for field in self.fields)

    def _matches(self, number: int) -> bool:
        field = self.fields[number // 2]
        at = number % 2 * GROUP
        typed = c32.clean_typed(field.text())[at : at + GROUP]
        wanted = self._expected[number * GROUP : (number + 1) * GROUP]
        return bool(wanted) and hmac.compare_digest(typed.encode(), wanted.encode())

    def _typed(self, field: "_GroupField") -> None:
        field.tidy()
        self._tell()
        if field.is_full and self._is_right(field):
            field.focusNextChild()

    def _is_right(self, field: "_GroupField") -> bool:
        pair = (2 * field.number, 2 * field.number + 1)
        return not self._expected or all(self._matches(number) for number in pair)

    def _paste(self, text: str) -> None:
        characters = _only_c32(text)[: GROUP * GROUPS]
        for number, field in enumerate(self.fields):
            field.setText(characters[number * _SIZE : (number + 1) * _SIZE])
            field.tidy()
        self._tell()

    def _tell(self) -> None:
        groups = self.matching_groups
        for field in self.fields:
            right = bool(self._expected) and field.is_full and self._is_right(field)
            field.set_right(right=right)
            field.set_wrong(
                wrong=bool(self._expected) and field.is_full and not self._is_right(field)
            )
        self._icon.setVisible(bool(groups))
        words = self.tr("{count} of {all} groups match").format(count=groups, all=GROUPS)
        self._words.setText(words if self._expected else "")
        self._words.setVisible(bool(self._expected))
        self.matched.emit(groups)
        if self.is_complete != self._was_complete:
            self._was_complete = self.is_complete
            self.complete.emit(self._was_complete)


class _GroupField(LineEdit):
    pasted = Signal(str)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__("", "····-····", parent)
        self.number = number
        self.may_paste = True
        self._right = False
        self.setProperty("trailing", "true")
        self.setAccessibleName(
            self.tr("Groups {first} and {second} of {all}").format(
                first=2 * number + 1, second=2 * number + 2, all=GROUPS
            )
        )
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)

    @property
    def is_full(self) -> bool:
        """Whether both groups are typed."""
        return len(c32.clean_typed(self.text())) == _SIZE

    def set_right(self, *, right: bool) -> None:
        """Show the tick, or take it away."""
        self._right = right
        self.setAccessibleDescription(self.tr("matches") if right else "")
        self.update()

    def tidy(self) -> None:
        """Write what is typed in upper case, with a dash between the groups."""
        text = _only_c32(self.text())[:_SIZE]
        shown = f"{text[:GROUP]}-{text[GROUP:]}" if len(text) > GROUP else text
        if shown != self.text():
            at_end = self.cursorPosition() == len(self.text())
            position = self.cursorPosition()
            self.setText(shown)
            self.setCursorPosition(len(shown) if at_end else min(position, len(shown)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if self.may_paste:
                self.pasted.emit(QGuiApplication.clipboard().text())
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.focusPreviousChild()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._right:
            painter = painter_of(self)
            x = self.width() - theme.current().px(18)
            centre = QPointF(x, self.height() / 2)
            draw_icon(painter, self, "check", "success", ICON_CHIP + 1, centre)
            painter.end()


def _only_c32(text: str) -> str:
    return "".join(ch for ch in c32.clean_typed(text) if ch in _ALPHABET)
