"""`inspect`, `open`, `inbox`, `reply`, `answer`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import neutral, showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.sharing import output_path, sealed_report, to_c32_bytes
from confidant.cli.world import World
from confidant.records.ids import RecordId, to_c32
from confidant.services import conversation, inbox, lookup, sharing
from confidant.services.selection import Selection

if TYPE_CHECKING:
    from confidant.services.inbox import InboxRow, TakenIn
    from confidant.vault.vault import Vault

_KINDS = {
    "bundle": "An encrypted file of the kind that Confidant shares. Who it is from and for, and "
    "whether it is genuine, only opening it in a vault can tell.",
    "card": "An identity card.",
    "vault-header": "The header of a vault.",
    "vault": "A vault.",
    "age": "A file encrypted with age, but not one that Confidant shares.",
    "neither": "Nothing of Confidant's.",
}


def inspect(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Say what can be said of a file without a key."""
    from confidant.bundles import inspect as looking

    del console
    path = Path(arguments.file)
    if arguments.file != unlocking.STDIN and path.is_dir():
        kind = "vault" if (path / "vault.hdr").exists() else "neither"
        return Report({"kind": kind, "bytes": None}, [_KINDS[kind]])
    data = unlocking.bytes_argument(arguments.file, world)
    kind = looking.kind_of(data)
    size = showing.plural(len(data), "byte", "bytes")
    return Report({"kind": kind, "bytes": len(data)}, [_KINDS[kind], size])


def open_(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Verify a file that came and take it in."""
    with unlocking.opened(arguments, console, world) as vault:
        data = unlocking.bytes_argument(arguments.file, world)
        done = inbox.take_in(vault, world.clock, untrusted_data=data)
        titles = {
            item.record: vault.row(item.record).title
            for item in done.items
            if lookup.exists(vault, item.record)
        }
    return Report(_taken_json(done), _taken_lines(done, titles, world.clock.zone()))


def list_inbox(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """List what came."""
    from confidant.services import waiting

    with unlocking.opened(arguments, console, world) as vault:
        found = inbox.rows(vault)
        waits = waiting.count(vault)
        titles = {row.record: _titles(vault, row) for row in found}
    zone = world.clock.zone()
    lines: list[str] = []
    for row in found:
        cells = [
            to_c32_bytes(row.bundle)[: showing.SHORT_ID],
            showing.instant(row.receipt.opened_at, zone),
            row.receipt.state,
            row.petname or "(gone)",
            row.receipt.note or "",
        ]
        lines += showing.table([cells])
        lines += [
            "    " + neutral.line(f"{showing.short(record)}  {kind}  {title}")
            for record, kind, title in titles[row.record]
        ]
    if waits:
        lines.append(f"{showing.plural(waits, 'file waits', 'files wait')} for an earlier one.")
    data: list[Json] = [_row_json(row, titles[row.record]) for row in found]
    return Report({"inbox": data, "waiting": waits}, lines or ["Nothing came yet."])


def reply(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Answer a file that came, as one encrypted file."""
    from confidant.services import contacts

    with unlocking.opened(arguments, console, world) as vault:
        row = inbox.find(vault, arguments.bundle)
        contact = contacts.find(vault, row.petname or "")
        text = unlocking.text_argument(arguments.text, world)
        about = lookup.find(vault, arguments.about) if arguments.about else None
        bodies = (
            [
                conversation.respond(
                    vault,
                    world.clock,
                    to=row,
                    text=text or "",
                    form=arguments.form or "advise",
                    about=about,
                    quote=arguments.quote,
                )
            ]
            if text is not None or arguments.form or about or arguments.quote
            else []
        )
        done = sharing.share(
            vault,
            world.clock,
            world.entropy,
            contact=contact,
            selection=Selection(records=(), reply_to=row.bundle),
            output=output_path(arguments.output),
            new_records=bodies,
            progress=console.progress(),
        )
        inbox.mark(vault, world.clock, receipt=row.record, state="done")
    return sealed_report(done, contact.contact.petname, arguments.output)


def answer(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Answer a response, or decline it with the reason."""
    with unlocking.opened(arguments, console, world) as vault:
        text = unlocking.text_argument(arguments.text, world)
        made = conversation.answer(
            vault,
            world.clock,
            response=lookup.find(vault, arguments.response),
            text=text or "",
            outcome="declined" if arguments.decline else "answered",
        )
    return Report(
        showing.written(made), ["Kept. It travels with the next file that you share with them."]
    )


def _titles(vault: "Vault", row: "InboxRow") -> list[tuple[RecordId, str, str]]:
    from confidant.records.ids import from_b64

    found: list[tuple[RecordId, str, str]] = []
    for item in row.receipt.items:
        record = from_b64(item.record)
        if lookup.exists(vault, record):
            shown = vault.row(record)
            found.append((record, shown.kind, shown.title))
    return found


def _row_json(row: "InboxRow", titles: list[tuple[RecordId, str, str]]) -> dict[str, Json]:
    receipt = row.receipt
    return {
        "bundle": to_c32_bytes(row.bundle),
        "receipt": to_c32(row.record),
        "contact": row.petname,
        "opened_ms": receipt.opened_at,
        "sequence": receipt.sequence,
        "state": receipt.state,
        "note": receipt.note,
        "respond_by": receipt.respond_by,
        "records": [
            {"id": to_c32(record), "kind": kind, "title": title} for record, kind, title in titles
        ],
    }


def _taken_json(done: "TakenIn") -> dict[str, Json]:
    return {
        "bundle": to_c32_bytes(done.bundle),
        "contact": done.petname,
        "receipt": to_c32(done.receipt) if done.receipt is not None else None,
        "waiting": done.waits_because.code if done.waits_because is not None else None,
        "older": done.older,
        "retried": done.retried,
        "records": [
            {
                "id": to_c32(item.record),
                "kind": item.kind,
                "revision": item.rev,
                "how": item.how,
                "said": showing.body_json(item.said) if item.said is not None else None,
            }
            for item in done.items
        ],
    }


def _taken_lines(done: "TakenIn", titles: dict[RecordId, str], zone: str) -> list[str]:
    who = neutral.line(done.petname)
    if done.waits_because is not None:
        from confidant.messages import describe

        return [f"From {who}, verified. {describe(done.waits_because).line}"]
    lines = [f"From {who}, verified: {to_c32_bytes(done.bundle)}"]
    lines += showing.table(
        [
            [showing.short(item.record), item.kind, item.how, titles.get(item.record, "")]
            for item in done.items
        ]
    )
    if done.older:
        lines.append("It is older than another file of theirs that was opened before.")
    for item in done.items:
        if item.said is not None:
            lines.append(
                f"Conflict: {showing.short(item.record)} says something else under the same "
                "revision. What came first stays; this file says, and it is shown only here:"
            )
            lines += [f"    {line}" for line in showing.body_lines(item.said, zone)]
    if done.retried:
        lines.append(
            f"{showing.plural(done.retried, 'file that waited', 'files that waited')} came in."
        )
    return lines


VERBS = {
    "inspect": inspect,
    "open": open_,
    "inbox": list_inbox,
    "reply": reply,
    "answer": answer,
}
