"""What to type: the part of an error's advice that only a terminal needs."""

from collections.abc import Mapping

_QUESTION = "--read-only reads it, “check --accept” accepts it."

_BY_CODE = "“check --accept --code-file F” accepts it, and then “recover” opens it."
_QUESTIONS = frozenset({"vault-rollback", "vault-diverged", "header-rollback"})

ADVICE: Mapping[str, str] = {
    "vault-rollback": _QUESTION,
    "vault-diverged": _QUESTION,
    "header-rollback": _QUESTION,
    "derived-tables": "“rebuild” does it.",
    "record-not-found": "“list” and “search” show the ids.",
    "revision-not-found": "“show --history” lists them.",
    "keyfile-required": "Name it with --keyfile.",
    "unknown-field": "“show --json” names them.",
    "contact-not-found": "“contacts” lists them.",
    "contact-not-verified": "“verify” takes them.",
    "card-instead": "“contact-add” does it.",
    "bundle-instead": "“open” does it.",
    "duplicate": "“inbox” lists it.",
    "reason-required": "They are --reason and --authority.",
    "bundle-not-found": "“inbox” lists the ids.",
    "source-format": "Name it with --format.",
    "source-encrypted": "It comes from --source-passphrase-file.",
    "date-format": "It is the value of --date-format.",
}
"""Error code → one more sentence, with verbs and options of docs/cli.md."""


def advice(code: str, *, by_code: bool) -> str:
    """Return what to type after an error; nothing where its own advice is enough.

    Args:
        code: the error's.
        by_code: the recovery code was given, so the passphrase is not at hand.
    """
    if by_code and code in _QUESTIONS:
        return _BY_CODE
    return ADVICE.get(code, "")
