import pytest

from confidant.ui.journal.distance_words import Tone, marks_in
from confidant.ui.journal.feelings import MOST, feelings_of
from confidant.ui.record_form.erase_sheet import first_word
from confidant.ui.widgets.marked_line import tidied


@pytest.mark.parametrize(
    ("text", "word", "tone"),
    [
        ("He Never asked.", "Never", Tone.ABSOLUTE),
        ("I know he thinks so.", "he thinks", Tone.MIND_READING),
        ("It was his fault!", "fault", Tone.BLAME),
    ],
)
def test_words_of_little_distance_are_found(text: str, word: str, tone: Tone) -> None:
    (mark,) = marks_in(text)
    assert (text[mark.start : mark.end], mark.tone) == (word, tone)


@pytest.mark.parametrize("text", ["", "nevertheless, faultless", "She asked twice."])
def test_other_words_are_left_alone(text: str) -> None:
    assert marks_in(text) == []


def test_a_word_that_is_kept_is_not_marked_again() -> None:
    assert marks_in("never, Never", frozenset({"never"})) == []


@pytest.mark.parametrize(
    ("typed", "word", "strength"),
    [("angry 4", "angry", 4), ("angry·4", "angry", 4), ("tired", "tired", 3), ("sad: 1", "sad", 1),
     ("angry 9", "angry 9", 3)],
)  # fmt: skip
def test_a_feeling_is_a_word_and_a_strength(typed: str, word: str, strength: int) -> None:
    assert feelings_of([typed]) == [{"word": word, "intensity": strength}]


def test_each_feeling_counts_once_with_its_last_strength() -> None:
    assert feelings_of(["angry 4", "angry 2", " 5"]) == [{"word": "angry", "intensity": 2}]
    assert len(feelings_of([f"word{n} 1" for n in "abcdefghijklmnop"])) == MOST


@pytest.mark.parametrize(
    ("title", "word"),
    [("The silence", "The"), ("“Don’t” they said", "Don’t"), ("  — 2026 plan", "2026"), ("…", "")],
)
def test_the_first_word_of_a_title_has_no_signs_around_it(title: str, word: str) -> None:
    assert first_word(title) == word


def test_marks_keep_their_words_when_a_line_is_tidied() -> None:
    words = "two\n\nlines  and \u202eone hit"
    clean, places = tidied(words, ((5, 10), (len(words) - 3, len(words))))
    assert clean == "two lines and one hit"
    assert [clean[slice(*place)] for place in places] == ["lines", "hit"]
