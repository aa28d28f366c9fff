"""Copies that one program works on while another one opens the vault and tidies."""

import subprocess
import sys
from pathlib import Path

import pytest

from confidant.services import backups
from confidant.vault import backup_store, under_way
from tests.support.vaults import Place, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks on directories")

_TIDY = """
import sys
from pathlib import Path
from confidant.vault import backup_store
place = Path(sys.argv[1])
found = backup_store.leftovers(place)
backup_store.tidy(place)
print(len(found))
"""
_KILLED = """
import os, signal, sys
from pathlib import Path
from confidant.vault import under_way
path = Path(sys.argv[1])
path.mkdir()
under_way.begin(path)
under_way.hold(path)
os.kill(os.getpid(), signal.SIGKILL)
"""


def another_program(script: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_another_program_leaves_a_copy_alone_that_is_being_proved(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one")
        folder = vault.directory / "backups"
        job = backups.begin(vault)
        found = another_program(_TIDY, folder)
        assert found.stdout == "0\n", found.stderr
        done = job.run()
        assert done.backup is not None
        assert backups.is_current(vault)
    assert backup_store.leftovers(folder) == []


def test_another_program_leaves_a_copy_alone_on_its_way_to_the_second_place(
    tmp_path: Path,
) -> None:
    target = tmp_path / "stick"
    with Place(tmp_path).create() as vault:
        write(vault, "one")
        made = backups.back_up(vault).backup.path
        key = vault.proof_key()
        (kept,) = backup_store.read_place(made.parent, key)
        key.wipe()
    asked: list[str] = []

    def check() -> None:
        if not asked:
            asked.append(another_program(_TIDY, target).stdout)

    assert backup_store.duplicate(kept, target, check=check).is_dir()
    assert asked == ["0\n"]


def test_what_a_killed_program_left_is_tidied(tmp_path: Path) -> None:
    left = tmp_path / "20260101T000000Z.tmp"
    assert another_program(_KILLED, left).returncode < 0
    assert left.is_dir()
    assert not under_way.is_under_way(left)
    assert backup_store.tidy(tmp_path) == 0
    assert not left.exists()


def test_what_was_ended_is_not_under_way_any_more(tmp_path: Path) -> None:
    path = tmp_path / "20260101T000000Z.tmp"
    path.mkdir()
    under_way.begin(path)
    under_way.hold(path)
    assert under_way.is_under_way(path)
    under_way.end(path)
    under_way.end(path)
    assert not under_way.is_under_way(path)
