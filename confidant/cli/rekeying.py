"""`passphrase`, `recover`, `recovery-code`, `reencrypt`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import unlocking
from confidant.cli.console import Console, Report
from confidant.cli.older import AWAY
from confidant.cli.showing import plural
from confidant.cli.world import World
from confidant.services import keys, vaults

if TYPE_CHECKING:
    from confidant.vault.unlocking import VaultSecret
    from confidant.vault.vault import Vault

_KEYFILE_DROPPED = (
    "No key file is needed any more: the passphrase alone opens the vault. “passphrase "
    "--new-keyfile F” makes a new one."
)


def passphrase(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Change the passphrase, or make or drop a key file."""
    unlocking.check_there(Path(arguments.vault))
    present = unlocking.passphrase(arguments, world)
    secret = _secret(arguments, present)
    with _opened(arguments, secret, console, world) as vault:
        kept = arguments.new_passphrase_file is None and _about_keyfile(arguments)
        new = present if kept else _new(arguments, world, console)
        done = _change(vault, arguments, world, new, secret)
        slots = _slots(vault)
    return _report(done, new, slots, arguments)


def recover(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Open with the recovery code and set a new passphrase."""
    unlocking.check_there(Path(arguments.vault))
    if arguments.code_file is not None:
        code = unlocking.first_line(arguments.code_file, world)
    else:
        code = unlocking.asker(world)("Recovery code: ")
    secret = vaults.recovery_secret(code)
    with _opened(arguments, secret, console, world) as vault:
        had_keyfile = vault.wants_keyfile
        new = _new(arguments, world, console)
        done = _change(vault, arguments, world, new, None)
        slots = _slots(vault)
        dropped = had_keyfile and not vault.wants_keyfile
    report = _report(done, new, slots, arguments)
    lines = [*report.lines, *([_KEYFILE_DROPPED] if dropped else [])]
    return Report({**report.data, "keyfile_dropped": dropped}, lines)


def recovery_code(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Make another recovery code; the one before is void."""
    unlocking.check_there(Path(arguments.vault))
    given = unlocking.given_secret(arguments, world)
    with _opened(arguments, given, console, world) as vault:
        present = None if vault.by_recovery else given
        made = keys.new_recovery_code(vault, world.clock, present=present)
    lines = [
        f"Recovery code: {made.code}",
        "",
        "Write it down on paper, now; it is shown this once, and the one before is void.",
        *_backup_lines(made.rekeying),
    ]
    return Report(
        {
            "recovery_code": made.code,
            "generation": made.rekeying.generation,
            "backups_changed": made.rekeying.backups_changed,
            "backups_left": made.rekeying.backups_left,
            "places_away": made.rekeying.places_away,
        },
        lines,
    )


def reencrypt(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Copy everything under a new vault key."""
    unlocking.check_there(Path(arguments.vault))
    present = unlocking.passphrase(arguments, world)
    secret = _secret(arguments, present)
    keyfile = vaults.read_keyfile(Path(arguments.keyfile)) if arguments.keyfile else None
    with _opened(arguments, secret, console, world) as vault:
        asked = arguments.new_passphrase_file is not None
        new = _new(arguments, world, console) if asked else present
        done = keys.reencrypt(
            vault,
            world.clock,
            present=secret,
            passphrase=new,
            keyfile=keyfile if vault.wants_keyfile else None,
            progress=console.progress(),
        )
    lines = [
        (
            f"{plural(done.revisions, 'change', 'changes')} of the history were copied under a "
            "new key and verified; the old database is gone."
        ),
        "",
        f"Recovery code: {done.recovery_code}",
        "",
        "Write it down on paper, now; it is shown this once, and the one before is void.",
    ]
    lines += _older_lines(done)
    return Report(
        {
            "recovery_code": done.recovery_code,
            "revisions": done.revisions,
            "older_backups": done.older_backups,
            "places_away": done.places_away,
        },
        lines,
    )


@contextmanager
def _opened(
    arguments: argparse.Namespace, secret: "VaultSecret", console: Console, world: World
) -> Iterator["Vault"]:
    vault = vaults.unlock(
        directory=Path(arguments.vault),
        secret=secret,
        clock=world.clock,
        entropy=world.entropy,
        state_directory=world.state_directory,
        read_only=arguments.read_only,
        progress=console.progress(),
    )
    with vault:
        yield vault


def _secret(arguments: argparse.Namespace, present: str) -> "VaultSecret":
    keyfile = Path(arguments.keyfile) if arguments.keyfile else None
    return vaults.passphrase_secret(present, keyfile)


def _about_keyfile(arguments: argparse.Namespace) -> bool:
    return arguments.new_keyfile is not None or arguments.no_keyfile


def _new(arguments: argparse.Namespace, world: World, console: Console) -> str:
    """Return the new passphrase; a weak one is answered with better ones."""
    if arguments.new_passphrase_file is not None:
        new = unlocking.first_line(arguments.new_passphrase_file, world)
    else:
        new = unlocking.typed_twice(world)
    if vaults.strength(new).verdict == "refused":
        offered = "; ".join(vaults.suggest_passphrases(world.entropy))
        console.say(f"Five random words would be a good passphrase: {offered}")
    return new


def _change(
    vault: "Vault",
    arguments: argparse.Namespace,
    world: World,
    new: str,
    present: "VaultSecret | None",
) -> keys.Rekeying:
    if arguments.new_keyfile is not None:
        path = Path(arguments.new_keyfile)
        return keys.add_keyfile(vault, world.entropy, present=present, passphrase=new, path=path)
    keyfile = None
    if vault.wants_keyfile and arguments.keyfile and not arguments.no_keyfile:
        keyfile = vaults.read_keyfile(Path(arguments.keyfile))
    return keys.change_passphrase(vault, present=present, passphrase=new, keyfile=keyfile)


def _slots(vault: "Vault") -> list[str]:
    from confidant.services import backups

    return list(backups.key_slots(vault))


def _report(
    done: keys.Rekeying, new: str, slots: list[str], arguments: argparse.Namespace
) -> Report:
    judged = vaults.strength(new)
    lines = [f"The vault is unlocked by: {', '.join(slots)}. What was replaced does not open it."]
    if arguments.new_keyfile is not None:
        name = Path(arguments.new_keyfile).name
        lines.append(f"The key file “{name}” is needed each time; keep a copy of it.")
    lines += _backup_lines(done)
    if judged.verdict == "weak":
        lines.append("The passphrase is weak: five random words would be stronger.")
    return Report(
        {
            "generation": done.generation,
            "key_slots": slots,
            "backups_changed": done.backups_changed,
            "backups_left": done.backups_left,
            "places_away": done.places_away,
            "strength_bits": judged.bits,
            "strength": judged.verdict,
        },
        lines,
    )


def _older_lines(done: keys.Reencryption) -> Iterator[str]:
    if done.older_backups:
        yield (
            f"{plural(done.older_backups, 'older backup', 'older backups')} can still be opened "
            "with the old passphrase: make a new one and remove them."
        )
    if done.places_away:
        yield f"{AWAY} can still be opened with the old passphrase."


def _backup_lines(done: keys.Rekeying) -> Iterator[str]:
    if done.backups_changed:
        followed = plural(done.backups_changed, "backup opens", "backups open")
        yield f"{followed} the same way now."
    if done.backups_left:
        left = plural(done.backups_left, "backup", "backups")
        yield f"{left} could not be changed, or hold an older key."
    if done.places_away:
        yield f"{AWAY} still opens with what was replaced, until a backup finds it."


VERBS = {
    "passphrase": passphrase,
    "recover": recover,
    "recovery-code": recovery_code,
    "reencrypt": reencrypt,
}
