"""Drives the command line in this process: two people, a cheap derivation, a clock that stands."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from confidant.cli import World, main
from tests.support.vaults import CHEAP, PASSPHRASE, FixedClock


@dataclass
class Ran:
    """What a verb said."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


class Stream(io.TextIOWrapper):
    """Standard output that keeps bytes and text."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", write_through=True)


@dataclass
class Person:
    """Somebody at a command line, with a vault."""

    root: Path
    name: str
    clock: FixedClock = field(default_factory=FixedClock)
    passphrase: str = PASSPHRASE

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.secret.write_text(self.passphrase + "\n", encoding="utf-8")

    @property
    def secret(self) -> Path:
        return self.root / "passphrase.txt"

    @property
    def vault(self) -> Path:
        return self.root / f"{self.name}.confidant"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def raw(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run a verb with exactly these arguments."""
        out, err = Stream(), Stream()
        world = World(
            clock=self.clock,
            state_directory=self.state,
            kdf=CHEAP,
            stdin=io.BytesIO(stdin),
        )
        code = main(list(arguments), out=out, err=err, world=world)
        raw = out.bytes.getvalue()
        return Ran(code, raw.decode("utf-8", "replace"), err.bytes.getvalue().decode(), raw)

    def run(self, verb: str, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run a verb on my vault."""
        return self.raw(
            verb,
            str(self.vault),
            *arguments,
            "--passphrase-file",
            str(self.secret),
            stdin=stdin,
        )

    def do(self, verb: str, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
        """Run a verb that must succeed and return its JSON."""
        ran = self.run(verb, *arguments, "--json", stdin=stdin)
        assert ran.code == 0, ran.err
        assert ran.err == ""
        return ran.json

    def create(self) -> dict[str, Any]:
        return self.do("create", "--name", self.name)


def meet(one: Person, other: Person, *, one_is: str = "mentee", other_is: str = "mentor") -> None:
    """Exchange cards and verify the words both ways: `one` has `other` as `other_is`."""
    for holder, friend, role in ((one, other, other_is), (other, one, one_is)):
        card = holder.root / f"{friend.name}.confidant-card"
        friend.do("card", "-o", str(card))
        holder.do("contact-add", str(card), "--as", friend.name, "--role", role)
        holder.do("verify", friend.name, *friend.do("words")["words"], "--channel", "by telephone")
