"""Every field of every kind says what may happen to it."""

from confidant.records import fields
from confidant.records.kinds import KINDS


def test_every_field_of_every_kind_is_annotated() -> None:
    undecided = [
        f"{kind}.{name}"
        for kind, body in KINDS.items()
        for name, info in fields.of(body).items()
        if not info.marks
    ]
    assert undecided == []


def test_no_field_is_both_shared_and_kept() -> None:
    kept = {fields.Mark.NEVER, fields.Mark.LOCAL}
    contradictions = [
        f"{kind}.{name}"
        for kind, body in KINDS.items()
        for name, info in fields.of(body).items()
        if info.marks & kept and fields.Mark.DEFAULT in info.marks
    ]
    assert contradictions == []
