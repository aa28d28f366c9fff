"""Words for what a field takes: the notation of formats.md and the codes of its rules."""

import re
from collections.abc import Callable, Mapping

from confidant.messages.labels import label
from confidant.messages.marker import QT_TRANSLATE_NOOP

HINTS: Mapping[str, str] = {
    "required": QT_TRANSLATE_NOOP("hints", "it cannot be empty"),
    "line": QT_TRANSLATE_NOOP("hints", "it is one line of at most 400 bytes"),
    "text": QT_TRANSLATE_NOOP("hints", "it is a text of at most 1 MiB"),
    "date": QT_TRANSLATE_NOOP("hints", "it is a day that exists, like 2026-02-28"),
    "time": QT_TRANSLATE_NOOP("hints", "it is a time like 2026-02-28T09:30Z"),
    "bp": QT_TRANSLATE_NOOP("hints", "it is a percentage like 70%, or 0 to 10000"),
    "bool": QT_TRANSLATE_NOOP("hints", "it is yes or no"),
    "dec": QT_TRANSLATE_NOOP("hints", "it is a number like 12 or 1.75"),
    "ms": QT_TRANSLATE_NOOP("hints", "it is an instant in milliseconds since 1970"),
    "ref": QT_TRANSLATE_NOOP("hints", "it is the id of a record"),
    "id": QT_TRANSLATE_NOOP("hints", "it is an id"),
    "filename": QT_TRANSLATE_NOOP("hints", "it is a file name without folders"),
    "b32": QT_TRANSLATE_NOOP("hints", "it is written by Confidant alone"),
    "b64x": QT_TRANSLATE_NOOP("hints", "it is written by Confidant alone"),
    "local": QT_TRANSLATE_NOOP("hints", "the vault keeps that record for itself"),
    "fixed": QT_TRANSLATE_NOOP("hints", "it is set once and stays"),
    "verb": QT_TRANSLATE_NOOP("hints", "it changes by verifying or adding a card"),
    "position": QT_TRANSLATE_NOOP("hints", "there is nothing at that position"),
    "import": QT_TRANSLATE_NOOP("hints", "it is written by importing"),
    "attach": QT_TRANSLATE_NOOP("hints", "it is written by attaching files"),
    "field-option": QT_TRANSLATE_NOOP("hints", "write it as NAME=VALUE"),
    "same": QT_TRANSLATE_NOOP("hints", "it is the name itself"),
    "differ": QT_TRANSLATE_NOOP("hints", "it is there already"),
    "setting": QT_TRANSLATE_NOOP("hints", "it is a setting"),
    "one-form": QT_TRANSLATE_NOOP(
        "hints", "a forecast has a probability, or choices, or a low and a high end"
    ),
    "binary": QT_TRANSLATE_NOOP("hints", "it is one probability"),
    "choice": QT_TRANSLATE_NOOP("hints", "it is a probability for each option"),
    "interval": QT_TRANSLATE_NOOP("hints", "it is a low and a high end"),
    "options-differ": QT_TRANSLATE_NOOP("hints", "no two options may be the same"),
    "sum-10000": QT_TRANSLATE_NOOP("hints", "the probabilities must sum to 100 %"),
    "not-above-high": QT_TRANSLATE_NOOP("hints", "the low end is above the high one"),
    "aliases-differ": QT_TRANSLATE_NOOP("hints", "no two people may have the same alias"),
    "seat-exists": QT_TRANSLATE_NOOP("hints", "there is no such seat"),
    "one-per-seat": QT_TRANSLATE_NOOP("hints", "it has one number for each seat"),
}
"""Code → the rest of a sentence that says what would fit."""

_NUMBER = QT_TRANSLATE_NOOP("hints", "it is a whole number from {low} to {high}")
_ONE_OF = QT_TRANSLATE_NOOP("hints", "it is one of {choices}")
_LIST = QT_TRANSLATE_NOOP("hints", "it is a list of at most {most}; {each}")
_EACH: Mapping[str, str] = {
    "line": QT_TRANSLATE_NOOP("hints", "each is one line of at most 400 bytes and not empty"),
    "text": QT_TRANSLATE_NOOP("hints", "each is a text and not empty"),
    "ref": QT_TRANSLATE_NOOP("hints", "each is the id of a record"),
}
_EACH_OBJECT = QT_TRANSLATE_NOOP("hints", "each is written in JSON")
_OBJECT = QT_TRANSLATE_NOOP("hints", "it is written in JSON")

_INTEGER = re.compile(r"int(\d+)-(\d+)\Z")
_LISTED = re.compile(r"\[(.*)\]\d+-(\d+)\Z")
_NAME = re.compile(r"[a-z_]+\Z")


def words(code: str, translate: Callable[[str], str]) -> str:
    """Return the words for what fits; a code that is words already stays as it is."""
    if code in HINTS:
        return translate(HINTS[code])
    if found := _INTEGER.match(code):
        return translate(_NUMBER).format(low=found[1], high=found[2])
    if found := _LISTED.match(code):
        each = translate(_EACH.get(found[1], _EACH_OBJECT))
        return translate(_LIST).format(most=found[2], each=each)
    if code.startswith("="):
        choices = ", ".join(translate(label(one)) for one in code[1:].split("|"))
        return translate(_ONE_OF).format(choices=choices)
    if "|" in code:
        return translate(_ONE_OF).format(choices=", ".join(code.split("|")))
    return translate(_OBJECT) if _NAME.match(code) else code
