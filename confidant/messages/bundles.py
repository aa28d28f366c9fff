"""Words for files that travel between two vaults. On screen a bundle is a file."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

_AGAIN = QT_TRANSLATE_NOOP(
    "messages", "Nothing was taken in; ask the sender to send the file again."
)
_DAMAGED = QT_TRANSLATE_NOOP("messages", "The file was changed or damaged on its way.")
_UPDATE = QT_TRANSLATE_NOOP("messages", "Update Confidant and open it again.")

SENTENCES: Mapping[str, tuple[str, str]] = {
    "bundle-too-large": (
        QT_TRANSLATE_NOOP("messages", "The file is larger than 64 MiB."),
        QT_TRANSLATE_NOOP("messages", "Send fewer or smaller attachments."),
    ),
    "not-a-bundle": (
        QT_TRANSLATE_NOOP("messages", "That is not an encrypted file of Confidant."),
        QT_TRANSLATE_NOOP(
            "messages", "Open the .age file itself, as it came, not a copy of its text."
        ),
    ),
    "card-instead": (
        QT_TRANSLATE_NOOP("messages", "That is an identity card, not an encrypted file."),
        QT_TRANSLATE_NOOP("messages", "Add it to your contacts."),
    ),
    "bundle-instead": (
        QT_TRANSLATE_NOOP("messages", "That is an encrypted file, not an identity card."),
        QT_TRANSLATE_NOOP("messages", "Open it as a file that came."),
    ),
    "envelope": (
        QT_TRANSLATE_NOOP("messages", "The file is encrypted in a way that Confidant never uses."),
        QT_TRANSLATE_NOOP("messages", "Ask the sender to share it from Confidant."),
    ),
    "not-for-me": (
        QT_TRANSLATE_NOOP("messages", "The file is not encrypted to this vault."),
        QT_TRANSLATE_NOOP("messages", "Send your card again and ask for a new file."),
    ),
    "bundle-layout": (_DAMAGED, _AGAIN),
    "bundle-too-new": (
        QT_TRANSLATE_NOOP("messages", "The file was made by a newer version of Confidant."),
        _UPDATE,
    ),
    "misdirected": (
        QT_TRANSLATE_NOOP("messages", "The file names another recipient than this vault."),
        QT_TRANSLATE_NOOP("messages", "Nothing was taken in; tell the person who sent it."),
    ),
    "reflected": (
        QT_TRANSLATE_NOOP("messages", "That is a file that you made yourself."),
        QT_TRANSLATE_NOOP("messages", "Send it to your contact; they open it."),
    ),
    "unknown-sender": (
        QT_TRANSLATE_NOOP("messages", "The file is from somebody who is not among your contacts."),
        QT_TRANSLATE_NOOP(
            "messages", "Exchange cards and verify the words first; nothing was opened."
        ),
    ),
    "forged": (
        QT_TRANSLATE_NOOP("messages", "The contact that the file names did not write it."),
        QT_TRANSLATE_NOOP("messages", "Nothing was taken in; ask that contact about it."),
    ),
    "duplicate": (
        QT_TRANSLATE_NOOP("messages", "That file was opened before; nothing happened."),
        QT_TRANSLATE_NOOP("messages", "What it brought is in your inbox."),
    ),
    "conflict": (
        QT_TRANSLATE_NOOP("messages", "The file claims a record that belongs to something else."),
        _AGAIN,
    ),
    "bundle-tar": (_DAMAGED, _AGAIN),
    "manifest-syntax": (_DAMAGED, _AGAIN),
    "manifest-too-new": (
        QT_TRANSLATE_NOOP("messages", "The file needs a newer version of Confidant."),
        _UPDATE,
    ),
    "file-mismatch": (
        QT_TRANSLATE_NOOP("messages", "An attachment in the file is not the one that it names."),
        _AGAIN,
    ),
    "padding": (_DAMAGED, _AGAIN),
    "reply-link": (
        QT_TRANSLATE_NOOP("messages", "The file refers to something that has not arrived here."),
        QT_TRANSLATE_NOOP(
            "messages", "It is kept, encrypted, and tried again after their next file."
        ),
    ),
    "commitment": (
        QT_TRANSLATE_NOOP("messages", "What was withheld is not what was promised."),
        QT_TRANSLATE_NOOP("messages", "It is kept, encrypted; ask the sender about it."),
    ),
    "empty-selection": (
        QT_TRANSLATE_NOOP("messages", "Nothing is selected."),
        QT_TRANSLATE_NOOP("messages", "Name at least one record."),
    ),
    "too-many-records": (
        QT_TRANSLATE_NOOP("messages", "One file holds at most {limit}."),
        QT_TRANSLATE_NOOP("messages", "Share them in several files."),
    ),
    "not-shareable": (
        QT_TRANSLATE_NOOP("messages", "“{field}” never leaves this vault."),
        QT_TRANSLATE_NOOP("messages", "Leave it out."),
    ),
    "ceiling": (
        QT_TRANSLATE_NOOP(
            "messages", "A record is {classification}; this contact may have {ceiling} at most."
        ),
        QT_TRANSLATE_NOOP("messages", "Leave it out, or raise the contact's limit first."),
    ),
    "reason-required": (
        QT_TRANSLATE_NOOP(
            "messages", "A record is {classification} and needs a reason and an authority."
        ),
        QT_TRANSLATE_NOOP("messages", "Give both, or leave it out."),
    ),
    "quote-not-found": (
        QT_TRANSLATE_NOOP("messages", "The quoted passage is not in that record."),
        QT_TRANSLATE_NOOP("messages", "Quote it exactly as it stands there."),
    ),
    "not-a-reply": (
        QT_TRANSLATE_NOOP("messages", "That answers nothing that was received from this contact."),
        QT_TRANSLATE_NOOP("messages", "Reply to a file that came from them."),
    ),
    "bundle-not-found": (
        QT_TRANSLATE_NOOP("messages", "No received file has the id “{id}”."),
        QT_TRANSLATE_NOOP("messages", "Look for it in your inbox."),
    ),
    "estimate-first": (
        QT_TRANSLATE_NOOP("messages", "Their own estimate has not arrived yet."),
        QT_TRANSLATE_NOOP("messages", "Open what you withheld when it has."),
    ),
    "bundle": (_DAMAGED, _AGAIN),
    "age-armor": (_DAMAGED, _AGAIN),
    "age-header": (
        QT_TRANSLATE_NOOP("messages", "The beginning of the file is damaged."),
        _AGAIN,
    ),
    "age-no-match": (
        QT_TRANSLATE_NOOP("messages", "No key here opens that file."),
        QT_TRANSLATE_NOOP("messages", "Ask for a file that is encrypted to your card."),
    ),
    "age-hmac": (_DAMAGED, _AGAIN),
    "age-payload": (
        QT_TRANSLATE_NOOP("messages", "The file was cut short or changed on its way."),
        _AGAIN,
    ),
    "age": (_DAMAGED, _AGAIN),
}
