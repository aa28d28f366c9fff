from hypothesis import given
from hypothesis import strategies as st

from confidant.ui.journal.word_difference import Fate, Piece, difference


def test_words_that_were_added_and_removed_are_told() -> None:
    assert difference("The CFO asked nothing.", "The CFO asked everything.") == [
        Piece(Fate.SAME, "The CFO asked "),
        Piece(Fate.REMOVED, "nothing"),
        Piece(Fate.ADDED, "everything"),
        Piece(Fate.SAME, "."),
    ]


def test_nothing_differs_between_equal_texts() -> None:
    assert difference("same", "same") == [Piece(Fate.SAME, "same")]
    assert difference("", "") == []


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_the_pieces_give_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.fate is not Fate.ADDED) == old
    assert "".join(p.text for p in pieces if p.fate is not Fate.REMOVED) == new


def test_long_texts_are_compared_by_lines() -> None:
    lines = [f"line {number} of many words here\n" for number in range(900)]
    changed = [*lines[:450], "another line\n", *lines[451:]]
    pieces = difference("".join(lines), "".join(changed))
    assert [piece.text for piece in pieces if piece.fate is Fate.ADDED] == ["another line\n"]
    assert [piece.text for piece in pieces if piece.fate is Fate.REMOVED] == [lines[450]]
