"""What the command line says of a second place that is away, full, or somebody else's too."""

import re
import shutil
from pathlib import Path

import pytest

from confidant.vault.backup import directory_name
from tests.e2e.test_every_verb_cli import section
from tests.e2e.test_keys_cli import NEW, use, write
from tests.support.story import Person

MINUTE = 60_000


def documented(verb: str, said: dict[str, object]) -> None:
    assert set(said) <= set(re.findall(r"`(\w+)`", section(verb)))


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    person = Person(tmp_path, "Ada")
    person.create()
    stick = tmp_path / "stick"
    stick.mkdir()
    person.do("backup", "--second-place", str(stick))
    person.clock.advance(MINUTE)
    return person


def unplugged(ada: Person) -> Path:
    return (ada.root / "stick").rename(ada.root / "unplugged")


def there(ada: Person) -> list[str]:
    return sorted(one.name for one in (ada.root / "stick").glob("*/2*"))


def test_erasing_says_that_a_place_is_away_and_makes_it_good(ada: Person) -> None:
    gone = str(ada.do("add", "what shall go")["id"])
    ada.do("backup")
    old = there(ada)
    aside = ada.root / "Ada (replaced 2026-11-24 15.30).confidant"
    aside.mkdir()
    shutil.copy(ada.vault / "vault.hdr", aside)
    away = unplugged(ada)
    ada.clock.advance(MINUTE)
    ran = ada.run("erase", gone, "--yes", "--replace-backups")
    assert "2 older backups went." in ran.out
    assert "A place for backups is not there now: what lies there stays" in ran.out
    assert "1 vault beside this one, put aside by a restore; remove them by hand." in ran.out
    ada.clock.advance(MINUTE)
    away.rename(ada.root / "stick")
    assert set(old) <= set(there(ada))
    said = ada.do("backup")
    documented("backup", said)
    assert said["removed"] == len(old)
    assert not set(old) & set(there(ada))


def test_erasing_alone_counts_what_is_away(ada: Person) -> None:
    gone = str(ada.do("add", "what shall go")["id"])
    unplugged(ada)
    ran = ada.run("erase", gone, "--yes")
    assert "Out of reach: a place for backups is not there now: what lies there" in ran.out
    other = str(ada.do("add", "this too")["id"])
    said = ada.do("erase", other, "--yes")
    documented("erase", said)
    assert (said["backups"], said["places_away"], said["replaced_vaults"]) == (1, 1, 0)


def test_older_backups_stay_where_the_new_one_could_not_go(ada: Person) -> None:
    gone = str(ada.do("add", "what shall go")["id"])
    old = there(ada)
    (folder,) = (ada.root / "stick").iterdir()
    # A file where the copy would be written: the place refuses, whoever asks.
    (folder / f"{directory_name(ada.clock.now)}.tmp").write_bytes(b"")
    ran = ada.run("erase", gone, "--yes", "--replace-backups")
    assert "A new backup was made and proved; 1 older backup went." in ran.out
    assert "in the second place stayed: the new one has not arrived there" in ran.out
    assert set(old) <= set(there(ada))


def test_a_change_of_passphrase_says_which_place_it_missed(ada: Person) -> None:
    unplugged(ada)
    new = write(ada.root / "new", NEW)
    ran = ada.run("passphrase", "--new-passphrase-file", new)
    assert "what lies there still opens with what was replaced, until a backup finds it." in ran.out
    use(ada, NEW)
    ran = ada.run("reencrypt")
    assert "what lies there can still be opened with the old passphrase." in ran.out
    said = ada.do("recovery-code")
    documented("recovery-code", said)
    assert said["places_away"] == 1
