"""Rows of the list of contacts."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from confidant.services.contacts import ContactNote
from confidant.ui.contact_words import local_day, state, verified
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.widgets.bidi import one_line
from confidant.ui.widgets.date_text import short_date
from confidant.ui.words import label


def model(parent: QObject) -> RowsModel[ContactNote]:
    """Return an empty model of contacts."""
    return RowsModel(row_text, lambda note: note.record, parent)


def matching(notes: Sequence[ContactNote], text: str) -> list[ContactNote]:
    """Return the contacts whose name or organisation has every word of `text`."""
    words = text.casefold().split()
    return [note for note in notes if all(word in _searched(note) for word in words)]


def row_text(note: ContactNote) -> RowText:
    """Return what the list shows and speaks of a contact."""
    contact = note.contact
    role, shown = label(contact.role), state(contact)
    name = one_line(contact.petname)
    verified_at = contact.current_card.verified_at
    return RowText(
        kind=role[:1].upper() + role[1:],
        title=name,
        snippet=one_line(contact.organisation or "") or _state_line(note),
        date=short_date(local_day(verified_at or contact.current_card.first_seen)),
        states=(shown,),
        spoken=_tr("{name}, {role}, {state}").format(name=name, role=role, state=shown.text),
    )


def _state_line(note: ContactNote) -> str:
    if note.contact.state == "unverified" and not note.contact.blocked:
        return _tr("Read six words to each other")
    return verified(note.contact)


def _searched(note: ContactNote) -> str:
    return f"{note.contact.petname} {note.contact.organisation or ''}".casefold()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactRows", text)
