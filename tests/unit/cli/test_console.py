"""What a verb prints, and where."""

import io
import json

from confidant.cli.console import Console, Report
from confidant.compat import override
from confidant.environment import ignore_progress


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_lines_go_to_standard_output_made_harmless() -> None:
    out, err = io.StringIO(), io.StringIO()
    Console(out, err, as_json=False).report(Report({"a": 1}, ["one\x1b[1m", "two"]))
    assert out.getvalue() == "one\\x1b[1m\ntwo\n"
    assert err.getvalue() == ""


def test_json_is_one_document_in_ascii() -> None:
    out = io.StringIO()
    Console(out, io.StringIO(), as_json=True).report(
        Report({"title": "Zürich \u202e\x9b", "n": None}, ["not shown"])
    )
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue()) == {"title": "Zürich \u202e\x9b", "n": None}


def test_a_complaint_is_one_line_whatever_it_holds() -> None:
    err = io.StringIO()
    Console(io.StringIO(), err, as_json=False).complain("No vault at “a\nb\x1b”.")
    assert err.getvalue() == "confidant: No vault at “a b\\x1b”.\n"


def test_progress_is_shown_to_a_person_only() -> None:
    assert Console(io.StringIO(), io.StringIO(), as_json=False).progress() is ignore_progress
    err = Terminal()
    console = Console(io.StringIO(), err, as_json=False)
    progress = console.progress()
    for done in range(1001):
        progress(done, 1000)
    assert "50 %" in err.getvalue()
    assert err.getvalue().count("\r") <= 101
    console.report(Report({}, ["done"]))
    assert err.getvalue().endswith("\r\x1b[K")


def test_steps_of_long_work_leave_the_document_alone() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err, as_json=True)
    console.step("a step")
    console.report(Report({"done": True}))
    assert json.loads(out.getvalue()) == {"done": True}
    assert err.getvalue() == "a step\n"
