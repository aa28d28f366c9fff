"""Draws every widget in every theme, large and in the pseudo-locale, for eyes.

Run: python -m tests.support.gallery [folder]
"""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.resources import safety_word_list
from confidant.ui import theme
from confidant.ui.item_models.row_text import RowText, State
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card, CardTone
from confidant.ui.widgets.chip import Chip, ChipButton, ChipTone
from confidant.ui.widgets.choices import CheckBox, ComboBox, RadioButton
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.inputs import LineEdit, PassphraseField, SearchField
from confidant.ui.widgets.interval_slider import IntervalSlider
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.labels import Label, Rule
from confidant.ui.widgets.markdown_editor import MarkdownEditor
from confidant.ui.widgets.markdown_view import MarkdownView, Passage
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.probability import Probability
from confidant.ui.widgets.progress_line import ProgressLine
from confidant.ui.widgets.row_list import RowList
from confidant.ui.widgets.section import Section
from confidant.ui.widgets.segments import Segments, Tabs
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.widgets.status_indicator import StatusIndicator
from confidant.ui.widgets.tag_field import TagField
from confidant.ui.widgets.title_edit import TitleEdit
from confidant.ui.widgets.toast import Toast
from confidant.ui.widgets.typed_check import CountField
from confidant.ui.widgets.words_input import SafetyWordsInput
from tests.support.pseudo import pseudo

Words = Callable[[str], str]
TODAY = date(2026, 11, 21)
TEXT = """## What happened
I presented the Rotterdam exit for nine minutes. The CFO asked **nothing**. The chair asked for \
the *downside* case; I answered with the upside again.

- [ ] ask him for his number
- tell the chair `before` the meeting
1. first, [the lease](https://example.org/lease)

> Next time: ask him for his number *before* the room does.
"""
ROWS = (
    RowText(
        kind="Pending",
        states=(State("70 %"), State("7 days left", "caution")),
        date="by 28 Nov",
        title="Offer the Rotterdam lease an early exit",
        snippet="If we buy out the last 14 months now we keep the slot at Maasvlakte open",
    ),
    RowText(
        kind="Reflection",
        states=(State("Two passes", "felt"), State("Shared v2", "accent")),
        date="21 Nov 2026",
        title="The silence after the Rotterdam slide",
        snippet="Marcus looked at the table, not at me.",
    ),
    RowText(
        kind="My mentor",
        states=(State("Key changed", "danger"),),
        date="since 2024",
        title="Helena Brandt",
        snippet="Industrial turnarounds, 3 boards",
    ),
)


def page(width: int) -> tuple[QWidget, QVBoxLayout]:
    """Return an empty page on paper."""
    widget = QWidget()
    widget.setProperty("plane", "raised")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(widget)
    theme.current().pad(column, spacing=16, margins=(32, 24, 32, 24))
    widget.resize(width, 100)
    return widget, column


def flow(*widgets: QWidget) -> QWidget:
    """Return `widgets` in wrapping lines."""
    holder = QWidget()
    layout = FlowLayout(holder)
    theme.current().pad(layout, spacing=10)
    for widget in widgets:
        layout.addWidget(widget)
    return holder


def controls(words: Words) -> QWidget:
    """Return buttons, chips, choices."""
    widget, column = page(900)
    texts = {
        Kind.PRIMARY: "New entry",
        Kind.SECONDARY: "Keep as draft",
        Kind.QUIET: "Close",
        Kind.LINK: "Add an option",
        Kind.SOFT: "Add records",
        Kind.DANGER: "Erase this entry",
    }
    column.addWidget(Label(words("Buttons"), Role.DISPLAY))
    buttons = [Button(words(text), kind, icon="add") for kind, text in texts.items()]
    column.addWidget(flow(*buttons))
    small = [Button(words(text), kind, small=True) for kind, text in texts.items()]
    column.addWidget(flow(*small))
    disabled = [Button(words(text), kind, icon="seal") for kind, text in texts.items()]
    for button in disabled:
        button.setEnabled(False)
    column.addWidget(flow(*disabled))
    icons = [IconButton(name, words(name)) for name in ("star", "share", "history", "more")]
    icons[0].setCheckable(True)
    icons[0].setChecked(True)
    column.addWidget(flow(*icons))
    tones: tuple[ChipTone, ...] = ("plain", "accent", "caution", "danger", "success", "felt")
    column.addWidget(flow(*[Chip(words("Confidential"), tone, icon="shield") for tone in tones]))
    chosen = ChipButton(words("Challenge"))
    chosen.setChecked(True)
    column.addWidget(flow(chosen, ChipButton(words("Experience")), ChipButton(words("Advice"))))
    column.addWidget(
        Segments(words("View"), [("a", words("List")), ("b", words("Timeline")), ("c", "Calendar")])
    )
    tabs = Tabs(words("Doubts"), [("a", words("Open 5")), ("b", words("Carried 2")), ("c", "All")])
    column.addWidget(tabs)
    ticked = CheckBox(words("Ask blind first"))
    ticked.setChecked(True)
    here = RadioButton(words("By telephone"))
    here.setChecked(True)
    column.addWidget(
        flow(ticked, CheckBox(words("Not ticked")), here, RadioButton(words("In person")))
    )
    combo = ComboBox([("a", words("Tactical")), ("b", words("Strategic, for the whole group"))])
    column.addWidget(flow(combo))
    column.addStretch(1)
    return widget


def fields(words: Words) -> QWidget:
    """Return the inputs."""
    widget, column = page(900)
    column.addWidget(SearchField(words("Search the journal")))
    line = LineEdit()
    line.setText("Signed surrender deed · owner: CFO · by 28 February 2027")
    column.addWidget(Field(words("How will we know that it was carried out?"), line))
    wrong = Field(words("Passphrase"), PassphraseField(words("Passphrase")), eyebrow=False)
    wrong.show_error(words("The passphrase does not open this vault. Caps Lock is on."))
    column.addWidget(wrong)
    day = DateField(words("Decide by"), lambda: TODAY)
    day.set_day(date(2026, 11, 28))
    empty = DateField(words("Review on"), lambda: TODAY)
    row = QHBoxLayout()
    theme.current().pad(row, spacing=16)
    row.addWidget(Field(words("Decide by"), day))
    row.addWidget(Field(words("Review on"), empty, help_text=words("Empty is allowed.")))
    row.addWidget(Field(words("Number of records"), CountField(words("Number of records"))))
    column.addLayout(row)
    sure = Probability(words("How sure"))
    sure.set_value(70)
    certain = Probability(words("How sure"))
    certain.set_value(100)
    column.addWidget(sure)
    column.addWidget(Probability(words("How sure")))
    column.addWidget(certain)
    between = IntervalSlider(words("Exit cost"), words=lambda n: f"€{n / 10:.1f}m", maximum=30)
    between.set_values(12, 17)
    column.addWidget(between)
    tags = TagField(words("Tags"), words("Add a tag"))
    tags.set_known([Known("Marcus Vale", "the CFO"), Known("candour")])
    tags.set_tags(["candour", "Marcus Vale", "board/remuneration"])
    column.addWidget(tags)
    heard = SafetyWordsInput(safety_word_list())
    for field, word in zip(heard.fields, safety_word_list()[100:104], strict=False):
        field.setText(word)
    column.addWidget(heard)
    code = RecoveryCodeInput("K7QM-2RVD-9WXE-HT4N-C3PJ-80YA-VB6S-ZF1K")
    code.fields[0].setText("K7QM-2RVD")
    code.fields[1].setText("9WXE-HT4X")
    code.fields[2].setText("C3PJ-8")
    code._tell()
    column.addWidget(code)
    column.addStretch(1)
    return widget


def cards(words: Words) -> QWidget:
    """Return cards, banners, sections, states."""
    widget, column = page(900)
    tones: tuple[CardTone, ...] = ("plain", "selected", "observer", "felt", "caution", "success")
    row = QHBoxLayout()
    theme.current().pad(row, spacing=12)
    for tone in tones:
        card = Card(tone)
        card.column.addWidget(Label(words("Sub-let"), Role.H3, wrap=True))
        text = words("Find our own tenant for 14 months.")
        card.column.addWidget(Label(text, Role.READ_SMALL, wrap=True))
        row.addWidget(card)
    column.addLayout(row)
    column.addWidget(
        Banner(
            words("Helena Brandt’s key changed on 20 November. Nothing can be sent to her or "
                  "opened from her until you verify the new words."),
            "danger",
            actions=(Button(words("Verify the new words"), small=True),),
        )
    )  # fmt: skip
    column.addWidget(
        Banner(
            words("Dissent is empty. If nobody disagreed, write that."),
            "caution",
            actions=(Button(words("Write the dissent"), small=True),),
        )
    )
    column.addWidget(Banner(words("Passphrase set: five words from the generator"), "success"))
    opened = Section(words("Options"), is_open=True)
    opened.set_state(words("2 considered beside the one you lean to"))
    opened.tools.addWidget(Button(words("Add an option"), Kind.LINK, icon="add", small=True))
    opened.body.addWidget(Label(words("Early exit at a fee"), Role.READ, wrap=True))
    column.addWidget(opened)
    folded = Section(words("Premortem"))
    folded.set_state(words("4 causes · 2 tripwires"))
    column.addWidget(folded)
    column.addWidget(Rule())
    progress = ProgressLine(can_cancel=True)
    progress.start(words("Making the key harder to guess. About two seconds."))
    progress.advance(40, 100)
    progress.show()
    column.addWidget(progress)
    saved = StatusIndicator()
    saved.saved(datetime(2026, 11, 21, 21, 42))  # noqa: DTZ001 -- local time by contract
    failed = StatusIndicator()
    failed.failed(words("Not saved: the disk is full. Your text is still here."))
    column.addWidget(flow(saved, failed))
    column.addWidget(
        EmptyState(
            "conversation",
            words("No mentor yet"),
            words("Exchange identity cards with your mentor, then read six words to each other. "
                  "After that you can send them records as an encrypted file."),
            primary=Button(words("Add a contact"), Kind.PRIMARY),
            secondary=Button(words("Open a file that I received")),
        )
    )  # fmt: skip
    toast = Toast(widget)
    toast.say(words("Option 3 removed."), lambda: None)
    return widget


def texts(words: Words) -> QWidget:
    """Return list, title, editor, view."""
    widget = QWidget()
    widget.setProperty("plane", "surface")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    outer = QHBoxLayout(widget)
    theme.current().pad(outer, spacing=16, margins=(8, 16, 24, 16))
    model: RowsModel[RowText] = RowsModel(lambda row: row, lambda row: row.title, widget)
    model.set_rows(ROWS)
    rows = RowList(words("Entries"), model)
    rows.setFixedWidth(theme.current().px(340))
    rows.select_first()
    outer.addWidget(rows)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    inside, column = page(640)
    title = TitleEdit(words("Title"), words("Title"))
    title.set_text("The silence after the Rotterdam slide, and what it may have meant to the chair")
    column.addWidget(title)
    felt = Card("felt")
    editor = MarkdownEditor(words("As I feel it"), growing=True)
    editor.set_text(
        "I walked out **angry**. Marcus *always* goes quiet when money is on the table."
    )
    felt.column.addWidget(Label(words("As I feel it"), Role.UI_STRONG, "felt"))
    felt.column.addWidget(editor)
    column.addWidget(felt)
    card = Card("observer")
    observed = MarkdownEditor(words("As an observer would put it"), growing=True)
    observed.set_text(TEXT)
    card.column.addWidget(observed)
    column.addWidget(card)
    note = PlainText(words("Why"), words("Write why"), role=Role.READ_SMALL, growing=True)
    note.set_lines(2)
    column.addWidget(note)
    view = MarkdownView(words("What Helena will see"))
    view.set_markdown(TEXT)
    marks = (Passage("asked nothing"), Passage("the lease", "alias"), Passage("chair", "slipped"))
    view.set_passages(marks)
    column.addWidget(view)
    column.addStretch(1)
    scroll.setWidget(inside)
    outer.addWidget(scroll, 1)
    widget.resize(1200, 1250)
    return widget


def sheet(words: Words) -> QWidget:
    """Return a window with a sheet over it."""
    window = fields(words)
    window.resize(1000, 760)
    window.show()
    over = Sheet(window, words("Decide and seal"), icon="seal")
    over.body.addWidget(
        Label(
            words("Sealing freezes what you knew and expected before the outcome. Nobody can "
                  "change it afterwards, you included; it can only be erased."),
            wrap=True,
        )
    )  # fmt: skip
    inside = Card("raised")
    because = PlainText(words("Because"), growing=True, role=Role.READ)
    because.set_text("The slot at Maasvlakte is worth more than the fee, even if he bluffs.")
    inside.column.addWidget(Field(words("I decide for"), ComboBox([("2", "Early exit at a fee")])))
    inside.column.addWidget(Field(words("Because"), because))
    over.body.addWidget(inside)
    over.set_footnote(words("The review opens by itself on 28 February 2027."))
    over.add_harmless(Button(words("Not yet")))
    over.add(Button(words("Seal this decision"), Kind.PRIMARY, icon="seal"))
    over.open()
    because.setFocus()
    return window


PAGES: dict[str, Callable[[Words], QWidget]] = {
    "controls": controls,
    "fields": fields,
    "cards": cards,
    "texts": texts,
    "sheet": sheet,
}


def render(folder: Path, name: str, label: str, words: Words) -> None:
    """Write one page as a picture."""
    widget = PAGES[name](words)
    widget.show()
    application = QApplication.instance()
    for _ in range(4):
        if application is not None:
            application.processEvents()
    if name in {"controls", "fields", "cards"}:
        width = widget.width() if label != "large" else 1250
        layout = widget.layout()
        if layout is not None:
            widget.resize(width, layout.totalHeightForWidth(width))
    if application is not None:
        application.processEvents()
    picture = widget.grab()
    for child in widget.findChildren(Sheet):
        at = widget.mapFromGlobal(child.pos())
        child.render(picture, at)
        child.reject()
    picture.save(str(folder / f"{name}-{label}.png"))
    widget.close()
    widget.deleteLater()


def main(folder: Path) -> None:
    """Write every page in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    look = theme.install(application, choice="light", scale=1.0, movement=False)
    looks: tuple[tuple[str, theme.Choice, float, Words], ...] = (
        ("light", "light", 1.0, str),
        ("dark", "dark", 1.0, str),
        ("contrast", "high-contrast", 1.0, str),
        ("large", "light", 1.75, str),
        ("pseudo", "light", 1.0, pseudo),
    )
    for label, choice, scale, words in looks:
        look.choose(choice)
        look.set_scale(scale)
        for name in PAGES:
            render(folder, name, label, words)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/gallery"))  # noqa: S108 -- pictures for eyes
