"""`create`."""

import argparse
from pathlib import Path

from confidant.cli import unlocking
from confidant.cli.console import Console, Report
from confidant.cli.world import World
from confidant.services import vaults


def create(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Make a vault and print its recovery code, once."""
    directory = Path(arguments.vault)
    keyfile = Path(arguments.keyfile) if arguments.keyfile else None
    passphrase = unlocking.new_passphrase(arguments, world)
    if vaults.strength(passphrase).verdict == "refused":
        offered = "; ".join(vaults.suggest_passphrases(world.entropy))
        console.say(f"Five random words would be a good passphrase: {offered}")
    new_keyfile = keyfile is not None and not keyfile.exists()
    fresh = not directory.exists()
    made = vaults.create(
        directory=directory,
        name=arguments.name,
        passphrase=passphrase,
        clock=world.clock,
        entropy=world.entropy,
        kdf=world.kdf,
        keyfile=keyfile,
        new_keyfile=new_keyfile,
        state_directory=world.state_directory,
    )
    vault_id = made.vault.vault_id.hex()
    made.vault.close()

    def take_back() -> None:
        vaults.take_back(directory, fresh=fresh, keyfile=keyfile if new_keyfile else None)

    return Report(
        {
            "vault_id": vault_id,
            "recovery_code": made.recovery_code,
            "strength_bits": made.strength.bits,
            "strength": made.strength.verdict,
        },
        _created_lines(made, directory.name, keyfile if new_keyfile else None),
        take_back=take_back,
    )


def _created_lines(made: vaults.NewVault, name: str, new_keyfile: Path | None) -> list[str]:
    lines = [
        f"The vault “{name}” is made.",
        "",
        f"Recovery code: {made.recovery_code}",
        "",
        (
            "Write it down on paper, now; it is shown this once and opens the vault when the "
            "passphrase is forgotten. Without both, everything in it is lost."
        ),
    ]
    if new_keyfile is not None:
        lines.append(
            f"The key file “{new_keyfile.name}” is needed too, each time; keep a copy of it."
        )
    if made.strength.verdict == "weak":
        lines.append("The passphrase is weak: five random words would be stronger.")
    return lines


VERBS = {"create": create}
