"""What is written and read: plain, private, never loading anything, never losing a letter."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from confidant.ui.clipboard import KDE_HINT
from confidant.ui.theme.tokens import DARK, LIGHT
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.markdown_editor import MarkdownEditor
from confidant.ui.widgets.markdown_lines import ListKind, as_list, continuation, wrapped
from confidant.ui.widgets.markdown_view import MarkdownView, Passage
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.text_safety import cleaned, is_safe_to_render
from confidant.ui.widgets.title_edit import TitleEdit
from tests.support.keys import press, write

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CANARY = "canary-7Q"


def made_editor(qtbot: QtBot, text: str = "") -> MarkdownEditor:
    editor = MarkdownEditor("Text")
    qtbot.addWidget(editor)
    editor.resize(500, 300)
    editor.show()
    editor.set_text(text)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    return editor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one",
        "one\n\ntwo\n",
        "70\u00a0%",
        "a\tb",
        "🙂 emoji",
        "שלום\nworld",
        "x" * 5_000,
        " lead",
    ],
)
def test_a_text_comes_back_as_it_was_given(qtbot: QtBot, text: str) -> None:
    editor = made_editor(qtbot, text)
    assert editor.text() == text


def test_setting_a_text_is_neither_an_edit_nor_undone(qtbot: QtBot) -> None:
    editor = made_editor(qtbot)
    edits: list[int] = []
    editor.edited.connect(lambda: edits.append(1))
    editor.set_text("one")
    assert edits == []
    assert not editor.document().isUndoAvailable()
    write(editor, "x")
    assert edits
    assert editor.document().isUndoAvailable()


def test_a_forgotten_text_is_gone_with_its_undo_stack(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, CANARY)
    write(editor, CANARY)
    old = editor.document()
    editor.forget()
    assert editor.document() is not old
    assert editor.text() == ""
    editor.undo()
    assert editor.text() == ""
    editor.set_text("## Still Markdown")
    assert weight_at(editor, 4) == 600


def test_tab_leaves_the_text(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "x")
    press(editor, Qt.Key.Key_Tab)
    assert editor.text() == "x"


def test_what_is_pasted_is_plain(qtbot: QtBot) -> None:
    editor = made_editor(qtbot)
    data = QMimeData()
    data.setHtml('<b>bold</b><img src="file:///etc/passwd">')
    data.setText("bold\r\nnext\0\u2029last")
    editor.insertFromMimeData(data)
    assert editor.text() == "bold\nnext\nlast"
    picture = QMimeData()
    picture.setHtml("<b>only html</b>")
    assert not editor.canInsertFromMimeData(QMimeData())


def test_what_is_copied_is_marked_as_secret(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "one\ntwo\u00a0%")
    editor.selectAll()
    editor.copy()
    data = QApplication.clipboard().mimeData()
    assert data.hasFormat(KDE_HINT)
    assert not data.hasHtml()
    assert data.text() == "one\ntwo\u00a0%"
    QApplication.clipboard().clear()


def test_half_characters_are_replaced_and_not_kept() -> None:
    assert cleaned("a\ud800b") == "a\ufffdb"


def test_nothing_named_in_a_text_is_loaded(qtbot: QtBot) -> None:
    editor, view = made_editor(qtbot), MarkdownView("Text")
    qtbot.addWidget(view)
    kind = QTextDocument.ResourceType.ImageResource.value
    for widget in (editor, view):
        image = widget.loadResource(kind, QUrl("file:///etc/hostname"))
        assert (image.width(), image.height()) == (1, 1)


def weight_at(editor: MarkdownEditor, position: int) -> int:
    block = editor.document().findBlock(position)
    at = position - block.position()
    for found in block.layout().formats():
        if found.start <= at < found.start + found.length:
            return int(found.format.fontWeight())
    return 400


def colour_at(editor: MarkdownEditor, position: int) -> QColor:
    block = editor.document().findBlock(position)
    at = position - block.position()
    for found in block.layout().formats():
        if found.start <= at < found.start + found.length:
            return found.format.foreground().color()
    return QColor()


def test_signs_stay_and_are_quieter_than_words(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "a **bold** word\n\n## Head\n\n> quote **b**\n\n- item")
    text = editor.text()
    assert colour_at(editor, text.index("**")) == QColor(LIGHT.md_syntax)
    assert weight_at(editor, text.index("bold")) == 600
    assert weight_at(editor, text.index("Head")) == 600
    assert colour_at(editor, text.index("quote")) == QColor(LIGHT.ink_muted)
    assert weight_at(editor, text.index("b**")) == 600
    assert colour_at(editor, text.index("- item")) == QColor(LIGHT.accent)


def test_no_face_heavier_than_semibold_is_asked_for(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "# H **x** __y__ ***z***")
    weights = {weight_at(editor, at) for at in range(len(editor.text()))}
    assert max(weights) == 600


def test_code_fences_are_followed_over_lines(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "```\n# not a heading\n```\n# heading")
    text = editor.text()
    assert weight_at(editor, text.index("not")) == 400
    assert weight_at(editor, text.rindex("heading")) == 600


def test_colours_follow_the_theme(qtbot: QtBot, look: theme.Theme) -> None:
    editor = made_editor(qtbot, "**b**")
    look.choose("dark")
    assert colour_at(editor, 0) == QColor(DARK.md_syntax)


@pytest.mark.parametrize(
    ("line", "next_line"),
    [
        ("- one", "- "),
        ("  * two", "  * "),
        ("9. nine", "10. "),
        ("3) three", "4) "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
        ("- ", ""),
        ("- [ ] ", ""),
        ("> ", ""),
        ("plain", None),
        ("-no list", None),
        ("", None),
    ],
)
def test_a_list_goes_on_until_an_empty_item(line: str, next_line: str | None) -> None:
    assert continuation(line) == next_line


def test_return_goes_on_with_a_list_and_twice_ends_it(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "1. one")
    press(editor, Qt.Key.Key_Return)
    write(editor, "two")
    assert editor.text() == "1. one\n2. two"
    press(editor, Qt.Key.Key_Return)
    press(editor, Qt.Key.Key_Return)
    assert editor.text() == "1. one\n2. two\n"
    editor.undo()
    assert editor.text() == "1. one\n2. two\n3. "


def test_control_return_belongs_to_the_page(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "x")
    press(editor, Qt.Key.Key_Return, CONTROL)
    assert editor.text() == "x"


@pytest.mark.parametrize(
    ("text", "sign", "result"),
    [
        ("word", "**", "**word**"),
        ("**word**", "**", "word"),
        (" word ", "*", " *word* "),
        ("**word**", "*", "***word***"),
        ("***word***", "*", "**word**"),
    ],
)
def test_signs_are_put_round_and_taken_off(text: str, sign: str, result: str) -> None:
    assert wrapped(text, sign) == result


def test_control_b_and_control_i_mark_the_selection(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "word")
    editor.selectAll()
    press(editor, Qt.Key.Key_B, CONTROL)
    assert editor.text() == "**word**"
    press(editor, Qt.Key.Key_B, CONTROL)
    assert editor.text() == "word"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    press(editor, Qt.Key.Key_I, CONTROL)
    write(editor, "x")
    assert editor.text() == "word*x*"


@pytest.mark.parametrize(
    ("kind", "lines", "result"),
    [
        (ListKind.NUMBERED, ["a", "b"], ["1. a", "2. b"]),
        (ListKind.BULLETED, ["1. a", "- b"], ["- a", "- b"]),
        (ListKind.TASKS, ["- a"], ["- [ ] a"]),
        (ListKind.BULLETED, ["- a", "", "- b"], ["a", "", "b"]),
        (ListKind.NUMBERED, [""], ["1. "]),
    ],
)
def test_lines_become_a_list_and_plain_again(
    kind: ListKind, lines: list[str], result: list[str]
) -> None:
    assert as_list(lines, kind) == result


def test_keys_make_lists_and_depth(qtbot: QtBot) -> None:
    editor = made_editor(qtbot, "a\nb")
    editor.selectAll()
    press(editor, Qt.Key.Key_7, CONTROL | SHIFT)
    assert editor.text() == "1. a\n2. b"
    press(editor, Qt.Key.Key_BracketRight, CONTROL)
    assert editor.text() == "  1. a\n  2. b"
    press(editor, Qt.Key.Key_BracketLeft, CONTROL)
    press(editor, Qt.Key.Key_9, CONTROL | SHIFT)
    assert editor.text() == "- [ ] a\n- [ ] b"


def test_a_growing_text_is_as_high_as_its_words(qtbot: QtBot) -> None:
    area, page = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(page)
    editor = MarkdownEditor("Text", growing=True)
    column.addWidget(editor)
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(400, 300)
    area.show()
    editor.set_text("one")
    one = editor.height()
    editor.set_text("one\n" * 40)
    qtbot.waitUntil(lambda: editor.height() > one * 30)
    assert editor.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0


def test_a_title_wraps_and_stays_one_paragraph(qtbot: QtBot) -> None:
    title = TitleEdit("Title")
    qtbot.addWidget(title)
    title.resize(300, 40)
    title.show()
    one = title.sizeHint().height()
    title.set_text("A title that is much too long for one line of this width")
    assert title.sizeHint().height() >= one * 2
    data = QMimeData()
    data.setText("two\nlines")
    title.selectAll()
    title.insertFromMimeData(data)
    assert title.text() == "two lines"
    with qtbot.waitSignal(title.finished):
        press(title, Qt.Key.Key_Return)
    assert title.text() == "two lines"


def made_view(qtbot: QtBot, text: str) -> MarkdownView:
    view = MarkdownView("What they will see")
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.set_markdown(text)
    return view


def test_markdown_is_rendered_and_html_is_not(qtbot: QtBot) -> None:
    view = made_view(qtbot, "## Head\n\n**bold** <b>x</b> <script>y</script>\n\n- item")
    shown = view.toPlainText()
    assert "Head" in shown
    assert "##" not in shown
    assert "**" not in shown
    assert "<b>x</b>" in shown
    assert "<script>y</script>" in shown


def test_rendered_bold_is_semibold(qtbot: QtBot) -> None:
    view = made_view(qtbot, "# H\n\n**bold** _it_ ***both***")
    weights = set()
    block = view.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            weights.add(int(fragments.fragment().charFormat().fontWeight()))
            fragments += 1
        block = block.next()
    assert QFont.Weight.Bold.value not in weights
    assert 600 in weights


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("https://example.org/a", True),
        ("mailto:a@example.org", True),
        ("http://example.org", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("//host/share", False),
        ("data:text/html,x", False),
    ],
)
def test_only_https_and_mail_addresses_are_offered(
    qtbot: QtBot,
    address: str,
    offered: bool,  # noqa: FBT001 -- a table
) -> None:
    view = made_view(qtbot, f"[words]({address})")
    heard: list[str] = []
    view.link_wanted.connect(heard.append)
    view.anchorClicked.emit(QUrl(address))
    assert heard == ([address] if offered else [])
    assert view.toPlainText().strip() == "words"
    assert not view.openLinks()


def test_a_passage_is_marked_over_bold_words_and_lines(qtbot: QtBot) -> None:
    view = made_view(qtbot, "🙂 The CFO asked **nothing**.\n\nThe chair asked.")
    view.set_passages((Passage("asked nothing. The chair"), Passage("asked", "alias", every=True)))
    found = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert found == ["asked nothing.\u2029The chair", "asked", "asked"]
    selections = view.extraSelections()
    assert selections[0].format.background().color() == QColor(LIGHT.mark)


def test_a_passage_that_is_not_there_is_not_marked(qtbot: QtBot) -> None:
    view = made_view(qtbot, "text")
    view.set_passages((Passage("other"), Passage("")))
    assert view.extraSelections() == []
    assert not view.show_passage("other")
    assert view.show_passage("text")


def test_selected_words_are_offered_as_a_passage(qtbot: QtBot) -> None:
    view = made_view(qtbot, "one **two**\n\nthree")
    heard: list[str] = []
    view.passage_selected.connect(heard.append)
    view.selectAll()
    assert view.passage() == "one two three"
    assert heard[-1] == "one two three"


def test_a_forgotten_view_holds_nothing(qtbot: QtBot) -> None:
    view = made_view(qtbot, CANARY)
    view.set_passages((Passage(CANARY),))
    view.forget()
    assert view.toPlainText() == ""
    assert view.extraSelections() == []
    assert CANARY not in repr(vars(view))


@pytest.mark.parametrize(
    "text",
    [
        "|a|b|\n|-|-|\n" + "|x|y|\n" * 1_000,
        ">" * 200 + " deep",
        "\n".join(" " * (2 * n) + "- x" for n in range(80)),
    ],
)
def test_what_would_block_the_window_is_shown_letter_for_letter(qtbot: QtBot, text: str) -> None:
    assert not is_safe_to_render(text)
    view = made_view(qtbot, text)
    assert view.toPlainText() == text


def test_a_word_without_end_is_wrapped_anywhere(qtbot: QtBot) -> None:
    view = made_view(qtbot, "x" * 200_000)
    assert view.horizontalScrollBar().maximum() == 0
    editor = made_editor(qtbot, "x" * 200_000)
    assert editor.text() == "x" * 200_000


def test_names_are_isolated_and_cannot_rearrange_a_sentence() -> None:
    assert isolated("a\u202eb\nc") == "\u2068ab c\u2069"
    assert one_line(" a\x00b\u2028c ") == "a b c"


def test_a_plain_text_says_when_the_focus_left(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    first, second = PlainText("First"), PlainText("Second")
    column.addWidget(first)
    column.addWidget(second)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    first.setFocus()
    with qtbot.waitSignal(first.left_focus):
        second.setFocus()
    assert first.mapTo(holder, QPoint(0, 0)).y() < second.mapTo(holder, QPoint(0, 0)).y()
