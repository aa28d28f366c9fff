"""`add`, `edit`, `attach`, `erase`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import older, showing, unlocking
from confidant.cli.console import Console, Report
from confidant.cli.world import World
from confidant.errors import InvalidValueError
from confidant.records import edit as editing
from confidant.records import fields as vocabulary
from confidant.records.canonical import JsonValue
from confidant.records.ids import to_b64, to_c32
from confidant.records.kinds import KINDS
from confidant.services import attachments, forecasts, journal, lookup

if TYPE_CHECKING:
    from confidant.services.erasing import Erasure, Replaced
    from confidant.vault.vault import Vault


_NOT_TYPED = {"source": "import", "attachments": "attach"}
"""Fields that only a verb writes, because they speak of something that has to be there."""


def add(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Write a new record and print its id."""
    with unlocking.opened(arguments, console, world) as vault:
        text = unlocking.text_argument(arguments.text, world)
        typed = typed_fields(vault, arguments.kind, arguments.fields)
        if arguments.kind == "forecast":
            typed = {"shape": forecasts.shape_of(typed), **typed}
        made = journal.capture(
            vault,
            world.clock,
            text=text,
            title=arguments.title,
            kind=arguments.kind,
            day=arguments.day,
            tags=arguments.tags,
            fields=typed,
        )
    return Report(showing.written(made), [to_c32(made.record)])


def edit(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Write a new revision of a record."""
    with unlocking.opened(arguments, console, world) as vault:
        record = lookup.find(vault, arguments.id)
        kind = lookup.body_of(vault, record).kind
        changes = dict(typed_fields(vault, kind, arguments.fields))
        text = unlocking.text_argument(arguments.text, world)
        if text is not None:
            if kind not in journal.TEXT_FIELD:
                raise InvalidValueError(field=kind, hint="field-option")
            changes[journal.TEXT_FIELD[kind]] = text
        made = journal.revise(vault, world.clock, record=record, fields=changes)
    said = f"Revision {made.revision}." if made.changes else "It says that already."
    return Report(showing.written(made), [said])


def attach(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Keep copies of files inside the vault."""
    with unlocking.opened(arguments, console, world) as vault:
        record = lookup.find(vault, arguments.id)
        made = attachments.attach(
            vault, world.clock, record=record, files=[Path(name) for name in arguments.files]
        )
    lines: list[str] = []
    if made.added:
        count = showing.plural(made.added, "file", "files")
        lines.append(f"{count} attached. The originals are where they were, unencrypted.")
    if known := len(arguments.files) - made.added:
        count = showing.plural(known, "file was", "files were")
        lines.append(f"{count} attached already.")
    return Report(
        {**showing.written(made), "files": len(arguments.files), "added": made.added}, lines
    )


def erase(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Erase records for good."""
    from confidant.services import erasing

    with unlocking.opened(arguments, console, world) as vault:
        records = [lookup.find(vault, typed) for typed in dict.fromkeys(arguments.ids)]
        done = erasing.erase(
            vault,
            world.clock,
            records=list(dict.fromkeys(records)),
            replaces_backups=arguments.replace_backups,
        )
        replaced = None
        if arguments.replace_backups:
            replaced = erasing.replace_backups(vault, progress=console.progress())
    reach = done.reach
    return Report(
        {
            "records": done.records,
            "revisions": done.revisions,
            "attachments": done.attachments,
            "openings": done.openings,
            "sent": [{"to": one.name or None, "made_ms": one.at_ms} for one in reach.sent],
            "backups": (
                reach.backups if replaced is None else replaced.left + replaced.left_elsewhere
            ),
            "places_away": reach.away if replaced is None else replaced.away,
            "replaced_vaults": reach.replaced_vaults,
            "replaced": None if replaced is None else replaced.removed,
        },
        _erased_lines(done, replaced, world.clock.zone()),
    )


def _erased_lines(done: "Erasure", replaced: "Replaced | None", zone: str) -> list[str]:
    plural, reach = showing.plural, done.reach
    lines = [
        (
            f"Erased {plural(done.records, 'record', 'records')} with "
            f"{plural(done.revisions, 'revision', 'revisions')} and "
            f"{plural(done.attachments, 'attached file', 'attached files')}. "
            "The history still verifies."
        )
    ]
    lines += [
        f"Out of reach: the file made for {one.name or 'a contact you erased'} "
        f"on {showing.day_of(one.at_ms, zone)}."
        for one in reach.sent
    ]
    if replaced is not None:
        removed = plural(replaced.removed, "older backup", "older backups")
        lines.append(f"A new backup was made and proved; {removed} went.")
        lines += older.kept_lines(replaced)
    return [*lines, *older.reach_lines(reach, with_backups=replaced is None)]


def typed_fields(
    vault: "Vault", kind: str, options: Sequence[str]
) -> Mapping[str, JsonValue | None]:
    """Return what `--field F=VALUE` said; the same list again adds a value.

    Raises:
        UnknownFieldError, InvalidValueError: what cannot be read.
    """
    found: dict[str, JsonValue | None] = {}
    for option in options:
        name, equals, text = option.partition("=")
        if not equals:
            raise InvalidValueError(field=name, hint="field-option")
        if name in _NOT_TYPED:
            raise InvalidValueError(field=name, hint=_NOT_TYPED[name])
        value = _typed(vault, kind, name, text)
        present = found.get(name)
        if isinstance(present, list) and isinstance(value, list):
            found[name] = [*present, *value]
        else:
            found[name] = value
    return found


def _typed(vault: "Vault", kind: str, name: str, text: str) -> JsonValue | None:
    """Read one value: a reference may be the beginning of an id, an object its one text."""
    info = vocabulary.of(KINDS[kind]).get(name)
    if info is None or not text.strip():
        return editing.typed(kind, name, text)
    if info.shape.name == "ref" and not info.shape.listed:
        return to_b64(lookup.find(vault, text))
    if info.shape.listed and info.shape.is_part and text.lstrip()[:1] not in {"[", "{"}:
        field = _only_required(info.shape.python)
        if field is not None:
            return [{field: text}]
    if info.shape.listed and text.lstrip().startswith("{"):
        text = f"[{text}]"
    return editing.typed(kind, name, text)


def _only_required(part: type) -> str | None:
    required = [name for name, info in vocabulary.of(part).items() if not info.optional]
    if len(required) != 1:
        return None
    info = vocabulary.of(part)[required[0]]
    return required[0] if info.shape.name in {"line", "text"} else None


VERBS = {"add": add, "edit": edit, "attach": attach, "erase": erase}
