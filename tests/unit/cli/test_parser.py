"""The surface: every verb is documented and has a function; usage is strict."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from confidant.cli.parser import build_parser
from confidant.cli.verbs import verb_of

DOCUMENT = Path(__file__).parents[3] / "docs" / "cli.md"


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Return every verb with its parser."""
    [action] = [
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(action.choices)


def test_every_verb_has_a_function() -> None:
    for name in verbs():
        assert callable(verb_of(name))


def test_every_verb_is_documented_and_nothing_else() -> None:
    headings = re.findall(r"^### (\S+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(verbs())


@pytest.mark.parametrize("name", sorted(verbs()))
def test_every_option_of_a_verb_is_documented(name: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    section = re.split(r"^### ", text, flags=re.MULTILINE)
    own = next(part for part in section if part.startswith(f"{name}\n"))
    everywhere = {"--help", "--passphrase-file", "--keyfile", "--read-only", "--json", "--output"}
    for action in verbs()[name]._actions:
        for option in action.option_strings:
            if option.startswith("--") and option not in everywhere:
                assert option in own, f"{name} {option}"


@pytest.mark.parametrize("name", sorted(verbs()))
def test_a_verb_is_the_same_when_it_is_built_alone(name: str) -> None:
    alone = build_parser(name)
    [action] = [one for one in alone._actions if isinstance(one, argparse._SubParsersAction)]
    assert action.choices[name].format_help() == verbs()[name].format_help()


def test_every_verb_that_opens_a_vault_takes_the_same_options() -> None:
    for name, parser in verbs().items():
        options = {option for action in parser._actions for option in action.option_strings}
        assert "--json" in options
        if any(action.dest == "vault" for action in parser._actions):
            assert {"--passphrase-file", "--keyfile", "--read-only"} <= options, name


def test_no_verb_takes_a_passphrase_as_an_argument() -> None:
    for parser in verbs().values():
        assert not any(
            action.dest in {"passphrase", "password", "secret"} for action in parser._actions
        )


def test_text_and_ids_are_found_behind_options() -> None:
    parsed = build_parser().parse_args(["add", "V", "--kind", "doubt", "--tag", "a", "words"])
    assert (parsed.vault, parsed.text) == ("V", "words")
    parsed = build_parser().parse_args(["share", "V", "--to", "P", "one", "two", "-o", "F"])
    assert parsed.ids == ["one", "two"]
    parsed = build_parser().parse_args(["reply", "V", "B", "-o", "F", "--form", "ask", "Why?"])
    assert parsed.text == "Why?"
    parsed = build_parser().parse_args(["edit", "V", "I", "--field", "a=b"])
    assert parsed.text is None


def test_the_command_line_never_loads_qt_and_loads_little_for_help() -> None:
    code = (
        "import sys; from confidant.cli import main; main(['--help']);"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in"
        " {'PySide6', 'shiboken6', 'sqlcipher3', 'cryptography', 'zxcvbn', 'yaml'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("verb", ["list", "search", "add", "show"])
def test_a_quick_verb_loads_nothing_that_only_sharing_needs(verb: str) -> None:
    code = (
        f"import sys; from confidant.cli.verbs import verb_of; verb_of({verb!r});"
        "print(sorted(m for m in sys.modules if m.startswith(('confidant.crypto.age',"
        " 'confidant.bundles', 'confidant.transfer', 'zxcvbn', 'yaml', 'PySide6'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
