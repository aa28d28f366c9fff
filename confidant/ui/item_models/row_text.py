"""What a list shows and speaks of one row; made by the screen that knows the words."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from confidant.compat import override

StateTone: TypeAlias = Literal["muted", "accent", "caution", "danger", "success", "felt"]


@dataclass(frozen=True)
class State:
    """One word of a row's first line: `Decided`, `7 days left`."""

    text: str
    tone: StateTone = "muted"

    @override
    def __repr__(self) -> str:
        """Show the tone only."""
        return f"State({self.tone})"


@dataclass(frozen=True, kw_only=True)
class RowText:
    """The three lines of a row and what a screen reader says of it.

    `states` are dropped one by one from the end where line 1 has no room, `date` last. `spoken`
    is one sentence: “Decision, pending, 70 per cent, decide by 28 November, Offer the lease”.
    `title_marks` and `snippet_marks` are (start, end) of what a search found.
    """

    kind: str
    title: str
    snippet: str = ""
    date: str = ""
    states: tuple[State, ...] = ()
    starred: bool = False
    spoken: str = ""
    title_marks: tuple[tuple[int, int], ...] = ()
    snippet_marks: tuple[tuple[int, int], ...] = ()

    @override
    def __repr__(self) -> str:
        """Show the kind only: a row is private text."""
        return f"RowText({self.kind})"
