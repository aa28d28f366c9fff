"""Draws every screen of the window as PNG files, for eyes.

Run: python -m tests.support.screens [folder] [part of a name]

By default into docs/screens: light and dark at 1360 × 860, and some of them at ratio 2, in high
contrast, at 1024 × 640 with large text, and in the pseudo-locale. With a part of a name only the
screens that have it.
"""

import os
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from confidant.ui import language, theme
from confidant.ui.screenshots import picture
from tests.support.entrance import CountedEntropy, Entrance
from tests.support.entrance_pages import FOLDER as PLACE
from tests.support.entrance_pages import PAGES
from tests.support.program import Program, program
from tests.support.pseudo import PseudoTranslator
from tests.support.scenes import EMPTY, SCENES, Scene, clear_away, example_program
from tests.support.source import ROOT

FOLDER: Final = ROOT / "docs" / "screens"
USUAL: Final = (1360, 860)
SMALL: Final = (1024, 640)
_COLOURS: Final = 256
_REST_MS: Final = 120
_SHARP: Final = "2x"
SOME: Final = frozenset(
    {"journal", "doubts", "decision", "decision-seal", "composer", "conversation", "contact-verify"}
)
"""What is also drawn in the rarer looks."""


class Look(NamedTuple):
    """How the screens are drawn."""

    name: str
    choice: theme.Choice = "light"
    scale: float = 1.0
    size: tuple[int, int] = USUAL
    is_longer: bool = False
    is_rare: bool = False


LOOKS: Final = (
    Look("light"),
    Look("dark", "dark"),
    Look("contrast", "high-contrast", is_rare=True),
    Look("large-text", scale=1.75, size=SMALL, is_rare=True),
    Look("small-window", size=SMALL, is_rare=True),
    Look("pseudo", is_longer=True, is_rare=True),
)


def draw(folder: Path, part: str, looks: tuple[Look, ...], suffix: str = "") -> None:
    """Draw every screen whose name has `part`."""
    folder.mkdir(parents=True, exist_ok=True)
    for look in looks:
        with ExitStack() as stack:
            root = Path(stack.enter_context(TemporaryDirectory()))
            ending = f"{look.name}{suffix}"
            wanted = {
                name: scene
                for name, scene in SCENES.items()
                if part in name and (not look.is_rare or name in SOME)
            }
            if wanted:
                with example_program(root / "example", partial(_dress, look, stack)) as made:
                    _draw(made, wanted, look, folder, ending)
            empty = {name: scene for name, scene in EMPTY.items() if part in name}
            if empty and not look.is_rare:
                with program(root / "empty") as made:
                    made.make_vault()
                    _dress(look, stack)
                    made.open()
                    _draw(made, empty, look, folder, ending)
            if not look.is_rare:
                _dress(look, stack)
                _draw_entrance(root, part, look, folder, ending)


def _dress(look: Look, stack: ExitStack) -> None:
    """Put the look on, after a program dressed itself by its preferences."""
    current = theme.current()
    current.choose(look.choice)
    current.set_scale(look.scale)
    if look.is_longer:
        qt = QApplication.instance()
        assert qt is not None
        longer = PseudoTranslator()
        qt.installTranslator(longer)
        stack.callback(qt.removeTranslator, longer)


def _draw(made: Program, scenes: dict[str, Scene], look: Look, folder: Path, ending: str) -> None:
    made.window.resize(*look.size)
    made.settle()
    for name, scene in scenes.items():
        clear_away(made)
        scene(made)
        QTest.qWait(_REST_MS)
        _save(picture(made.window), folder / f"{name}-{ending}.png")
    clear_away(made)


def _draw_entrance(root: Path, part: str, look: Look, folder: Path, ending: str) -> None:
    for name, prepare in PAGES.items():
        if part not in name:
            continue
        place = root / f"entrance-{name}"
        place.mkdir()
        person = Entrance(place, entropy=CountedEntropy())
        person.window.resize(*look.size)
        person.show_welcome(PLACE)
        prepare(person)
        for _ in range(5):
            QApplication.processEvents()
        _save(picture(person.window), folder / f"{name}-{ending}.png")
        person.close()


def _save(image: QImage, path: Path) -> None:
    """Write with the 256 colours that there are most of: the folder is committed."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    table = [colour | 0xFF000000 for colour, _ in counted.most_common(_COLOURS)]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    plain.convertToFormat(QImage.Format.Format_Indexed8, table, flat).save(str(path), None, 0)


def main(arguments: list[str]) -> None:
    """Draw at ratio 1, then the sharp ones in a process of their own."""
    folder = Path(arguments[0]) if arguments else FOLDER
    part = arguments[1] if len(arguments) > 1 else ""
    application = QApplication(["screens"])
    theme.install(application, choice="light", scale=1.0, movement=False)
    language.use(application, language.SOURCE)
    if os.environ.get("QT_SCALE_FACTOR") == "2":
        draw(folder, part, (Look("light", is_rare=True),), f"-{_SHARP}")
        return
    draw(folder, part, LOOKS)
    again = [sys.executable, "-m", "tests.support.screens", str(folder), part]
    subprocess.run(again, check=True, env=os.environ | {"QT_SCALE_FACTOR": "2"})


if __name__ == "__main__":
    main(sys.argv[1:])
