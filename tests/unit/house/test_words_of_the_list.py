"""Every word of the list can be typed as it is heard."""

import pytest

from confidant import resources
from confidant.services import contacts

WITH_DASH = [word for word in resources.safety_word_list() if not word.isalpha()]


def test_one_word_of_the_list_has_a_dash() -> None:
    assert WITH_DASH == ["yo-yo"]
    assert min(len(word) for word in resources.safety_word_list()) >= 3


@pytest.mark.parametrize(
    "typed",
    [
        ["acid", "yo-yo", "lava", "ocean", "rust", "tulip"],
        ["acid yo-yo lava ocean rust tulip"],
        ["acid-yo-yo-lava-ocean-rust-tulip"],
        ["acid", "yo", "yo", "lava", "ocean", "rust", "tulip"],
        ["Acid. Yoyo. Lava. Ocean. Rust. Tulip."],
    ],
)
def test_a_word_with_a_dash_is_one_word(typed: list[str]) -> None:
    heard = contacts._split(typed)
    assert [word[:3].lower() for word in heard] == ["aci", "yoy", "lav", "oce", "rus", "tul"]
