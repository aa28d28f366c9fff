"""The writing pane of the journal: one entry from head to files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.services.erasing import Reach
from confidant.ui import theme
from confidant.ui.journal.attachments_section import AttachmentsSection
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.journal.header import EntryHeader
from confidant.ui.journal.passes import FeltCard, ObservedCard
from confidant.ui.record_form.erase_sheet import EraseRecordSheet
from confidant.ui.theme.metrics import CARD_GAP, PAGE_MARGIN, PAGE_MARGIN_NARROW, READING_WIDTH
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.markdown_editor import MarkdownEditor
from confidant.ui.widgets.section import Section
from confidant.ui.widgets.tag_field import TagField

_WORDS_MS = 300
_NARROW = 640
_FOR_THE_WINDOW = frozenset({".age", ".confidant-card"})


class EntryPage(QScrollArea):
    """Shows the entry that `model` holds. `words` counts them; `done` is for the toast."""

    words = Signal(int)
    done = Signal(str, object)
    share_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show no entry yet."""
        super().__init__(parent)
        self._model = model
        self.header = EntryHeader(model)
        self.felt = FeltCard(model)
        self.observed = ObservedCard(model)
        self.second_pass = Button(self.tr("Add a second pass"), Kind.LINK, icon="add", small=True)
        self.about = Section(self.tr("People and competencies"))
        self.people = TagField(self.tr("People"), self.tr("A name"))
        self.competencies = TagField(self.tr("Competencies"), self.tr("A competency"))
        self.files = AttachmentsSection(model)
        self.sheet: EraseRecordSheet | None = None
        self._column = QVBoxLayout()
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_WORDS_MS)
        self._count.timeout.connect(self._count_words)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def tag_fields(self) -> tuple[TagField, ...]:
        """Return every field of chips."""
        feelings = (self.felt.feelings, self.observed.after)
        return (self.header.tags, self.people, self.competencies, *feelings)

    def commit_pending(self) -> None:
        """Take what stands in the inputs of chips: the entry is about to be left."""
        for field in self.tag_fields():
            field.commit_pending()

    def show_entry(self) -> None:
        """Show the model's entry from its beginning."""
        for field in self.tag_fields():
            field.input.clear()
        model = self._model
        two = bool(model.text("as_felt") or model.parts("before") or model.opens_at)
        self.header.show_entry()
        self.felt.show_entry()
        self.felt.setVisible(two)
        self.observed.show_entry(two_passes=two)
        self.second_pass.setVisible(not two and not model.read_only)
        self.people.set_tags(model.lines("people"))
        self.competencies.set_tags(model.lines("competencies"))
        for field in (self.people, self.competencies):
            field.setEnabled(not model.read_only)
        self._say_about()
        self.about.set_open(is_open=False)
        self.files.show_entry()
        self.verticalScrollBar().setValue(0)
        self._count_words()

    def focus_text(self) -> None:
        """Put the cursor where one goes on writing."""
        editor = self.felt.editor if self.observed.is_shut else self.observed.editor
        editor.setFocus()

    def add_second_pass(self) -> None:
        """Have both passes: what is felt goes first."""
        self.felt.setVisible(True)
        self.felt.show_wait(shown=not self.observed.editor.text().strip())
        self.observed.set_two_passes(two=True)
        self.second_pass.hide()
        self.felt.editor.setFocus()

    def set_known(self, tags: Sequence[str], people: Sequence[Known]) -> None:
        """Complete tags and people from what the vault knows."""
        self.header.set_known_tags(tags)
        self.people.set_known(people)

    def ask_to_erase(self) -> None:
        """Ask before the entry is erased."""
        if self._model.is_new:
            self._ask_to_erase(None)
        else:
            self._model.out_of_reach(self._ask_to_erase)

    def clear(self) -> None:
        """Drop every text."""
        self._count.stop()
        self.header.clear()
        self.felt.clear()
        self.observed.clear()
        self.people.clear()
        self.competencies.clear()
        self.about.set_state("")
        self.files.clear()
        self.words.emit(-1)

    def _ask_to_erase(self, reach: Reach | None) -> None:
        title = self.header.title.text() or self.observed.editor.text()
        question = self.tr("Erase this entry?")
        sheet = EraseRecordSheet(self, question, title=title, reach=reach)
        sheet.accepted.connect(lambda: self._model.erase(replace=sheet.replaces_backups))
        self.sheet = sheet
        sheet.open()

    def _say_about(self) -> None:
        named = (*self.people.tags, *self.competencies.tags)
        self.about.set_state(", ".join(named))

    def _tags(self, name: str, tags: tuple[str, ...]) -> None:
        self._model.set(name, [*tags])
        self._say_about()

    def _count_words(self) -> None:
        editors = [self.felt.editor, self.observed.editor]
        self.words.emit(sum(editor.word_count for editor in editors))

    def _connect(self) -> None:
        model = self._model
        self.header.share_wanted.connect(self.share_wanted)
        self.header.history_wanted.connect(self.history_wanted)
        self.header.attach_wanted.connect(self.files.ask)
        self.header.erase_wanted.connect(self.ask_to_erase)
        # Queued: the title moves the focus to the next control after it said so.
        self.header.title.finished.connect(self.focus_text, Qt.ConnectionType.QueuedConnection)
        self.second_pass.clicked.connect(self.add_second_pass)
        self.people.changed.connect(lambda tags: self._tags("people", tags))
        self.competencies.changed.connect(lambda tags: self._tags("competencies", tags))
        self.files.removed.connect(self.done)
        for field in self.tag_fields():
            field.input.left_focus.connect(field.commit_pending)
        model.reopened.connect(self.observed.refresh)
        for editor in (self.felt.editor, self.observed.editor):
            editor.edited.connect(self._count.start)
            editor.cursorPositionChanged.connect(lambda e=editor: self._follow(e))

    def _follow(self, editor: MarkdownEditor) -> None:
        # The editor is as high as its text, so the page scrolls instead of it.
        if editor.hasFocus():
            spot = editor.cursorRect().center()
            at = editor.mapTo(self._inner, spot)
            self.ensureVisible(0, at.y(), 0, theme.current().px(48))

    def _lay_out(self) -> None:
        look = theme.current()
        about = self.about.body
        about.addWidget(Field(self.tr("People"), self.people))
        about.addWidget(Field(self.tr("Competencies"), self.competencies))
        parts = (self.header, self.felt, self.observed, self.second_pass, self.about, self.files)
        look.pad(self._column, spacing=CARD_GAP, margins=(PAGE_MARGIN, 16, PAGE_MARGIN, 32))
        for part in parts:
            self._column.addWidget(part)
        self._column.setAlignment(self.second_pass, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        reading = QWidget()
        reading.setProperty("page", "true")
        reading.setLayout(self._column)
        self._reading = reading
        inner = QWidget()
        inner.setProperty("page", "true")
        across = QHBoxLayout(inner)
        look.pad(across)
        across.addStretch(1)
        across.addWidget(reading, 1000)
        across.addStretch(1)
        self._inner = inner
        self.setWidgetResizable(True)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        look = theme.current()
        margin = PAGE_MARGIN_NARROW if self.width() < look.px(_NARROW) else PAGE_MARGIN
        look.pad(self._column, spacing=CARD_GAP, margins=(margin, 16, margin, 32))
        self._reading.setMaximumWidth(look.px(READING_WIDTH + 2 * margin))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event) and self._model.is_open and not self._model.read_only:
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event)
        if files and self._model.is_open and not self._model.read_only:
            event.acceptProposedAction()
            self._model.attach(files)


def _files(event: QDropEvent) -> list[Path]:
    """Return dropped files; those that Confidant opens are for the window."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    foreign = all(path.suffix not in _FOR_THE_WINDOW for path in paths)
    return paths if paths and len(paths) == len(urls) and foreign else []
