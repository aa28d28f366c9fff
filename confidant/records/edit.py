"""Editing any kind by field names, for the command line and the window alike."""

import re
from collections.abc import Mapping
from typing import TypeVar, cast

import msgspec

from confidant.errors import (
    CanonError,
    InvalidValueError,
    ManifestSchemaError,
    UnknownFieldError,
)
from confidant.records import canonical, checking, fields
from confidant.records.body import NOTHING, Body
from confidant.records.canonical import JsonValue
from confidant.records.fields import FieldInfo
from confidant.records.kinds import KINDS

_BodyT = TypeVar("_BodyT", bound=Body)

_INTEGER = re.compile(r"-?[0-9]{1,16}\Z")
_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))? ?%\Z")
_TRUTH: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


def with_fields(body: _BodyT, values: Mapping[str, JsonValue | None]) -> _BodyT:
    """Return a body with other values, checked whole.

    Args:
        body: a body that was checked.
        values: field → plain JSON; None, an empty text and an empty list take a field away.

    Raises:
        UnknownFieldError: the kind has no such field.
        InvalidValueError: names the field; `hint` is its type in the notation of formats.md, or
            the code of a rule, or `required`.
        TransitionError: a status that only a verb reaches, or that cannot follow.
    """
    changes = {name: _value(type(body), name, value) for name, value in values.items()}
    new = msgspec.structs.replace(body, **changes)
    _check_rules(new)
    body.check_change(new)
    return new


def to_body(draft: Mapping[str, JsonValue], *, before: Body | None = None) -> Body:
    """Return the body that a draft has become, checked whole.

    Args:
        draft: plain JSON with its kind; may lack what is required and break rules.
        before: the body that the draft began from, of the same kind; None for a new record.

    Raises:
        UnknownFieldError, InvalidValueError: as `with_fields`; also for what is missing, and for
            a new record that would begin where only a verb leads.
        TransitionError: as `with_fields`, against `before`.
    """
    kind = KINDS.get(str(draft.get("kind", "")))
    if kind is None:
        raise InvalidValueError(field="kind", hint="=" + "|".join(KINDS))
    values = {name: _value(kind, name, draft[name]) for name in draft if name != "kind"}
    for name, info in fields.of(kind).items():
        if not info.optional and name not in values:
            raise InvalidValueError(field=name, hint="required")
    body = kind(**values)
    _check_rules(body)
    if before is None:
        body.check_start()
        return body
    if type(before) is not kind:
        raise InvalidValueError(field="kind", hint="fixed")
    before.check_change(body)
    return body


def typed(kind: str, name: str, text: str) -> JsonValue | None:
    """Return what a person typed for a field as plain JSON; not yet checked against its type.

    Text stays as it is, a list of lines is split at commas, a list of texts at line ends, a
    number may be a percentage where basis points are wanted, objects are written in JSON. An
    empty text takes the field away.

    Raises:
        UnknownFieldError: the kind has no such field.
        InvalidValueError: the text cannot be read as this type.
    """
    info = _info(KINDS[kind], name)
    text = canonical.clean(text)
    if not text.strip():
        return None
    if info.shape.is_part or (info.shape.listed and text.lstrip().startswith("[")):
        return _from_json(info, text)
    if info.shape.listed:
        separator = "\n" if info.shape.name == "text" else ","
        return [_scalar(info, part.strip()) for part in text.split(separator) if part.strip()]
    return _scalar(info, text)


def _info(kind: type[Body], name: str) -> FieldInfo:
    """Return what the kind says about a field."""
    info = fields.of(kind).get(name)
    if info is None:
        raise UnknownFieldError(field=name)
    return info


def _value(kind: type[Body], name: str, value: JsonValue | None) -> object:
    """Return the checked value of one field, None where it is taken away."""
    info = _info(kind, name)
    least = info.shape.least
    if value is None or value == "" or (value == [] and least > 0):
        if info.optional:
            return None
        raise InvalidValueError(field=name, hint="required")
    try:
        cleaned = canonical.cleaned(value)
        canonical.encode(cleaned, max_depth=canonical.MAX_DEPTH - 1)
        converted = msgspec.convert(cleaned, info.annotation)
    except (CanonError, msgspec.ValidationError):
        raise InvalidValueError(field=name, hint=info.type_text) from None
    try:
        checking.check_field(kind, name, converted)
    except ManifestSchemaError as error:
        raise InvalidValueError(field=name, hint=error.params["hint"]) from None
    return cast("object", converted)


def _check_rules(body: Body) -> None:
    """Check the rules beyond the types, and name the field for the person who edits."""
    try:
        body.check_rules(NOTHING)
    except ManifestSchemaError as error:
        raise InvalidValueError(**error.params) from None


def _from_json(info: FieldInfo, text: str) -> JsonValue:
    """Return the value that JSON typed by a person says; spaces and order are free here."""
    try:
        return cast("JsonValue", msgspec.json.decode(text))
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        raise InvalidValueError(field=info.name, hint=info.type_text) from None


def _scalar(info: FieldInfo, text: str) -> JsonValue:
    """Return one typed value."""
    if info.shape.python is str:
        return text
    typed_text = text.strip().lower()
    percent = _PERCENT.match(typed_text) if info.shape.name == "bp" else None
    if percent is not None:
        return int(percent[1]) * 100 + int((percent[2] or "0").ljust(2, "0"))
    if info.shape.python is bool and typed_text in _TRUTH:
        return _TRUTH[typed_text]
    if info.shape.python is int and _INTEGER.match(typed_text):
        return int(typed_text)
    raise InvalidValueError(field=info.name, hint=info.type_text)
