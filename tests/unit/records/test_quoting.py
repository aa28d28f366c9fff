"""A passage that was read is found in what was written, and the other way round."""

from hypothesis import given
from hypothesis import strategies as st

from confidant.records import quoting

SOURCE = (
    "I believe **them**, because\nwe [worked](https://a.example/x) well."
    "\n\n1. First\n2. Then *this*"
)


def test_signs_of_markdown_and_line_ends_do_not_hide_a_passage() -> None:
    assert quoting.as_written(SOURCE, "believe them, because we") == "believe **them**, because\nwe"


def test_link_targets_and_list_numbers_are_passed_over() -> None:
    assert quoting.as_written(SOURCE, "we worked well. First Then this") == SOURCE[28:-1]


def test_what_is_not_there_is_not_found() -> None:
    assert quoting.as_written(SOURCE, "believe nobody") is None
    assert quoting.as_written(SOURCE, "") is None
    assert quoting.as_written(SOURCE, " ** ") is None


def test_a_written_passage_is_found_in_the_text_as_read() -> None:
    read = "I believe them, because we worked well."
    span = quoting.find(read, "**them**, because\nwe", written=False)
    assert span is not None
    assert read[slice(*span)] == "them, because we"


def test_later_places_are_found_from_a_start() -> None:
    first = quoting.find("one two one", "one", written=False)
    assert first == (0, 3)
    assert quoting.find("one two one", "one", written=False, start=3) == (8, 11)


def test_hidden_controls_do_not_hide_a_passage() -> None:
    assert quoting.as_written("the \u202efloor\u202c is", "the floor") == "the \u202efloor"


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_whatever_is_returned_stands_in_the_source(source: str, start: int, length: int) -> None:
    found = quoting.as_written(source, source[start : start + length])
    assert found is None or found in source
