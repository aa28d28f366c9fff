"""Words for identity cards and the people behind them."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "card-format": (
        QT_TRANSLATE_NOOP("messages", "That is not an identity card, or it was damaged."),
        QT_TRANSLATE_NOOP("messages", "Ask for the card file again, unchanged."),
    ),
    "card-too-new": (
        QT_TRANSLATE_NOOP("messages", "That card was made by a newer version of Confidant."),
        QT_TRANSLATE_NOOP("messages", "Update Confidant and add it again."),
    ),
    "card-key": (
        QT_TRANSLATE_NOOP("messages", "The keys on that card are not valid."),
        QT_TRANSLATE_NOOP("messages", "Do not use it; ask its owner for the card again."),
    ),
    "own-card": (
        QT_TRANSLATE_NOOP("messages", "That is your own card."),
        QT_TRANSLATE_NOOP("messages", "Add the card that the other person sent you."),
    ),
    "card-conflict": (
        QT_TRANSLATE_NOOP(
            "messages", "That card uses a key of somebody you know, in another combination."
        ),
        QT_TRANSLATE_NOOP("messages", "Do not use it, and tell both people."),
    ),
    "card-known": (
        QT_TRANSLATE_NOOP("messages", "“{petname}” has that card already."),
        QT_TRANSLATE_NOOP("messages", "There is nothing to add."),
    ),
    "words-mismatch": (
        QT_TRANSLATE_NOOP("messages", "The six words do not match; the contact stays unverified."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Hear them again; if they still differ, do not use this card and exchange cards anew.",
        ),
    ),
    "words-count": (
        QT_TRANSLATE_NOOP("messages", "Six words are needed; {count} came."),
        QT_TRANSLATE_NOOP("messages", "Type all six that the other person reads aloud."),
    ),
    "unknown-word": (
        QT_TRANSLATE_NOOP("messages", "Word {position} is not in the list of words."),
        QT_TRANSLATE_NOOP("messages", "Ask for that word again."),
    ),
    "contact-not-found": (
        QT_TRANSLATE_NOOP("messages", "No contact is called “{petname}”."),
        QT_TRANSLATE_NOOP("messages", "Look for the name among your contacts."),
    ),
    "contact-not-verified": (
        QT_TRANSLATE_NOOP("messages", "This contact has not been verified."),
        QT_TRANSLATE_NOOP("messages", "Have them read their six words aloud, and type them."),
    ),
    "contact-blocked": (
        QT_TRANSLATE_NOOP("messages", "You have blocked this contact."),
        QT_TRANSLATE_NOOP("messages", "Unblock the contact first, if you mean to."),
    ),
    "petname": (
        QT_TRANSLATE_NOOP("messages", "A contact cannot have that name: {hint}."),
        QT_TRANSLATE_NOOP("messages", "Choose a short name on one line."),
    ),
    "petname-taken": (
        QT_TRANSLATE_NOOP("messages", "Another contact is called “{petname}”."),
        QT_TRANSLATE_NOOP("messages", "Choose another name."),
    ),
    "alias": (
        QT_TRANSLATE_NOOP("messages", "That alias cannot be used: {hint}."),
        QT_TRANSLATE_NOOP("messages", "Choose another name or alias."),
    ),
    "identity-name": (
        QT_TRANSLATE_NOOP(
            "messages", "A name on a card has 1 to 80 bytes and no control characters."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose a shorter name."),
    ),
}
