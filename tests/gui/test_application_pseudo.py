"""In the pseudo-locale every word of every screen is translated, and longer ones fit."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from confidant import resources
from confidant.services import demo_story, example_texts, vaults
from tests.support.fitting import untranslated
from tests.support.pseudo import PseudoTranslator
from tests.support.stage import EVERY, USUAL, Stage, cut, on_stage, shown

OFFERED = "harbour quiet dusk window lantern"


@pytest.fixture(autouse=True)
def _same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "suggest_passphrases", lambda *_args, **_more: (OFFERED,))


@pytest.fixture(scope="module")
def longer(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    assert qapp is not None
    with on_stage(tmp_path_factory.mktemp("longer"), longer=True) as made:
        yield made


@pytest.fixture
def pseudo_locale(qapp: QApplication) -> Iterator[PseudoTranslator]:
    """Every word that is translated is longer and stands in brackets."""
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("pseudo_locale")
@pytest.mark.parametrize("name", EVERY)
def test_everything_is_translated_and_longer_words_fit(longer: Stage, name: str) -> None:
    with longer.scene(name, USUAL) as made:
        assert [words for part in shown(made) for words in untranslated(part, own_words())] == []
        assert cut(made) == []


def own_words() -> frozenset[str]:
    """Return what the people of the example wrote, names, and words that are data."""
    written = [str(value) for room in (example_texts, demo_story) for value in vars(room).values()]
    drawn = [OFFERED, *resources.safety_word_list()]
    return frozenset(("\n".join([*written, *drawn]).replace("\\n", "\n"),))
