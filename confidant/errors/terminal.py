"""What a terminal cannot do: take a result, or a folder."""

from confidant.errors.base import ExpectedError


class OutputLostError(ExpectedError):
    """Standard output is full or closed; what the verb did is done."""


class RecoveryCodeLostError(ExpectedError):
    """The recovery code of a new vault could not be shown; the vault was taken back."""


class FolderWantedError(ExpectedError):
    """Standard output was named for something that is a folder."""
