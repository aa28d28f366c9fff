"""The roots of every error that Confidant raises on purpose.

An `ExpectedError` is the world's or the person's doing; `messages.py` has its sentence. A
`BugError` is our doing. Neither puts private text into `str()` or `repr()`: parameters are kept
in `params` for the sentence that a person reads and are never logged.
"""

import re
from typing import ClassVar, TypeAlias

from typing_extensions import override  # compat.py lies above this room

Param: TypeAlias = str | int


class ConfidantError(Exception):
    """Base of everything that Confidant raises on purpose."""


class BugError(ConfidantError):
    """A broken invariant. Its text names the invariant and holds no data."""


class ExpectedError(ConfidantError):
    """Something that happens in the world; has a code and parameters, no sentence.

    `code` is the class name in kebab case without `Error`: `WrongSecretError` → `wrong-secret`.
    """

    code: ClassVar[str] = "expected"

    @override
    def __init_subclass__(cls, **kwargs: object) -> None:
        """Derive the code from the class name."""
        super().__init_subclass__(**kwargs)
        name = cls.__name__.removesuffix("Error")
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()

    def __init__(self, **params: Param) -> None:
        """Keep `params` for the sentence; `str()` shows the code alone."""
        super().__init__(self.code)
        self.params: dict[str, Param] = params
