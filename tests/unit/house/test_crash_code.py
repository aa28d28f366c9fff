"""The code of a mistake says where and what kind, and nothing else."""

import re

from confidant.errors import crash_code


def broken(value: str) -> None:
    raise ValueError(value)


def broken_elsewhere(value: str) -> None:
    raise ValueError(value)


def wrapped(value: str) -> None:
    try:
        broken(value)
    except ValueError as error:
        raise RuntimeError(value) from error


def caught(function: object, value: str) -> BaseException:
    assert callable(function)
    try:
        function(value)
    except (ValueError, RuntimeError) as error:
        return error
    raise AssertionError


def test_the_code_is_ten_hex_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{10}", crash_code(caught(broken, "x")))


def test_the_content_of_a_mistake_is_not_in_its_code() -> None:
    assert crash_code(caught(broken, "one")) == crash_code(caught(broken, "two"))


def test_another_place_has_another_code() -> None:
    assert crash_code(caught(broken, "x")) != crash_code(caught(broken_elsewhere, "x"))


def test_the_cause_is_part_of_the_code() -> None:
    without = RuntimeError("x").with_traceback(caught(wrapped, "x").__traceback__)
    assert crash_code(caught(wrapped, "x")) != crash_code(without)


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert crash_code(first) != crash_code(ValueError("a"))
