"""`preview`, `share`, `ledger`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import neutral, showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.world import World
from confidant.records.ids import to_c32
from confidant.services import contacts, lookup, sharing
from confidant.services.output import write_new
from confidant.services.selection import Selection

if TYPE_CHECKING:
    from confidant.bundles.preview import Preview, SeenItem
    from confidant.services.ledger import LedgerLine
    from confidant.services.sharing import Shared
    from confidant.vault.vault import Vault

_STAYS = {
    "never": "never leaves",
    "private": "private",
    "override": "private, needs --include",
    "blind": "withheld until their own estimate is in",
}


def preview(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Show exactly what a contact would see, and what stays here."""
    with unlocking.opened(arguments, console, world) as vault:
        contact = contacts.find(vault, arguments.petname)
        seen = sharing.preview(vault, contact=contact, selection=_selection(vault, arguments))
    return Report(seen_json(seen), seen_lines(seen, contact.contact.petname, world.clock.zone()))


def share(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Seal records for a contact as one encrypted file."""
    with unlocking.opened(arguments, console, world) as vault:
        contact = contacts.find(vault, arguments.petname)
        selection = _selection(vault, arguments)
        done = sharing.share(
            vault,
            world.clock,
            world.entropy,
            contact=contact,
            selection=selection,
            output=output_path(arguments.output),
            progress=console.progress(),
        )
    return sealed_report(done, contact.contact.petname, arguments.output)


def ledger(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Say who has which version of what since when."""
    from confidant.services import ledger as disclosure

    with unlocking.opened(arguments, console, world) as vault:
        found = disclosure.lines(vault)
    if arguments.csv == unlocking.STDIN:
        return Report({}, raw=disclosure.as_csv(found).encode())
    if arguments.csv is not None:
        write_new(Path(arguments.csv), disclosure.as_csv(found).encode())
    zone = world.clock.zone()
    lines = showing.table(
        [
            [
                line.contact or "(gone)",
                showing.short(line.record),
                _version(line),
                showing.day_of(line.since, zone),
                line.confirmed or "made",
                line.title or "(erased)",
            ]
            for line in found
        ]
    )
    return Report(
        {"ledger": [_line_json(line) for line in found]}, lines or ["Nothing was shared."]
    )


def output_path(output: str) -> Path | None:
    """Return where a file goes; None for standard output."""
    return None if output == unlocking.STDIN else Path(output)


def sealed_report(done: "Shared", petname: str, output: str) -> Report:
    """Return what is said of a file that was made."""
    data: dict[str, Json] = {
        "bundle": to_c32_bytes(done.bundle),
        "sequence": done.sequence,
        "contact": petname,
        "records": done.records,
        "words": done.words,
        "bytes": len(done.data),
        "created": [to_c32(record) for record in done.created],
        "repeated": [to_c32(record) for record in done.repeated],
        "items": seen_json(done.seen)["items"],
    }
    if output == unlocking.STDIN:
        return Report(data, raw=done.data)
    number = showing.plural(done.records, "record", "records")
    words = showing.plural(done.words, "word", "words")
    lines = [
        (
            f"Sealed for {petname}: {number}, {words}. Only they can open it; "
            "once sent it cannot be called back."
        ),
        output,
    ]
    if done.repeated:
        again = ", ".join(showing.short(record) for record in done.repeated)
        lines.append(
            f"{petname} has the same revision of {again} with other fields or aliases; "
            "what came first stays there until you write a new revision."
        )
    return Report({**data, "path": output}, lines)


def seen_json(seen: "Preview") -> dict[str, Json]:
    """Return exactly what they get, and what stays."""
    return {
        "items": [_item_json(item) for item in seen.items],
        "note": seen.note.aliased.text if seen.note is not None else None,
        "words": seen.words,
        "attachments": [one.name for one in seen.attachments],
        "flags": sorted({flag.name for flag in seen.flags}),
    }


def seen_lines(seen: "Preview", petname: str, zone: str) -> list[str]:
    """Return the same for people."""
    lines: list[str] = []
    for item in seen.items:
        lines += _item_lines(item, petname, zone)
    if seen.note is not None:
        lines += ["note:", f"    {neutral.line(seen.note.aliased.text)}"]
    names = sorted({neutral.line(flag.name) for flag in seen.flags})
    if names:
        lines.append(f"Names that are still there: {', '.join(names)}.")
    number = showing.plural(len(seen.items), "record", "records")
    lines.append(f"{number}, {showing.plural(seen.words, 'word', 'words')}. Nothing was sealed.")
    return lines


def to_c32_bytes(bundle: bytes) -> str:
    """Return the id of a file as it is typed."""
    from confidant.records.ids import RecordId

    return to_c32(RecordId(bundle))


def _line_json(line: "LedgerLine") -> dict[str, Json]:
    return {
        "contact": line.contact,
        "id": to_c32(line.record),
        "kind": line.kind,
        "title": line.title,
        "has_revision": line.has_revision,
        "my_revision": line.my_revision,
        "behind": line.behind,
        "reworded": line.reworded,
        "since_ms": line.since,
        "fields": list(line.fields),
        "confirmed": line.confirmed,
        "reason": line.reason,
        "authority": line.authority,
    }


def _version(line: "LedgerLine") -> str:
    if line.behind:
        return f"has v{line.has_revision}; you are at v{line.my_revision}"
    if line.reworded:
        return f"has v{line.has_revision}; with other aliases or links than now"
    return f"has v{line.has_revision}"


def _selection(vault: "Vault", arguments: argparse.Namespace) -> Selection:
    return Selection(
        records=[lookup.find(vault, typed) for typed in arguments.ids or ()],
        include=arguments.include,
        note=getattr(arguments, "note", None),
        respond_by=getattr(arguments, "respond_by", None),
        reason=getattr(arguments, "reason", None),
        authority=getattr(arguments, "authority", None),
        unverified=getattr(arguments, "unverified", False),
    )


def _item_json(item: "SeenItem") -> dict[str, Json]:
    return {
        "id": to_c32(item.record),
        "kind": item.body.kind,
        "revision": item.rev,
        "body": showing.body_json(item.body),
        "withheld": list(item.withheld),
        "stays": [{"field": one.name, "why": one.reason} for one in item.staying],
        "dropped_links": [to_c32(one.target) for one in item.dropped],
        "attachments_staying": [one.name for one in item.attachments],
    }


def _item_lines(item: "SeenItem", petname: str, zone: str) -> list[str]:
    head = f"{item.body.kind} {to_c32(item.record)} · revision {item.rev} · as {petname} sees it"
    lines = [neutral.line(head), *showing.body_lines(item.body, zone)]
    stays = [f"{showing.label(one.name)} ({_STAYS[one.reason]})" for one in item.staying]
    stays += [f"file “{one.name}”" for one in item.attachments]
    stays += [f"link to {to_c32(one.target)}" for one in item.dropped]
    lines.append(f"what stays here: {neutral.line(', '.join(stays)) or 'nothing'}")
    return [*lines, ""]


VERBS = {"preview": preview, "share": share, "ledger": ledger}
