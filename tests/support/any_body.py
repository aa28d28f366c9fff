"""Hypothesis strategies for bodies of every kind, made from the fields' own declarations."""

import base64
from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st

from confidant.records import canonical, fields, views
from confidant.records.body import Body
from confidant.records.contact import CardHeld
from confidant.records.fields import Shape
from confidant.records.kinds import KINDS
from confidant.records.values import FITS
from confidant.records.views import Choice

_REFUSED = "".join(map(chr, [*range(9), *range(0x0B, 0x20), 0x7F]))
_NOT_IN_LINE = "\n\t\u2028\u2029" + "".join(map(chr, range(0x80, 0xA0)))


def _b64(size: int) -> st.SearchStrategy[str]:
    raw = st.binary(min_size=size, max_size=size)
    return raw.map(lambda data: base64.b64encode(data).decode().rstrip("="))


def _characters(refused: str) -> st.SearchStrategy[str]:
    return st.characters(exclude_categories=["Cs"], exclude_characters=refused)


TEXTS = st.text(_characters(_REFUSED), min_size=1, max_size=40)
LINES = st.text(_characters(_REFUSED + _NOT_IN_LINE), min_size=1, max_size=40)
DAYS = st.dates(date(1, 1, 1)).map(date.isoformat)
DECIMALS = st.tuples(st.integers(-(10**15) + 1, 10**15 - 1), st.text("0123456789", max_size=9)).map(
    lambda pair: f"{pair[0]}.{pair[1]}" if pair[1] else str(pair[0])
)
FILENAMES = st.from_regex(r"[a-zé決][a-z .é]{0,20}[a-z]\.(txt|md)", fullmatch=True)

SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "line": LINES,
    "text": TEXTS,
    "filename": FILENAMES.filter(FITS["filename"]),
    "media": st.sampled_from(["text/plain", "application/vnd.ms-excel", "image/svg+xml"]),
    "dec": DECIMALS,
    "date": DAYS,
    "id": _b64(16),
    "ref": _b64(16),
    "b32": _b64(32),
    "b64x": _b64(64),
    "bool": st.booleans(),
}


def _values(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.is_part:
        return parts(shape.python)
    if shape.choices:
        return st.sampled_from(shape.choices)
    if shape.python is int:
        return st.integers(shape.low, shape.high)
    return SCALARS[shape.name]


def _whole(draw: st.DrawFn, shape: Shape) -> Any:  # noqa: ANN401 -- any field's value
    if not shape.listed:
        return draw(_values(shape))
    most = min(shape.most, shape.least + 2)
    return tuple(draw(st.lists(_values(shape), min_size=shape.least, max_size=most)))


@st.composite
def parts(draw: st.DrawFn, kind: type[msgspec.Struct]) -> msgspec.Struct:
    """Draw an object or a body that keeps every rule."""
    values = {
        name: _whole(draw, info.shape)
        for name, info in fields.of(kind).items()
        if not info.optional or draw(st.booleans())
    }
    fix = _FIXES.get(fields.object_name(kind))
    if fix is not None:
        fix(draw, values)
    return kind(**values)


def bodies(kind: str) -> st.SearchStrategy[Body]:
    """Draw bodies of one kind."""
    return parts(KINDS[kind]).map(lambda body: body if isinstance(body, Body) else Body())


def any_body() -> st.SearchStrategy[Body]:
    """Draw bodies of every kind."""
    return st.sampled_from(sorted(KINDS)).flatmap(bodies)


def _view(draw: st.DrawFn, values: dict[str, Any], shape: str) -> None:
    for name in ("p", "choices", "low", "high"):
        values.pop(name, None)
    if shape == "binary":
        values["p"] = draw(st.integers(0, 10_000))
    elif shape == "choice":
        first = draw(st.integers(0, 10_000))
        one, other = draw(st.lists(LINES, min_size=2, max_size=2, unique=True))
        values["choices"] = (
            Choice(option=one, p=first),
            Choice(option=other, p=10_000 - first),
        )
    else:
        ends = draw(st.tuples(DECIMALS, DECIMALS))
        values["low"], values["high"] = sorted(ends, key=views.scaled)


def _forecast(draw: st.DrawFn, values: dict[str, Any]) -> None:
    _view(draw, values, values["shape"])
    updates = []
    for update in values.pop("updates", ()):
        plain = {name: getattr(update, name) for name in ("at", "why")}
        _view(draw, plain, values["shape"])
        updates.append(type(update)(**plain))
    if updates:
        values["updates"] = tuple(updates)


def _any_view(draw: st.DrawFn, values: dict[str, Any]) -> None:
    _view(draw, values, draw(st.sampled_from(sorted(views.FORMS))))


def _observation(draw: st.DrawFn, values: dict[str, Any]) -> None:
    seats = len(values["seats"])
    if "events" in values:
        values["events"] = tuple(
            msgspec.structs.replace(
                event,
                seat=draw(st.integers(1, seats)),
                target=draw(st.none() | st.integers(1, seats)),
            )
            for event in values["events"]
        )
    if "predicted_airtime" in values:
        share = st.integers(0, 10_000)
        values["predicted_airtime"] = tuple(draw(share) for _ in range(seats))


def _rehearsal(draw: st.DrawFn, values: dict[str, Any]) -> None:
    values["cast"] = tuple(
        msgspec.structs.replace(member, alias=f"{draw(LINES)}{index}"[-40:])
        for index, member in enumerate(values["cast"])
    )


def _pulse(draw: st.DrawFn, values: dict[str, Any]) -> None:
    values.setdefault("answers", _whole(draw, fields.of(KINDS["pulse"])["answers"].shape))


def _object_value(draw: st.DrawFn, values: dict[str, Any]) -> None:
    plain = draw(st.dictionaries(st.sampled_from(["p", "leaning", "scores"]), TEXTS))
    values["value"] = canonical.encode(plain).decode()


def _contact(draw: st.DrawFn, values: dict[str, Any]) -> None:
    count = draw(st.integers(1, 3))
    card_ids = draw(st.lists(_b64(32), min_size=count, max_size=count, unique=True))
    current = draw(st.integers(0, count - 1))
    values["cards"] = tuple(
        CardHeld(
            card=draw(TEXTS),
            card_id=card_id,
            first_seen=index,
            retired_at=None if index == current else draw(st.integers(0, 10)),
        )
        for index, card_id in enumerate(card_ids)
    )


def _received(draw: st.DrawFn, values: dict[str, Any]) -> None:
    values.pop("withheld", None)
    values.pop("commitment", None)
    if draw(st.booleans()):
        values.update(withheld=("p",), commitment=draw(_b64(32)))


_FIXES = {
    "forecast": _forecast,
    "update": _any_view,
    "guess": _any_view,
    "observation": _observation,
    "rehearsal": _rehearsal,
    "pulse": _pulse,
    "reveal": _object_value,
    "commitment": _object_value,
    "contact": _contact,
    "received_item": _received,
}
