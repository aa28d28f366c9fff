"""What is known of a vault from outside."""

from pathlib import Path

from confidant.services.locked import Locked, look_at
from tests.support.vaults import Place


def test_a_folder_without_header_and_database_is_no_vault(tmp_path: Path) -> None:
    assert look_at(tmp_path) == Locked(is_there=False, needs_keyfile=False)
    assert look_at(tmp_path / "nowhere") == Locked(is_there=False, needs_keyfile=False)


def test_a_vault_is_known_by_either_header_or_by_its_database_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    there = Locked(is_there=True, needs_keyfile=False)
    assert look_at(place.directory) == there
    (place.directory / "vault.hdr").unlink()
    assert look_at(place.directory) == there
    (place.directory / "vault.hdr.copy").unlink()
    assert look_at(place.directory) == there


def test_a_key_file_is_known_to_be_needed_even_from_the_copy_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create(keyfile=bytes(range(32))).close()
    (place.directory / "vault.hdr").write_bytes(b"damaged")
    assert look_at(place.directory) == Locked(is_there=True, needs_keyfile=True)
