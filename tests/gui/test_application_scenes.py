"""Every screen with something in it: named, whole, and without keys that fight."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.outline import nameless
from tests.support.stage import EVERY, SMALL, USUAL, Stage, cut, on_stage, shown


@pytest.fixture(scope="module")
def english(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    assert qapp is not None
    with on_stage(tmp_path_factory.mktemp("english"), longer=False) as made:
        yield made


@pytest.mark.parametrize("name", EVERY)
def test_everything_has_a_name_a_role_and_keys_of_its_own(english: Stage, name: str) -> None:
    with english.scene(name, USUAL) as made:
        for part in shown(made):
            assert nameless(part) == []
        commands = [one for one in made.window.commands if one.isEnabled()]
        keys = Counter(one.shortcut().toString() for one in commands if one.shortcut().toString())
        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_cut_in_a_small_window(english: Stage, name: str) -> None:
    with english.scene(name, SMALL) as made:
        assert cut(made) == []
