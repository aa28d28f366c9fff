import stat
from pathlib import Path

import pytest

from confidant.ui.preferences import MAX_RECENT, Preferences, PreferenceStore


def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "preferences.json"
    PreferenceStore(path).change(theme="dark", panes={"journal": (360, 900)})
    again = PreferenceStore(path).current
    assert again.theme == "dark"
    assert again.panes == {"journal": (360, 900)}


def test_only_the_user_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text("{}")
    path.chmod(0o644)
    PreferenceStore(path).change(language="de")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b'{"text_scale": 40}', b'{"theme":1}']
)
def test_a_file_that_makes_no_sense_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert PreferenceStore(path).current == Preferences()


def test_a_directory_that_cannot_be_written_loses_only_the_preference(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    store = PreferenceStore(blocked / "preferences.json")
    assert store.change(theme="light").theme == "light"
    assert PreferenceStore(blocked / "preferences.json").current == Preferences()


def test_the_vault_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    preferences = Preferences()
    for number in (*range(MAX_RECENT + 2), 3):
        preferences = preferences.with_vault(tmp_path / str(number))
    assert preferences.recent_vaults[0] == str(tmp_path / "3")
    assert len(preferences.recent_vaults) == len(set(preferences.recent_vaults)) == MAX_RECENT


def test_the_list_of_vaults_can_be_switched_off(tmp_path: Path) -> None:
    remembering = Preferences().with_vault(tmp_path)
    assert remembering.recent_vaults
    forgetting = Preferences(remember_vaults=False, recent_vaults=remembering.recent_vaults)
    assert forgetting.with_vault(tmp_path).recent_vaults == ()
