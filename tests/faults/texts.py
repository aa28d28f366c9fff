"""Odd text: kept as it is, found, exported, or refused in a sentence; searching never fails."""

import json
import re
from pathlib import Path

from tests.faults.ground import Ground, Said
from tests.faults.tally import Tally
from tests.support.shared import find_shared

LIST = "vectors/blns/blns.json"
MILLION = 1_000_000
OWN = (
    "a line\u2028another\u2029third",
    "\u202eright to left override\u202c and \u2066isolates\u2069",
    "zero\u200bwidth\ufeff",
    "e\u0301 and é",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "' OR 1=1; DROP TABLE rev; --",
    'NEAR(a b, 2) AND "unbalanced',
    "words:title *",
    "${jndi:ldap://example.org/a}",
    "![x](file:///etc/passwd) <img src=//host/x>",
    "nul\x00inside",
    "bell\x07 and escape\x1b[31m",
    "\ud800 lone surrogate",
    "x" * MILLION,
    "word " * (MILLION // 5),
    "\u0300" * 5_000,
    "\u202e" * 200,
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_REFUSALS = ("does not take that", "not UTF-8", "cannot be read", "nothing to keep", "too")


def strings(root: Path, tries: int) -> Tally:
    """Write, search, show and export each string."""
    ground, tally = Ground(root, entries=1), Tally()
    kept: list[str] = []
    for text in _naughty()[:tries]:
        data = text.encode(errors="surrogatepass")
        said = ground.say("add", "-", given=data)
        good = said.code == 0 or _is_refusal(said)
        sought = _sought(ground, text)
        good = good and sought.code in {0, 1} and "Traceback" not in sought.err
        if said.code == 0:
            shown = json.loads(ground.say("show", "--json", said.out.strip()).out)
            good = good and _same(text, shown["body"]["as_observed"])
            kept.append(text)
        sentence = said.sentence if said.code else "It is kept as it was written."
        tally.add(sentence, kept=good, where=repr(text[:40]))
    _all_exported(ground, tally, kept)
    assert ground.say("check").code == 0
    return tally


def _sought(ground: Ground, text: str) -> Said:
    """Search for a string as somebody types it; the command line takes no NUL and no half."""
    typed = text.replace("\x00", " ")[:2_000]
    return ground.say("search", "--limit", "3", "--", typed)


def _same(text: str, found: str) -> bool:
    """Whether a text came back as it was.

    Line ends and the space around it apart; what is no text, as NUL, is shown to be missing.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("\ufffd", lines).strip() == found.strip()


def _all_exported(ground: Ground, tally: Tally, kept: list[str]) -> None:
    output = ground.root / "export"
    said = ground.say("export", "--format", "json", "--all", "-o", str(output))
    assert said.code == 0, said.err
    files = [path for path in output.rglob("*.json") if path.is_file()]
    assert files
    exported = {
        text for path in files for text in _strings(json.loads(path.read_text(encoding="utf-8")))
    }
    for text in kept:
        if not any(_same(text, one) for one in exported):
            tally.lost.append(f"export: {text[:40]!r}")


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = list(value.values()) if isinstance(value, dict) else value
    return [text for part in parts for text in _strings(part)] if isinstance(parts, list) else []


def _is_refusal(said: Said) -> bool:
    return said.code == 1 and any(words in said.err for words in _REFUSALS)


def _naughty() -> list[str]:
    path = find_shared(LIST)
    listed = json.loads(path.read_text(encoding="utf-8")) if path is not None else []
    return [*OWN, *(text for text in listed if text)]
