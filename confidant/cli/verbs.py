"""Which module has which verb; it is loaded when the verb runs and not before."""

import argparse
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TypeAlias, cast

from confidant.cli.console import Console, Report
from confidant.cli.world import World
from confidant.errors import BugError

Verb: TypeAlias = Callable[[argparse.Namespace, Console, World], Report]


def verb_of(name: str) -> Verb:
    """Return the function behind a verb."""
    for names, load in _MODULES.items():
        if name in names:
            verbs = cast("Mapping[str, Verb]", load().VERBS)
            return verbs[name]
    raise BugError("every verb of the parser has a function")


def _creating() -> ModuleType:
    from confidant.cli import creating

    return creating


def _vaults() -> ModuleType:
    from confidant.cli import vaults

    return vaults


def _restoring() -> ModuleType:
    from confidant.cli import restoring

    return restoring


def _rekeying() -> ModuleType:
    from confidant.cli import rekeying

    return rekeying


def _writing() -> ModuleType:
    from confidant.cli import writing

    return writing


def _deciding() -> ModuleType:
    from confidant.cli import deciding

    return deciding


def _finding() -> ModuleType:
    from confidant.cli import finding

    return finding


def _people() -> ModuleType:
    from confidant.cli import people

    return people


def _sharing() -> ModuleType:
    from confidant.cli import sharing

    return sharing


def _receiving() -> ModuleType:
    from confidant.cli import receiving

    return receiving


def _transfer() -> ModuleType:
    from confidant.cli import transfer

    return transfer


def _demo() -> ModuleType:
    from confidant.cli import demo

    return demo


def _self_test() -> ModuleType:
    from confidant.cli import self_test

    return self_test


_MODULES: Mapping[tuple[str, ...], Callable[[], ModuleType]] = {
    ("create",): _creating,
    ("check", "backup", "rebuild"): _vaults,
    ("restore",): _restoring,
    ("passphrase", "recover", "recovery-code", "reencrypt"): _rekeying,
    ("add", "edit", "attach", "erase"): _writing,
    ("decide", "resolve", "due", "insight"): _deciding,
    ("list", "show", "search"): _finding,
    ("card", "contacts", "contact-add", "words", "verify", "alias", "aliases"): _people,
    ("preview", "share", "ledger"): _sharing,
    ("inspect", "open", "inbox", "reply", "answer"): _receiving,
    ("import", "export"): _transfer,
    ("demo",): _demo,
    ("self-test",): _self_test,
}
