"""A response in the thread, with its passage and what was said back."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.bundles.aliases import RealName
from confidant.records import text as texts
from confidant.records.response import Response
from confidant.services import threads
from confidant.services.conversation import Voice
from confidant.services.threads import Document
from confidant.ui.inbox.lines import line
from confidant.ui.inbox.quotation import Quotation
from confidant.ui.inbox.words import TONES, ConversationWords, form_name
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.markdown_view import MarkdownView, Passage
from confidant.ui.words import label


class VoiceCard(Card):
    """Shows one response.

    Signals: `passage_wanted`, `edit_wanted` and `remove_wanted` give the voice; `answer_wanted`
    the voice and the outcome, `answered` or `declined`.
    """

    passage_wanted = Signal(object)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    answer_wanted = Signal(object, str)
    link_wanted = Signal(str)

    def __init__(
        self,
        voice: Voice,
        document: Document,
        words: ConversationWords,
        *,
        can_write: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show `voice`, which is about `document`."""
        super().__init__("raised", parent=parent)
        self.voice = voice
        self._document = document
        self._words = words
        self._add_head()
        self._add_quote()
        self._add_text(self.column, voice)
        for answer in voice.answers:
            self._add_answer(answer)
        buttons = [*self._showing(), *(self._writing() if can_write else ())]
        if buttons:
            self.column.addWidget(line(*buttons))
        self.setAccessibleName(self._spoken())

    def forget(self) -> None:
        """Drop every text."""
        for view in self.findChildren(MarkdownView):
            view.forget()
        for shown in self.findChildren(Label):
            shown.clear()
        self.setAccessibleName("")

    @property
    def is_ready(self) -> bool:
        """Whether it is mine and was not sent yet."""
        return self.voice.author is None and self.voice.record in self._document.unsent

    def _add_head(self) -> None:
        body, parts = self.voice.body, list[QWidget]()
        if isinstance(body, Response):
            tone = TONES.get(body.form, "accent")
            parts.append(Chip(form_name(body.form), tone, icon=body.form))
        said = [label(body.altitude)] if body.altitude else []
        said.append(isolated(self.voice.author) if self.voice.author else self.tr("mine"))
        if self.voice.revision and self.voice.revision != self._document.version:
            said.append(self.tr("about version {number}").format(number=self.voice.revision))
        parts.append(Label(" · ".join(said), Role.SMALL, "muted"))
        for words in (self._words.answer_by(self.voice), self._age()):
            if words:
                parts.append(Label(words, Role.SMALL_STRONG, "caution"))
        if self.is_ready:
            parts.append(Chip(self.tr("Ready, not sent"), "plain"))
        self.column.addWidget(line(*parts))

    def _age(self) -> str:
        return self._words.age(self.voice) if threads.wants_answer(self.voice) else ""

    def _add_quote(self) -> None:
        about = self.voice.body.about
        quote = about.quote if about is not None else None
        if self.voice.passage is not None:
            quote = self.voice.passage.words
        if not quote:
            return
        self.column.addWidget(Quotation(texts.without_markdown(quote)))
        if self.voice.passage is None:
            words = self.tr("This passage is not in the text any more.")
            self.column.addWidget(Label(words, Role.SMALL, "subtle", wrap=True))

    def _add_text(self, column: QVBoxLayout, voice: Voice) -> None:
        view = MarkdownView(self._text_name(voice), role=Role.READ_SMALL)
        view.set_markdown(voice.body.text)
        aliases = dict.fromkeys(name.alias for name in voice.names)
        view.set_passages(tuple(Passage(alias, "alias", every=True) for alias in aliases))
        view.link_wanted.connect(self.link_wanted)
        column.addWidget(view)
        behind = dict.fromkeys(self._behind(name) for name in voice.names)
        if behind:
            column.addWidget(Label(" · ".join(behind), Role.SMALL, "accent", wrap=True))
        note = voice.body.private_note if isinstance(voice.body, Response) else None
        if note:
            felt = Card("felt")
            felt.column.addWidget(
                Label(self.tr("Private note, never leaves"), Role.SMALL_STRONG, "felt", wrap=True)
            )
            felt.column.addWidget(Label(note, Role.READ_SMALL, wrap=True))
            column.addWidget(felt)

    def _behind(self, name: RealName) -> str:
        form = self.tr("{alias} is {name}")
        return form.format(alias=isolated(name.alias), name=isolated(", ".join(name.names)))

    def _text_name(self, voice: Voice) -> str:
        if isinstance(voice.body, Response):
            return form_name(voice.body.form)
        return self.tr("Answer")

    def _add_answer(self, answer: Voice) -> None:
        card = Card("sunken")
        body = answer.body
        declined = not isinstance(body, Response) and body.outcome == "declined"
        if answer.author is None:
            who = self.tr("You declined") if declined else self.tr("You answered")
        else:
            form = self.tr("{name} declined") if declined else self.tr("{name} answered")
            who = form.format(name=isolated(answer.author))
        card.column.addWidget(Label(who, Role.SMALL_STRONG, "muted", wrap=True))
        self._add_text(card.column, answer)
        if answer.record in self._document.unsent:
            words = self.tr("It travels with the next file to them.")
            card.column.addWidget(Label(words, Role.SMALL, "subtle", wrap=True))
        self.column.addWidget(card)

    def _showing(self) -> Iterator[Button]:
        if self.voice.passage is not None:
            show = Button(self.tr("Show the passage"), Kind.QUIET, icon="search", small=True)
            show.clicked.connect(lambda: self.passage_wanted.emit(self.voice))
            yield show

    def _writing(self) -> Iterator[Button]:
        if self.is_ready:
            edit = Button(self.tr("Change it"), Kind.QUIET, icon="edit", small=True)
            edit.clicked.connect(lambda: self.edit_wanted.emit(self.voice))
            remove = Button(self.tr("Remove it…"), Kind.QUIET, icon="erase", small=True)
            remove.clicked.connect(lambda: self.remove_wanted.emit(self.voice))
            yield from (edit, remove)
        elif self.voice.open and self.voice.author is not None:
            kind = Kind.SOFT if threads.wants_answer(self.voice) else Kind.QUIET
            answer = Button(self.tr("Answer"), kind, icon="reply", small=True)
            answer.clicked.connect(lambda: self.answer_wanted.emit(self.voice, "answered"))
            decline = Button(self.tr("Decline with a reason…"), Kind.QUIET, small=True)
            decline.clicked.connect(lambda: self.answer_wanted.emit(self.voice, "declined"))
            yield from (answer, decline)

    def _spoken(self) -> str:
        body = self.voice.body
        who = self.voice.author or self.tr("mine")
        form = form_name(body.form) if isinstance(body, Response) else self.tr("Answer")
        return self.tr("{form}, {name}").format(form=form, name=who)
