"""What would fit a field, in words."""

import re

import pytest

from confidant.errors import (
    InvalidValueError,
    NotDecidableError,
    NotShareableError,
    RecordNotFoundError,
    ResolutionError,
    TransitionError,
)
from confidant.messages import describe, hints
from confidant.messages.problems import PROBLEMS, problem
from confidant.records import fields
from confidant.records.kinds import KINDS


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("int1-5", "it is a whole number from 1 to 5"),
        ("=one_way|two_way", "it is one of one way, two way"),
        (
            "[line]1-32",
            "it is a list of at most 32; each is one line of at most 400 bytes and not empty",
        ),
        ("[link]1-64", "it is a list of at most 64; each is written in JSON"),
        ("[ref]1-8", "it is a list of at most 8; each is the id of a record"),
        ("yes|no", "it is one of yes, no"),
        ("option", "it is written in JSON"),
        ("required", "it cannot be empty"),
        ("%d/%m/%Y", "%d/%m/%Y"),
    ],
)
def test_a_code_becomes_words(code: str, words: str) -> None:
    assert hints.words(code, str) == words


def test_every_type_of_every_field_has_words() -> None:
    for kind in KINDS.values():
        for info in fields.of(kind).values():
            words = hints.words(info.type_text, str)
            assert words.startswith("it is"), (kind, info.name, info.type_text)


def test_names_of_fields_and_states_are_opened() -> None:
    error = InvalidValueError(field="decide_by", hint="date")
    assert describe(error).what == (
        "The field “decide by” does not take that: it is a day that exists, like 2026-02-28."
    )
    refused = TransitionError(current="not_taken", wanted="pending")
    assert describe(refused).what == "A record that is not taken cannot become pending."
    assert "a reason" in describe(NotDecidableError(missing="because")).what
    assert "identity" in describe(NotShareableError(kind="identity")).what
    assert "yes, no" in describe(ResolutionError(hint="yes|no")).what


def test_a_translator_sees_places_and_never_what_fills_them() -> None:
    seen: list[str] = []

    def translate(source: str) -> str:
        seen.append(source)
        return re.sub(r"\{[A-Z]+\}", lambda place: place[0].lower(), source.upper())

    message = describe(InvalidValueError(field="as_felt", hint="int1-5"), translate)
    assert message.what.startswith("THE FIELD “AS I FEEL IT”")
    assert any("{field}" in source for source in seen)
    assert not any("1 to 5" in source for source in seen)


def test_an_error_that_says_too_little_still_has_a_sentence() -> None:
    assert "–" in describe(InvalidValueError()).what


def test_every_problem_of_an_import_has_words() -> None:
    from typing import get_args

    from confidant.transfer.imported import ProblemCode

    assert set(get_args(ProblemCode)) == set(PROBLEMS)
    assert problem("tags-moved", {"count": 3})
    assert problem("text-split", {"count": 3}).endswith("3")
    assert problem("text-split", {}).endswith("–")


def test_a_page_that_was_typed_is_cut_in_a_sentence() -> None:
    said = describe(RecordNotFoundError(id="a" * 5_000)).line
    assert "a…" in said
    assert len(said) < 450
