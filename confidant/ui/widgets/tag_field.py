"""Tags or people: chips and an input that completes what is known."""

from collections.abc import Sequence
from unicodedata import normalize

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QCompleter, QListView, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme.metrics import RADIUS_CONTROL
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.known_tags import Known, KnownModel, same_tag
from confidant.ui.widgets.painting import painter_of, rounded
from confidant.ui.widgets.tag_chip import TagChip


class TagField(QWidget):
    """`changed` gives the tags as a tuple. Compared by NFC and case; the first spelling stays."""

    changed = Signal(object)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        look = theme.current()
        self._name = name
        self._known: tuple[Known, ...] = ()
        self._chips: list[TagChip] = []
        self._armed = False
        self.input = _TagInput(name, placeholder, self)
        self.input.setProperty("bare", "true")
        self._model = KnownModel(self)
        self._completer = self._made_completer()
        self._flow = FlowLayout(self)
        look.pad(self._flow, spacing=6, margins=(8, 5, 8, 5))
        self._flow.addWidget(self.input)
        self.setSizePolicy(_height_for_width())
        self.setFocusProxy(self.input)
        self.input.committed.connect(self._commit)
        self.input.backspaced.connect(self._backspace)
        self.input.textEdited.connect(self._typed)
        self.input.installEventFilter(self)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, in their order."""
        return tuple(chip.value for chip in self._chips)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show exactly `tags`, without `changed`."""
        for chip in tuple(self._chips):
            self._drop(chip)
        for tag in tags:
            self._add_chip(tag)

    def set_known(self, known: Sequence[Known]) -> None:
        """Complete from `known`; their hints are shown on the chips too."""
        self._known = tuple(known)
        self._model.set_known(self._known)
        for chip in self._chips:
            chip.set_hint(self._hint(chip.value))

    def clear(self) -> None:
        """Forget tags, input and what completes."""
        self.set_tags(())
        self.set_known(())
        self.input.clear()

    def commit_pending(self) -> None:
        """Take what stands in the input, as Return does."""
        self._commit(self.input.text())

    def _made_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        completer.setMaxVisibleItems(8)
        popup = QListView()
        popup.setProperty("popup", "true")
        popup.setAccessibleName(self.tr("Suggestions"))
        completer.setPopup(popup)
        completer.activated.connect(self._commit)
        self.input.setCompleter(completer)
        return completer

    def _typed(self, text: str) -> None:
        self._armed = False
        if "," in text:
            for part in text.split(","):
                self._commit(part)

    def _commit(self, text: str) -> None:
        tag = normalize("NFC", " ".join(text.split()))
        self.input.clear()
        if not tag or any(same_tag(tag, there) for there in self.tags):
            return
        spelling = next((k.value for k in self._known if same_tag(k.value, tag)), tag)
        self._add_chip(spelling)
        announce(self, self.tr("{tag} added").format(tag=spelling))
        self.changed.emit(self.tags)

    def _backspace(self) -> None:
        if not self._chips:
            return
        if not self._armed:
            self._armed = True
            self._chips[-1].set_marked(marked=True)
            announce(self, self._chips[-1].accessibleName())
            return
        self._remove(self._chips[-1])

    def _remove(self, chip: TagChip) -> None:
        at = self._chips.index(chip)
        had_focus = chip.hasFocus()
        value = chip.value
        self._drop(chip)
        if had_focus and self._chips:
            self._chips[min(at, len(self._chips) - 1)].setFocus()
        else:
            self.input.setFocus()
        announce(self, self.tr("{tag} removed").format(tag=value))
        self.changed.emit(self.tags)

    def _add_chip(self, tag: str) -> None:
        chip = TagChip(tag, self._hint(tag), self)
        chip.remove_wanted.connect(lambda: self._remove(chip))
        chip.step_wanted.connect(lambda step: self._walk(chip, step))
        # A chip that is made later would be the last stop of the whole window.
        QWidget.setTabOrder(self._chips[-1] if self._chips else self.input, chip)
        self._chips.append(chip)
        self._flow.insert_widget(len(self._chips) - 1, chip)
        chip.show()
        self._settle()

    def _drop(self, chip: TagChip) -> None:
        self._armed = False
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.forget()
        chip.deleteLater()
        self._settle()

    def _walk(self, chip: TagChip, step: int) -> None:
        at = self._chips.index(chip) + step
        if 0 <= at < len(self._chips):
            self._chips[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._settle(at)
        elif at == len(self._chips):
            self.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self, stop: int | None = None) -> None:
        # The chips are one tab stop; the arrows go from one to the next.
        last = len(self._chips) - 1 if stop is None else stop
        for at, chip in enumerate(self._chips):
            policy = Qt.FocusPolicy.StrongFocus if at == last else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
        self._flow.invalidate()
        self.updateGeometry()

    def _hint(self, tag: str) -> str:
        return next((k.hint for k in self._known if same_tag(k.value, tag)), "")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._disarm()
            self.update()
        return False

    def _disarm(self) -> None:
        self._armed = False
        for chip in self._chips:
            chip.set_marked(marked=False)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.input.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        focused = self.input.hasFocus()
        painter = painter_of(self)
        rounded(
            painter,
            QRectF(self.rect()),
            look.px(RADIUS_CONTROL),
            look.colour("raised"),
            look.colour("focus" if focused else "line_strong"),
            2 if focused else 1,
        )
        painter.end()


class _TagInput(LineEdit):
    committed = Signal(str)
    backspaced = Signal()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(140), look.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(60), theme.current().px(26))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text().strip():
            self.committed.emit(self.text())
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.backspaced.emit()
        else:
            super().keyPressEvent(event)


def _height_for_width() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy
