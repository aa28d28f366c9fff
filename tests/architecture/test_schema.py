"""The bodies are the schema: every kind, object and field as the golden schema says."""

from typing import Any

import msgspec
import pytest

from confidant.records import fields, kinds
from confidant.records.body import Body, Common, Part
from confidant.records.fields import Mark
from tests.support.golden import golden

SCHEMA = golden("schema.json")


def described(part: type[msgspec.Struct]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "type": info.type_text,
            "optional": info.optional,
            "marks": info.letters,
        }
        for name, info in fields.of(part).items()
    }


def expected(listed: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        field["name"]: {
            "type": field["type"],
            "optional": field["optional"],
            "marks": frozenset(field.get("marks", "")),
        }
        for field in listed
    }


def parts() -> dict[str, type[msgspec.Struct]]:
    found: dict[str, type[msgspec.Struct]] = {}
    waiting: list[type[msgspec.Struct]] = list(kinds.KINDS.values())
    while waiting:
        for info in fields.of(waiting.pop()).values():
            if info.shape.is_part and info.shape.name not in found:
                found[info.shape.name] = info.shape.python
                waiting.append(info.shape.python)
    return found


def test_the_kinds_are_those_of_the_schema() -> None:
    assert set(kinds.KINDS) == set(SCHEMA["kinds"])


@pytest.mark.parametrize("kind", sorted(SCHEMA["kinds"]))
def test_a_kind_has_exactly_the_fields_of_the_schema(kind: str) -> None:
    said = SCHEMA["kinds"][kind]
    listed = [*(SCHEMA["common"] if said["travels"] else []), *said["fields"]]
    assert described(kinds.KINDS[kind]) == expected(listed)
    assert kinds.travels(kind) is said["travels"]
    assert kinds.needs_reply_to(kind) is said["needs_reply_to"]


def test_what_is_common_has_exactly_the_fields_of_the_schema() -> None:
    assert described(Common) == expected(SCHEMA["common"])


def test_the_objects_are_those_of_the_schema() -> None:
    found = parts()
    assert set(found) == set(SCHEMA["objects"])
    for name, part in found.items():
        assert issubclass(part, Part)
        assert described(part) == expected(SCHEMA["objects"][name]), name


def undeclared(kind: type[msgspec.Struct]) -> list[str]:
    return [name for name, info in fields.of(kind).items() if not info.declared]


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_somebody_decided_what_may_happen_to_every_field(kind: str) -> None:
    assert undeclared(kinds.KINDS[kind]) == []


def test_a_field_without_a_mark_is_found() -> None:
    class Careless(Body, frozen=True, kw_only=True, tag="careless"):
        flag: bool

    assert undeclared(Careless) == ["flag"]


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_a_mark_of_staying_stands_only_on_kinds_that_stay(kind: str) -> None:
    body = kinds.KINDS[kind]
    local = fields.marked(body, Mark.LOCAL)
    assert local == (frozenset() if body.travels else frozenset(body.__struct_fields__))
