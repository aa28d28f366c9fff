"""Declarations are read once, changes add up, and starting stays cheap."""

import subprocess
import sys
from typing import Annotated

import msgspec
import pytest

from confidant.errors import BugError
from confidant.records import fields, record
from confidant.records.body import Body
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.decision import Decision
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry
from confidant.records.fields import Mark, Role
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS

ONE = RecordId(b"\x01" * 16)
TWO = RecordId(b"\x02" * 16)


def test_a_declaration_is_read_whole() -> None:
    info = fields.of(Decision)["scores"]
    assert info.type_text == "[score]1-20"
    assert info.marks == {Mark.WITHHELD, Mark.SEALED}
    assert info.letters == {"w", "l"}
    assert info.optional
    assert not info.structural
    assert (info.shape.least, info.shape.most, info.shape.is_part) == (1, 20, True)
    stakes = fields.of(Decision)["stakes"].shape
    assert (stakes.low, stakes.high) == (1, 5)
    assert fields.of(Entry)["genre"].shape.choices == ("reflection", "meeting", "insight", "quick")


def test_common_fields_come_first() -> None:
    names = list(fields.of(Doubt))
    assert names[:2] == ["title", "codename"]
    assert names[-1] == "carried_because"


def test_marks_and_roles_find_their_fields() -> None:
    assert fields.marked(Entry, Mark.NEVER) == {"starred", "source", "cool_off_until", "template"}
    assert fields.with_role(Doubt, Role.DUE) == ("expires_on",)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_has_at_most_one_due_day_one_state_and_one_measure(kind: str) -> None:
    for role, types in [
        (Role.DUE, {"date"}),
        (Role.STATE, None),
        (Role.MEASURE, None),
    ]:
        names = fields.with_role(KINDS[kind], role)
        assert len(names) <= 1
        for name in names:
            shape = fields.of(KINDS[kind])[name].shape
            assert not shape.listed
            if role is Role.STATE:
                assert shape.choices
            elif role is Role.MEASURE:
                assert shape.python is int
            else:
                assert {shape.name} == types


class NoLength(Body, frozen=True, kw_only=True, tag="no_length"):
    names: Annotated[tuple[str, ...], Mark.DEFAULT]


class NoMeta(Body, frozen=True, kw_only=True, tag="no_meta"):
    name: Annotated[str, Mark.DEFAULT]


class NoType(Body, frozen=True, kw_only=True, tag="no_type"):
    names: Annotated[dict[str, str], Mark.DEFAULT]


@pytest.mark.parametrize("careless", [NoLength, NoMeta, NoType])
def test_a_declaration_that_the_notation_cannot_say_is_our_fault(
    careless: type[msgspec.Struct],
) -> None:
    with pytest.raises(BugError):
        fields.of(careless)


def test_changes_add_up_in_order_each_once() -> None:
    one, two = Changes.of("entry", ONE), Changes.of("doubt", TWO)
    both = one | two | one
    assert both.touched == (("entry", ONE), ("doubt", TWO))
    assert both.kinds == {"entry", "doubt"}
    assert both.records == {ONE, TWO}
    assert both
    assert not NO_CHANGES
    assert (NO_CHANGES | one) == one


def test_bodies_by_default_keep_no_rule_and_seal_nothing() -> None:
    entry = Entry(genre="quick")
    entry.check_rules(record.NOTHING)
    entry.check_change(entry)
    assert not entry.seals_after(None)


def test_importing_the_records_loads_nothing_heavy() -> None:
    code = (
        "import sys, confidant.records.record, confidant.records.text, confidant.records.edit;"
        "print(*sorted(set(sys.modules) & {'cryptography', 'sqlcipher3', 'PySide6', 'yaml',"
        "'zoneinfo', 'xkcdpass', 'dataclasses', 'json'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
