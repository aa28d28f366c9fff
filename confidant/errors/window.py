"""What keeps the window from opening."""

from confidant.errors.base import ExpectedError


class NoDisplayError(ExpectedError):
    """A window was asked for where there is no screen."""
