"""One thing that stays: a field with a box, an attachment with a box, or one without any."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.bundles.preview import SeenItem
from confidant.compat import override
from confidant.crypto import strict_base64
from confidant.records import fields
from confidant.records.body import Attachment, Common
from confidant.records.fields import Mark
from confidant.services.composing import Ticked
from confidant.ui import theme
from confidant.ui.composer import words
from confidant.ui.record_view.values import heading
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.choices import CheckBox
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.typed_check import TypedCheck

_ICONS = {"as_felt": "private", "state_of_mind": "smile", "before": "smile", "after": "smile"}
_FILES = "attachments"


class StayRow(QWidget):
    """An icon, what it is, and what it holds in a few words."""

    def __init__(self, key: str, icon: str, title: str, holds: str) -> None:
        """Make the row; `key` tells rows apart."""
        super().__init__()
        self.key = key
        self.setProperty("page", "true")
        self.title: QWidget = self._made_title(title)
        self.holds = Label(holds, Role.SMALL, "subtle", wrap=True)
        look = theme.current()
        self.texts = QVBoxLayout()
        look.pad(self.texts, spacing=1)
        self.texts.addWidget(self.title)
        self.texts.addWidget(self.holds)
        row = QHBoxLayout(self)
        look.pad(row, spacing=8)
        side = QVBoxLayout()
        look.pad(side, margins=(0, 8, 0, 0))
        side.addWidget(IconLabel(icon))
        side.addStretch(1)
        row.addLayout(side)
        row.addLayout(self.texts, 1)

    @property
    def is_going(self) -> bool:
        """Whether it leaves after all."""
        return False

    def take(self, fresh: "StayRow") -> None:
        """Say what a row of the same key says now."""
        self.holds.setText(fresh.holds.text())

    def _made_title(self, title: str) -> QWidget:
        return Label(title, wrap=True)


class LockedRow(StayRow):
    """Something that never leaves, or stays until the other's estimate is in: no box."""


class BoxRow(StayRow):
    """Something with a box to let it go. `ticked(on)` is a person's tick."""

    ticked = Signal(bool)

    def __init__(self, key: str, icon: str, title: str, holds: str, *, is_going: bool) -> None:
        """Make the row; `is_going` is whether the box is ticked."""
        super().__init__(key, icon, title, holds)
        self.box.setChecked(is_going)
        self.box.toggled.connect(self._toggled)

    @property
    def box(self) -> CheckBox:
        """The box."""
        assert isinstance(self.title, CheckBox)  # noqa: S101 -- made so below
        return self.title

    @property
    @override
    def is_going(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    @override
    def take(self, fresh: StayRow) -> None:
        """Say what a row of the same key says now, with its box."""
        super().take(fresh)
        blocked = QSignalBlocker(self.box)
        self.box.setChecked(fresh.is_going)
        del blocked

    @override
    def _made_title(self, title: str) -> QWidget:
        box = CheckBox(title)
        box.setAccessibleName(_tr("Include {what}").format(what=title))
        return box

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        self.ticked.emit(on)


class FieldRow(BoxRow):
    """A private field. One that is felt needs the sentence to be typed before it goes."""

    def __init__(
        self, field: str, title: str, holds: str, *, is_going: bool, is_felt: bool
    ) -> None:
        """Make the row of a field; `is_felt` asks for the sentence."""
        icon = _ICONS.get(field, "private")
        super().__init__(field, icon, title, holds, is_going=is_going)
        self.field = field
        self.sentence = _tr("send what I feel")
        self.check = TypedCheck(
            _tr("Type “{sentence}”").format(sentence=self.sentence), self.sentence
        )
        self.check.setPlaceholderText(self.check.accessibleName())
        self.check.hide()
        self._is_felt = is_felt
        if is_felt:
            self.texts.addWidget(self.check)
            self.check.matched.connect(self._matched)

    @override
    def _toggled(self, on: bool) -> None:
        if on and self._is_felt and not self.check.is_matched:
            blocked = QSignalBlocker(self.box)
            self.box.setChecked(False)
            del blocked
            self.check.show()
            self.check.setFocus()
            return
        if not on:
            self.check.clear()
            self.check.hide()
        super()._toggled(on)

    def _matched(self, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        if on:
            self.box.setChecked(True)
            self.check.hide()


class AttachmentRow(BoxRow):
    """An attachment; while it goes, its name can be changed. `renamed(name)` gives it."""

    renamed = Signal(str)

    def __init__(self, attachment: Attachment, *, is_going: bool, name: str) -> None:
        """Make the row of an attachment that gets `name` in the file."""
        size = QLocale().formattedDataSize(attachment.size)
        holds = _tr("{file}, {size}").format(file=isolated(attachment.name), size=size)
        super().__init__(attachment.sha256, "attach", _tr("Attachment"), holds, is_going=is_going)
        self.sha256 = strict_base64.decode(attachment.sha256, 32)
        self.box.setAccessibleDescription(holds)
        self.name = LineEdit(
            _tr("Name of {file} in the file they get").format(file=isolated(attachment.name))
        )
        self.name.setText(name)
        self.name.left_focus.connect(lambda: self.renamed.emit(self.name.text()))
        self.name.returnPressed.connect(lambda: self.renamed.emit(self.name.text()))
        self.texts.addWidget(self.name)
        self.name.setVisible(is_going)

    @override
    def take(self, fresh: StayRow) -> None:
        """Say what a row of the same key says now."""
        super().take(fresh)
        self.name.setVisible(fresh.is_going)
        if isinstance(fresh, AttachmentRow) and not self.name.hasFocus():
            self.name.setText(fresh.name.text())


def rows_of(body: Common, item: SeenItem | None, ticked: Ticked) -> Iterator[StayRow]:
    """Yield a row for everything of a record that stays, or that a box has let go."""
    blind = set(item.withheld) if item is not None else set()
    for name, info in fields.of(type(body)).items():
        if getattr(body, name) is None or name in words.NOBODY_READS or name == _FILES:
            continue
        if Mark.NEVER in info.marks:
            holds = words.staying(body, name, {})
            yield LockedRow(name, "private", heading(name), _always(holds))
        elif Mark.PRIVATE in info.marks or Mark.OVERRIDE in info.marks:
            yield _field(body, name, ticked, is_felt=Mark.OVERRIDE in info.marks)
        elif name in blind:
            held = _tr("Withheld until their estimate is in")
            yield LockedRow(name, "private", heading(name), held)
    for attachment in body.attachments or ():
        sha256 = strict_base64.decode(attachment.sha256, 32)
        yield AttachmentRow(
            attachment,
            is_going=sha256 in ticked.attachments,
            name=ticked.names.get(sha256, attachment.name),
        )
    if item is not None and item.dropped:
        count = QCoreApplication.translate("StayRows", "%n references", "", len(item.dropped))
        sentence = _tr("To records that they do not have")
        yield LockedRow("references", "share", count, sentence)


def _field(body: Common, name: str, ticked: Ticked, *, is_felt: bool) -> FieldRow:
    holds = words.staying(body, name, {})
    if is_felt:
        holds = _tr("{holds}. Sending it needs the typed override.").format(holds=holds)
    return FieldRow(name, heading(name), holds, is_going=name in ticked.fields, is_felt=is_felt)


def _always(holds: str) -> str:
    return _tr("{holds}, stays always").format(holds=holds) if holds else _tr("Stays always")


def _tr(text: str) -> str:
    return QCoreApplication.translate("StayRows", text)
