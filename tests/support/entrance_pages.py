"""The pages before a vault, each as it looks with something in it; and their pictures.

Run: python -m tests.support.entrance_pages [folder]; QT_SCALE_FACTOR=2 for sharp screens.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from confidant.errors import HeaderCorruptError, VaultRollbackError
from confidant.ui import theme
from confidant.ui.theme import Choice
from confidant.ui.unlock import Opened
from confidant.ui.unlock.create_view_model import Step
from confidant.ui.unlock.unlock_view_model import Way
from tests.support.entrance import CountedEntropy, Entrance, type_into
from tests.support.pseudo import PseudoTranslator

Prepare = Callable[[Entrance], None]
FOLDER: Final = Path("/home/ann/Documents")
_LOOKS: Final[tuple[tuple[Choice, float, int, int, bool], ...]] = (
    ("light", 1.0, 1360, 860, False),
    ("dark", 1.0, 1360, 860, False),
    ("high-contrast", 1.0, 1360, 860, False),
    ("light", 1.0, 1024, 640, False),
    ("light", 1.75, 1024, 640, True),
)
"""Theme, text scale, width, height, pseudo-locale."""


def _words(_person: Entrance) -> None:
    """The first page as it opens."""


def _own(person: Entrance) -> None:
    person.create.passphrase.my_own.click()


def _example(person: Entrance) -> None:
    person.window.welcome_view.example.click()


def _code(person: Entrance) -> None:
    person.create.passphrase.place.person.setText("Ann Leader")
    person.create.passphrase.again.setText(person.model.words)
    person.model._show(Step.RECOVERY)
    type_into(person.create.recovery.typed.fields[0], person.model.code_parts[0].replace("-", ""))


def _ready(person: Entrance) -> None:
    directory = FOLDER / "Journal.confidant"
    person.model._made = Opened(None, directory)  # type: ignore[arg-type] # a page needs no vault
    person.model._show(Step.READY)


def _locked(person: Entrance) -> None:
    person.window.show_vault(FOLDER / "Journal.confidant")
    person.unlock.clear()  # that this one does not exist


def _by_code(person: Entrance) -> None:
    _locked(person)
    person.window._unlocking.choose_way(Way.CODE)


def _question(person: Entrance) -> None:
    _locked(person)
    person.window._unlocking._secret = object()  # type: ignore[assignment] # any secret
    person.unlock._ask(VaultRollbackError(missing=14))


def _damaged(person: Entrance) -> None:
    _locked(person)
    person.unlock._say_failed(HeaderCorruptError())


def _restoring(person: Entrance) -> None:
    _locked(person)
    person.window.restore()


def _saving(person: Entrance) -> None:
    _damaged(person)
    person.window.save_readable()


PAGES: dict[str, Prepare] = {
    "create-words": _words,
    "create-own": _own,
    "create-example": _example,
    "create-code": _code,
    "create-ready": _ready,
    "unlock": _locked,
    "unlock-code": _by_code,
    "unlock-question": _question,
    "unlock-damaged": _damaged,
    "unlock-restore": _restoring,
    "unlock-salvage": _saving,
}


def draw(folder: Path, qt: QApplication) -> None:
    """Draw every page in every look as PNG files."""
    folder.mkdir(parents=True, exist_ok=True)
    for choice, scale, width, height, longer in _LOOKS:
        theme.current().choose(choice)
        theme.current().set_scale(scale)
        translator = PseudoTranslator()
        if longer:
            qt.installTranslator(translator)
        for name, prepare in PAGES.items():
            picture = folder / f"{name}-{choice}-{scale}-{width}x{height}.png"
            _draw(picture, prepare, width, height)
        qt.removeTranslator(translator)


def _draw(picture: Path, prepare: Prepare, width: int, height: int) -> None:
    with TemporaryDirectory() as root:
        person = Entrance(Path(root), entropy=CountedEntropy())
        person.window.resize(width, height)
        person.show_welcome(FOLDER)
        prepare(person)
        QTest.qWait(50)
        person.window.grab().save(str(picture))
        person.close()


if __name__ == "__main__":
    application = QApplication(["entrance"])
    theme.install(application, choice="light", scale=1.0, movement=False)
    draw(Path(sys.argv[1] if len(sys.argv) > 1 else "build/entrance"), application)
