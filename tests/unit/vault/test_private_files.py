"""Files that a crash leaves old or new, and that only their owner reads."""

import os
import stat
from pathlib import Path

import pytest

from confidant.vault import private_files


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_a_file_is_replaced_whole_and_leaves_no_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    private_files.replace(path, b"old")
    (tmp_path / "file.tmp").write_bytes(b"left by a crash")
    private_files.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["file"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_replacement_that_fails_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    private_files.replace(path, b"old")

    def refuse(_descriptor: int) -> None:
        raise OSError(5, "broken disk")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="broken disk"):
        private_files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


def test_a_file_is_created_once(tmp_path: Path) -> None:
    os.close(private_files.create(tmp_path / "file"))
    with pytest.raises(FileExistsError):
        private_files.create(tmp_path / "file")


def test_missing_directories_are_made_private(tmp_path: Path) -> None:
    private_files.ensure_directory(tmp_path / "a" / "b")
    private_files.ensure_directory(tmp_path / "a" / "b")
    for path in (tmp_path / "a", tmp_path / "a" / "b"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_disk_that_is_gone_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> None:
        raise FileNotFoundError(path)

    # As on Windows, where E:\\ is its own parent and there only while the disk is.
    monkeypatch.setattr(Path, "is_dir", lambda _path: False)
    monkeypatch.setattr(private_files, "make_directory", gone)
    with pytest.raises(FileNotFoundError, match=r"/$"):
        private_files.ensure_directory(Path("/gone/backups"))
