"""Sentences of the composer: what leaves, what stays, what is missing."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from confidant.bundles.preview import Preview
from confidant.errors import ContactBlockedError, ContactNotVerifiedError
from confidant.records import fields
from confidant.records.body import Body
from confidant.records.contact import Contact
from confidant.services.composing import Look, Slip
from confidant.services.ledger import LedgerLine
from confidant.ui.contact_words import local_day, verified
from confidant.ui.record_view.values import heading, value_words
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.date_text import long_date
from confidant.ui.words import label, sentence

NOBODY_READS: Final = frozenset({"starred", "source", "template"})
"""Fields that never leave and that nobody would look for in a file."""


def who(contact: Contact) -> str:
    """Return whom it is for, and how and when they were verified."""
    state = verified(contact)
    return _tr("{name}, {state}").format(
        name=isolated(contact.petname), state=state[:1].lower() + state[1:]
    )


def manifest(seen: Preview) -> str:
    """Return `2 records, 388 words, no attachments`."""
    files = len(seen.attachments)
    parts = (
        _counted("%n records", len(seen.items)),
        _counted("%n words", seen.words),
        _counted("%n attachments", files) if files else _tr("no attachments"),
    )
    return ", ".join(parts)


def missing(look: Look, *, is_counted: bool) -> str:
    """Return what keeps the file from being saved, empty when nothing does."""
    if look.contact is None:
        return _tr("Choose whom it is for")
    if isinstance(look.refused, ContactNotVerifiedError | ContactBlockedError):
        return _tr("This contact cannot be sent anything yet")
    if look.wrong is not None or look.refused is not None:
        return _tr("Something must be settled first")
    if look.preview is None:
        return _tr("Nothing selected")
    if look.slips:
        return _counted("%n names to settle", len(look.slips))
    return "" if is_counted else _tr("Type the number of records")


def slipped(slip: Slip, name: str) -> str:
    """Return why a name would leave as it is."""
    pattern = {
        "ordinary_word": _tr(
            "“{word}” is a name with an alias and an ordinary word too. It was left as it is."
        ),
        "no_alias": _tr("“{word}” is a name that you know and has no alias for {name}."),
        "part_of_name": _tr("“{word}” is part of a name that you know."),
        "inside_word": _tr("A word begins with “{word}”, a name that you know."),
    }[slip.reason]
    return pattern.format(word=isolated(slip.name), name=isolated(name))


def ledger(line: LedgerLine, name: str) -> str:
    """Return what the contact has of a record: `She has v2 … You are at v3`."""
    values = {
        "name": isolated(name),
        "has": line.has_revision,
        "mine": line.my_revision,
        "day": long_date(local_day(line.since)),
    }
    if line.behind:
        pattern = _tr(
            "{name} has version {has} of this since {day}. You are at version {mine}. They keep "
            "version {has}."
        )
    else:
        pattern = _tr("{name} has this in version {has} since {day}.")
    return pattern.format(**values)


def classified(name: str | None, ceiling: str | None, whom: str) -> str:
    """Return how a record is classified, and what the contact's ceiling makes of it."""
    words = heading(name) if name else _tr("Not classified")
    limit = (
        _tr("The ceiling for {name} is {ceiling}.").format(
            name=isolated(whom), ceiling=label(ceiling)
        )
        if ceiling
        else _tr("{name} has no ceiling.").format(name=isolated(whom))
    )
    return _tr("{classification}. {limit}").format(classification=words, limit=limit)


def staying(body: Body, name: str, titles: Mapping[str, str]) -> str:
    """Return in a few words what a field that stays holds, without quoting a text."""
    value = getattr(body, name)
    info = fields.of(type(body))[name]
    if isinstance(value, str) and info.shape.name == "text":
        return _counted("%n words", len(value.split()))
    if isinstance(value, tuple):
        return _counted("%n parts", len(value))
    if isinstance(value, msgspec.Struct):
        filled = (one for one in value.__struct_fields__ if getattr(value, one) is not None)
        return QLocale().createSeparatedList([label(one) for one in filled])
    return value_words(info, value, titles)


def problem(look: Look) -> str:
    """Return the sentence about what is wrong or refused, empty where the contact is the reason."""
    error = look.wrong or look.refused
    if error is None or isinstance(error, ContactNotVerifiedError | ContactBlockedError):
        return ""
    return sentence(error)


def head(kind: str, revision: int) -> str:
    """Return the line above a record that they will see."""
    return _tr("{kind} · version {number} · from you").format(kind=kind, number=revision)


def listed(names: Sequence[str]) -> str:
    """Return names as a list."""
    return QLocale().createSeparatedList([label(name) for name in names])


def _tr(text: str) -> str:
    return QCoreApplication.translate("ComposerWords", text)


def _counted(text: str, count: int) -> str:
    return QCoreApplication.translate("ComposerWords", text, "", count)
