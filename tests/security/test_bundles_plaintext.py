"""What must not be in a bundle is nowhere in its plaintext: a marker in every field, and a grep."""

from typing import Any

import msgspec
import pytest

from confidant.bundles import preview, sealing
from confidant.bundles.knowledge import KnownRecord
from confidant.bundles.mask import Release
from confidant.bundles.preview import Selected
from confidant.crypto import strict_base64
from confidant.records import fields, record, text
from confidant.records.blind import Reveal
from confidant.records.body import Body
from confidant.records.fields import Mark
from confidant.records.ids import from_b64
from confidant.records.kinds import KINDS
from tests.support import exchange
from tests.support.exchange import MENTOR, leader, mine, record_id, share
from tests.support.golden import golden

BUNDLE = b"received bundle_"
TRAVELLING = sorted(kind for kind, body in KINDS.items() if body.travels)
STAYS = (Mark.PRIVATE, Mark.OVERRIDE, Mark.NEVER)


def full_bodies(kind: str) -> list[Body]:
    """Return the golden bodies of a kind, as stored, every string replaced by a marker."""
    found = [
        case["canonical"].encode()
        for case in golden("bodies.json")["valid"]
        if case["body"]["kind"] == kind and not case["bundle"]
    ]
    return [marked(record.decode(data)) for data in found]


def marker(kind: str, name: str) -> str:
    return f"zq-{kind}-{name}-"


class _Counter:
    """Gives a new marker for each string, for some must differ from one another."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._count = 0

    def __call__(self, _string: str) -> str:
        self._count += 1
        return f"{self._mark}{self._count}"


def marked(body: Body) -> Body:
    changes: dict[str, Any] = {}
    for name in fields.of(type(body)):
        mark = marker(body.kind, name)
        changes[name] = getattr(text.replace_strings(body, _Counter(mark)), name)
        info = fields.of(type(body))[name]
        if info.structural and changes[name] is not None and name != "value":
            changes[name] = f"{mark}0"
    if changes.get("source") is not None:
        source = changes["source"]
        changes["source"] = msgspec.structs.replace(
            source, program=marker(body.kind, "source"), key=marker(body.kind, "source")
        )
    return body.with_changes(**changes)


def seal(body: Body, release: Release) -> tuple[sealing.Sealed, bytes]:
    """Seal a body whatever it refers to."""
    targets = {ref.target: ref for ref in text.refs(body)}
    records = {
        target: KnownRecord(ref.kind or "entry", sent_to=frozenset({MENTOR}))
        for target, ref in targets.items()
    }
    if body.kind == "acknowledgement":
        bundle = strict_base64.decode(getattr(body, "bundle", ""))
        received = {(MENTOR, bundle): b"t" * 64}
    else:
        bundle = BUNDLE
        received = {(MENTOR, BUNDLE): b"t" * 64}
    files = {
        strict_base64.decode(one.sha256): bytes(one.size)
        for one in getattr(body, "attachments", None) or ()
    }
    what = share(Selected(record_id("item"), 1, body, release), reply_to=bundle, files=files)
    sealed = exchange.seal(what, leader(received=received, records=records))
    return sealed, exchange.plaintext(sealed)


@pytest.mark.parametrize("kind", [kind for kind in TRAVELLING if kind != "reveal"])
def test_a_default_bundle_holds_no_field_that_stays(kind: str) -> None:
    marks = fields.of(KINDS[kind])
    stays = {name for name, info in marks.items() if info.marks & set(STAYS)}
    tried: set[str] = set()
    for body in full_bodies(kind):
        sealed, plain = seal(body, Release())
        for name in stays:
            if getattr(body, name) is not None:
                tried.add(name)
            assert marker(kind, name).encode() not in plain
            assert f'"{name}":'.encode() not in plain
        shared = [string for path, string, *_ in text.strings(body) if path[0] not in stays]
        for string in shared:  # or the grep above would prove nothing
            assert string.encode() in plain
        assert sealed.manifest.files is None
    assert tried == stays


@pytest.mark.parametrize("kind", [kind for kind in TRAVELLING if kind != "reveal"])
def test_releasing_everything_still_lets_nothing_go_that_never_leaves(kind: str) -> None:
    info = fields.of(KINDS[kind])
    never = {name for name, one in info.items() if Mark.NEVER in one.marks}
    everything = frozenset(
        name for name, one in info.items() if one.marks & {Mark.PRIVATE, Mark.OVERRIDE}
    )
    for body in full_bodies(kind):
        _, plain = seal(
            body.with_changes(attachments=None), Release(fields=everything - {"attachments"})
        )
        for name in never:
            assert marker(kind, name).encode() not in plain
            assert f'"{name}":'.encode() not in plain
        for name in everything - {"attachments"}:
            if getattr(body, name) is not None:
                assert f'"{name}":'.encode() in plain


@pytest.mark.parametrize("kind", [kind for kind in TRAVELLING if kind != "reveal"])
def test_what_is_asked_blind_is_nowhere(kind: str) -> None:
    withheld = fields.marked(KINDS[kind], Mark.WITHHELD)
    for body in full_bodies(kind):
        sealed, plain = seal(body, Release(blind=True))
        present = {name for name in withheld if getattr(body, name) is not None}
        for name in present:
            assert marker(kind, name).encode() not in plain
            assert getattr(sealed.manifest.items[0].record, name) is None
        assert len(sealed.commitments) == bool(present)
        for given in sealed.commitments:
            assert given.nonce.encode() not in plain


def test_a_reveal_travels_as_it_is() -> None:
    for body in full_bodies("reveal"):
        assert isinstance(body, Reveal)
        target = from_b64(body.about.target)
        shown = preview.preview(
            share(Selected(record_id("item"), 1, body.with_changes(attachments=None))),
            leader(records=mine([target])),
        )
        (item,) = shown.items
        assert isinstance(item.body, Reveal)
        assert item.body.value == body.value
        assert item.body.starred is None
        assert item.body.source is None
