"""Every expected error in words: what happened, and what to do. Qt-free, for window and terminal.

The sentences are sources for translation. Parameters are put in after translation, so that a
translator sees `{name}` and not somebody's file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from confidant.errors import ExpectedError, Param
from confidant.messages import (
    bundles,
    cards,
    hints,
    labels,
    records,
    secrets,
    terminal,
    transfer,
    vaults,
    window,
)

SENTENCES: Mapping[str, tuple[str, str]] = {
    **vaults.SENTENCES,
    **secrets.SENTENCES,
    **records.SENTENCES,
    **cards.SENTENCES,
    **bundles.SENTENCES,
    **transfer.SENTENCES,
    **terminal.SENTENCES,
    **window.SENTENCES,
}
"""Error code → (what happened, what to do), each with `{parameter}` places."""


_LONGEST = 300
"""Characters of a parameter: what was typed may be a page; a sentence shows how it begins."""


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """What a person reads when something could not be done."""

    what: str
    todo: str

    @property
    def line(self) -> str:
        """Both sentences as one line."""
        return f"{self.what} {self.todo}".strip()


class _Params(dict[str, str]):
    """Parameters that leave a dash where an error did not say."""

    def __missing__(self, key: str) -> str:
        return "–"


def describe(error: ExpectedError, translate: Callable[[str], str] | None = None) -> Message:
    """Put `error` into words.

    Args:
        error: any expected error; one of a family without a sentence of its own falls back on
            its parent's.
        translate: turns a source sentence into the person's language; identity when absent.
    """
    what, todo = _sentences(type(error))
    say = translate or str
    params = _Params({name: _shown(name, value, say) for name, value in error.params.items()})
    params.setdefault("field", params.get("kind", "–"))
    return Message(what=say(what).format_map(params), todo=say(todo).format_map(params))


def _sentences(family: type[ExpectedError]) -> tuple[str, str]:
    for ancestor in family.__mro__:
        if issubclass(ancestor, ExpectedError) and ancestor.code in SENTENCES:
            return SENTENCES[ancestor.code]
    return vaults.FALLBACK


def _shown(name: str, value: Param, translate: Callable[[str], str]) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if name == "hint":
        return hints.words(value, translate)
    if name in labels.NAMED:
        return translate(labels.label(value))
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
