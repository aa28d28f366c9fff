"""Every screen on a stage, and what is in sight of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from confidant.ui import theme
from tests.support.fitting import clipped
from tests.support.program import Program, program, top_levels
from tests.support.pseudo import PseudoTranslator
from tests.support.scenes import EMPTY, SCENES, clear_away, example_program

EVERY = {**SCENES, **EMPTY}
_ROUNDS, _ROUND_MS = 20, 50
SMALL, USUAL = (1024, 640), (1360, 860)


class Stage:
    """Programs that are open on an example vault and on an empty one."""

    def __init__(self, full: Program, empty: Program) -> None:
        self._full, self._empty = full, empty

    @contextmanager
    def scene(self, name: str, size: tuple[int, int]) -> Iterator[Program]:
        """Play a scene in a window of a size, and leave nothing on the screen afterwards."""
        made = self._full if name in SCENES else self._empty
        assert made.application.desk is not None
        made.application.desk._locking.guard.stay_open()  # the tests together are longer than idle
        made.window.resize(*size)
        made.window.show()
        clear_away(made)
        EVERY[name](made)
        try:
            yield made
        finally:
            clear_away(made)
            made.window.hide()


@contextmanager
def on_stage(root: Path, *, longer: bool) -> Iterator[Stage]:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    theme.install(qt, choice="light", scale=1.0, movement=False)
    translator = PseudoTranslator()

    def dress() -> None:
        if longer:
            qt.installTranslator(translator)

    with example_program(root / "full", dress) as full, program(root / "empty") as empty:
        empty.make_vault()
        dress()
        empty.open()
        for made in (full, empty):
            made.window.hide()
        qt.removeTranslator(translator)
        yield Stage(full, empty)


def shown(made: Program) -> list[QWidget]:
    """Return what is in sight: the window, and the sheet over it."""
    sheets = [one for one in top_levels() if isinstance(one, QDialog)]
    return [made.window, *sheets]


def cut(made: Program) -> list[str]:
    """Return what does not fit once the layouts have come to rest."""
    for _ in range(_ROUNDS):
        found = [words for part in shown(made) for words in clipped(part)]
        if not found:
            break
        QTest.qWait(_ROUND_MS)
    return found
