"""Words for the directory and database that hold the records."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

FALLBACK = (
    QT_TRANSLATE_NOOP("messages", "That could not be done."),
    QT_TRANSLATE_NOOP("messages", "Nothing was changed."),
)

SENTENCES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("expected", "vault", "record", "secret", "card", "transfer"), FALLBACK),
    "vault-missing": (
        QT_TRANSLATE_NOOP("messages", "There is no vault at “{name}”."),
        QT_TRANSLATE_NOOP("messages", "Check the place, or create a vault there first."),
    ),
    "not-a-vault": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is not a Confidant vault."),
        QT_TRANSLATE_NOOP("messages", "Choose the folder that holds vault.hdr."),
    ),
    "vault-exists": (
        QT_TRANSLATE_NOOP("messages", "Something is already at “{name}”."),
        QT_TRANSLATE_NOOP("messages", "Choose a place that is empty; nothing was overwritten."),
    ),
    "vault-in-use": (
        QT_TRANSLATE_NOOP("messages", "This vault is open in another window or command."),
        QT_TRANSLATE_NOOP("messages", "Lock or close it there, then try again."),
    ),
    "vault-changed": (
        QT_TRANSLATE_NOOP(
            "messages",
            "Something else has changed this vault's folder meanwhile, so nothing was done.",
        ),
        QT_TRANSLATE_NOOP("messages", "Begin again from what is there now."),
    ),
    "vault-read-only": (
        QT_TRANSLATE_NOOP("messages", "This vault is open for reading only."),
        QT_TRANSLATE_NOOP("messages", "Close it and open it again for writing."),
    ),
    "vault-locked": (
        QT_TRANSLATE_NOOP("messages", "The vault was locked before this was done."),
        QT_TRANSLATE_NOOP("messages", "Unlock it and try again."),
    ),
    "not-writable": (
        QT_TRANSLATE_NOOP("messages", "“{name}” may not be written."),
        QT_TRANSLATE_NOOP("messages", "Choose another place, or change its permissions."),
    ),
    "not-readable": (
        QT_TRANSLATE_NOOP("messages", "“{name}” cannot be read."),
        QT_TRANSLATE_NOOP("messages", "Check that it exists and that you may read it."),
    ),
    "output-exists": (
        QT_TRANSLATE_NOOP("messages", "“{name}” exists already and was left as it is."),
        QT_TRANSLATE_NOOP("messages", "Choose another name."),
    ),
    "unfinished-output": (
        QT_TRANSLATE_NOOP(
            "messages",
            "“{name}” was begun and not finished; what is in it is not encrypted.",
        ),
        QT_TRANSLATE_NOOP("messages", "If nothing writes it now, remove it, then try again."),
    ),
    "disk-full": (
        QT_TRANSLATE_NOOP("messages", "The disk is full; nothing was changed."),
        QT_TRANSLATE_NOOP("messages", "Free some room and try again."),
    ),
    "database-missing": (
        QT_TRANSLATE_NOOP("messages", "The vault's header is there, its database is not."),
        QT_TRANSLATE_NOOP("messages", "Put the missing file back, or restore a backup."),
    ),
    "database-empty": (
        QT_TRANSLATE_NOOP("messages", "The vault's database is an empty file."),
        QT_TRANSLATE_NOOP("messages", "Restore a backup."),
    ),
    "database-plaintext": (
        QT_TRANSLATE_NOOP("messages", "The vault's database is not encrypted, so it is not ours."),
        QT_TRANSLATE_NOOP("messages", "Restore a backup and find out who replaced the file."),
    ),
    "database-key": (
        QT_TRANSLATE_NOOP("messages", "The vault's key does not open its database."),
        QT_TRANSLATE_NOOP(
            "messages", "The file is damaged or belongs to another vault: restore a backup."
        ),
    ),
    "database-integrity": (
        QT_TRANSLATE_NOOP("messages", "The vault's database is damaged."),
        QT_TRANSLATE_NOOP("messages", "Keep this copy as it is and restore a backup beside it."),
    ),
    "database-format": (
        QT_TRANSLATE_NOOP("messages", "The database in this folder is not one of Confidant's."),
        QT_TRANSLATE_NOOP("messages", "Restore a backup."),
    ),
    "chain": (
        QT_TRANSLATE_NOOP(
            "messages", "The history of this vault does not verify from change {seq} on."
        ),
        QT_TRANSLATE_NOOP(
            "messages", "Nothing is shared from it: keep this copy and restore a backup."
        ),
    ),
    "derived-tables": (
        QT_TRANSLATE_NOOP("messages", "Lists and search do not match the records."),
        QT_TRANSLATE_NOOP("messages", "They can be made anew from the records; nothing is lost."),
    ),
    "vault-rollback": (
        QT_TRANSLATE_NOOP(
            "messages",
            "This vault is older than the one last opened here: {missing} changes are missing.",
        ),
        QT_TRANSLATE_NOOP(
            "messages", "Open it for reading only, restore a backup, or accept it as it is."
        ),
    ),
    "vault-diverged": (
        QT_TRANSLATE_NOOP("messages", "Two computers have written to copies of this vault."),
        QT_TRANSLATE_NOOP(
            "messages", "Open it for reading only, find the other copy, or accept this one."
        ),
    ),
    "record-not-found": (
        QT_TRANSLATE_NOOP("messages", "No record here has the id “{id}”."),
        QT_TRANSLATE_NOOP("messages", "Look for it in the list or by searching."),
    ),
    "ambiguous-id": (
        QT_TRANSLATE_NOOP("messages", "“{id}” fits several records: {candidates}."),
        QT_TRANSLATE_NOOP("messages", "Give more of its letters."),
    ),
    "record-erased": (
        QT_TRANSLATE_NOOP("messages", "That record was erased."),
        QT_TRANSLATE_NOOP("messages", "Only an older backup could still hold it."),
    ),
    "revision-not-found": (
        QT_TRANSLATE_NOOP("messages", "The record has no revision {revision}."),
        QT_TRANSLATE_NOOP("messages", "Its history lists the revisions that it has."),
    ),
    "foreign-record": (
        QT_TRANSLATE_NOOP("messages", "Somebody else wrote that record, so it cannot be changed."),
        QT_TRANSLATE_NOOP("messages", "Write a record of your own or answer theirs."),
    ),
    "not-erasable": (
        QT_TRANSLATE_NOOP(
            "messages", "That record says who you are, or what was sent or received, so it stays."
        ),
        QT_TRANSLATE_NOOP("messages", "What was sent or received can go when its contact is gone."),
    ),
    "wrong-kind": (
        QT_TRANSLATE_NOOP("messages", "That needs a record of kind {wanted}; this is a {found}."),
        QT_TRANSLATE_NOOP("messages", "Choose another record."),
    ),
    "attachment-too-large": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is larger than 25 MiB."),
        QT_TRANSLATE_NOOP("messages", "Attach a smaller copy; nothing was attached."),
    ),
    "attachment-missing": (
        QT_TRANSLATE_NOOP("messages", "The attachment's data is not in this vault."),
        QT_TRANSLATE_NOOP("messages", "Attach the file again, or restore a backup."),
    ),
    "backup": (
        QT_TRANSLATE_NOOP("messages", "The backup could not be proved good, so it was not kept."),
        QT_TRANSLATE_NOOP("messages", "Run “check” on the vault, then try again."),
    ),
    "backup-not-found": (
        QT_TRANSLATE_NOOP("messages", "No backup of this vault is called “{name}”."),
        QT_TRANSLATE_NOOP("messages", "“check” lists those that there are."),
    ),
    "backup-place-not-found": (
        QT_TRANSLATE_NOOP("messages", "“{name}” is no earlier second place of this vault."),
        QT_TRANSLATE_NOOP(
            "messages", "The page of backups names those that are remembered and not there now."
        ),
    ),
    "backup-damaged": (
        QT_TRANSLATE_NOOP("messages", "That backup is damaged. Nothing was changed."),
        QT_TRANSLATE_NOOP("messages", "Choose another one; an older one may be whole."),
    ),
    "other-vault": (
        QT_TRANSLATE_NOOP("messages", "That is a backup of another vault than “{name}”."),
        QT_TRANSLATE_NOOP("messages", "Choose one of this vault, or another place for it."),
    ),
    "nothing-to-salvage": (
        QT_TRANSLATE_NOOP("messages", "No record of this vault can be read and verified."),
        QT_TRANSLATE_NOOP("messages", "Restore a backup."),
    ),
    "cancelled": (
        QT_TRANSLATE_NOOP("messages", "Stopped; nothing was changed."),
        QT_TRANSLATE_NOOP("messages", "Start again whenever you like."),
    ),
}
