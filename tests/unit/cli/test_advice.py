"""What to type, and that it can be typed."""

import re

from confidant.cli.advice import ADVICE
from confidant.cli.parser import build_parser
from confidant.messages import SENTENCES


def test_every_piece_of_advice_belongs_to_an_error() -> None:
    assert set(ADVICE) <= set(SENTENCES)


def test_every_verb_and_option_in_it_exists() -> None:
    surface = "".join(
        action.format_help()
        for choices in (one.choices for one in build_parser()._actions if one.choices)
        for action in dict(choices).values()
    )
    for sentence in ADVICE.values():
        for option in re.findall(r"--[a-z-]+", sentence):
            assert option in surface, option
        for verb in re.findall(r"“([a-z-]+)[^”]*”", sentence):
            assert f"usage: confidant {verb} " in surface, verb


def test_what_a_window_shows_too_names_no_option() -> None:
    for code, sentences in SENTENCES.items():
        if code not in {"no-terminal", "no-display"}:  # no window shows these
            assert not any("--" in sentence for sentence in sentences), code
