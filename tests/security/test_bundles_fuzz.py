"""A compromised contact: correctly sealed nonsense gives named errors and nothing else."""

import contextlib
import json
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from confidant.bundles import archive, commitment, envelope, opening, sealing
from confidant.bundles.archive import Auth
from confidant.bundles.knowledge import HeldCommitment, KnownRecord
from confidant.bundles.mask import Release
from confidant.bundles.opening import Opened, Quarantined
from confidant.bundles.preview import Selected
from confidant.crypto import pairing, strict_base64
from confidant.environment import SystemEntropy
from confidant.errors import (
    AgeError,
    AliasError,
    BundleError,
    CommitmentError,
    RecordError,
)
from confidant.records import canonical, fields, manifest, text
from confidant.records.blind import Reveal
from confidant.records.body import Body
from confidant.records.fields import Mark
from confidant.records.ids import RecordId, from_b64
from confidant.records.kinds import KINDS
from confidant.records.response import About
from tests.support import exchange
from tests.support.any_body import bodies
from tests.support.bundle_vectors import card_of, file_of, index, keys_of
from tests.support.exchange import MENTOR, leader, mentor, record_id, share

SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
VALID = [case["manifest"] for case in index()["valid"] if len(json.dumps(case)) < 30_000]
TRAVELLING = sorted(kind for kind, body in KINDS.items() if body.travels)
FAMILIES = (AgeError, BundleError, RecordError)


def sealed_manifest(data: bytes, files: tuple[bytes, ...] = ()) -> bytes:
    """Return a genuine bundle from leader to mentor around any manifest."""
    own, recipient = keys_of("leader"), card_of("mentor")
    auth = Auth(own.card_id, recipient.card_id, b"b" * 16, 1)
    plain, _ = sealing.pack(auth, own, recipient, data, files)
    return envelope.seal_envelope(plain, recipient, SystemEntropy())


def sealed_rest(rest: bytes) -> bytes:
    """Return a genuine bundle from leader to mentor around anything at all."""
    own, recipient = keys_of("leader"), card_of("mentor")
    auth = Auth(own.card_id, recipient.card_id, b"b" * 16, 1)
    key = pairing.pair_key(own, recipient.auth_pk, auth.sender, auth.recipient)
    tag = pairing.bundle_tag(key, auth.text(), rest)
    plain = archive.auth_block(auth, tag) + rest
    return envelope.seal_envelope(plain, recipient, SystemEntropy())


def opens_or_says_why(data: bytes) -> None:
    try:
        result = opening.open_bundle(data, mentor())
    except FAMILIES:  # anything else escapes and fails the test
        return
    assert isinstance(result, Opened | Quarantined)


@SLOW
@given(st.binary(max_size=3000))
def test_any_file(data: bytes) -> None:
    for beginning in (b"", b"age-encryption.org/v1\n", file_of("ok-entry.age")[:1627]):
        opens_or_says_why(beginning + data)


@SLOW
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_as_a_manifest(data: bytes) -> None:
    opens_or_says_why(sealed_manifest(data))


@SLOW
@given(st.integers(0, 31 * 1024), st.binary(min_size=1, max_size=1024))
def test_any_change_of_a_genuine_plaintext(at: int, change: bytes) -> None:
    rest = archive.build_rest(canonical.encode(VALID[0]), (b"abc",))
    opens_or_says_why(sealed_rest(rest[:at] + change[: len(rest) - at] + rest[at + len(change) :]))


JSON = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=6,
)


@SLOW
@given(st.data())
def test_a_manifest_with_one_value_replaced(data: st.DataObject) -> None:
    value: Any = json.loads(json.dumps(data.draw(st.sampled_from(VALID))))
    place: Any = value
    while True:
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = inner
    encoded = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    opens_or_says_why(sealed_manifest(encoded.encode(errors="replace")))


@SLOW
@given(
    body=st.sampled_from(TRAVELLING).flatmap(bodies), everything=st.booleans(), blind=st.booleans()
)
def test_any_body_arrives_as_it_was_shown_or_is_refused_by_name(
    body: Body, *, everything: bool, blind: bool
) -> None:
    kind = type(body)
    named = fields.marked(kind, Mark.PRIVATE) | fields.marked(kind, Mark.OVERRIDE)
    names = named - {"attachments"} if everything else frozenset[str]()
    records = {
        ref.target: KnownRecord(ref.kind or "entry", sent_to=frozenset({MENTOR}))
        for ref in text.refs(body)
    }
    knows = leader(records=records, received={(MENTOR, b"r" * 16): b"t" * 64})
    release = Release(fields=names, blind=blind)
    what = share(Selected(record_id("item"), 1, body, release), reply_to=b"r" * 16)
    try:
        sealed = exchange.seal(what, knows)
    except (BundleError, RecordError, AliasError):
        event("refused")
        return
    plain = exchange.plaintext(sealed)
    members = archive.MemberReader(plain)
    (item,) = manifest.decode(members.manifest()).items
    assert item.record == sealed.seen.items[0].body
    assert from_b64(item.id) == record_id("item")


@SLOW
@given(st.sampled_from(sorted({"decision", "forecast", "pulse", "session"})), JSON)
def test_a_commitment_to_anything_opens_or_is_refused(kind: str, value: object) -> None:
    names = tuple(sorted(fields.marked(KINDS[kind], Mark.WITHHELD)))
    record = RecordId(b"r" * 16)
    for chosen in [names, *((name,) for name in names)]:
        data = json.dumps(dict.fromkeys(chosen, value), separators=(",", ":"), sort_keys=True)
        held = HeldCommitment(
            b"a" * 32, kind, chosen, commitment.commit(b"a" * 32, record, b"n" * 32, data.encode())
        )
        reveal = Reveal(
            about=About(target=strict_base64.encode(record), rev=1),
            nonce=strict_base64.encode(b"n" * 32),
            value=data,
        )
        with contextlib.suppress(CommitmentError):
            opened = commitment.open_commitment(reveal, [held])
            assert opened.value.__struct_fields__ == chosen
