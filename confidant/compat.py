"""What Python 3.11 lacks and a later one has."""

from typing_extensions import override

__all__ = ["override"]
