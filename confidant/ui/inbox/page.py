"""One conversation: who it is with, the record, the thread, the way back."""

from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records import text as texts
from confidant.services.conversation import Voice
from confidant.services.threads import Document
from confidant.ui import theme
from confidant.ui.inbox.footer import Footer
from confidant.ui.inbox.head import Head
from confidant.ui.inbox.lines import stops
from confidant.ui.inbox.sides import TEXT, THREAD, Sides
from confidant.ui.inbox.talk_model import TalkModel
from confidant.ui.inbox.thread import ThreadPanel
from confidant.ui.inbox.typed import Typed
from confidant.ui.inbox.words import FORMS, ConversationWords, form_name
from confidant.ui.record_view.view import Marked, RecordView
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.segments import Tabs
from confidant.ui.words import label, sentence

_TAB_LENGTH: Final = 32
UNCHOSEN: Final = "advise"
"""The form of a response that is begun without choosing one."""


class ConversationPage(QWidget):
    """Shows what a `TalkModel` holds.

    `done_wanted`, `seal_wanted` and `remove_wanted` (with the voice) are for the screen.
    """

    done_wanted = Signal()
    seal_wanted = Signal()
    remove_wanted = Signal(object)
    link_wanted = Signal(str)

    def __init__(
        self, model: TalkModel, words: ConversationWords, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._model = model
        self._words = words
        self._rendered: tuple[object, ...] = ()
        self._passage = ""
        self.head = Head(words)
        self.subjects = Tabs(self.tr("Records of this conversation"), ())
        self.record = RecordView()
        self.panel = ThreadPanel(words, model.session.today)
        self.sides = Sides(self.record, self.panel)
        self.footer = Footer(model)
        self._lay_out()
        self._connect()

    # What the screen's commands do.

    def press_form(self, form: str) -> None:
        """Begin a response of a form about the passage that is selected."""
        if not self._model.can_respond:
            return
        self._model.start(form, self.record.quote()[1])
        self.record.select_nothing()
        self.sides.show_side(THREAD)
        self.panel.response.text.setFocus()
        self.panel.reveal(self.panel.response)

    def add(self) -> None:
        """Keep what is typed."""
        if self._model.typed is not None:
            self._model.keep()

    def next_passage(self) -> None:
        """Go to the next marked passage of the text."""
        words = self.record.next_mark()
        if words:
            self.sides.show_side(TEXT)
            announce(self, texts.without_markdown(words))

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.record, self.panel, self.footer)

    def clear(self) -> None:
        """Drop every text."""
        self._rendered, self._passage = (), ""
        self.head.clear()
        self._set_tabs([])
        self.record.clear()
        self.panel.clear()
        self.footer.clear()

    # What the model tells.

    def _shown(self) -> None:
        found = self._model.received
        if found is None:
            return
        self.head.show_received(found)
        names = [(one.title or label(one.kind)) for one in found.subjects]
        self._set_tabs(names)

    def _loaded(self) -> None:
        document = self._model.document
        found = self._model.received
        if document is None:
            self._rendered = ()
            self.record.clear()
            self.panel.clear()
            self.footer.refresh()
            return
        if found is not None and found.file is None:
            self.head.show_partner(document.contact)
        self._show_record(document)
        can_write = not self._model.session.read_only
        self.panel.show_thread(
            document,
            can_respond=self._model.can_respond,
            can_answer=can_write and document.mine,
        )
        self._select_tab()
        self.footer.refresh()
        self._order()

    def _show_record(self, document: Document) -> None:
        """Show the text anew only where it is another one: a selection stays."""
        marks = [Marked(words) for words in self._passages()]
        shown = (document.record, document.version, document.withheld)
        if shown == self._rendered:
            self.record.set_marks(marks)
        else:
            self._rendered = shown
            self.record.show_record(
                document.thread.body,
                head=self._words.head(document),
                withheld=document.withheld,
                marks=marks,
                titles=document.titles,
            )
        if self._passage:
            self.record.show_mark(self._passage)
            self._passage = ""

    def _passages(self) -> list[str]:
        document = self._model.document
        voices = document.thread.voices if document is not None else ()
        shown = document.version if document is not None else 0
        return [
            voice.passage.words
            for voice in voices
            if voice.passage is not None
            and (voice.revision == shown or (document is not None and not document.mine))
        ]

    def _show_typed(self, typed: object) -> None:
        present = typed if isinstance(typed, Typed) else None
        is_response = present is not None and present.kind == "response"
        if present is not None and is_response:
            self.panel.response.take(present)
        else:
            self.panel.response.show_typed(None)
        self.panel.answer.show_typed(present if not is_response else None)
        self.footer.refresh()

    def _refused(self, error: object) -> None:
        form = self.panel.response if self.panel.answer.isHidden() else self.panel.answer
        form.text_field.show_error(sentence(error))  # type: ignore[arg-type] # the signal carries an ExpectedError
        form.text.setFocus()

    def _kept(self, kind: str) -> None:
        """Give the focus to where writing or reading goes on."""
        if kind == "response":
            self.panel.response.text.setFocus()
        else:
            self.record.texts()[-1].setFocus()

    def _show_passage(self, voice: Voice) -> None:
        document = self._model.document
        if document is None or voice.passage is None:
            return
        if document.mine and voice.revision != document.version:
            self._passage = voice.passage.words
            self._model.choose(document.record, voice.revision)
            return
        self.sides.show_side(TEXT)
        self.record.show_mark(voice.passage.words)

    def _answer(self, voice: Voice, outcome: str) -> None:
        self._model.start_answer(voice, "declined" if outcome == "declined" else "answered")
        self.panel.answer.text.setFocus()
        self.panel.reveal(self.panel.answer)

    def _edit(self, voice: Voice) -> None:
        self._model.edit(voice)
        self.panel.response.text.setFocus()
        self.panel.reveal(self.panel.response)

    def _order(self) -> None:
        """Let Tab walk as the eye does: cards come and go."""
        parts = (self.head, self.subjects, self.sides.tabs, self.record, *self.panel.cards)
        forms = (self.panel.answer, self.panel.response, self.footer)
        chain = [stop for part in (*parts, *forms) for stop in stops(part)]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    # Tabs.

    def _set_tabs(self, names: list[str]) -> None:
        self.subjects.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        while self.subjects.count():
            self.subjects.removeTab(0)
        for name in names:
            short = name if len(name) <= _TAB_LENGTH else f"{name[: _TAB_LENGTH - 1].rstrip()}…"
            self.subjects.addTab(short.replace("&", "&&"))
        self.subjects.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self.subjects.setVisible(len(names) > 1)
        self._show_bar()

    def _show_bar(self) -> None:
        self._bar.setVisible(not self.subjects.isHidden() or self.sides.is_narrow)

    def _select_tab(self) -> None:
        found = self._model.received
        subjects = [one.record for one in found.subjects] if found is not None else []
        if self._model.subject in subjects:
            self.subjects.blockSignals(True)  # noqa: FBT003 -- Qt's signature
            self.subjects.setCurrentIndex(subjects.index(self._model.subject))
            self.subjects.blockSignals(False)  # noqa: FBT003 -- Qt's signature

    def _tab_chosen(self, index: int) -> None:
        found = self._model.received
        if found is not None and 0 <= index < len(found.subjects):
            self._model.choose(found.subjects[index].record)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self._shown)
        model.loaded.connect(self._loaded)
        model.typed_changed.connect(self._show_typed)
        model.refused.connect(self._refused)
        model.kept.connect(self._kept)
        self.head.done_wanted.connect(self.done_wanted)
        self.sides.arranged.connect(self._show_bar)
        self.subjects.currentChanged.connect(self._tab_chosen)
        self.record.link_wanted.connect(self.link_wanted)
        panel = self.panel
        panel.link_wanted.connect(self.link_wanted)
        panel.passage_wanted.connect(self._show_passage)
        panel.edit_wanted.connect(self._edit)
        panel.remove_wanted.connect(self.remove_wanted)
        panel.answer_wanted.connect(self._answer)
        panel.response.form_chosen.connect(self.press_form)
        panel.response.begun.connect(lambda: model.start(UNCHOSEN, self.record.quote()[1]))
        for form in (panel.response, panel.answer):
            form.edited.connect(model.change)
            form.add_wanted.connect(self.add)
            form.drop_wanted.connect(model.drop)
        self.footer.seal_button.clicked.connect(self.seal_wanted)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for number, name in enumerate(FORMS, start=1):
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self, context=context)
            keys.setWhatsThis(form_name(name))
            keys.activated.connect(partial(self.press_form, name))

    def _lay_out(self) -> None:
        look = theme.current()
        self.panel.setProperty("plane", "surface")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = QWidget()
        tabs = QHBoxLayout(self._bar)
        look.pad(tabs, spacing=8, margins=(16, 4, 16, 0))
        tabs.addWidget(self.subjects, 1)
        tabs.addWidget(self.sides.tabs, 0, Qt.AlignmentFlag.AlignTrailing)
        column = QVBoxLayout(self)
        look.pad(column)
        column.addWidget(self.head)
        column.addWidget(self._bar)
        column.addWidget(self.sides, 1)
        column.addWidget(self.footer)
        self._set_tabs([])
