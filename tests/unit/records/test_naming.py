"""What other programs call things becomes lines and file names that a vault can hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.records import naming, record

ANY_TEXT = st.text(max_size=300)


@given(ANY_TEXT | ANY_TEXT.map(lambda text: text * 5))
def test_any_text_becomes_a_line_or_nothing(text: str) -> None:
    line = naming.as_line(text)
    if line:
        plain: dict[str, Any] = {"kind": "entry", "genre": "quick", "title": line}
        assert record.to_plain(record.from_plain(plain)) == plain


@given(ANY_TEXT | st.from_regex(r"(con|NUL|lpt1)?[. a-zé\u202e/]{0,150}[.]?[a-z決]{0,150}"))
def test_any_name_becomes_a_file_name(name: str) -> None:
    attachment = {"sha256": "A" * 43, "media": "text/plain", "size": 1}
    attachment["name"] = naming.as_filename(name)
    plain: dict[str, Any] = {"kind": "entry", "genre": "quick", "attachments": [attachment]}
    assert record.to_plain(record.from_plain(plain)) == plain


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\n\tb", "a b"),
        ("  a  ", "a"),
        ("é" * 201, "é" * 200),
        ("\n", ""),
        ("x" * 400, "x" * 400),
    ],
)
def test_a_line_keeps_what_it_can(text: str, line: str) -> None:
    assert naming.as_line(text) == line


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Minutes 3.pdf", "Minutes 3.pdf"),
        ("a/b\\c:d.txt", "a_b_c_d.txt"),
        ("con.txt", "_con.txt"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 195 + ".pdf"),
        ("x" * 300, "x" * 199),
        (".pdf", "pdf"),
        ("a.", "a"),
        ("決" * 100 + ".txt", "決" * 65 + ".txt"),
    ],
)
def test_a_file_name_keeps_what_it_can(name: str, kept: str) -> None:
    assert naming.as_filename(name) == kept
