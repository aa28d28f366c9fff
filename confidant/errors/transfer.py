"""Files of other programs."""

from confidant.errors.base import ExpectedError


class TransferError(ExpectedError):
    """Family: files of other programs."""


class SourceMissingError(TransferError):
    """No such source; `name`."""


class SourceUnreadableError(TransferError):
    """A source that cannot be read at all; `name`."""


class SourceEncodingError(TransferError):
    """A source that is not UTF-8 text; `name`."""


class SourceFormatError(TransferError):
    """A source of no known format; `name`."""


class SourceSyntaxError(TransferError):
    """A source that is not what its format says; `name`, `line`."""


class SourceEncryptedError(TransferError):
    """An encrypted source without a passphrase."""


class SourcePassphraseError(TransferError):
    """The passphrase does not open the source."""


class SourceTooLargeError(TransferError):
    """A source over the limit; `limit` in MiB."""


class DateFormatError(TransferError):
    """A date format that cannot be used; `hint`."""


class ExportFormatError(TransferError):
    """An export format that this version does not write; `format`."""
