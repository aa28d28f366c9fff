"""Passphrases, key files, recovery codes and the header that they open."""

from confidant.errors.base import BugError, ExpectedError


class SecretError(ExpectedError):
    """Family: secrets and the header that keeps them."""


class PassphraseError(SecretError):
    """A passphrase that is empty, too long or holds control characters."""


class PassphrasesDifferError(SecretError):
    """A new passphrase that was typed differently the second time."""


class WeakPassphraseError(SecretError):
    """A passphrase that can be guessed; `bits` is the estimate."""


class PassphraseFileError(SecretError):
    """A passphrase file that cannot be read or is empty; `name`."""


class NoTerminalError(SecretError):
    """Nobody can be asked for a passphrase: no terminal and no file."""


class KeyfileError(SecretError):
    """A file that is not a Confidant key file."""


class KeyfileRequiredError(SecretError):
    """The vault also needs its key file."""


class RecoveryCodeError(SecretError):
    """A recovery code with a typing error."""


class KdfLimitsError(SecretError):
    """Argon2id parameters outside what is allowed."""


class KdfMemoryError(SecretError):
    """Not enough memory to derive the key."""


class WrongSecretError(SecretError):
    """The passphrase, key file or recovery code does not open this vault."""


class HeaderCorruptError(SecretError):
    """A header that cannot be read."""


class HeaderTamperedError(SecretError):
    """A header that opens but was changed by somebody without the key."""


class HeaderRollbackError(SecretError):
    """An older header was put back."""


class VaultTooNewError(SecretError):
    """A vault made by a newer version."""


class KeySpecError(BugError):
    """A key specification of the wrong form; it would be taken for a passphrase."""
