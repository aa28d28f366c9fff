"""Sharing and opening between two real vaults: what leaves, what comes in, what waits."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.crypto import strict_base64
from confidant.errors import (
    CeilingError,
    ChainError,
    ContactBlockedError,
    ContactNotVerifiedError,
    DuplicateError,
    EmptySelectionError,
    ExpectedError,
    ForeignRecordError,
    NotAReplyError,
    NotShareableError,
    QuoteNotFoundError,
    ReasonRequiredError,
    ReplyLinkError,
    UnknownFieldError,
    UnknownSenderError,
    VaultReadOnlyError,
)
from confidant.records import record as records
from confidant.records.canonical import JsonValue
from confidant.records.decision import Decision
from confidant.records.disclosure import Dispatch
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.records.response import Response
from confidant.records.review import Review
from confidant.services import (
    agenda,
    aliases,
    attachments,
    contacts,
    conversation,
    decisions,
    doubts,
    erasing,
    exchange,
    finding,
    inbox,
    journal,
    ledger,
    lookup,
    sharing,
    waiting,
)
from confidant.services.selection import Selection
from tests.support.pair import Side, know, one, two


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    with two(tmp_path) as sides:
        yield sides


def write(side: Side, text: str = "A line", **fields: object) -> RecordId:
    """Write an entry and return its id."""
    return journal.capture(
        side.vault,
        side.clock,
        text=text,
        fields=fields,  # type: ignore[arg-type] # plain JSON of the test
    ).record


def decision(side: Side) -> RecordId:
    return decisions.create(
        side.vault,
        side.clock,
        title="Sell?",
        fields={
            "problem": "Cash is short",
            "leaning": "Sell",
            "confidence": 7000,
            "options": [{"title": "Sell"}, {"title": "Hold"}],
        },
    ).record


def plain(side: Side, record: RecordId) -> dict[str, JsonValue]:
    """Return a record's current body as plain JSON."""
    return records.to_plain(lookup.body_of(side.vault, record))


# -- what leaves ----------------------------------------------------------------------------------


def test_the_preview_is_exactly_what_they_get(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "Marcus was late", as_felt="Furious", starred=True, title="Late")
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="the CFO")
    selection = Selection(records=[record])
    seen = sharing.preview(leader.vault, contact=leader.contact, selection=selection)
    mentor.open(leader.share(record))
    assert plain(mentor, record) == records.to_plain(seen.items[0].body)
    assert plain(mentor, record) == {
        "kind": "entry",
        "genre": "quick",
        "day": leader.clock.today().isoformat(),
        "title": "Late",
        "as_observed": "The CFO was late",
    }
    assert {one.name for one in seen.items[0].staying} == {"as_felt", "starred", "zone"}


def test_naming_a_private_field_lets_it_go_and_nothing_else(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "x", as_felt="Furious")
    mentor.open(leader.share(record, include=["as_felt"]))
    assert plain(mentor, record)["as_felt"] == "Furious"
    assert "zone" not in plain(mentor, record)
    with pytest.raises(NotShareableError):
        leader.share(record, include=["starred"])
    with pytest.raises(UnknownFieldError):
        leader.share(record, include=["colour"])


def test_an_attachment_travels_only_when_it_is_ticked(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    leader, mentor = pair
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"the plan")
    record = write(leader)
    attachments.attach(leader.vault, leader.clock, record=record, files=[source])
    first = leader.share(record)
    assert [one.name for one in first.seen.items[0].attachments] == ["plan.pdf"]
    mentor.open(first)
    assert "attachments" not in plain(mentor, record)
    journal.revise(
        leader.vault, leader.clock, record=record, fields={"as_observed": "A line, with the plan"}
    )
    mentor.open(leader.share(record, include=["attachments"]))
    attachments.save_copy(
        mentor.vault, record=record, name="plan.pdf", output=tmp_path / "copy.pdf"
    )
    assert (tmp_path / "copy.pdf").read_bytes() == b"the plan"


def test_a_share_without_a_record_and_of_somebody_elses_is_refused(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    with pytest.raises(EmptySelectionError):
        leader.share()
    record = write(leader)
    mentor.open(leader.share(record))
    with pytest.raises(ForeignRecordError):
        mentor.share(record)
    with pytest.raises(NotShareableError):
        leader.share(leader.contact.record)


def test_classification_stops_a_share(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = write(leader, classification="privileged")
    head = leader.vault.head
    with pytest.raises(ReasonRequiredError):
        leader.share(record)
    with pytest.raises(ReasonRequiredError):
        leader.share(record, reason="Advice", authority="  ")
    assert leader.vault.head == head
    contacts.change(
        leader.vault,
        leader.clock,
        contact=leader.contact.record,
        fields={"ceiling": "confidential"},
    )
    with pytest.raises(CeilingError):
        leader.share(record, reason="Advice", authority="Chair")
    with pytest.raises(CeilingError):
        sharing.check(
            leader.vault,
            contact=leader.contact,
            selection=Selection(records=[record], reason="Advice", authority="Chair"),
        )


def test_a_blocked_contact_gets_nothing_and_is_not_opened(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader)
    shared = leader.share(record)
    contacts.change(
        mentor.vault, mentor.clock, contact=mentor.contact.record, fields={"blocked": True}
    )
    head = mentor.vault.head
    with pytest.raises(ContactBlockedError):
        mentor.open(shared)
    assert mentor.vault.head == head
    with pytest.raises(ContactBlockedError):
        mentor.share(write(mentor))


def test_sealing_to_an_unverified_contact_needs_the_override(tmp_path: Path) -> None:
    with one(tmp_path / "a", "Ada") as ada, one(tmp_path / "b", "Ben") as ben:
        ada.other, ben.other = "Ben", "Ada"
        card = contacts.my_card(ben.vault).text.encode()
        contacts.add(ada.vault, ada.clock, untrusted_card=card, petname="Ben", role="peer")
        record = write(ada)
        with pytest.raises(ContactNotVerifiedError):
            ada.share(record)
        shared = ada.share(record, unverified=True)
        with pytest.raises(UnknownSenderError):
            ben.open(shared)


def test_nothing_is_shared_from_a_history_that_does_not_verify(
    pair: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, _ = pair
    record = write(leader)

    def broken(*_: object) -> None:
        raise ChainError(seq=3)

    monkeypatch.setattr(leader.vault, "verify_chain", broken)
    head = leader.vault.head
    with pytest.raises(ChainError):
        leader.share(record)
    assert leader.vault.head == head


def test_a_file_that_can_be_sent_has_its_line_and_one_that_failed_has_none(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    leader, _ = pair
    record = write(leader)
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    head = leader.vault.head
    for output in (taken, tmp_path / "no" / "folder"):
        with pytest.raises(ExpectedError):
            sharing.share(
                leader.vault,
                leader.clock,
                leader.entropy,
                contact=leader.contact,
                selection=Selection(records=[record]),
                output=output,
            )
    assert leader.vault.head == head
    assert exchange.read(leader.vault).dispatches == ()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["taken"]


def test_files_are_numbered_and_the_dispatch_says_what_left(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = write(leader, as_felt="Furious")
    assert [leader.share(record).sequence for _ in range(3)] == [1, 2, 3]
    [(_, first), *_] = exchange.read(leader.vault).dispatches
    [item] = first.items
    assert from_b64(item.record) == record
    assert "as_felt" not in item.fields
    assert "as_observed" in item.fields


def test_the_same_revision_with_other_fields_is_said_to_stay_as_it_came(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    record = write(leader, as_felt="Furious")
    first = leader.share(record)
    assert first.repeated == ()
    again = leader.share(record, include=["as_felt"])
    assert again.repeated == (record,)
    mentor.open(first)
    assert [item.how for item in mentor.open(again).items] == ["conflict"]
    assert "as_felt" not in plain(mentor, record)


# -- what comes in --------------------------------------------------------------------------------


def test_what_came_has_an_author_and_is_read_only(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader)
    taken = mentor.open(leader.share(record, note="Hello"))
    assert [(item.kind, item.how) for item in taken.items] == [("entry", "new")]
    shown = finding.show(mentor.vault, record=record)
    assert (shown.author, shown.mine) == ("Ada", False)
    with pytest.raises(ForeignRecordError):
        journal.revise(mentor.vault, mentor.clock, record=record, fields={"as_observed": "mine"})
    [row] = inbox.rows(mentor.vault)
    assert (row.petname, row.receipt.note, row.receipt.state) == ("Ada", "Hello", "new")
    inbox.mark(mentor.vault, mentor.clock, receipt=row.record, state="read")
    assert inbox.rows(mentor.vault)[0].receipt.state == "read"


def test_the_same_file_twice_changes_nothing(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    shared = leader.share(write(leader))
    mentor.open(shared)
    head = mentor.vault.head
    with pytest.raises(DuplicateError):
        mentor.open(shared)
    assert mentor.vault.head == head


def test_a_newer_revision_comes_as_one_and_an_older_one_never_replaces_it(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    record = write(leader, "one")
    first = leader.share(record)
    journal.revise(leader.vault, leader.clock, record=record, fields={"as_observed": "two"})
    second = leader.share(record)
    assert [item.how for item in mentor.open(second).items] == ["new"]
    late = mentor.open(first)
    assert [item.how for item in late.items] == ["older"]
    assert late.older
    assert plain(mentor, record)["as_observed"] == "two"
    assert [item.how for item in mentor.open(leader.share(record)).items] == ["known"]


def test_what_was_erased_here_does_not_come_back(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "one")
    mentor.open(leader.share(record))
    erasing.erase(mentor.vault, mentor.clock, records=[record])
    journal.revise(leader.vault, leader.clock, record=record, fields={"as_observed": "two"})
    assert [item.how for item in mentor.open(leader.share(record)).items] == ["erased"]
    assert not lookup.exists(mentor.vault, record)


def test_a_read_only_vault_takes_nothing_in(
    pair: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, mentor = pair
    shared = leader.share(write(leader))
    monkeypatch.setattr(type(mentor.vault), "read_only", property(lambda _: True))
    with pytest.raises(VaultReadOnlyError):
        mentor.open(shared)
    assert waiting.count(mentor.vault) == 0


def test_a_file_that_overtook_another_waits_and_comes_in_after_it(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    target = decision(leader)
    first = leader.share(target)
    review = journal.create(
        leader.vault,
        leader.clock,
        plain={"kind": "review", "decision": to_b64(target), "what_happened": "It went well"},
    ).record
    second = leader.share(review)

    head = mentor.vault.head
    early = mentor.open(second)
    assert isinstance(early.waits_because, ReplyLinkError)
    assert early.petname == "Ada"
    assert early.receipt is None
    assert mentor.vault.head == head
    assert waiting.count(mentor.vault) == 1
    [(_, kept)] = waiting.every(mentor.vault)
    assert kept == second.data
    # Asked twice it still waits once.
    mentor.open(second)
    assert waiting.count(mentor.vault) == 1

    done = mentor.open(first)
    assert done.retried == 1
    assert waiting.count(mentor.vault) == 0
    assert isinstance(lookup.body_of(mentor.vault, review), Review)
    assert {"decision", "review", "receipt"} <= done.changes.kinds


def test_a_file_that_waits_from_somebody_else_disturbs_nothing(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    leader, mentor = pair
    with one(tmp_path / "c", "Cy") as cy:
        cy.other, mentor.other = "Helena", "Cy"
        know(cy, mentor)
        know(mentor, cy)
        target = decision(cy)
        cy.share(target)
        review = journal.create(
            cy.vault,
            cy.clock,
            plain={"kind": "review", "decision": to_b64(target), "what_happened": "Well"},
        ).record
        assert mentor.open(cy.share(review)).waits_because is not None
        with one(tmp_path / "d", "Cy") as renewed:
            card = contacts.my_card(renewed.vault).text.encode()
            contacts.add(mentor.vault, mentor.clock, untrusted_card=card, petname="Cy", role="peer")
        # Its sender is not verified any more: it cannot even be looked into.
        done = mentor.open(leader.share(write(leader)))
        assert (done.waits_because, done.retried) == (None, 0)
        assert waiting.count(mentor.vault) == 1


def test_a_suggested_name_says_nothing(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    names = {sharing.suggested_file_name(leader.entropy) for _ in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"confidant-[0-9a-z]{8}\.age", name) for name in names)


def test_a_refusal_changes_no_byte_of_the_vault(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    shared = leader.share(write(leader))
    before = _bytes_of(mentor)
    for broken in (shared.data[:-1], shared.data[:2000], b"", b"hello", shared.data + b"x"):
        with pytest.raises(ExpectedError):
            inbox.take_in(mentor.vault, mentor.clock, untrusted_data=broken)
    with pytest.raises(ExpectedError):
        leader.open(shared)
    assert _bytes_of(mentor) == before


def _bytes_of(side: Side) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in side.vault.directory.iterdir() if path.is_file()
    }


# -- blind ----------------------------------------------------------------------------------------


def test_what_is_asked_blind_is_withheld_until_it_is_revealed(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = decision(leader)
    shared = leader.share(record, blind=True)
    assert b"7000" not in shared.seen.items[0].data
    mentor.open(shared)
    assert "leaning" not in plain(mentor, record)
    assert finding.show(mentor.vault, record=record).withheld == ("confidence", "leaning")
    # A later revision withholds the same, whether or not anybody thinks of it.
    journal.revise(leader.vault, leader.clock, record=record, fields={"problem": "Cash is shorter"})
    mentor.open(leader.share(record))
    now = plain(mentor, record)
    assert now["problem"] == "Cash is shorter"
    assert "leaning" not in now


def test_erasing_a_record_cuts_what_would_open_its_commitment(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = decision(leader)
    leader.share(record, blind=True)
    done = erasing.erase(leader.vault, leader.clock, records=[record])
    assert done.openings == 1
    assert [one.name for one in done.reach.sent] == ["Helena"]
    [(dispatch, body)] = exchange.read(leader.vault).dispatches
    assert body.commitments is None
    for revision in leader.vault.revisions(dispatch):
        held = revision.body
        assert held is None or (isinstance(held, Dispatch) and held.commitments is None)
    leader.vault.full_check()


# -- the conversation -----------------------------------------------------------------------------


def respond(mentor: Side, record: RecordId, quote: str | None, text: str = "Why?") -> Response:
    return conversation.respond(
        mentor.vault,
        mentor.clock,
        to=inbox.rows(mentor.vault)[0],
        text=text,
        form="challenge",
        about=record,
        quote=quote,
    )


def reply(mentor: Side, response: Response) -> sharing.Shared:
    return sharing.share(
        mentor.vault,
        mentor.clock,
        mentor.entropy,
        contact=mentor.contact,
        selection=Selection(records=(), reply_to=inbox.rows(mentor.vault)[0].bundle),
        output=None,
        new_records=[response],
    )


def test_an_answer_stands_beside_the_passage_as_it_was_then(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "Peter says that Marcus knows. Peter's word is good.")
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="the CFO")
    aliases.put(leader.vault, leader.clock, name="Peter", alias="the chair")
    mentor.open(leader.share(record))
    shared = reply(mentor, respond(mentor, record, "The chair says that the CFO knows"))
    journal.revise(
        leader.vault, leader.clock, record=record, fields={"as_observed": "All different now"}
    )
    leader.open(shared)
    [voice] = conversation.thread(leader.vault, record=record).voices
    assert voice.passage is not None
    assert voice.passage.words == "Peter says that Marcus knows"
    assert voice.passage.path[0] == "as_observed"
    assert (voice.passage.start, voice.passage.end) == (0, 28)
    assert voice.revision == 1
    assert voice.author == "Helena"


def test_a_quote_that_is_not_found_stands_alone(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "Marcus knows.")
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="the CFO")
    mentor.open(leader.share(record))
    shared = reply(mentor, respond(mentor, record, "The CFO knows"))
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="somebody")
    leader.open(shared)
    [voice] = conversation.thread(leader.vault, record=record).voices
    assert voice.passage is None
    assert voice.body.about is not None
    assert voice.body.about.quote == "The CFO knows"


def test_names_in_what_came_back_are_shown_beside_their_aliases(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader, "Marcus knows.")
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="the CFO")
    mentor.open(leader.share(record))
    leader.open(reply(mentor, respond(mentor, record, None, "Ask the CFO.")))
    [voice] = conversation.thread(leader.vault, record=record).voices
    assert [(name.alias, name.names) for name in voice.names] == [("the CFO", ("Marcus",))]
    assert voice.body.text == "Ask the CFO."


def test_a_response_needs_a_passage_that_is_there_and_a_record_of_theirs(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    record = write(leader, "A line")
    mentor.open(leader.share(record))
    with pytest.raises(QuoteNotFoundError):
        respond(mentor, record, "another line")
    with pytest.raises(NotAReplyError):
        respond(mentor, write(mentor), None)
    found = conversation.respond(
        mentor.vault, mentor.clock, to=inbox.rows(mentor.vault)[0], text="Why?", quote="A line"
    )
    assert found.about is not None
    assert from_b64(found.about.target) == record


def test_a_private_note_stays_with_the_mentor(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader)
    mentor.open(leader.share(record))
    response = conversation.respond(
        mentor.vault,
        mentor.clock,
        to=inbox.rows(mentor.vault)[0],
        text="Why?",
        about=record,
        private_note="She will not like this",
    )
    shared = reply(mentor, response)
    leader.open(shared)
    assert "private_note" not in plain(leader, shared.created[0])
    assert plain(mentor, shared.created[0])["private_note"] == "She will not like this"


def test_a_failed_reply_leaves_no_response_behind(pair: tuple[Side, Side], tmp_path: Path) -> None:
    leader, mentor = pair
    record = write(leader)
    mentor.open(leader.share(record))
    head = mentor.vault.head
    with pytest.raises(ExpectedError):
        sharing.share(
            mentor.vault,
            mentor.clock,
            mentor.entropy,
            contact=mentor.contact,
            selection=Selection(records=()),
            output=tmp_path / "no" / "folder",
            new_records=[respond(mentor, record, None)],
        )
    assert mentor.vault.head == head
    assert list(mentor.vault.bodies("response")) == []


def test_an_answer_closes_a_challenge_on_both_sides(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = write(leader)
    mentor.open(leader.share(record, respond_by="2026-11-20"))
    assert [item.what for item in agenda.due(mentor.vault, mentor.clock)] == ["respond"]
    shared = reply(mentor, respond(mentor, record, None))
    leader.open(shared)
    response = shared.created[0]
    assert [item.what for item in agenda.due(leader.vault, leader.clock)] == ["answer"]
    conversation.answer(
        leader.vault, leader.clock, response=response, text="Because.", outcome="declined"
    )
    assert agenda.due(leader.vault, leader.clock) == ()
    [voice] = conversation.thread(leader.vault, record=record).voices
    assert not voice.open
    mentor.open(leader.share())
    [voice] = conversation.thread(mentor.vault, record=record).voices
    assert [answer.body.text for answer in voice.answers] == ["Because."]
    with pytest.raises(EmptySelectionError):
        leader.share()
    with pytest.raises(NotAReplyError):
        conversation.answer(mentor.vault, mentor.clock, response=response, text="To myself")


# -- the ledger -----------------------------------------------------------------------------------


def test_the_ledger_says_who_has_what_and_whether_they_are_behind(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    record = write(leader, "one")
    mentor.open(leader.share(record))
    [line] = ledger.lines(leader.vault)
    assert (line.contact, line.record, line.behind, line.confirmed) == ("Helena", record, False, "")
    journal.set_star(leader.vault, leader.clock, record=record, starred=True)
    journal.revise(leader.vault, leader.clock, record=record, fields={"as_felt": "Furious"})
    assert not ledger.lines(leader.vault)[0].behind
    journal.revise(leader.vault, leader.clock, record=record, fields={"as_observed": "two"})
    [line] = ledger.lines(leader.vault)
    assert (line.behind, line.has_revision, line.my_revision) == (True, 1, 4)
    leader.open(reply(mentor, respond(mentor, record, None)))
    assert ledger.lines(leader.vault)[0].confirmed == "replied"
    leader.share(record)
    [line] = ledger.lines(leader.vault)
    assert (line.behind, line.has_revision, line.confirmed) == (False, 4, "")


def test_the_ledger_as_csv_has_no_titles_and_no_formulas(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    contacts.change(
        leader.vault,
        leader.clock,
        contact=leader.contact.record,
        fields={"petname": "=HYPERLINK(1)"},
    )
    leader.other = "=HYPERLINK(1)"
    leader.share(write(leader, "secret words"))
    text = ledger.as_csv(ledger.lines(leader.vault))
    assert "secret words" not in text
    assert "\n'=HYPERLINK(1)," in text
    assert text.count("\n") == 2


def test_a_shared_doubt_is_being_dealt_with(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    doubt = doubts.write(
        leader.vault, leader.clock, statement="Is it true?", expires_on="2026-01-01"
    ).record
    assert len(doubts.stale(leader.vault, leader.clock)) == 1
    leader.share(doubt)
    assert doubts.stale(leader.vault, leader.clock) == ()


def test_a_decision_made_after_sharing_is_a_newer_version(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = decision(leader)
    mentor.open(leader.share(record))
    decisions.decide(leader.vault, leader.clock, record=record, option="Sell", because="Cash")
    assert ledger.lines(leader.vault)[0].behind
    mentor.open(leader.share(record))
    body = lookup.body_of(mentor.vault, record)
    assert isinstance(body, Decision)
    assert body.verdict is not None
    assert mentor.vault.seal_of(record) is None
    assert strict_base64.decode(to_b64(record), 16) == record
