"""What keeps a vault from being made, without any window."""

from pathlib import Path

import pytest

from confidant.services.vaults import Strength
from confidant.ui.unlock.blockers import Blocker, name_blocker, passphrase_blocker, place_blocker

GOOD = Strength(70, "good")


@pytest.mark.parametrize(
    ("person", "vault", "found"),
    [
        ("", "Journal", Blocker.PERSON_MISSING),
        ("   ", "Journal", Blocker.PERSON_MISSING),
        ("A" * 81, "Journal", Blocker.PERSON_UNFIT),
        ("Ä" * 41, "Journal", Blocker.PERSON_UNFIT),
        ("A" * 80, "Journal", None),
        ("Ann", "  ", Blocker.VAULT_MISSING),
        ("Ann", "../x", Blocker.VAULT_UNFIT),
        ("Ann", "a\\b", Blocker.VAULT_UNFIT),
        ("Ann", ".hidden", Blocker.VAULT_UNFIT),
        ("Ann", "dot.", Blocker.VAULT_UNFIT),
        ("Ann", "tab\there", Blocker.VAULT_UNFIT),
        ("Ann", "v" * 81, Blocker.VAULT_UNFIT),
        ("Ann", "Vorstand – 2026", None),
    ],
)
def test_names_that_cannot_be_used_are_found(
    person: str, vault: str, found: Blocker | None
) -> None:
    assert name_blocker(person, vault) is found


@pytest.mark.parametrize(
    ("passphrase", "repeated", "strength", "found"),
    [
        ("", "", None, Blocker.PASSPHRASE_MISSING),
        ("a\tb", "a\tb", GOOD, Blocker.PASSPHRASE_UNFIT),
        ("long enough", "", None, Blocker.JUDGING),
        ("short", "short", Strength(12, "refused"), Blocker.TOO_WEAK),
        ("long enough", "", GOOD, Blocker.NOT_REPEATED),
        ("long enough", "long enougj", GOOD, Blocker.DIFFERS),
        ("long enough", "long enough", Strength(50, "weak"), None),
        ("Mu\u0308ller mag Moos", "M\u00fcller mag Moos", GOOD, None),
    ],
)
def test_a_passphrase_of_ones_own_is_checked_in_the_order_of_typing(
    passphrase: str, repeated: str, strength: Strength | None, found: Blocker | None
) -> None:
    assert passphrase_blocker(passphrase, repeated, strength, own=True) is found


def test_generated_words_must_be_typed_once() -> None:
    words = "one two three four five"
    assert passphrase_blocker(words, "", None, own=False) is Blocker.WORDS_NOT_TYPED
    assert passphrase_blocker(words, "one two", None, own=False) is Blocker.WORDS_DIFFER
    assert passphrase_blocker(words, words, None, own=False) is None


def test_a_place_must_be_free(tmp_path: Path) -> None:
    directory = tmp_path / "Journal.confidant"
    assert place_blocker(tmp_path / "no", directory) is Blocker.FOLDER_MISSING
    assert place_blocker(tmp_path, directory) is Blocker.NOTHING
    directory.mkdir()
    assert place_blocker(tmp_path, directory) is Blocker.NOTHING  # an empty folder may be taken
    (directory / "x").touch()
    assert place_blocker(tmp_path, directory) is Blocker.PLACE_TAKEN
