"""On a real X server: no selection is published, copies carry the hint and are taken back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.xvfb

CANARY = "canary-primary-7Q"
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
app = QApplication([])
from confidant.ui import theme
from confidant.ui.clipboard import PrivateClipboard
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.markdown_editor import MarkdownEditor
from confidant.ui.widgets.markdown_view import MarkdownView
theme.install(app, choice="light", scale=1.0, movement=False)
clipboard = PrivateClipboard(app, clear_after_ms=1_500)
window = QWidget()
column = QVBoxLayout(window)
kind = sys.argv[1]
text = sys.argv[2]
if kind == "line":
    field = LineEdit("Name")
    field.setText(text)
elif kind == "editor":
    field = MarkdownEditor("Text")
    field.set_text(text)
else:
    field = MarkdownView("Text", growing=False)
    field.set_markdown(text)
column.addWidget(field)
window.setGeometry(0, 0, 500, 200)
window.show()
window.activateWindow()
field.setFocus()
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A virtual screen of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"],  # noqa: S607 -- from the PATH
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = pipe.readline().strip()
    yield os.environ | {
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture(params=["line", "editor", "view"])
def program(request: pytest.FixtureRequest, screen: dict[str, str]) -> Iterator[None]:
    """A window with one text, on that screen."""
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, request.param, CANARY],
        env=screen,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    yield
    running.terminate()
    running.communicate(timeout=10)


def drive(screen: dict[str, str], *words: str) -> None:
    subprocess.run(["xdotool", *words], env=screen, check=True, timeout=20)  # noqa: S607 -- as above


def held(screen: dict[str, str], selection: str, target: str = "UTF8_STRING") -> str:
    """What another program reads."""
    found = subprocess.run(
        ["xclip", "-o", "-selection", selection, "-t", target],  # noqa: S607 -- as above
        env=screen,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    return found.stdout


def until(screen: dict[str, str], selection: str, wanted: str) -> str:
    """Wait until a selection holds what is wanted; return what it holds in the end."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        text = held(screen, selection)
        if text == wanted:
            break
        time.sleep(0.05)
    return text


@pytest.mark.usefixtures("program")
def test_selecting_publishes_nothing_and_copying_is_marked_and_cleared(
    screen: dict[str, str],
) -> None:
    drive(screen, "mousemove", "60", "100", "click", "1", "key", "ctrl+a", "key", "ctrl+c")
    assert until(screen, "clipboard", CANARY) == CANARY
    assert held(screen, "clipboard", "x-kde-passwordManagerHint") == "secret"
    assert held(screen, "primary") == ""
    drive(screen, "mousemove", "20", "100", "mousedown", "1", "mousemove", "300", "100")
    drive(screen, "mouseup", "1")
    assert until(screen, "clipboard", "") == ""
    assert held(screen, "primary") == ""
