"""Every word in the window goes through tr()."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.support.source import modules

SETTERS = frozenset(
    {
        "addAction",
        "addItem",
        "addItems",
        "addMenu",
        "addRow",
        "addTab",
        "appendPlainText",
        "insertItem",
        "setAccessibleDescription",
        "setAccessibleName",
        "setDetailedText",
        "setHeaderLabels",
        "setIconText",
        "setInformativeText",
        "setLabelText",
        "setPlaceholderText",
        "setPrefix",
        "setStatusTip",
        "setSuffix",
        "setTabText",
        "setText",
        "setTitle",
        "setToolTip",
        "setWhatsThis",
        "showMessage",
    }
)
WIDGETS = frozenset(
    {"QAction", "QCheckBox", "QGroupBox", "QLabel", "QMenu", "QPushButton", "QRadioButton"}
)
TRANSLATORS = frozenset({"tr", "translate"})


def bare_words(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield each literal with letters in it that is shown without a translation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in SETTERS or name in WIDGETS:
                yield from (argument for argument in node.args if is_worded(argument))
            elif name in TRANSLATORS:
                yield from (
                    argument for argument in node.args if isinstance(argument, ast.JoinedStr)
                )


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def is_worded(node: ast.expr) -> bool:
    """Say whether a literal, or a part of it, has two letters or more beside each other."""
    match node:
        case ast.Constant(value=str(text)):
            return any(a.isalpha() and b.isalpha() for a, b in pairwise(text))
        case ast.JoinedStr(values=values):
            return any(is_worded(value) for value in values)
        case ast.BinOp(left=left, right=right):
            return is_worded(left) or is_worded(right)
        case ast.IfExp(body=body, orelse=orelse):
            return is_worded(body) or is_worded(orelse)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return any(is_worded(element) for element in elements)
    return False


def test_no_bare_word_is_given_to_a_widget() -> None:
    bare = [
        f"{module.name}:{node.lineno}"
        for module in modules("ui")
        for node in bare_words(module.tree)
    ]
    assert bare == []


def test_no_window_title_holds_a_bare_word_but_the_name() -> None:
    titles = [
        ast.unparse(argument)
        for module in modules("ui")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and called(node) == "setWindowTitle"
        for argument in node.args
        if is_worded(argument)
    ]
    assert set(titles) <= {"'Confidant'"}


def test_bare_words_would_be_found() -> None:
    source = """
label.setText("Bare")
label.setText(f"{n} entries")
button = QPushButton("Save" if new else self.tr("Keep"))
label.setText(self.tr(f"{n} days"))
label.setText(self.tr("Fine"))
label.setText("·")
label.setObjectName("fine")
"""
    assert [node.lineno for node in bare_words(ast.parse(source))] == [2, 3, 4, 5]
