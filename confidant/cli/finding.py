"""`list`, `show`, `search`."""

import argparse
from typing import TYPE_CHECKING

from confidant.cli import neutral, showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.world import World
from confidant.records.ids import RecordId, to_c32
from confidant.services import finding, journal, lookup

if TYPE_CHECKING:
    from confidant.vault.rows import RecordRow
    from confidant.vault.vault import Vault


def list_(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """List rows, the newest day first."""
    with unlocking.opened(arguments, console, world) as vault:
        found = finding.rows(
            vault,
            kind=arguments.kind,
            since=arguments.since,
            until=arguments.until,
            tag=arguments.tag,
            limit=arguments.limit,
        )
        authors = authors_of(vault, found)
    lines = showing.table([showing.row_cells(row) for row in found])
    return Report({"rows": [showing.row(row, authors) for row in found]}, lines or ["Nothing."])


def show(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Show one record whole, or its history."""
    with unlocking.opened(arguments, console, world) as vault:
        record = lookup.find(vault, arguments.id)
        if arguments.history:
            return _history(vault, record, world)
        found = finding.show(vault, record=record, revision=arguments.revision)
        thread = _thread_lines(vault, record)
    data: dict[str, Json] = {
        "id": to_c32(found.record),
        "kind": found.body.kind,
        "revision": found.revision,
        "latest": found.latest,
        "written_ms": found.ts,
        "author": found.author,
        "mine": found.mine,
        "sealed_revision": found.seal.sealed_rev if found.seal is not None else None,
        "withheld": list(found.withheld),
        "linked_from": [
            {"id": to_c32(source), "relation": relation} for source, relation in found.backlinks
        ],
        "body": showing.body_json(found.body),
        "responses": thread[0],
    }
    return Report(data, [*showing.shown_lines(found, world.clock.zone()), *thread[1]])


def search(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Search everything."""
    with unlocking.opened(arguments, console, world) as vault:
        page = finding.search(vault, query=arguments.query, limit=arguments.limit)
        authors = authors_of(vault, [hit.row for hit in page.hits])
    lines: list[str] = []
    for hit in page.hits:
        lines += showing.table([showing.row_cells(hit.row)])
        if hit.snippet:
            lines.append("    " + neutral.line(hit.snippet))
    if page.more:
        lines.append(f"More than {arguments.limit}; --limit shows more.")
    return Report(
        {
            "hits": [
                {
                    **showing.row(hit.row, authors),
                    "snippet": hit.snippet,
                    "ranges": [list(span) for span in hit.ranges],
                }
                for hit in page.hits
            ],
            "more": page.more,
        },
        lines or ["Nothing found."],
    )


def authors_of(vault: "Vault", rows: "list[RecordRow]") -> dict[RecordId, str]:
    """Return the petnames of the contacts who wrote some rows."""
    wanted = {row.author for row in rows if row.author is not None}
    if not wanted:
        return {}
    from confidant.services import contacts

    return {one: contacts.petname_of(vault, one) or "" for one in wanted}


def _history(vault: "Vault", record: RecordId, world: World) -> Report:
    notes = journal.history(vault, record=record)
    zone = world.clock.zone()
    rows = [
        [
            str(note.revision),
            showing.instant(note.ts, zone),
            "erased" if note.erased else "sealed" if note.sealed else "",
            ", ".join(showing.label(name) for name in note.fields),
        ]
        for note in notes
    ]
    data: dict[str, Json] = {
        "id": to_c32(record),
        "revisions": [
            {
                "revision": note.revision,
                "written_ms": note.ts,
                "erased": note.erased,
                "sealed": note.sealed,
                "fields": list(note.fields),
            }
            for note in notes
        ],
    }
    return Report(data, showing.table(rows))


def _thread_lines(vault: "Vault", record: RecordId) -> tuple[list[Json], list[str]]:
    """Return what was said about a record, beside its passages."""
    if not any(relation == "about" for _, relation in vault.linked(record)):
        return [], []
    from confidant.cli import voices
    from confidant.services import conversation

    thread = conversation.thread(vault, record=record)
    return (
        [voices.to_json(voice) for voice in thread.voices],
        [line for voice in thread.voices for line in voices.to_lines(voice)],
    )


VERBS = {"list": list_, "show": show, "search": search}
