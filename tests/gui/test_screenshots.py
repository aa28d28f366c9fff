"""The pictures that the demo leaves."""

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from confidant.ui import screenshots
from tests.support.shared_files import bundle_for
from tests.support.vaults import PASSPHRASE, Place, write


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_pictures_lie_beside_the_vaults_which_stay_as_they_are(
    tmp_path: Path, qtbot: QtBot
) -> None:
    assert qtbot is not None
    leader, mentor = Place(tmp_path, "leader"), Place(tmp_path, "mentor")
    with leader.create() as vault:
        write(vault, "The first entry.")
    mentor.create().close()
    bundle_for(mentor, tmp_path)
    before = content(leader.directory), content(mentor.directory)
    screenshots.take(leader.directory, mentor.directory, PASSPHRASE, PASSPHRASE)
    assert (content(leader.directory), content(mentor.directory)) == before
    pictures = {path.stem: QImage(str(path)) for path in (tmp_path / "screens").iterdir()}
    assert sorted(pictures) == [
        "leader-contacts",
        "leader-conversations",
        "leader-decisions",
        "leader-doubts",
        "leader-journal",
        "mentor-conversations",
    ]
    for image in pictures.values():
        assert (image.width(), image.height()) == (1360, 860)
        colours = {image.pixel(x, y) for x in range(0, 1360, 7) for y in range(0, 860, 7)}
        assert len(colours) > 20
