"""Every error that a person may meet has its sentences, and every sentence can be translated."""

import ast
import string
from collections.abc import Iterator
from operator import attrgetter

import pytest

from confidant import errors
from confidant.errors import ExpectedError
from confidant.messages import SENTENCES, describe
from tests.support.source import modules

MARKER = "QT_TRANSLATE_NOOP"


def families() -> Iterator[type[ExpectedError]]:
    """Yield every expected error of the program."""
    waiting = [ExpectedError]
    while waiting:
        family = waiting.pop()
        if family.__module__.startswith("confidant."):
            yield family
        waiting.extend(family.__subclasses__())


@pytest.mark.parametrize("family", sorted(families(), key=attrgetter("code")))
def test_every_expected_error_is_worded(family: type[ExpectedError]) -> None:
    assert family.code in SENTENCES, f"{family.__name__} has no sentence in confidant.messages"
    message = describe(family())
    for sentence in (message.what, message.todo):
        assert sentence[:1].isupper() or not sentence[:1].isalpha()
        assert sentence.rstrip()[-1] in ".?!"


def test_every_sentence_belongs_to_an_error() -> None:
    assert set(SENTENCES) - {family.code for family in families()} == set()


def test_no_two_errors_have_the_same_code() -> None:
    codes = [family.code for family in families()]
    assert sorted(codes) == sorted(set(codes))


def test_every_error_can_be_imported_from_the_one_place() -> None:
    names = {family.__name__ for family in families()}
    assert names - set(errors.__all__) == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_place_in_a_sentence_can_be_filled(code: str) -> None:
    for sentence in SENTENCES[code]:
        places = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
        assert all(name.isidentifier() for name in places)


def test_a_parameter_stands_in_the_sentence() -> None:
    message = describe(errors.VaultMissingError(name="Journal"))
    assert "Journal" in message.what


def test_every_sentence_stands_behind_the_marker() -> None:
    unmarked = [
        f"{module.name}:{node.lineno}"
        for module in modules("messages")
        for node in bare_sentences(module.tree)
    ]
    assert unmarked == []


def test_a_bare_sentence_would_be_found() -> None:
    source = (
        'WORDS = {"code": "Bare words."}\nfine = QT_TRANSLATE_NOOP("messages", "Marked words.")'
    )
    assert [node.value for node in bare_sentences(ast.parse(source))] == ["Bare words."]


def bare_sentences(tree: ast.Module) -> list[ast.Constant]:
    """Return the literals with a blank in them that no marker and no docstring accounts for."""
    excused = {
        id(constant)
        for node in ast.walk(tree)
        if is_marker(node) or is_docstring(node)
        for constant in ast.walk(node)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in excused
    ]


def is_marker(node: ast.AST) -> bool:
    """Say whether `node` is a call of the marker."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == MARKER


def is_docstring(node: ast.AST) -> bool:
    """Say whether `node` is a string that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
