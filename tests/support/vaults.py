"""Builds real vaults in temporary directories, with a derivation that is cheap but legal."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from confidant.crypto.argon2 import KdfParameters
from confidant.environment import SystemEntropy
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.vault.vault import (
    Created,
    PassphraseSecret,
    RecoverySecret,
    Vault,
    create_vault,
    open_vault,
)
from tests.support.golden import golden_path

CHEAP = KdfParameters(memory_kib=32768, passes=1, lanes=1)
PASSPHRASE = "seven quiet harbours at dawn"
SAMPLE_PASSPHRASE = "correct horse battery staple"
NOON = 1_795_000_000_000


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now_ms: int = NOON) -> None:
        self.now = now_ms

    def now_ms(self) -> int:
        return self.now

    def today(self) -> date:
        return datetime.fromtimestamp(self.now / 1000, UTC).date()

    def zone(self) -> str:
        return "UTC"

    def advance(self, ms: int) -> None:
        self.now += ms


class Place:
    """A vault's directory and state directory below a temporary one, and what opens it."""

    def __init__(self, root: Path, name: str = "Journal") -> None:
        self.directory = root / f"{name}.confidant"
        self.state = root / "state"
        self.clock = FixedClock()
        self.entropy = SystemEntropy()
        self.recovery_code = ""

    def create(self, *, name: str = "Ann Leader", keyfile: bytes | None = None) -> Vault:
        created: Created = create_vault(
            self.directory,
            name=name,
            passphrase=PASSPHRASE,
            clock=self.clock,
            entropy=self.entropy,
            kdf=CHEAP,
            keyfile=keyfile,
            state_directory=self.state,
        )
        self.recovery_code = created.recovery_code
        return created.vault

    def open(
        self,
        secret: PassphraseSecret | RecoverySecret | None = None,
        *,
        read_only: bool = False,
        accept: bool = False,
    ) -> Vault:
        return open_vault(
            self.directory,
            secret or PassphraseSecret(PASSPHRASE),
            clock=self.clock,
            entropy=self.entropy,
            state_directory=self.state,
            read_only=read_only,
            accept=accept,
        )

    @property
    def database(self) -> Path:
        """The one database file in the directory."""
        (path,) = self.directory.glob("journal-*.db")
        return path

    def snapshot(self, target: Path) -> None:
        """Copy the closed vault's directory, as a file synchroniser would."""
        shutil.copytree(self.directory, target)

    def put_back(self, source: Path) -> None:
        """Replace the closed vault's directory by an earlier copy."""
        shutil.rmtree(self.directory)
        shutil.copytree(source, self.directory)


@contextmanager
def new_vault(root: Path, *, name: str = "Ann Leader") -> Iterator[Vault]:
    """Give an open new vault and close it afterwards."""
    with Place(root).create(name=name) as vault:
        yield vault


def sample_place(root: Path, database: bytes | None = None) -> Place:
    """Copy the golden sample vault, with another database if one is given."""
    place = Place(root, "Sample")
    place.directory.mkdir(mode=0o700)
    for source in golden_path("vault-sample").iterdir():
        target = place.directory / source.name
        target.write_bytes(source.read_bytes())
        target.chmod(0o600)
    if database is not None:
        place.database.write_bytes(database)
    return place


def entry(text: str = "A note.", *, title: str | None = None, day: str = "2026-11-20") -> Entry:
    """Return a short entry."""
    return Entry(genre="reflection", as_observed=text, title=title, day=day)


def write(vault: Vault, *texts: str) -> list[RecordId]:
    """Write one entry per text in one transaction, and return their ids."""
    with vault.transaction() as transaction:
        return [transaction.create(entry(text)).record for text in texts]
