"""From arguments to an open vault: where the passphrase comes from, and standard input."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from confidant.cli.console import Console
from confidant.cli.world import World
from confidant.errors import (
    FolderWantedError,
    NoTerminalError,
    PassphraseFileError,
    SourceEncodingError,
)

if TYPE_CHECKING:
    from confidant.vault.unlocking import VaultSecret
    from confidant.vault.vault import Vault

STDIN = "-"
_WRITE_FOLDERS = frozenset({"backup", "export"})
STDIN_NAME = "standard input"
_MOST_PASSPHRASE = 8192
_MOST_INPUT = 1 << 27
_MOST_TEXT = 1 << 21
_PATHS = frozenset(
    {
        "backup",
        "card",
        "code_file",
        "csv",
        "directory",
        "file",
        "files",
        "keyfile",
        "new_keyfile",
        "new_passphrase_file",
        "output",
        "passphrase_file",
        "salvage",
        "second_place",
        "source",
        "source_passphrase_file",
        "vault",
    }
)
"""Arguments that are file names: they may be any bytes, like files."""


@contextmanager
def opened(arguments: argparse.Namespace, console: Console, world: World) -> Iterator["Vault"]:
    """Unlock the vault of a verb, and lock it whatever happens.

    Raises:
        ExpectedError: it stays locked; the family says why.
    """
    from confidant.services import restores, vaults

    directory = Path(arguments.vault)
    if not arguments.read_only:
        restores.finish(directory)
    check_there(directory)
    vault = vaults.unlock(
        directory=directory,
        secret=given_secret(arguments, world),
        clock=world.clock,
        entropy=world.entropy,
        state_directory=world.state_directory,
        read_only=arguments.read_only,
        accept=getattr(arguments, "accept", False),
        progress=console.progress(),
    )
    with vault:
        if vault.healed:
            console.say("One copy of the vault's header was damaged; it was mended from the other.")
        yield vault


def given_secret(arguments: argparse.Namespace, world: World) -> "VaultSecret":
    """Return what opens the vault: the recovery code where the verb takes one and names its file.

    Raises:
        PassphraseFileError, NoTerminalError: there is none.
        NotReadableError, KeyfileError: the key file is none.
    """
    from confidant.services import vaults

    code_file = getattr(arguments, "code_file", None)
    if code_file is not None:
        return vaults.recovery_secret(first_line(code_file, world))
    keyfile = Path(arguments.keyfile) if arguments.keyfile else None
    return vaults.passphrase_secret(passphrase(arguments, world), keyfile)


def check_there(directory: Path) -> None:
    """Say that there is no vault before anybody is asked for a passphrase.

    Raises:
        VaultMissingError: nothing is there.
    """
    from confidant.errors import VaultMissingError

    if not directory.exists():
        raise VaultMissingError(name=directory.name or str(directory))


def passphrase(arguments: argparse.Namespace, world: World) -> str:
    """Return the passphrase: from its file, or from a person without echo.

    Raises:
        PassphraseFileError, NoTerminalError: there is none.
    """
    if arguments.passphrase_file is not None:
        return first_line(arguments.passphrase_file, world)
    return asker(world)("Passphrase: ")


def new_passphrase(arguments: argparse.Namespace, world: World) -> str:
    """Return the passphrase of a new vault, typed twice when a person types it.

    Raises:
        PassphraseFileError, NoTerminalError: there is none.
        PassphrasesDifferError: the two differ.
    """
    if arguments.passphrase_file is not None:
        return first_line(arguments.passphrase_file, world)
    return typed_twice(world)


def typed_twice(world: World) -> str:
    """Return a new passphrase that a person types twice.

    Raises:
        NoTerminalError: nobody can be asked.
        PassphrasesDifferError: the two differ.
    """
    from confidant.errors import PassphrasesDifferError

    ask = asker(world)
    typed = ask("New passphrase: ")
    if ask("Once more: ") != typed:
        raise PassphrasesDifferError
    return typed


def asker(world: World) -> "_Ask":
    """Return what asks for a secret without echo.

    Raises:
        NoTerminalError: nobody can be asked.
    """
    if world.ask is not None:
        return world.ask
    typing: TextIO | None = sys.stdin  # None where the shell has closed it
    if typing is None or not typing.isatty():
        raise NoTerminalError
    return _typed_without_echo


def _typed_without_echo(prompt: str) -> str:
    import getpass

    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise NoTerminalError from None


def first_line(name: str, world: World) -> str:
    """Return the first line of a passphrase file.

    Raises:
        PassphraseFileError: it cannot be read, is empty or not UTF-8.
    """
    shown = STDIN_NAME if name == STDIN else Path(name).name
    try:
        if name == STDIN:
            line = world.input().readline(_MOST_PASSPHRASE)
        else:
            with Path(name).open("rb") as file:
                line = file.readline(_MOST_PASSPHRASE)
        text = line.decode().removesuffix("\n").removesuffix("\r")
    except (OSError, ValueError):
        raise PassphraseFileError(name=shown) from None
    if not text:
        raise PassphraseFileError(name=shown)
    return text


def text_argument(text: str | None, world: World) -> str | None:
    """Return TEXT as typed, or all of standard input for `-`.

    Raises:
        SourceEncodingError: standard input is not UTF-8.
    """
    if text != STDIN:
        return checked(text)
    try:
        return world.input().read(_MOST_TEXT).decode()
    except UnicodeDecodeError:
        raise SourceEncodingError(name=STDIN_NAME) from None


def checked(text: str | None) -> str | None:
    """Return an argument as it is.

    Raises:
        SourceEncodingError: the shell gave bytes that are not UTF-8.
    """
    try:
        (text or "").encode()
    except UnicodeEncodeError:
        raise SourceEncodingError(name="the command line") from None
    return text


def check_all(arguments: argparse.Namespace) -> None:
    """Check that every argument is UTF-8, unless it is a file name, and that folders are folders.

    Raises:
        SourceEncodingError: something is not.
        FolderWantedError: a folder shall go to standard output.
    """
    given: dict[str, object] = vars(arguments)
    for name in given.keys() - _PATHS:
        value = given[name]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                checked(one)
    if given["verb"] in _WRITE_FOLDERS and given.get("output") == STDIN:
        raise FolderWantedError


def bytes_argument(name: str, world: World, *, most: int = _MOST_INPUT) -> bytes:
    """Return the content of a file, or of standard input for `-`.

    Raises:
        NotReadableError: it cannot be read.
    """
    from confidant.services.output import read_whole

    if name == STDIN:
        return world.input().read(most + 1)
    return read_whole(Path(name), most=most)


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    _Ask: TypeAlias = Callable[[str], str]
