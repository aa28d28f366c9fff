"""The tour of the README works, word for word."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.cli import World, main
from tests.support.source import ROOT
from tests.support.story import Ran, Stream
from tests.support.vaults import CHEAP, PASSPHRASE, FixedClock

DOUBT, DECISION, FILE = "7k2m", "q9x4", "xka0"
WORDS = {
    "Tomas": "acid lemon oyster quilt tulip zebra",
    "Anna": "anchor cedar kite mango nest thorn",
}


def tour() -> Iterator[str]:
    """Yield the commands between the heading of the tour and the next one."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"^## A minute's tour$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    for line in part.splitlines():
        if line.startswith("    "):
            yield line.strip()


class Reader:
    """Somebody who types the tour, and their own words and ids where it says so."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.own: dict[str, str] = {}

    def type(self, command: str) -> Ran:
        """Type a command as it stands, at a terminal that asks for the passphrase."""
        for shown, own in self.own.items():
            command = command.replace(shown, own)
        program, *arguments = shlex.split(command, comments=True)
        assert program == "confidant"
        out, err = Stream(), Stream()
        world = World(
            clock=FixedClock(),
            state_directory=self.home / "state",
            kdf=CHEAP,
            ask=lambda _: PASSPHRASE,
        )
        typed = [str(Path(one).expanduser()) if one[0] == "~" else one for one in arguments]
        code = main(typed, out=out, err=err, world=world)
        return Ran(code, out.bytes.getvalue().decode(), err.bytes.getvalue().decode())

    def learn(self, command: str, ran: Ran) -> None:
        """Remember the ids and words that a command printed."""
        if " add " in command:
            self.own[DOUBT if "doubt" in command else DECISION] = ran.out.strip()[:4]
        elif " words " in command:
            name = "Tomas" if "Tomas" in command else "Anna"
            self.own[WORDS[name]] = ran.out.splitlines()[0]
        elif " open Tomas" in command:
            (bundle,) = re.findall(r"verified: (\w{26})$", ran.out, re.MULTILINE)
            self.own[FILE] = bundle[:4]


def test_every_command_of_the_tour_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "journal.txt").write_text("[2026-01-02 09:00] A day.\nIt rained.\n", "utf-8")
    reader = Reader(tmp_path)
    commands = list(tour())
    assert len(commands) > 15
    said = []
    for command in commands:
        ran = reader.type(command)
        assert ran.code == 0, (command, ran.err)
        reader.learn(command, ran)
        said.append(ran.out)
    assert reader.own.keys() == {DOUBT, DECISION, FILE, *WORDS.values()}
    assert "Are we growing faster than our managers learn?" in said[-1]
    assert "Than whom?" in said[-1]


def test_the_words_of_the_tour_are_words_of_cards() -> None:
    from confidant import resources

    known = set(resources.safety_word_list())
    for words in WORDS.values():
        assert set(words.split()) <= known
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(words in text for words in WORDS.values())
