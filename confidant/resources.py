"""Finds the files that Confidant brings along: icons, translations, word lists.

They lie in `resources/` of a checkout and in `confidant/_resources` of an installed or frozen
program. The word lists are data of the package xkcdpass, whose code is never run.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from confidant.errors import BugError

_PACKAGE: Final = Path(__file__).resolve().parent
_SAFETY_WORDS: Final = ("eff-special", 1296)
"""EFF short list 2: no two words begin with the same three letters."""
_PASSPHRASE_WORDS: Final = ("eff-long", 7776)
"""EFF long list: five words of it carry 64 bits."""


@cache
def directory() -> Path:
    """Return the folder that holds icons/, i18n/ and the rest."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(relative: str) -> Path:
    """Return the path of a file or folder that must be there.

    Args:
        relative: path below `resources/`, with `/`.

    Raises:
        BugError: the program was built without it.
    """
    found = directory() / relative
    if not found.exists():
        msg = f"the program brings {relative}"
        raise BugError(msg)
    return found


@cache
def safety_word_list() -> tuple[str, ...]:
    """Return the 1,296 words of the EFF short list 2, in its order (formats.md §7)."""
    return _word_list(*_SAFETY_WORDS)


@cache
def passphrase_word_list() -> tuple[str, ...]:
    """Return the 7,776 words of the EFF long list, from which passphrases are drawn."""
    return _word_list(*_PASSPHRASE_WORDS)


def _word_list(name: str, size: int) -> tuple[str, ...]:
    spec = find_spec("xkcdpass")
    if spec is None or not spec.submodule_search_locations:
        raise BugError("the word lists are installed")
    static = Path(next(iter(spec.submodule_search_locations))) / "static"
    words = tuple((static / name).read_text(encoding="ascii").split())
    if len(words) != size or len(set(words)) != size:
        raise BugError("a word list has exactly its words")
    return words
