"""What Confidant's source never does."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.source import functions, imported, modules

NETWORK = (
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "webbrowser",
    "xmlrpc",
)
BROAD = frozenset({"Exception", "BaseException"})
MAY_CATCH_ANYTHING = frozenset(
    {
        ("confidant/ui/crash.py", "excepthook"),
        # What a thread of its own raises is carried to the one that waits, and reported there.
        ("confidant/ui/backups/last_word.py", "_run"),
        ("confidant/vault/rotation.py", "rotate"),
    }
)
EVENT_LOOP = "confidant/ui/application.py"
# The demo draws its pictures without a loop of its own running.
PICTURES = "confidant/ui/screenshots.py"


def is_network(name: str) -> bool:
    """Say whether an imported name is network code, or a part of it."""
    return any(name == module or name.startswith(f"{module}.") for module in NETWORK)


def test_nothing_imports_the_network() -> None:
    found = [
        f"{module.name}: {name}"
        for module in modules()
        for name in imported(module.tree)
        if is_network(name)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import urllib.request as r",
        "from PySide6 import QtNetwork",
        "from PySide6.QtNetwork import QNetworkAccessManager",
        "def f():\n    from http import client",
    ],
)
def test_a_network_import_would_be_found(line: str) -> None:
    assert any(is_network(name) for name in imported(ast.parse(line)))


def test_nothing_runs_a_second_event_loop() -> None:
    loops = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"exec", "exec_", "processEvents"}
    ]
    allowed = (f"{EVENT_LOOP}:", f"{PICTURES}:")
    assert [loop for loop in loops if not loop.startswith(allowed)] == []
    assert len(loops) <= len(allowed)


def test_nothing_sleeps() -> None:
    assert [f"{one.name}: {name}" for one in modules() for name in sleeps(one.tree)] == []


def test_a_sleep_would_be_found() -> None:
    source = "from time import sleep\ntime.sleep(1)\nQThread.msleep(2)\nsleep = 3\nprint(sleep)"
    assert list(sleeps(ast.parse(source))) == ["time.sleep", "time.sleep", "QThread.msleep"]


def sleeps(tree: ast.Module) -> Iterator[str]:
    """Yield each import or call of something that waits."""
    names = {"sleep", "msleep", "usleep"}
    yield from (name for name in imported(tree) if name.rpartition(".")[2] in names)
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for called in calls:
        if isinstance(called, ast.Attribute) and called.attr in names:
            yield ast.unparse(called)


def test_nobody_inherits_from_a_thread() -> None:
    threads = [
        f"{module.name}: {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if ast.unparse(base).rpartition(".")[2] in {"QThread", "Thread"}
    ]
    assert threads == []


def test_what_is_caught_is_named() -> None:
    swallowed = [
        f"{module.name}: {place}"
        for module in modules()
        for place in broad_catches(module.tree)
        if (module.name, place) not in MAY_CATCH_ANYTHING
    ]
    assert swallowed == []


def test_a_broad_catch_would_be_found() -> None:
    source = """
def swallows():
    try:
        work()
    except Exception:
        log()
def swallows_all():
    try:
        work()
    except:
        pass
def cleans_up():
    try:
        work()
    except BaseException:
        close()
        raise
"""
    assert list(broad_catches(ast.parse(source))) == ["swallows", "swallows_all"]


def broad_catches(tree: ast.Module) -> Iterator[str]:
    """Yield the functions that catch everything and do not raise it again."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler) and is_broad(node) and not raises_again(node):
                yield function.name


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler takes every exception."""
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(names & BROAD)


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler only cleans up: its last statement is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_every_exemption_from_a_check_has_a_reason() -> None:
    bare = [
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), 1)
        if is_unreasoned(line)
    ]
    assert bare == []


def is_unreasoned(line: str) -> bool:
    """Say whether a `noqa` or `type: ignore` lacks its code or its reason."""
    for sign, closing in (("# noqa", " - "), ("# type: ignore", "#")):
        _, found, rest = line.partition(sign)
        if found and (rest[:1] not in {":", "["} or closing not in rest.replace(" -- ", " - ")):
            return True
    return False


@pytest.mark.parametrize("line", ["x = 1  # noqa", "x = 1  # noqa: S101", "y  # type: ignore[arg]"])
def test_an_exemption_without_a_reason_would_be_found(line: str) -> None:
    assert is_unreasoned(line)
