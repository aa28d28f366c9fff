"""What the program brings along is found, installed or checked out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant import resources
from confidant.errors import BugError


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    caches = (resources.directory, resources.safety_word_list, resources.passphrase_word_list)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_the_safety_words_differ_in_their_first_three_letters() -> None:
    words = resources.safety_word_list()
    assert len(words) == 1296
    assert len({word[:3] for word in words}) == 1296
    assert (words[0], words[-1]) == ("aardvark", "zucchini")


def test_passphrases_are_drawn_from_7776_words() -> None:
    words = resources.passphrase_word_list()
    assert len(set(words)) == 7776 == 6**5
    assert all(word == word.lower() for word in words)


def test_a_file_of_the_checkout_is_found() -> None:
    assert resources.path("icons/lock.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_file_that_was_left_out_is_a_mistake_of_ours() -> None:
    with pytest.raises(BugError):
        resources.path("icons/no-such-icon.svg")


def test_an_installed_program_has_its_files_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "confidant" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "confidant")
    assert resources.directory() == tmp_path / "confidant" / "_resources"


def test_a_missing_word_list_is_a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "find_spec", lambda _name: None)
    with pytest.raises(BugError):
        resources.safety_word_list()


def test_a_changed_word_list_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "eff-special").write_text("one\ntwo\n", encoding="ascii")

    class Spec:
        submodule_search_locations = (str(tmp_path),)

    monkeypatch.setattr(resources, "find_spec", lambda _name: Spec)
    with pytest.raises(BugError):
        resources.safety_word_list()
