"""Text from others cannot steer a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from confidant.cli import neutral


def test_escape_sequences_are_written_out() -> None:
    assert neutral.block("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert neutral.block("bell\x07\x9bend") == "bell\\x07\\x9bend"


def test_characters_that_turn_the_direction_of_writing_are_written_out() -> None:
    assert neutral.block("txt.\u202eexe") == "txt.\\u202eexe"
    assert neutral.block("\u2066x\u2069\u200f\u061c") == "\\u2066x\\u2069\\u200f\\u061c"


def test_letters_of_every_script_and_emoji_stay() -> None:
    text = "Zürich, Ελλάδα, שלום, 東京, 👩🏽‍🚀, naïve — “quoted”"
    assert neutral.block(text) == text


def test_a_block_keeps_its_lines_and_a_line_has_one() -> None:
    assert neutral.block("one\ntwo\tthree") == "one\ntwo\tthree"
    assert neutral.line("one\n\ntwo\tthree") == "one two three"
    assert neutral.line("one\rtwo\u2028three") == "one\\x0dtwo\\u2028three"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_no_control_character_and_no_bidi_control_is_left(text: str) -> None:
    for letter in neutral.line(text):
        assert unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(letter) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }
