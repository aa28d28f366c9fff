"""A vault that faults happen to, and the command line as a person uses it."""

import hashlib
import io
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from confidant.cli.main import main
from confidant.cli.world import World
from confidant.crypto.derive import derive
from confidant.vault import header_files
from confidant.vault.vault import RowQuery, Vault
from tests.support.pages import decrypted_pages
from tests.support.vaults import CHEAP, PASSPHRASE, Place, entry

PASSPHRASE_FILE = "passphrase.txt"
OPENS = "It opens as before."
_PREFIX = "confidant: "


@dataclass(frozen=True)
class Said:
    """What a verb said; `sentence` is what a person reads of it first."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        text = self.err if self.code else self.err or self.out
        return text.strip().split("\n")[0].removeprefix(_PREFIX)


class Ground(Place):
    """A closed vault with entries, its passphrase in a file, and what it said when it was made."""

    def __init__(
        self, root: Path, *, entries: int = 12, words: int = 200, keep: bool = True
    ) -> None:
        super().__init__(root)
        self.root = root
        self.chance = random.Random(20261124)  # noqa: S311 -- repeatable
        with self.create() as vault, vault.transaction() as transaction:
            made = [
                transaction.create(entry(f"entry {n} " + "filler " * words, title=f"Title {n}"))
                for n in range(entries)
            ]
        self.records = [one.record for one in made]
        self.secret = ("--passphrase-file", str(root / PASSPHRASE_FILE))
        (root / PASSPHRASE_FILE).write_text(PASSPHRASE, encoding="utf-8")
        with self.open() as vault:
            self.truth = told(vault)
            self._history = [vault.revisions(record) for record in self.records]
        self.keep = root / "keep"
        self.keep_state = root / "keep-state"
        if keep:
            self.store()

    @property
    def header(self) -> Path:
        return self.directory / header_files.NAME

    @property
    def header_copy(self) -> Path:
        return self.directory / header_files.COPY_NAME

    def store(self) -> None:
        """Keep the closed vault as it is, to come back to."""
        for place in (self.keep, self.keep_state):
            shutil.rmtree(place, ignore_errors=True)
        self.snapshot(self.keep)
        shutil.copytree(self.state, self.keep_state)

    def reset(self) -> None:
        """Put the vault, and what this computer remembers, back as they were stored."""
        self.put_back(self.keep)
        shutil.rmtree(self.state)
        shutil.copytree(self.keep_state, self.state)

    def say(self, verb: str, *arguments: str, given: bytes = b"") -> Said:
        """Run a verb on the vault, as a person does; `given` is on standard input."""
        return self.run(verb, str(self.directory), *self.secret, *arguments, given=given)

    def restore(self, backup: Path, target: Path) -> Said:
        """Restore a backup, as a person does."""
        return self.run("restore", str(backup), str(target), *self.secret, "--yes")

    def run(self, *argv: str, given: bytes = b"") -> Said:
        """Run the command line."""
        out, err = io.StringIO(), io.StringIO()
        world = World(
            clock=self.clock,
            entropy=self.entropy,
            state_directory=self.state,
            kdf=CHEAP,
            stdin=io.BytesIO(given),
        )
        code = main(argv, out=out, err=err, world=world)
        return Said(code, out.getvalue(), err.getvalue())

    def holds(self, word: str) -> bool:
        """Whether a word is in any page of the database, the unused ones too."""
        with self.open() as vault:
            parts = vault._parts
            key = bytes(derive(parts.vmk.data, vault.vault_id, "sqlcipher", 48)[:32])
        return any(word.encode() in page for page in decrypted_pages(self.database, key))

    def is_whole(self) -> bool:
        """Open the vault, check all of it, and compare with what it said when it was stored."""
        with self.open(accept=True) as vault:
            vault.full_check()
            return told(vault) == self.truth

    def holds_all(self) -> bool:
        """Open the vault, check all of it, and find the records that it was made with."""
        with self.open() as vault:
            vault.full_check()
            return self.has_history(vault)

    def has_history(self, vault: Vault) -> bool:
        """Say whether an open vault has the records that it was made with."""
        return [vault.revisions(record) for record in self.records] == self._history

    def files(self) -> dict[str, bytes]:
        """Return the digest of every file of the vault."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).digest()
            for path in self.directory.iterdir()
            if path.is_file()
        }


def told(vault: Vault) -> object:
    """Return everything that a vault says: every revision of every record, lists, search."""
    rows = vault.rows(RowQuery(limit=1000))
    found = [hit.row.id for hit in vault.search("filler").hits]
    return rows, [vault.revisions(row.id) for row in rows], found


@contextmanager
def replaced(path: Path, data: bytes | None) -> Iterator[None]:
    """Give a file other content, or take it away; put it back afterwards."""
    good = path.read_bytes()
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(good)
        path.chmod(0o600)
