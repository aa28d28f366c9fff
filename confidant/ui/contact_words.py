"""Words for a contact's state, wherever a contact is named."""

from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from confidant.records.contact import Contact
from confidant.ui.item_models.row_text import State
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.date_text import long_date

CHANNELS: Final = ("in person", "by telephone", "by video call")
"""How words were heard, as the vault keeps it; `channel` says how it is shown."""


def local_day(ms: int) -> date:
    """Return the local day of an instant in UTC milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone().date()


def state(contact: Contact) -> State:
    """Return the one word about a contact that a list shows."""
    if contact.blocked:
        return State(_tr("Blocked"), "danger")
    if contact.state == "changed":
        return State(_tr("Key changed"), "danger")
    if contact.state == "unverified":
        return State(_tr("Not verified"), "caution")
    return State(_tr("Verified"), "success")


def verified(contact: Contact) -> str:
    """Return whether, how and when a contact was verified: `Verified in person on 3 November 2026`.

    The petname is not in it.
    """
    card = contact.current_card
    if contact.blocked:
        return _tr("Blocked by you")
    if contact.state == "changed":
        return _tr("Key changed on {day}, not verified").format(
            day=long_date(local_day(card.first_seen))
        )
    if contact.state == "unverified" or card.verified_at is None:
        return _tr("Not verified")
    day = long_date(local_day(card.verified_at))
    if not card.channel:
        return _tr("Verified on {day}").format(day=day)
    return _tr("Verified {how} on {day}").format(how=channel(card.channel), day=day)


def channel(words: str) -> str:
    """Return how words were heard; what the person wrote themselves stands as it is."""
    known = {
        "in person": _tr("in person"),
        "by telephone": _tr("by telephone"),
        "by video call": _tr("by video call"),
    }
    return known.get(words) or isolated(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactWords", text)
