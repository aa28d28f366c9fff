"""The chain of focus is not asked for: PySide takes each widget of it for the next one's parent."""

import ast

from tests.support.source import modules

CHAIN = frozenset({"nextInFocusChain", "previousInFocusChain"})


def test_the_window_never_asks_for_the_chain_of_focus() -> None:
    asked = [
        f"{module.name}:{node.lineno}"
        for module in modules("ui")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in CHAIN
    ]
    assert asked == []
