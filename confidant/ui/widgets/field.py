"""A field: its label above, help below, and an error that replaces the help."""

from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import LABEL_GAP
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.labels import IconLabel, Label


class _Marked(Protocol):
    def set_wrong(self, *, wrong: bool) -> None: ...


class Field(QWidget):
    """An input with its words. `editor` is the input that was passed in."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        help_text: str = "",
        eyebrow: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Put `label` above `editor`; `help_text` stands below until there is an error."""
        super().__init__(parent)
        look = theme.current()
        self.editor = editor
        self._help = help_text
        self.label = Label(label, Role.EYEBROW if eyebrow else Role.UI)
        self.label.set_tone("muted" if eyebrow else "")
        self.label.setBuddy(editor)
        self._icon = IconLabel("caution", "danger")
        self._words = Label(help_text, Role.SMALL, "subtle", wrap=True)
        if not editor.accessibleName():
            editor.setAccessibleName(label.replace("&", ""))
        below = QHBoxLayout()
        look.pad(below, spacing=6)
        below.addWidget(self._icon)
        below.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=LABEL_GAP)
        column.addWidget(self.label)
        column.addWidget(editor)
        column.addLayout(below)
        # Beside a higher field the label stays at the top.
        grows = bool(editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
        column.setStretch(1, 1 if grows else 0)
        column.addStretch(0 if grows else 1)
        self._show(help_text, wrong=False)

    @property
    def error(self) -> str:
        """The sentence of the present error, empty when there is none."""
        return "" if self._icon.isHidden() else self._words.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; it is the input's description too."""
        self._show(sentence, wrong=True)
        announce(self.editor, sentence, assertive=True)

    def clear_error(self) -> None:
        """Show the help again."""
        self._show(self._help, wrong=False)

    def set_help(self, sentence: str) -> None:
        """Give the input another help; a present error stays."""
        self._help = sentence
        if not self.error:
            self._show(sentence, wrong=False)

    def _show(self, sentence: str, *, wrong: bool) -> None:
        self._icon.setVisible(wrong)
        self._words.setVisible(bool(sentence))
        self._words.setText(sentence)
        self._words.set_tone("danger" if wrong else "subtle")
        self.editor.setAccessibleDescription(sentence)
        if hasattr(self.editor, "set_wrong"):
            cast("_Marked", self.editor).set_wrong(wrong=wrong)
