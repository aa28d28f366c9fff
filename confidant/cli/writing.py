"""`add`, `edit`, `attach`, `erase`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import showing, unlocking
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
    from confidant.vault.vault import Vault


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
    count = showing.plural(len(arguments.files), "file", "files")
    lines = [f"{count} attached. The originals are where they were, unencrypted."]
    return Report({**showing.written(made), "files": len(arguments.files)}, lines)


def erase(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Erase records for good."""
    from confidant.services import erasing

    with unlocking.opened(arguments, console, world) as vault:
        records = [lookup.find(vault, typed) for typed in dict.fromkeys(arguments.ids)]
        done = erasing.erase(vault, world.clock, records=list(dict.fromkeys(records)))
    lines = [
        (
            f"Erased {showing.plural(done.records, 'record', 'records')} with "
            f"{showing.plural(done.revisions, 'revision', 'revisions')} and "
            f"{showing.plural(done.attachments, 'attached file', 'attached files')}. "
            "The history still verifies."
        )
    ]
    if done.sent_to:
        lines.append(f"Out of reach: what was shared with {', '.join(done.sent_to)}.")
    if done.backups:
        number = showing.plural(done.backups, "backup", "backups")
        lines.append(f"Out of reach: {number} beside the vault may still hold the text.")
    lines.append("Out of reach: copies of the vault elsewhere.")
    return Report(
        {
            "records": done.records,
            "revisions": done.revisions,
            "attachments": done.attachments,
            "openings": done.openings,
            "sent_to": list(done.sent_to),
            "backups": done.backups,
        },
        lines,
    )


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
