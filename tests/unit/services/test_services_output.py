"""Files that a person asked for appear whole, private, and never over another."""

import os
import stat
from pathlib import Path

import pytest

from confidant.errors import (
    DiskFullError,
    NotReadableError,
    NotWritableError,
    OutputExistsError,
)
from confidant.services.output import OutputFile, failure, read_whole, write_new


def test_a_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_new(tmp_path / "a", b"content")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_nothing_is_there_before_it_is_published_and_nothing_is_left_after_a_failure(
    tmp_path: Path,
) -> None:
    place = tmp_path / "a"
    with pytest.raises(KeyError), OutputFile(place) as file:  # noqa: PT012 -- what is there meanwhile matters
        file.write(b"content")
        assert not place.exists()
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["notes.csv", "n" * 250, "ö" * 120 + ".txt"])
def test_what_is_not_finished_yet_can_be_seen_and_says_so(tmp_path: Path, name: str) -> None:
    with OutputFile(tmp_path / name) as file:
        file.write(b"content")
        (meanwhile,) = tmp_path.iterdir()
        assert meanwhile.name.startswith(name[:90])
        assert " (unfinished " in meanwhile.name
        file.publish()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"mine")
    with pytest.raises(OutputExistsError):
        write_new(place, b"other")
    assert place.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [place]


def test_a_link_to_nothing_counts_as_there(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputExistsError):
        write_new(place, b"x")
    assert not (tmp_path / "nowhere").exists()


def test_who_came_first_while_it_was_written_wins(tmp_path: Path) -> None:
    place = tmp_path / "a"
    with pytest.raises(OutputExistsError), OutputFile(place) as file:  # noqa: PT012 -- the order matters
        file.write(b"mine")
        place.write_bytes(b"theirs")
        file.publish()
    assert place.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_system_without_hard_links_works_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "a", b"content")
    assert (tmp_path / "a").read_bytes() == b"content"
    with pytest.raises(OutputExistsError):
        write_new(tmp_path / "a", b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritableError) as raised:
        write_new(tmp_path / "no" / "a", b"x")
    assert raised.value.params == {"name": "a"}


@pytest.mark.parametrize(
    ("number", "error"),
    [(28, DiskFullError), (122, DiskFullError), (17, OutputExistsError), (13, NotWritableError)],
)
def test_what_the_system_says_becomes_an_expected_error(
    number: int, error: type[Exception]
) -> None:
    assert type(failure(OSError(number, "private path"), Path("a"))) is error


def test_reading_stops_one_byte_beyond_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(100))
    assert len(read_whole(tmp_path / "a", most=10)) == 11
    assert len(read_whole(tmp_path / "a", most=100)) == 100


@pytest.mark.parametrize("name", ["missing", ".", "nul\0byte"])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotReadableError):
        read_whole(tmp_path / name, most=10)


def test_no_path_means_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with OutputFile(None) as file:
        file.write(b"x")
        file.publish()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["日" * 80 + ".md", "n" + "é" * 120, "😀" * 60])
def test_a_long_name_is_cut_between_characters(tmp_path: Path, name: str) -> None:
    with OutputFile(tmp_path / name) as file:
        file.write(b"content")
        (meanwhile,) = tmp_path.iterdir()
        kept = meanwhile.name.split(" (unfinished ")[0]
        assert name.startswith(kept)
        assert len(kept.encode("utf-8")) > 190
        file.publish()
