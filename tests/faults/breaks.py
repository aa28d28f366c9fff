"""The code behind a line of the list, broken on purpose: a test of that line has to fail.

`python -m tests.faults.breaks NUMBER` breaks one place in memory, no file is touched, and runs the
test of its line. Exit status 0 says that it failed as it should, 1 that nobody noticed, 2 that it
could not be run.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import pytest

from confidant.compat import override
from tests.support.source import ROOT

SEEN, UNSEEN, NOT_RUN = 0, 1, 2


@dataclass(frozen=True)
class Break:
    """One place of the code, and what stands there when it is broken.

    Attributes:
        fault: the line of the list that the place guards.
        says: what is no longer so, in words.
        test: the test that must fail, as pytest selects it: a name, or a name and a case.
        module: where the place is.
        old: its text, which occurs once.
        new: the text instead.
    """

    fault: str
    says: str
    test: str
    module: str
    old: str
    new: str


_VECTOR: Final = "test_a_header_opens_as_the_vector_says"
_HEADERS: Final = (
    "unknown slots, duplicate keys, brackets, NaN, 8,193 bytes, version 2, unknown requires"
)

BREAKS: Final = (
    Break(
        "wrong passphrase",
        "a wrong one is taken for tampering",
        "test_a_wrong_passphrase_is_said_and_nothing_is_touched",
        "confidant.vault.unlocking",
        "        raise HeaderTamperedError\n    raise remembered or WrongSecretError",
        "        raise HeaderTamperedError\n    raise remembered or HeaderTamperedError",
    ),
    Break(
        "wrong passphrase",
        "trying leaves a trace",
        "test_a_wrong_passphrase_is_said_and_nothing_is_touched",
        "confidant.vault.opening",
        "    unlocked = unlock(*_read_headers(directory), secret)\n",
        '    __import__("tempfile").mkstemp(dir=directory)\n'
        "    unlocked = unlock(*_read_headers(directory), secret)\n",
    ),
    Break(
        "both bad",
        "headers that are gone are taken for no vault",
        "test_two_bad_headers_write_nothing",
        "confidant.vault.opening",
        ' and not any(directory.glob("journal-*.db"))',
        "",
    ),
    Break(
        "both bad",
        "damage is taken for a wrong secret",
        "test_two_bad_headers_write_nothing",
        "confidant.vault.unlocking",
        "                raise family\n        raise HeaderCorruptError",
        "                raise family\n        raise WrongSecretError",
    ),
    Break(
        "another vault's header",
        "the key is not tried on the first page",
        "test_the_header_of_another_vault_does_not_open_this_database",
        "confidant.vault.connection",
        "        _check_key(connection)\n",
        "",
    ),
    Break(
        _HEADERS,
        "fields that nobody knows are taken",
        _VECTOR,
        "confidant.vault.header",
        "    if not required <= fields.keys() <= required | (optional or set()):",
        "    if not required <= fields.keys():",
    ),
    Break(
        _HEADERS,
        "a requirement that nobody knows is passed over",
        _VECTOR,
        "confidant.vault.header",
        "    if requires:\n        raise VaultTooNewError",
        "    if requires:\n        return",
    ),
    Break(
        _HEADERS,
        "a later version is called damage",
        _VECTOR,
        "confidant.vault.header",
        "        raise VaultTooNewError\n    raise HeaderCorruptError\n\n\ndef _read_mac",
        "        raise HeaderCorruptError\n    raise HeaderCorruptError\n\n\ndef _read_mac",
    ),
    Break(
        _HEADERS,
        "any length is read",
        "test_bytes_that_are_no_header_are_called_corrupt",
        "confidant.vault.header",
        "    if not 0 < len(untrusted_data) <= MAX_SIZE:",
        "    if not untrusted_data:",
    ),
    Break(
        _HEADERS,
        "what is no JSON ends in a traceback",
        "test_bytes_that_are_no_header_are_called_corrupt",
        "confidant.vault.header",
        "    except CanonError:\n        raise HeaderCorruptError from None",
        "    except ZeroDivisionError:\n        raise HeaderCorruptError from None",
    ),
    Break(
        "first 16 bytes random",
        "the salt is read from the file",
        "test_damage_is_met_in_a_sentence_and_nothing_is_lost[first 16 bytes random]",
        "confidant.vault.connection",
        """    raw = derive(vmk, vault_id, "sqlcipher", 48)
    specification = bytearray(b"x'" + b"0" * 96 + b"'")""",
        """    raw = derive(vmk, vault_id, "sqlcipher", 48)[:32]
    specification = bytearray(b"x'" + b"0" * 64 + b"'")
    global check_key_specification
    check_key_specification = id""",
    ),
    Break(
        "lists and search inside their budgets",
        "a list of a kind looks at every record",
        "test_lists_and_search_do_no_more_work_in_a_vault_of_a_hundred_thousand",
        "confidant.vault.rows",
        '        conditions.append(("item.kind = ?", [kind]))\n    if query.tag',
        '        conditions.append(("+item.kind = ?", [kind]))\n    if query.tag',
    ),
    Break(
        "lists and search inside their budgets",
        "search looks at every hit",
        "test_lists_and_search_do_no_more_work_in_a_vault_of_a_hundred_thousand",
        "confidant.vault.search",
        "WINDOW = 300",
        "WINDOW = 300_000",
    ),
    Break(
        "a bit-flipped backup",
        "a header that was written without the key is taken for the backup's",
        "test_a_backup_whose_headers_rotted_is_not_called_good_and_is_mended",
        "confidant.vault.backup_store",
        "    genuine = [one for one in readable if key.owns(one)]\n",
        "    genuine = readable\n",
    ),
    Break(
        "clock a year back",
        "rotation goes by the clock alone",
        "test_damage_is_met_in_a_sentence_and_nothing_is_lost[clock back, after a year of backups]",
        "confidant.vault.backup_store",
        "rotation.superfluous(tuple(good), stay=_newest(good, spare, line))",
        "rotation.superfluous(tuple(good))",
    ),
    Break(
        "kill inside a restore",
        "a copy that was begun stays for ever, hidden",
        "test_what_a_killed_restore_left_goes_with_the_next_opening",
        "confidant.vault.opening",
        "        exchanging.sweep(parts.directory)\n",
        "        pass\n",
    ),
    Break(
        "kill inside a restore",
        "a vault that was ready does not take the empty place",
        "test_a_restore_that_is_killed_at_any_step_leaves_a_vault_that_opens",
        "confidant.vault.exchanging",
        "            ready.rename(directory)\n        return _settle(",
        "            pass\n        return _settle(",
    ),
    Break(
        "Big List of Naughty Strings",
        "a query is handed on as it was typed",
        "test_naughty_strings_are_stored_searched_and_found",
        "confidant.vault.search",
        """return f'"{self.words}"' + ("*" if self.prefix else "")""",
        "return self.words",
    ),
    Break(
        "NUL, lone surrogates, 1 MB line, RTL",
        "bytes that are no UTF-8 end in a traceback",
        "test_odd_text_is_kept_found_and_exported_or_refused",
        "confidant.cli.unlocking",
        "    except UnicodeDecodeError:\n        raise SourceEncodingError(name=STDIN_NAME)",
        "    except ZeroDivisionError:\n        raise SourceEncodingError(name=STDIN_NAME)",
    ),
)


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with other text in one place; neither reads nor writes compiled code."""

    def __init__(self, name: str, path: str, given: Break) -> None:
        super().__init__(name, path)
        self._given = given

    @override
    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        code: CodeType = self.source_to_code(broken(source, self._given), self.path)
        return code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the one module that is broken."""

    def __init__(self, given: Break) -> None:
        self._given = given

    @override
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._given.module:
            return None
        file = str(source_of(self._given))
        loader = _Loader(fullname, file, self._given)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


class _Outcomes:
    """Hears what came of the tests; one that was skipped has seen nothing."""

    def __init__(self) -> None:
        self._outcomes: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one part of one test."""
        if report.when == "call" or report.outcome != "passed":
            self._outcomes.add(report.outcome)

    @property
    def verdict(self) -> int:
        if "failed" in self._outcomes:
            return SEEN
        return UNSEEN if "passed" in self._outcomes else NOT_RUN


def source_of(given: Break) -> Path:
    """Return the file of the module."""
    return ROOT.joinpath(*given.module.split(".")).with_suffix(".py")


def broken(source: str, given: Break) -> str:
    """Return a module's text with the place broken. The place has to be there, once."""
    if source.count(given.old) != 1:
        raise LookupError(given.says)
    return source.replace(given.old, given.new)


def main(number: str) -> int:
    """Break one place, and say whether its test fails."""
    given = BREAKS[int(number)]
    if given.module in sys.modules:
        return NOT_RUN
    sys.meta_path.insert(0, _Finder(given))
    name = given.test.partition("[")[0]
    (file,) = (
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(rf"^def {name}\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    outcomes = _Outcomes()
    selected = f"{file}::{given.test}"
    pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--no-header", selected], plugins=[outcomes])
    return outcomes.verdict


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
