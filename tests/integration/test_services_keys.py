"""Changing what opens a vault, as window and command line ask for it."""

import unicodedata
from pathlib import Path

import pytest

from confidant.crypto import argon2
from confidant.errors import (
    OutputExistsError,
    RecoveryCodeError,
    WeakPassphraseError,
    WrongSecretError,
)
from confidant.services import keys, vaults
from confidant.vault import header_files
from confidant.vault.vault import PassphraseSecret, RecoverySecret, Vault
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

NEW = "another quiet harbour at dusk"
OLD = PassphraseSecret(PASSPHRASE)
DAY_MS = 86_400_000


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    made = Place(tmp_path)
    made.create().close()
    return made


def test_a_weak_passphrase_is_refused_and_one_to_be_warned_about_is_not(place: Place) -> None:
    with place.open() as vault:
        with pytest.raises(WeakPassphraseError):
            keys.change_passphrase(vault, present=OLD, passphrase="summer2026")
        assert vault.header_generation == 1
        weak = "harbour dusk 7 cat"
        assert vaults.strength(weak).verdict == "weak"
        keys.change_passphrase(vault, present=OLD, passphrase=weak)
    place.open(PassphraseSecret(weak)).close()


def test_nobody_changes_anything_without_what_opens_it(place: Place) -> None:
    wrong = PassphraseSecret("a guess at the open desk")
    with place.open() as vault:
        for present in (wrong, None):
            with pytest.raises(WrongSecretError):
                keys.change_passphrase(vault, present=present, passphrase=NEW)
            with pytest.raises(WrongSecretError):
                keys.new_recovery_code(vault, place.clock, present=present)
            with pytest.raises(WrongSecretError):
                keys.reencrypt(vault, place.clock, present=present, passphrase=NEW)
        assert vault.header_generation == 1


def test_after_the_recovery_code_nothing_is_asked_until_a_passphrase_is_set(place: Place) -> None:
    with place.open(RecoverySecret(place.recovery_code)) as vault:
        keys.change_passphrase(vault, present=None, passphrase=NEW)
        with pytest.raises(WrongSecretError):
            keys.change_passphrase(vault, present=None, passphrase=PASSPHRASE)


def test_a_key_file_that_serves_for_nothing_is_taken_back(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "stick.key"
    with place.open() as vault:
        with pytest.raises(WeakPassphraseError):
            keys.add_keyfile(vault, place.entropy, present=OLD, passphrase="short", path=path)
        assert not path.exists()
        path.write_text("somebody's")
        with pytest.raises(OutputExistsError):
            keys.add_keyfile(vault, place.entropy, present=OLD, passphrase=PASSPHRASE, path=path)
        assert path.read_text() == "somebody's"
        assert not vault.wants_keyfile


@pytest.mark.parametrize(
    ("set_as", "typed"),
    [
        (unicodedata.normalize("NFC", "sieben häfen im nebel öde"), "NFD"),
        ("seven\u00a0quiet harbours\u2009at noon", "seven quiet harbours at noon"),
        ("🗝️ harbour 🌫️ seven dusk lantern", "🗝️ harbour 🌫️ seven dusk lantern"),
        ("harbour lantern " * 62, "harbour lantern " * 62),
        ("pasted harbours from a file\r\n", "pasted harbours from a file"),
    ],
)
def test_every_keyboard_that_can_type_a_passphrase_types_the_same_key(
    place: Place, set_as: str, typed: str
) -> None:
    again = unicodedata.normalize("NFD", set_as) if typed == "NFD" else typed
    assert again != set_as or typed == set_as
    with place.open() as vault:
        keys.change_passphrase(vault, present=OLD, passphrase=set_as)
    place.open(PassphraseSecret(again)).close()


def test_a_recovery_code_is_read_as_people_type_it(place: Place) -> None:
    code = place.recovery_code
    for typed in (code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        place.open(RecoverySecret(typed)).close()


def test_one_wrong_character_is_a_typing_error_and_no_key_is_derived(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from confidant.crypto import keyslots

    def derived(*_arguments: object, **_named: object) -> None:
        pytest.fail("a key was derived")

    monkeypatch.setattr(keyslots, "kek_recovery", derived)
    code = place.recovery_code
    for at, present in enumerate(code):
        if present != "-":
            wrong = code[:at] + ("7" if present != "7" else "8") + code[at + 1 :]
            with pytest.raises(RecoveryCodeError):
                place.open(RecoverySecret(wrong))


def test_a_wrong_passphrase_touches_nothing(place: Place) -> None:
    before = {path.name: path.read_bytes() for path in place.directory.iterdir()}
    with pytest.raises(WrongSecretError):
        place.open(PassphraseSecret(NEW))
    assert {path.name: path.read_bytes() for path in place.directory.iterdir()} == before


def test_the_yearly_question_counts_from_the_making_and_from_each_answer(place: Place) -> None:
    def due(vault: Vault) -> bool:
        return keys.drill_is_due(vault, place.clock)

    with place.open() as vault:
        assert not due(vault)
        place.clock.advance(364 * DAY_MS)
        assert not due(vault)
        place.clock.advance(2 * DAY_MS)
        assert due(vault)
        keys.drill_answered(vault, place.clock)
        assert not due(vault)
        place.clock.advance(365 * DAY_MS)
        assert due(vault)
        code = keys.new_recovery_code(vault, place.clock, present=OLD).code
        assert not due(vault)
        place.clock.advance(365 * DAY_MS)
        with pytest.raises(WrongSecretError):
            keys.drill_typed(vault, place.clock, code=place.recovery_code)
        assert due(vault)
        keys.drill_typed(vault, place.clock, code=code)
        assert not due(vault)
    with place.open(read_only=True) as vault:
        place.clock.advance(365 * DAY_MS)
        assert not due(vault)


def test_a_clock_that_went_back_asks_nothing(place: Place) -> None:
    with place.open() as vault:
        keys.drill_answered(vault, place.clock)
        place.clock.advance(-400 * DAY_MS)
        assert not keys.drill_is_due(vault, place.clock)


def test_the_second_place_follows_a_change_and_counts_what_it_cannot_reach(
    place: Place, tmp_path: Path
) -> None:
    from confidant.services import backups

    second = tmp_path / "stick"
    second.mkdir()
    with place.open() as vault:
        write(vault, "one")
        backups.choose_second_place(vault, place.clock, directory=second)
        copies = backups.places(vault)[1]
        vault.backup(copies)
        vault.backup()
        done = keys.change_passphrase(vault, present=OLD, passphrase=NEW)
        assert (done.backups_changed, done.backups_left) == (2, 0)
        present = (place.directory / header_files.NAME).read_bytes()
        (copy,) = copies.iterdir()
        assert (copy / header_files.NAME).read_bytes() == present
        secret = PassphraseSecret(NEW)
        renewed = keys.reencrypt(vault, place.clock, present=secret, passphrase=NEW)
        assert renewed.older_backups == 2


def test_results_do_not_show_secrets_when_they_are_printed(place: Place) -> None:
    with place.open() as vault:
        made = keys.new_recovery_code(vault, place.clock, present=OLD)
        renewed = keys.reencrypt(vault, place.clock, present=OLD, passphrase=PASSPHRASE)
        plan = keys.CostRaise(OLD, CHEAP, 1, vault.vault_id)
    assert made.code not in repr(made)
    assert renewed.recovery_code not in repr(renewed)
    assert PASSPHRASE not in repr(plan)
