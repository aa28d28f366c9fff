"""Another passphrase, key file, cost or recovery code: instant, and safe at every step."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from confidant.crypto import argon2, recovery_code
from confidant.crypto.argon2 import MINIMUM_WRITTEN, KdfParameters
from confidant.errors import (
    DiskFullError,
    HeaderRollbackError,
    KeyfileRequiredError,
    PassphraseError,
    VaultReadOnlyError,
    WrongSecretError,
)
from confidant.vault import header_files, private_files, rekeying
from confidant.vault.header import Header, parse
from confidant.vault.unlocking import prepare_slot
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery, Vault
from tests.support.killing import killed_at
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

NEW = "another quiet harbour at dusk"
KEY = bytes(range(32))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a closed vault with three entries."""
    made = Place(tmp_path)
    with made.create() as vault:
        write(vault, "one", "two", "three")
    return made


def header_of(place: Place, name: str = header_files.NAME) -> Header:
    return parse((place.directory / name).read_bytes()).header


def count(vault: Vault) -> int:
    return vault.count(RowQuery())


def opens(place: Place, secret: PassphraseSecret | RecoverySecret) -> bool:
    try:
        with place.open(secret) as vault:
            return count(vault) == 3
    except WrongSecretError:
        return False


def test_a_new_passphrase_opens_and_the_old_one_does_not(place: Place) -> None:
    before = header_of(place)
    with place.open() as vault:
        done = rekeying.change_passphrase(vault, PassphraseSecret(NEW))
        assert vault.header_generation == done.generation == 2
    after = header_of(place)
    assert (place.directory / header_files.COPY_NAME).read_bytes() == (
        place.directory / header_files.NAME
    ).read_bytes()
    assert after.generation == 2
    assert after.passphrase.salt != before.passphrase.salt
    assert (after.recovery, after.database, after.vault_id) == (
        before.recovery,
        before.database,
        before.vault_id,
    )
    assert opens(place, PassphraseSecret(NEW))
    assert not opens(place, PassphraseSecret(PASSPHRASE))
    assert opens(place, RecoverySecret(place.recovery_code))


def test_a_slot_that_is_written_never_costs_less_than_the_least_or_the_present(
    place: Place,
) -> None:
    with place.open() as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(NEW), kdf=CHEAP)
        assert header_of(place).passphrase.kdf == MINIMUM_WRITTEN
        dear = KdfParameters(memory_kib=65536, passes=5, lanes=4)
        rekeying.change_passphrase(vault, PassphraseSecret(NEW), kdf=dear)
        rekeying.change_passphrase(vault, PassphraseSecret(NEW), kdf=MINIMUM_WRITTEN)
    assert header_of(place).passphrase.kdf == dear


def test_after_the_recovery_code_a_new_passphrase_finds_everything(place: Place) -> None:
    with place.open(RecoverySecret(place.recovery_code)) as vault:
        assert vault.by_recovery
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    with place.open(PassphraseSecret(NEW)) as vault:
        assert not vault.by_recovery
        assert count(vault) == 3
        assert vault.verify_chain().seq == 4


def test_a_new_recovery_code_replaces_the_old_one_and_nothing_else(place: Place) -> None:
    before = header_of(place)
    with place.open() as vault:
        code = rekeying.new_recovery_code(vault).code
    assert header_of(place).passphrase == before.passphrase
    assert opens(place, RecoverySecret(code))
    assert not opens(place, RecoverySecret(place.recovery_code))
    assert opens(place, PassphraseSecret(PASSPHRASE))


def test_a_key_file_is_added_replaced_and_removed(place: Place) -> None:
    with place.open() as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(PASSPHRASE, KEY))
        assert vault.wants_keyfile
    with pytest.raises(KeyfileRequiredError):
        place.open()
    other = bytes(32)
    with place.open(PassphraseSecret(PASSPHRASE, KEY)) as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(PASSPHRASE, other))
    assert not opens(place, PassphraseSecret(PASSPHRASE, KEY))
    with place.open(PassphraseSecret(PASSPHRASE, other)) as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(PASSPHRASE))
    assert opens(place, PassphraseSecret(PASSPHRASE))


def test_somebody_before_an_open_vault_must_know_what_opens_it(place: Place) -> None:
    with place.open() as vault:
        rekeying.check_secret(vault, PassphraseSecret(PASSPHRASE))
        rekeying.check_secret(vault, RecoverySecret(place.recovery_code))
        with pytest.raises(WrongSecretError):
            rekeying.check_secret(vault, PassphraseSecret(NEW))


def test_a_change_that_cannot_be_made_changes_nothing(place: Place) -> None:
    before = (place.directory / header_files.NAME).read_bytes()
    with place.open() as vault, pytest.raises(PassphraseError):
        rekeying.change_passphrase(vault, PassphraseSecret(""))
    with place.open(read_only=True) as vault, pytest.raises(VaultReadOnlyError):
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    assert (place.directory / header_files.NAME).read_bytes() == before


@pytest.mark.parametrize("name", [header_files.NAME, header_files.COPY_NAME])
def test_a_full_disk_leaves_one_of_the_two_secrets(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = private_files.replace

    def replace(path: Path, data: bytes) -> None:
        if path.name == name:
            raise OSError(errno.ENOSPC, "full")
        really(path, data)

    with place.open() as vault:
        monkeypatch.setattr(private_files, "replace", replace)
        if name == header_files.NAME:
            with pytest.raises(DiskFullError):
                rekeying.change_passphrase(vault, PassphraseSecret(NEW))
        else:
            rekeying.change_passphrase(vault, PassphraseSecret(NEW))
        monkeypatch.undo()
    changed = name == header_files.COPY_NAME
    assert opens(place, PassphraseSecret(PASSPHRASE)) is not changed
    assert opens(place, PassphraseSecret(NEW)) is changed
    assert header_of(place) == header_of(place, header_files.COPY_NAME)


@pytest.mark.parametrize("what", ["passphrase", "recovery"])
def test_a_kill_at_any_step_leaves_a_vault_that_the_old_or_the_new_secret_opens(
    place: Place, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)
    given = bytes(16)
    keep = tmp_path / "keep"
    with place.open() as vault:
        vault.backup()
        code = rekeying.new_recovery_code(vault, given=given).code
        rekeying.new_recovery_code(vault, given=bytes([1] * 16))
    place.snapshot(keep)
    state = tmp_path / "state-kept"
    shutil.copytree(place.state, state)
    old = RecoverySecret(recovery_of(bytes([1] * 16)))

    def work(arm: Callable[[], None]) -> None:
        with place.open() as vault:
            arm()
            if what == "passphrase":
                rekeying.change_passphrase(vault, PassphraseSecret(NEW))
            else:
                rekeying.new_recovery_code(vault, given=given)

    step, seen = 1, set()
    while killed_at(step, tmp_path, work):
        if what == "passphrase":
            works = (
                opens(place, PassphraseSecret(PASSPHRASE)),
                opens(place, PassphraseSecret(NEW)),
            )
            assert opens(place, old), f"the recovery code fails after step {step}"
        else:
            works = (opens(place, old), opens(place, RecoverySecret(code)))
            assert opens(place, PassphraseSecret(PASSPHRASE))
        assert sum(works) == 1, f"step {step}"
        seen.add(works)
        assert header_of(place) == header_of(place, header_files.COPY_NAME)
        place.put_back(keep)
        shutil.rmtree(place.state)
        shutil.copytree(state, place.state)
        step += 1
    assert step > 6
    assert seen == {(True, False), (False, True)}


def recovery_of(secret: bytes) -> str:
    return recovery_code.encode(secret)


def test_backups_of_the_same_key_follow_and_others_are_counted(place: Place) -> None:
    with place.open() as vault:
        backup = vault.backup().path
        foreign = Place(place.directory.parent, "Other")
        foreign.create().close()
        shutil.copytree(foreign.directory, place.directory / "backups" / "20200101T000000Z")
        broken = place.directory / "backups" / "20200102T000000Z"
        broken.mkdir()
        (broken / header_files.NAME).write_bytes(b"confidant-vault/1\nnothing\n")
        done = rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    assert (done.backups.changed, done.backups.left) == (1, 0)
    assert (backup / header_files.NAME).read_bytes() == (
        place.directory / header_files.NAME
    ).read_bytes()
    assert (broken / header_files.NAME).read_bytes() == b"confidant-vault/1\nnothing\n"
    restored = Place(place.directory.parent, "Restored")
    shutil.copytree(backup, restored.directory)
    assert opens(restored, PassphraseSecret(NEW))
    assert not opens(restored, PassphraseSecret(PASSPHRASE))


def test_a_backup_that_was_away_is_changed_later(place: Place) -> None:
    away = place.directory.parent / "away"
    with place.open() as vault:
        vault.backup()
        shutil.move(place.directory / "backups", away)
        assert rekeying.change_passphrase(vault, PassphraseSecret(NEW)).backups.changed == 0
        assert rekeying.refresh_backups(vault, [away]).changed == 1


def test_the_header_of_yesterday_is_a_question_after_a_change(place: Place) -> None:
    old = (place.directory / header_files.NAME).read_bytes()
    with place.open() as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    for name in (header_files.NAME, header_files.COPY_NAME):
        (place.directory / name).write_bytes(old)
    with pytest.raises(HeaderRollbackError):
        place.open()
    # Another computer, which never saw the change, is warned by the vault itself.
    place.state = place.state.with_name("elsewhere")
    with pytest.raises(HeaderRollbackError):
        place.open()


def test_a_slot_can_be_prepared_on_another_thread_and_is_put_in_by_the_vaults(
    place: Place,
) -> None:
    with place.open() as vault:
        secret = PassphraseSecret(NEW)
        prepared = prepare_slot(secret, MINIMUM_WRITTEN, vault.vault_id, place.entropy)
        assert prepared.seconds > 0
        rekeying.put_slot(vault, prepared)
        prepared.wipe()
        assert not any(prepared.kek)
    assert opens(place, PassphraseSecret(NEW))
