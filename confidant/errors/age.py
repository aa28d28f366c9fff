"""The age v1 envelope (formats.md, appendix A)."""

from confidant.errors.base import ExpectedError


class AgeError(ExpectedError):
    """Family: the age v1 envelope (formats.md, appendix A)."""


class AgeArmorError(AgeError):
    """Malformed armor."""


class AgeHeaderError(AgeError):
    """Malformed header."""


class AgeNoMatchError(AgeError):
    """No identity opens the file."""


class AgeHmacError(AgeError):
    """The header was changed."""


class AgePayloadError(AgeError):
    """The payload was changed or cut."""
