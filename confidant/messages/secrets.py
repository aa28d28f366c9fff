"""Words for passphrases, key files, recovery codes and the header."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "passphrase": (
        QT_TRANSLATE_NOOP(
            "messages", "A passphrase has 1 to 1,024 bytes and no control characters."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose another one; five random words are a good one."),
    ),
    "passphrases-differ": (
        QT_TRANSLATE_NOOP("messages", "The two passphrases differ."),
        QT_TRANSLATE_NOOP("messages", "Type the same one twice; nothing was written."),
    ),
    "weak-passphrase": (
        QT_TRANSLATE_NOOP(
            "messages", "That passphrase can be guessed: about {bits} bits, and 40 are the least."
        ),
        QT_TRANSLATE_NOOP("messages", "Use five random words; nothing was written."),
    ),
    "passphrase-file": (
        QT_TRANSLATE_NOOP(
            "messages", "The passphrase file “{name}” cannot be read, or its first line is empty."
        ),
        QT_TRANSLATE_NOOP("messages", "Put the passphrase on its first line."),
    ),
    "no-terminal": (
        QT_TRANSLATE_NOOP("messages", "Nobody can be asked for the passphrase here."),
        QT_TRANSLATE_NOOP("messages", "Give it with --passphrase-file, “-” for standard input."),
    ),
    "keyfile": (
        QT_TRANSLATE_NOOP("messages", "That is not a Confidant key file, or it is damaged."),
        QT_TRANSLATE_NOOP("messages", "Choose the key file that was made with this vault."),
    ),
    "keyfile-required": (
        QT_TRANSLATE_NOOP("messages", "This vault also needs its key file."),
        QT_TRANSLATE_NOOP("messages", "Choose the key file that was made with it."),
    ),
    "recovery-code": (
        QT_TRANSLATE_NOOP("messages", "The recovery code has a typing error."),
        QT_TRANSLATE_NOOP("messages", "Compare it group by group with what you wrote down."),
    ),
    "kdf-limits": (
        QT_TRANSLATE_NOOP(
            "messages", "The vault asks for a key derivation outside what is allowed."
        ),
        QT_TRANSLATE_NOOP("messages", "Its header was changed or damaged: restore a backup."),
    ),
    "kdf-memory": (
        QT_TRANSLATE_NOOP("messages", "There is not enough free memory to unlock the vault."),
        QT_TRANSLATE_NOOP("messages", "Close other programs and try again."),
    ),
    "wrong-secret": (
        QT_TRANSLATE_NOOP("messages", "The passphrase or key file does not open this vault."),
        QT_TRANSLATE_NOOP("messages", "Try again, or use the recovery code; nothing was changed."),
    ),
    "header-corrupt": (
        QT_TRANSLATE_NOOP("messages", "Both copies of the vault's header are damaged."),
        QT_TRANSLATE_NOOP(
            "messages", "Restore a backup, or put back vault.hdr from one; nothing was written."
        ),
    ),
    "header-tampered": (
        QT_TRANSLATE_NOOP(
            "messages", "The vault's header was changed by somebody who does not have its key."
        ),
        QT_TRANSLATE_NOOP("messages", "Restore the header from a backup."),
    ),
    "header-rollback": (
        QT_TRANSLATE_NOOP(
            "messages", "An older header was put back: an old passphrase may open this vault again."
        ),
        QT_TRANSLATE_NOOP(
            "messages", "Open it for reading only, restore a backup, or accept it as it is."
        ),
    ),
    "vault-too-new": (
        QT_TRANSLATE_NOOP("messages", "This vault was made by a newer version of Confidant."),
        QT_TRANSLATE_NOOP("messages", "Update Confidant; nothing was changed."),
    ),
}
