"""The sheet of quick capture."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.services import quick_capture
from confidant.services.quick_capture import Capture, CaptureKind
from confidant.ui import theme
from confidant.ui.capture.view_model import CaptureModel
from confidant.ui.record_list.choices import classifications
from confidant.ui.session import Session
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.chip_menu import ChipMenu
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.segments import Segments
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.widgets.tag_field import TagField
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

ASKS_ABOVE = 20
"""Words above which discarding is asked for once more."""
_LINES = 4


class CaptureSheet(Sheet):
    """One text that becomes a note, a doubt or a decision. Esc closes; the draft stays."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Make the sheet over the window of `parent`; what was left behind is read on opening."""
        super().__init__(
            parent, QCoreApplication.translate("CaptureSheet", "Quick capture"), width=600
        )
        self.model = CaptureModel(session, self)
        self.becomes = Segments(
            self.tr("What it becomes"),
            (
                ("entry", self.tr("Note")),
                ("doubt", self.tr("Doubt")),
                ("decision", self.tr("Decision")),
            ),
        )
        self.text = PlainText(self.tr("A thought"), self.tr("One line is enough."), growing=True)
        self.text.set_lines(_LINES)
        self.tags = TagField(self.tr("Tags"), self.tr("+ Tag"))
        self.classification = ChipMenu(self.tr("Classification"), classifications(), icon="shield")
        self.saved = Label("", Role.SMALL, "subtle")
        self.wrong = Label("", Role.UI, "danger", wrap=True)
        self.wrong.hide()
        self.discard_button = Button(self.tr("Discard"), Kind.QUIET)
        self.keep_button = Button(self.tr("Keep"), Kind.PRIMARY)
        self._asked = False
        self._lay_out()
        self._connect()

    @override
    def open(self) -> None:
        super().open()
        self.model.load()
        self.model.session.read(self, lambda vault: tuple(vault.tags()), self._know, key="tags")
        self.text.setFocus()

    def unwritten(self) -> tuple[Callable[[Vault], object], ...]:
        """Return the verb that keeps the draft; asked at a lock, before the sheet is closed."""
        capture = self._capture()
        if not self.isVisible() or not capture.text.strip():
            return ()
        return (partial(quick_capture.save, capture=capture),)

    def clear(self) -> None:
        """Drop every text."""
        self.text.forget()
        self.tags.clear()
        self.wrong.setText("")

    def _know(self, tags: tuple[str, ...]) -> None:
        self.tags.set_known([Known(tag) for tag in tags])

    def _changed(self) -> None:
        self._ask(asked=False)
        self.wrong.hide()
        self.saved.setText("")
        self.keep_button.setEnabled(bool(self.text.text().strip()))
        self.model.change(self._capture())

    def _capture(self) -> Capture:
        return Capture(
            text=self.text.text(),
            kind=cast("CaptureKind", self.becomes.current or "entry"),
            tags=self.tags.tags,
            classification=self.classification.current,
        )

    def _show(self, capture: Capture) -> None:
        self.becomes.choose(capture.kind)
        self.text.set_text(capture.text)
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)
        self.tags.set_tags(capture.tags)
        self.classification.choose(capture.classification)
        self.keep_button.setEnabled(bool(capture.text.strip()))

    def _keep(self) -> None:
        self.tags.commit_pending()
        self.model.change(self._capture())
        if self.text.text().strip():
            self.keep_button.setEnabled(False)
            self.model.keep()

    def _refused(self, error: ExpectedError) -> None:
        self.keep_button.setEnabled(True)
        self.wrong.setText(sentence(error))
        self.wrong.show()

    def _discard(self) -> None:
        long = len(self.text.text().split()) > ASKS_ABOVE
        if long and not self._asked:
            self._ask(asked=True)
            return
        self.model.discard()

    def _ask(self, *, asked: bool) -> None:
        self._asked = asked
        if asked:
            self.discard_button.setText(self.tr("Discard all of it"))
            self.set_footnote(self.tr("There is no undo. Esc keeps the draft."))
        else:
            self.discard_button.setText(self.tr("Discard"))
            self.set_footnote(self._keys())

    def _keys(self) -> str:
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        return self.tr("{keys} keeps it. Esc closes; the draft stays.").format(keys=keys)

    def _draft_kept(self) -> None:
        now = QLocale().toString(
            QDateTime.fromMSecsSinceEpoch(self.model.session.clock.now_ms()).time(),
            QLocale.FormatType.ShortFormat,
        )
        self.saved.setText(self.tr("Draft kept {time}").format(time=now))

    def _end(self) -> None:
        self.clear()
        self.accept()

    def _rejected(self) -> None:
        # A lock comes this way too: what is typed is written before the vault closes.
        self.model.change(self._capture())
        self.model.save()
        self.clear()

    def _connect(self) -> None:
        model = self.model
        self.text.edited.connect(self._changed)
        self.tags.changed.connect(lambda _tags: self._changed())
        self.classification.chosen.connect(lambda _key: self._changed())
        self.becomes.chosen.connect(lambda _key: self._changed())
        self.keep_button.clicked.connect(self._keep)
        self.discard_button.clicked.connect(self._discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._keep)
        model.loaded.connect(self._show)
        model.draft_kept.connect(self._draft_kept)
        model.kept.connect(self._end)
        model.discarded.connect(self._end)
        model.refused.connect(self._refused)
        self.rejected.connect(self._rejected)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        look = theme.current()
        self.body.addWidget(self.becomes, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.text)
        chips = QHBoxLayout()
        look.pad(chips, spacing=8)
        chips.addWidget(self.tags, 1)
        chips.addWidget(self.classification, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(chips)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.saved)
        self.set_footnote(self._keys())
        self.add(self.discard_button)
        self.add(self.keep_button)
        self.keep_button.setEnabled(False)
        for first, second in (
            (self.becomes, self.text),
            (self.text, self.tags),
            (self.tags, self.classification),
            (self.classification, self.discard_button),
            (self.discard_button, self.keep_button),
        ):
            QWidget.setTabOrder(first, second)
