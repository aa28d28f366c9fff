"""A recovery code that was written down before the vault was made."""

from pathlib import Path

import pytest

from confidant.environment import SystemEntropy
from confidant.errors import RecoveryCodeError
from confidant.services import vaults
from tests.support.vaults import CHEAP, PASSPHRASE, Place


def _create(place: Place, code: str) -> vaults.NewVault:
    return vaults.create(
        directory=place.directory,
        name="Ann Leader",
        passphrase=PASSPHRASE,
        clock=place.clock,
        entropy=place.entropy,
        kdf=CHEAP,
        state_directory=place.state,
        recovery_code=code,
    )


def test_a_vault_is_opened_by_the_code_that_was_written_down_before_it_was_made(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    code = vaults.new_recovery_code(SystemEntropy())
    made = _create(place, code)
    made.vault.close()

    assert made.recovery_code == code
    with place.open(vaults.recovery_secret(code)) as vault:
        assert not vault.read_only


def test_a_mistyped_code_makes_no_vault(tmp_path: Path) -> None:
    place = Place(tmp_path)
    code = vaults.new_recovery_code(SystemEntropy())
    wrong = ("1" if code[0] == "0" else "0") + code[1:]

    with pytest.raises(RecoveryCodeError):
        _create(place, wrong)
    assert not place.directory.exists()


def test_a_mistyped_code_is_found_before_any_vault_is_asked() -> None:
    with pytest.raises(RecoveryCodeError):
        vaults.recovery_secret("0000-0000")


def test_two_new_codes_differ() -> None:
    assert vaults.new_recovery_code(SystemEntropy()) != vaults.new_recovery_code(SystemEntropy())
