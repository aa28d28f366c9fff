"""From the composer to the other side: what is shown is what is sent, and nothing else."""

import hashlib

import msgspec
import pytest

from confidant import errors
from confidant.bundles import opening
from confidant.bundles.aliases import AliasEntry, AliasTable
from confidant.bundles.commitment import commit
from confidant.bundles.knowledge import HeldCommitment, KnownContact, KnownRecord, SentBundle
from confidant.bundles.mask import Release
from confidant.bundles.opening import Quarantined
from confidant.bundles.preview import Selected, preview
from confidant.crypto import strict_base64
from confidant.records import canonical, manifest
from confidant.records.blind import Estimate, Reveal
from confidant.records.body import Attachment, Link
from confidant.records.decision import Decision
from confidant.records.decision_parts import Analogy, Assumption, Option, Score
from confidant.records.deletion import Acknowledgement
from confidant.records.entry import Entry, Feeling
from confidant.records.forecast import Forecast, Update
from confidant.records.ids import to_b64
from confidant.records.response import About, Answer, Response
from confidant.records.review import Review
from confidant.records.setting import Setting
from confidant.records.views import Choice
from tests.support import exchange
from tests.support.bundle_vectors import card_of
from tests.support.exchange import LEADER, MENTOR, leader, mentor, mine, record_id, share

ENTRY = record_id("entry")
DECISION = record_id("decision")
FORECAST = record_id("forecast")
BUNDLE = b"received bundle_"
TAG = b"t" * 64

NOTES = b"minutes of the meeting"
NOTES_SHA = hashlib.sha256(NOTES).digest()
NOTES_FILE = Attachment(
    sha256=strict_base64.encode(NOTES_SHA), name="marcus.txt", media="text/plain", size=len(NOTES)
)
PLAN = b"plan"
PLAN_SHA = hashlib.sha256(PLAN).digest()
PLAN_FILE = Attachment(
    sha256=strict_base64.encode(PLAN_SHA), name="plan.txt", media="text/plain", size=len(PLAN)
)

WHOLE = Entry(
    genre="meeting",
    title="Marcus and the offer",
    codename="Larch",
    zone="Europe/Vienna",
    as_observed="Marcus waited. Will he sign?",
    as_felt="I was furious.",
    before=(Feeling(word="angry", intensity=4),),
    cool_off_until=5,
    starred=True,
    attachments=(NOTES_FILE, PLAN_FILE),
)
ALIASES = AliasTable([AliasEntry("Marcus", "the CFO"), AliasEntry("Will", "the buyer")])


def decision() -> Decision:
    return Decision(
        status="pending",
        title="Sell or keep",
        leaning="Marcus should sell",
        confidence=6500,
        scores=(Score(name="Marcus", value=10),),
        options=(Option(title="Sell"), Option(title="Keep")),
    )


def test_the_preview_is_what_the_other_side_opens() -> None:
    what = share(
        Selected(ENTRY, 3, WHOLE, Release(fields=frozenset({"attachments"}))),
        Selected(DECISION, 5, decision(), Release(blind=True)),
        aliases=ALIASES,
        files={NOTES_SHA: NOTES, PLAN_SHA: PLAN},
        note="For Marcus, in confidence",
        respond_by="2026-12-01",
    )
    shown = preview(what, leader())
    sealed = exchange.seal(what, leader(), sequence=7)
    opened = exchange.read(sealed, mentor())
    assert [item.record for item in opened.manifest.items] == [item.body for item in shown.items]
    assert [item.rev for item in opened.manifest.items] == [3, 5]
    assert opened.manifest == sealed.manifest
    assert opened.manifest.note == "For the CFO, in confidence"
    assert opened.manifest.respond_by == "2026-12-01"
    assert opened.manifest.created == "2026-11-18T11:06Z"
    assert opened.files == (NOTES, PLAN)
    assert opened.sender == LEADER
    assert (opened.auth, opened.tag) == (sealed.auth, sealed.tag)
    assert opened.auth.sequence == 7
    assert not opened.older


def test_what_stays_is_named_and_is_not_in_the_plaintext() -> None:
    what = share(Selected(ENTRY, 1, WHOLE), aliases=ALIASES)
    (item,) = preview(what, leader()).items
    assert {one.name: one.reason for one in item.staying} == {
        "codename": "private",
        "zone": "private",
        "attachments": "private",
        "before": "private",
        "as_felt": "override",
        "starred": "never",
        "cool_off_until": "never",
    }
    assert [one.name for one in item.attachments] == ["marcus.txt", "plan.txt"]
    plain = exchange.plaintext(exchange.seal(what, leader()))
    for staying in (b"furious", b"angry", b"Larch", b"Vienna", b"minutes", b"plan", b"starred"):
        assert staying not in plain
    assert b"Marcus" not in plain
    assert b"The CFO waited" in plain


def test_naming_a_field_lets_it_go() -> None:
    release = Release(fields=frozenset({"as_felt", "codename"}))
    (item,) = preview(share(Selected(ENTRY, 1, WHOLE, release)), leader()).items
    assert isinstance(item.body, Entry)
    assert item.body.as_felt == "I was furious."
    assert item.body.codename == "Larch"
    assert item.body.before is None


@pytest.mark.parametrize("name", ["starred", "cool_off_until", "source"])
def test_no_override_lets_a_field_go_that_never_leaves(name: str) -> None:
    with pytest.raises(errors.NotShareableError) as caught:
        preview(share(Selected(ENTRY, 1, WHOLE, Release(fields=frozenset({name})))), leader())
    assert caught.value.params == {"field": name}


def test_a_field_that_no_selected_record_has_is_unknown() -> None:
    items = (
        Selected(ENTRY, 1, WHOLE, Release(fields=frozenset({"state_of_mind"}))),
        Selected(DECISION, 1, decision(), Release(fields=frozenset({"state_of_mind"}))),
    )
    assert len(preview(share(*items), leader()).items) == 2
    with pytest.raises(errors.UnknownFieldError):
        preview(share(items[0]), leader())


def test_a_single_attachment_can_be_ticked_and_renamed() -> None:
    release = Release(attachments=frozenset({NOTES_SHA}), names={NOTES_SHA: "cfo.txt"})
    what = share(Selected(ENTRY, 1, WHOLE, release), files={NOTES_SHA: NOTES}, aliases=ALIASES)
    shown = preview(what, leader())
    assert [one.name for one in shown.attachments] == ["cfo.txt"]
    assert [one.name for one in shown.items[0].attachments] == ["plan.txt"]
    assert exchange.read(exchange.seal(what, leader()), mentor()).files == (NOTES,)


def test_ticking_a_file_of_another_record_lets_none_go() -> None:
    release = Release(attachments=frozenset({b"x" * 32}))
    (item,) = preview(share(Selected(ENTRY, 1, WHOLE, release)), leader()).items
    assert item.body.attachments is None
    assert len(item.attachments) == 2


def test_a_name_in_a_file_name_is_flagged_and_left() -> None:
    release = Release(fields=frozenset({"attachments", "zone"}))
    body = WHOLE.with_changes(zone="Europe/Marcus")
    (item,) = preview(share(Selected(ENTRY, 1, body, release), aliases=ALIASES), leader()).items
    flagged = {one.path: [flag.name for flag in one.flags] for one in item.strings if one.flags}
    assert flagged[("attachments", 0, "name")] == ["Marcus"]
    assert flagged[("zone",)] == ["Marcus"]
    assert item.body.zone == "Europe/Marcus"


def test_replacements_and_slipped_names_have_their_places() -> None:
    shown = preview(share(Selected(ENTRY, 1, WHOLE), aliases=ALIASES, note="Will?"), leader())
    seen = {one.path: one for one in shown.items[0].strings}
    text = seen[("as_observed",)]
    assert text.aliased.text == "The CFO waited. Will he sign?"
    (place,) = text.aliased.replacements
    assert text.aliased.text[place.start : place.end] == "The CFO"
    assert [(one.name, one.reason) for one in shown.flags] == [
        ("Will", "ordinary_word"),
        ("Will", "ordinary_word"),
    ]
    assert shown.words == len(["the", "CFO", "and", "the", "offer"]) + 6 + 1


def test_a_share_without_a_note_counts_its_records_alone() -> None:
    shown = preview(share(Selected(ENTRY, 1, Entry(genre="quick", title="one two"))), leader())
    assert (shown.note, shown.words, shown.flags, shown.attachments) == (None, 2, (), ())


def test_a_person_named_in_a_record_without_an_alias_is_flagged_everywhere() -> None:
    body = Entry(genre="quick", people=("Ilse Korn", "Marcus"), as_observed="ilse korn left")
    (item,) = preview(share(Selected(ENTRY, 1, body), aliases=ALIASES), leader()).items
    assert {one.path for one in item.strings if one.flags} == {("people", 0), ("as_observed",)}
    assert item.body.people == ("Ilse Korn", "The CFO")


def test_withheld_fields_are_nowhere_and_open_their_commitment() -> None:
    what = share(Selected(DECISION, 5, decision(), Release(blind=True)), aliases=ALIASES)
    (item,) = preview(what, leader()).items
    assert item.withheld == ("confidence", "leaning", "scores")
    assert {one.name for one in item.staying if one.reason == "blind"} == set(item.withheld)
    sealed = exchange.seal(what, leader())
    plain = exchange.plaintext(sealed)
    assert b"should sell" not in plain
    assert b"6500" not in plain
    (given,) = sealed.commitments
    assert given.value == (
        '{"confidence":6500,"leaning":"The CFO should sell",'
        '"scores":[{"name":"The CFO","value":10}]}'
    )
    bound = commit(
        sealed.auth.sender, DECISION, strict_base64.decode(given.nonce), given.value.encode()
    )
    (received,) = exchange.read(sealed, mentor()).manifest.items
    assert received.withheld == manifest.Withheld(
        fields=item.withheld, commitment=strict_base64.encode(bound)
    )


def test_nothing_is_sealed_to_a_contact_whose_card_has_changed() -> None:
    changed = KnownContact(MENTOR, "changed", card_of("mentor"))
    with pytest.raises(errors.ContactNotVerifiedError):
        exchange.seal(share(Selected(ENTRY, 1, WHOLE)), leader(contacts=(changed,)))


def test_blind_without_a_value_to_withhold_makes_no_commitment() -> None:
    sealed = exchange.seal(share(Selected(ENTRY, 1, WHOLE, Release(blind=True))), leader())
    assert sealed.commitments == ()
    assert sealed.manifest.items[0].withheld is None


def test_a_reveal_opens_what_was_withheld() -> None:
    asked = exchange.seal(share(Selected(DECISION, 5, decision(), Release(blind=True))), leader())
    (given,) = asked.commitments
    reveal = Reveal(
        about=About(target=to_b64(DECISION), rev=5), nonce=given.nonce, value=given.value
    )
    held = HeldCommitment(
        author=asked.auth.sender,
        kind="decision",
        fields=("confidence", "leaning", "scores"),
        commitment=strict_base64.decode(given.sha256),
    )
    knows = leader(
        received={(MENTOR, BUNDLE): TAG},
        records=mine([DECISION], "decision"),
        committed={(MENTOR, DECISION, 5): (held,)},
    )
    what = share(Selected(record_id("reveal"), 1, reveal), reply_to=BUNDLE)
    sealed = exchange.seal(what, knows)
    reads = mentor(
        sent={BUNDLE: SentBundle(LEADER, TAG)},
        records={DECISION: KnownRecord("decision", author=LEADER)},
        commitments={(LEADER, DECISION, 5): (held,)},
    )
    opened = exchange.read(sealed, reads)
    (opening_,) = opened.openings
    assert (opening_.record, opening_.rev) == (DECISION, 5)
    assert getattr(opening_.value, "confidence", None) == 6500
    receipt = opened.receipt(1)
    assert receipt.reply_to == to_b64(BUNDLE)
    with pytest.raises(errors.CommitmentError):
        exchange.seal(
            what, leader(received={(MENTOR, BUNDLE): TAG}, records=mine([DECISION], "decision"))
        )


def test_references_to_what_they_do_not_have_are_dropped_and_named() -> None:
    known, unknown, here = record_id("known"), record_id("unknown"), record_id("here")
    body = Decision(
        status="draft",
        links=(
            Link(relation="about", target=to_b64(known)),
            Link(relation="about", target=to_b64(unknown)),
            Link(relation="became", target=to_b64(here)),
        ),
        analogies=(Analogy(practice=to_b64(unknown), similarity=3),),
        assumptions=(Assumption(text="t", trend=to_b64(known)),),
    )
    forecast = Forecast(
        question="Rain?", shape="binary", p=1, resolve_by="2026-12-01", decision=to_b64(unknown)
    )
    knows = leader(records=mine([known]) | mine([unknown], sent=False))
    what = share(Selected(DECISION, 1, body), Selected(here, 1, forecast))
    first, second = preview(what, knows).items
    assert isinstance(first.body, Decision)
    assert [one.target for one in first.body.links or ()] == [to_b64(known), to_b64(here)]
    assert first.body.analogies == (Analogy(similarity=3),)
    assert first.body.assumptions == body.assumptions
    assert [(one.field, one.target) for one in first.dropped] == [
        ("links", unknown),
        ("analogies", unknown),
    ]
    assert isinstance(second.body, Forecast)
    assert second.body.decision is None
    assert exchange.read(exchange.seal(what, knows), mentor()).manifest.items


def test_a_list_of_links_that_becomes_empty_is_left_out() -> None:
    body = Entry(genre="quick", links=(Link(relation="about", target=to_b64(record_id("x"))),))
    (item,) = preview(share(Selected(ENTRY, 1, body)), leader()).items
    assert item.body.links is None


def test_a_required_reference_that_they_cannot_follow_stops_the_sealing() -> None:
    review = Review(decision=to_b64(DECISION), what_happened="It rained.")
    what = share(Selected(record_id("review"), 1, review))
    with pytest.raises(errors.ReplyLinkError):
        exchange.seal(what, leader(records=mine([DECISION], "decision", sent=False)))
    with pytest.raises(errors.ReplyLinkError):
        exchange.seal(what, leader(records=mine([DECISION], "entry")))
    sealed = exchange.seal(what, leader(records=mine([DECISION], "decision")))
    assert sealed.manifest.items[0].record == review


def test_a_record_of_somebody_else_is_not_sealed() -> None:
    knows = leader(records={ENTRY: KnownRecord("entry", author=MENTOR)})
    with pytest.raises(errors.ConflictError):
        exchange.seal(share(Selected(ENTRY, 1, WHOLE)), knows)


def test_a_kind_that_stays_is_not_sealed() -> None:
    with pytest.raises(errors.NotShareableError) as caught:
        preview(share(Selected(ENTRY, 1, Setting(name="a", value="b"))), leader())
    assert caught.value.params == {"field": "setting"}


def test_a_reply_names_the_bundle_that_it_answers() -> None:
    answer = Answer(
        about=About(target=to_b64(record_id("response")), rev=1), outcome="answered", text="Yes."
    )
    response = {record_id("response"): KnownRecord("response", author=MENTOR)}
    item = Selected(record_id("answer"), 1, answer)
    knows = leader(received={(MENTOR, BUNDLE): TAG}, records=response)
    sealed = exchange.seal(share(item, reply_to=BUNDLE), knows)
    assert sealed.manifest.reply_to == manifest.ReplyRef(
        bundle=to_b64(BUNDLE), tag=strict_base64.encode(TAG)
    )
    assert sealed.dispatch(1).reply_to == to_b64(BUNDLE)
    for reply_to in (None, b"never received__"):
        with pytest.raises(errors.NotAReplyError):
            exchange.seal(share(item, reply_to=reply_to), knows)


def test_an_acknowledgement_is_of_a_bundle_that_came() -> None:
    body = Acknowledgement(bundle=to_b64(BUNDLE), status="read")
    item = Selected(record_id("ack"), 1, body)
    knows = leader(received={(MENTOR, BUNDLE): TAG, (MENTOR, b"other___________"): TAG})
    assert exchange.seal(share(item, reply_to=BUNDLE), knows).manifest.items[0].record == body
    unknown = Selected(record_id("ack"), 1, body.with_changes(bundle=to_b64(b"n" * 16)))
    with pytest.raises(errors.ReplyLinkError):
        exchange.seal(share(unknown, reply_to=BUNDLE), knows)


def test_an_alias_that_makes_a_line_too_long_is_said_cleanly() -> None:
    body = Entry(genre="quick", title="Marcus " * 57)
    long = AliasTable([AliasEntry("Marcus", "the chief financial officer")])
    with pytest.raises(errors.AliasError) as caught:
        preview(share(Selected(ENTRY, 1, body), aliases=long), leader())
    assert caught.value.params == {"hint": "too long with it", "field": "title"}


def test_an_alias_that_makes_two_options_the_same_is_said_cleanly() -> None:
    body = Forecast(
        question="Who?",
        shape="choice",
        choices=(Choice(option="Marcus", p=5000), Choice(option="Ilse", p=5000)),
        resolve_by="2026-12-01",
    )
    same = AliasTable([AliasEntry("Marcus", "the CFO"), AliasEntry("Ilse", "the CFO")])
    with pytest.raises(errors.AliasError, match="alias"):
        preview(share(Selected(FORECAST, 1, body, Release(blind=True)), aliases=same), leader())


def test_a_note_that_an_alias_makes_too_long_is_said_cleanly() -> None:
    with pytest.raises(errors.AliasError) as caught:
        preview(
            share(Selected(ENTRY, 1, WHOLE), aliases=ALIASES, note="Marcus " * 149_000), leader()
        )
    assert caught.value.params["field"] == "note"


@pytest.mark.parametrize("note", ["", "a\rb", "\ud800", "x" * 1_048_577, "é" * 600_000])
def test_a_note_that_is_no_text_is_refused(note: str) -> None:
    with pytest.raises(errors.InvalidValueError):
        preview(share(Selected(ENTRY, 1, WHOLE), note=note), leader())


def test_a_record_that_is_wrong_by_itself_says_so() -> None:
    with pytest.raises(errors.ManifestSchemaError):
        preview(share(Selected(ENTRY, 1, Entry(genre="quick", title=""))), leader())


def test_an_attachment_without_data_stops_the_sealing() -> None:
    release = Release(fields=frozenset({"attachments"}))
    with pytest.raises(errors.AttachmentMissingError):
        exchange.seal(share(Selected(ENTRY, 1, WHOLE, release), files={PLAN_SHA: PLAN}), leader())
    other = {PLAN_SHA: PLAN, NOTES_SHA: NOTES.upper()}
    with pytest.raises(errors.AttachmentMissingError):
        exchange.seal(share(Selected(ENTRY, 1, WHOLE, release), files=other), leader())


def test_nothing_is_sealed_to_somebody_unknown() -> None:
    with pytest.raises(errors.ContactNotFoundError):
        exchange.seal(share(Selected(ENTRY, 1, WHOLE), contact=record_id("nobody")), leader())


def test_limits_speak_before_anything_is_made() -> None:
    with pytest.raises(errors.EmptySelectionError):
        preview(share(), leader())
    many = [Selected(record_id(f"e{n}"), 1, Entry(genre="quick", title="t")) for n in range(501)]
    with pytest.raises(errors.TooManyRecordsError):
        preview(share(*many), leader())
    assert len(exchange.seal(share(*many[:500]), leader()).items) == 500
    blind = [Selected(record_id(f"d{n}"), 1, decision(), Release(blind=True)) for n in range(61)]
    with pytest.raises(errors.TooManyRecordsError) as caught:
        exchange.seal(share(*blind), leader())
    assert caught.value.params["limit"] == 60


def test_too_many_files_are_refused() -> None:
    files = tuple(
        Attachment(
            sha256=strict_base64.encode(hashlib.sha256(b"%d" % n).digest()),
            name=f"{n}.txt",
            media="text/plain",
            size=1,
        )
        for n in range(201)
    )
    release = Release(fields=frozenset({"attachments"}))
    items = [
        Selected(record_id("a"), 1, Entry(genre="quick", attachments=files[:200]), release),
        Selected(record_id("b"), 1, Entry(genre="quick", attachments=files[200:]), release),
    ]
    with pytest.raises(errors.TooManyRecordsError) as caught:
        preview(share(*items), leader())
    assert caught.value.params["limit"] == 200


def test_a_manifest_over_four_megabytes_is_too_large() -> None:
    text = "x" * 1_000_000
    items = [
        Selected(record_id(f"e{n}"), 1, Entry(genre="quick", as_observed=text)) for n in range(5)
    ]
    with pytest.raises(errors.BundleTooLargeError):
        exchange.seal(share(*items), leader())
    assert len(exchange.seal(share(*items[:4]), leader()).items) == 4


def test_withheld_fields_over_a_megabyte_are_too_large() -> None:
    updates = tuple(Update(at=n, p=1, why="x" * 600_000) for n in range(2))
    body = Forecast(question="?", shape="binary", p=1, resolve_by="2026-12-01", updates=updates)
    with pytest.raises(errors.BundleTooLargeError):
        preview(share(Selected(FORECAST, 1, body, Release(blind=True))), leader())


def test_the_dispatch_says_what_was_sent() -> None:
    what = share(
        Selected(ENTRY, 3, WHOLE),
        Selected(DECISION, 5, decision(), Release(blind=True)),
        note="note",
    )
    sealed = exchange.seal(what, leader())
    body = sealed.dispatch(exchange.SEALED_AT, reason="why", authority="who")
    assert (body.reason, body.authority, body.note) == ("why", "who", "note")
    assert body.contact == to_b64(MENTOR)
    assert body.bundle == to_b64(sealed.auth.bundle)
    assert body.commitments == sealed.commitments
    entry, asked = body.items
    assert entry.fields == ("as_observed", "genre", "title")
    assert asked.fields == ("options", "status", "title")
    assert (entry.kind, entry.rev) == ("entry", 3)
    opened = exchange.read(sealed, mentor())
    digest = hashlib.sha256(canonical.encode(_plain(opened.manifest.items[0].record))).digest()
    assert entry.sha256 == strict_base64.encode(digest)


def _plain(body: object) -> object:
    return msgspec.to_builtins(body)


def test_the_file_name_and_reprs_say_nothing() -> None:
    sealed = exchange.seal(share(Selected(ENTRY, 1, WHOLE), note="secret"), leader())
    assert len(sealed.file_name) == len("confidant-12345678.age")
    shown = repr(sealed) + repr(sealed.seen) + repr(sealed.seen.items) + repr(share())
    for private in ("Marcus", "secret", "furious"):
        assert private not in shown


def test_what_their_application_would_quarantine_is_quarantined() -> None:
    response = Response(about=About(target=to_b64(ENTRY), rev=1), form="ask", text="Why now?")
    estimate = Estimate(about=About(target=to_b64(ENTRY), rev=1), confidence=5000)
    knows = leader(received={(MENTOR, BUNDLE): TAG}, records=mine([ENTRY]))
    sealed = exchange.seal(
        share(
            Selected(record_id("response"), 1, response),
            Selected(record_id("estimate"), 1, estimate),
            reply_to=BUNDLE,
        ),
        knows,
    )
    waiting = opening.open_bundle(sealed.data, mentor(sent={BUNDLE: SentBundle(LEADER, TAG)}))
    assert isinstance(waiting, Quarantined)
    assert isinstance(waiting.reason, errors.ReplyLinkError)
    assert waiting.sender == LEADER
    assert repr(waiting) == f"Quarantined({sealed.auth.bundle.hex()})"


def test_a_reply_to_what_another_contact_got_waits() -> None:
    acknowledgement = Acknowledgement(bundle=to_b64(BUNDLE), status="read")
    knows = leader(received={(MENTOR, BUNDLE): TAG})
    reply = share(Selected(ENTRY, 1, Entry(genre="quick", title="x")), reply_to=BUNDLE)
    read = share(Selected(record_id("ack"), 1, acknowledgement), reply_to=BUNDLE)
    for sealed in (exchange.seal(reply, knows), exchange.seal(read, knows)):
        mine_to_them = mentor(sent={BUNDLE: SentBundle(LEADER, TAG)})
        assert not isinstance(opening.open_bundle(sealed.data, mine_to_them), Quarantined)
        to_another = mentor(sent={BUNDLE: SentBundle(record_id("another"), TAG)})
        waiting = opening.open_bundle(sealed.data, to_another)
        assert isinstance(waiting, Quarantined)
        assert isinstance(waiting.reason, errors.ReplyLinkError)


def test_a_file_is_older_when_a_later_one_of_theirs_came_first() -> None:
    sealed = exchange.seal(share(Selected(ENTRY, 1, Entry(genre="quick", title="x"))), leader(), 7)
    for highest, older in ((6, False), (7, False), (8, True)):
        assert exchange.read(sealed, mentor(highest={LEADER: highest})).older is older
    assert not exchange.read(sealed, mentor(highest={record_id("another"): 8})).older
