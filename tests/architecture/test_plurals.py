"""One minute, two minutes: every sentence with a number has both forms, and they are spoken."""

import ast

import pytest
from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import QApplication

from confidant.ui import language
from tests.support.plurals import BUILT, asked, contexts_of_tr, held
from tests.support.source import modules


def test_every_sentence_with_a_number_has_its_forms_and_no_other_is_kept() -> None:
    assert asked() == set(held()), "run python -m tests.support.plurals"


def test_no_form_is_left_empty() -> None:
    assert [text for text, forms in held().items() if len(forms) != 2 or not all(forms)] == []


def test_the_form_for_many_is_the_sentence_itself() -> None:
    assert [text for (_, text), forms in held().items() if forms[1] != text] == []


def test_what_the_program_loads_says_what_the_source_says() -> None:
    translator = QTranslator()
    assert translator.load(str(BUILT))
    for (context, text), (one, many) in held().items():
        assert translator.translate(context, text, "", 1) == one
        assert translator.translate(context, text, "", 2) == many
        assert translator.translate(context, text, "", 0) == many


def test_no_class_that_counts_has_subclasses() -> None:
    """Qt looks for a sentence under the subclass's name first, and never has a number there."""
    bases = {
        base.id
        for module in modules("ui")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    }
    assert contexts_of_tr() & bases == set()


@pytest.mark.parametrize(("count", "said"), [(1, "1 minute"), (5, "5 minutes")])
def test_a_number_is_said_in_plain_english(qapp: QApplication, count: int, said: str) -> None:
    class SettingsScreen(QObject):
        """Speaks in the context of the screen."""

    language.use(qapp, "")
    assert SettingsScreen().tr("%n minutes", "", count) == said
