"""`card`, `contacts`, `contact-add`, `words`, `verify`, `alias`, `aliases`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import showing, unlocking
from confidant.cli.console import Console, Report
from confidant.cli.world import World
from confidant.records.ids import to_c32
from confidant.services import aliases, contacts
from confidant.services.output import write_new

if TYPE_CHECKING:
    from confidant.records.contact import ContactRole

ROLES: "dict[str, ContactRole]" = {"mentor": "my_mentor", "mentee": "i_mentor", "peer": "peer"}
_ROLE_NAMES = {role: name for name, role in ROLES.items()}
_MOST_CARD = 1 << 20


def card(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Print my identity card, or save it."""
    with unlocking.opened(arguments, console, world) as vault:
        mine = contacts.my_card(vault)
    data = {
        "name": mine.card.name,
        "card_id": mine.card.card_id.hex(),
        "file_name": mine.file_name,
        "card": mine.text,
    }
    if arguments.output is None or arguments.output == unlocking.STDIN:
        return Report(data, [mine.text.rstrip("\n")])
    write_new(Path(arguments.output), mine.text.encode())
    lines = [
        (
            f"The card of {mine.card.name} is in “{Path(arguments.output).name}”. It holds nothing "
            "secret; give it to your contact, and read your six words to them (“words”)."
        ),
    ]
    return Report(data, lines)


def list_contacts(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """List contacts."""
    with unlocking.opened(arguments, console, world) as vault:
        found = contacts.every(vault)
    lines = showing.table(
        [
            [
                note.contact.petname,
                _ROLE_NAMES[note.contact.role],
                "blocked" if note.contact.blocked else note.contact.state,
                contacts.short_id(note.current.card_id),
            ]
            for note in found
        ]
    )
    data = {
        "contacts": [
            {
                "id": to_c32(note.record),
                "petname": note.contact.petname,
                "role": _ROLE_NAMES[note.contact.role],
                "state": note.contact.state,
                "blocked": bool(note.contact.blocked),
                "ceiling": note.contact.ceiling,
                "verified_ms": note.current.verified_at,
                "channel": note.current.channel,
                "cards": len(note.contact.cards),
            }
            for note in found
        ]
    }
    return Report(data, lines or ["No contacts. Add a card with “contact-add”."])


def add(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Add somebody's card."""
    with unlocking.opened(arguments, console, world) as vault:
        done = contacts.add(
            vault,
            world.clock,
            untrusted_card=unlocking.bytes_argument(arguments.card, world, most=_MOST_CARD),
            petname=arguments.petname,
            role=ROLES[arguments.role],
        )
    if done.how == "changed":
        first = (
            f"“{done.petname}” has a new card. Nothing is shared or opened until it is verified."
        )
    else:
        first = f"“{done.petname}” is a contact, not verified yet. The card says: {done.card_name}."
    lines = [first]
    if done.role != ROLES[arguments.role]:
        lines.append(f"What they are to you stays as it was: {_ROLE_NAMES[done.role]}.")
    lines += ["Have them read their six words aloud, and type them with “verify”."]
    return Report(
        {
            "id": to_c32(done.record),
            "petname": done.petname,
            "how": done.how,
            "card_name": done.card_name,
            "role": _ROLE_NAMES[done.role],
        },
        lines,
    )


def words(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Print my six words."""
    with unlocking.opened(arguments, console, world) as vault:
        mine = contacts.my_words(vault)
    return Report(
        {"words": list(mine)},
        [
            " ".join(mine),
            "",
            "Read them aloud to your contact, not through the channel of the card.",
        ],
    )


def verify(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Check the six words that a contact reads to me."""
    with unlocking.opened(arguments, console, world) as vault:
        note = contacts.find(vault, arguments.petname)
        made = contacts.verify(
            vault,
            world.clock,
            contact=note.record,
            words=arguments.words,
            channel=arguments.channel,
        )
    return Report(
        {**showing.written(made), "state": "verified"}, [f"“{note.contact.petname}” is verified."]
    )


def alias(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Add a line to the alias dictionary."""
    with unlocking.opened(arguments, console, world) as vault:
        contact = contacts.find(vault, arguments.petname).record if arguments.petname else None
        made = aliases.put(
            vault,
            world.clock,
            name=arguments.name,
            alias=arguments.alias,
            category=arguments.category,
            contact=contact,
        )
    whom = arguments.petname or "everybody"
    return Report(showing.written(made), [f"“{arguments.name}” is “{arguments.alias}” for {whom}."])


def list_aliases(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """List the alias dictionary."""
    with unlocking.opened(arguments, console, world) as vault:
        found = aliases.every(vault)
        whom = {note.record: contacts.petname_of(vault, note.contact) or "" for note in found}
    lines = showing.table(
        [
            [
                note.alias.name,
                note.alias.alias,
                note.alias.category,
                whom[note.record] or "everybody",
            ]
            for note in found
        ]
    )
    data = {
        "aliases": [
            {
                "id": to_c32(note.record),
                "name": note.alias.name,
                "alias": note.alias.alias,
                "category": note.alias.category,
                "for": whom[note.record] or None,
            }
            for note in found
        ]
    }
    return Report(data, lines or ["No aliases."])


VERBS = {
    "card": card,
    "contacts": list_contacts,
    "contact-add": add,
    "words": words,
    "verify": verify,
    "alias": alias,
    "aliases": list_aliases,
}
