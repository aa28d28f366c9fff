"""Replies that wait until they are sealed, and conversations as a list, between two vaults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from confidant.errors import EmptySelectionError, NotAReplyError, RecordErasedError
from confidant.records.ids import RecordId
from confidant.records.response import Response
from confidant.services import conversation, drafts, inbox, journal, lookup, replies, threads
from confidant.services.inbox import InboxRow
from tests.support.pair import Side, two

DAY_MS = 86_400_000
PROBLEM = "The customer wants a lower rate. I believe them, because we worked well before."
QUOTE = "I believe them"


@dataclass
class Talk:
    """A leader who shared a decision with a mentor, who has opened it."""

    leader: Side
    mentor: Side
    decision: RecordId

    @property
    def file(self) -> InboxRow:
        return inbox.rows(self.mentor.vault)[0]

    def respond(self, text: str, **given: str) -> RecordId:
        made = conversation.respond(
            self.mentor.vault,
            self.mentor.clock,
            to=self.file,
            text=text,
            about=self.decision,
            **given,  # type: ignore[arg-type] # the test's own values
        )
        record = drafts.new_id(self.mentor.entropy)
        replies.keep(self.mentor.vault, self.mentor.clock, record=record, response=made)
        return record

    def seal(self) -> None:
        done = replies.seal(
            self.mentor.vault,
            self.mentor.clock,
            self.mentor.entropy,
            contact=self.mentor.contact.record,
            to=self.file,
            output=None,
        )
        self.leader.open(done)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with two(tmp_path) as (leader, mentor):
        made = journal.capture(
            leader.vault,
            leader.clock,
            kind="decision",
            title="Take the price",
            fields={"problem": PROBLEM},
        )
        mentor.open(leader.share(made.record, respond_by="2026-12-01"))
        yield Talk(leader, mentor, made.record)


def test_responses_wait_here_until_one_reply_takes_them_all(talk: Talk) -> None:
    first = talk.respond("What would you need to see?", form="challenge", quote=QUOTE)
    second = talk.respond("This is the strongest.", form="affirm", altitude="tactical")
    assert replies.ready(talk.mentor.vault, contact=talk.mentor.contact.record) == (first, second)

    talk.seal()

    assert replies.ready(talk.mentor.vault, contact=talk.mentor.contact.record) == ()
    assert talk.file.receipt.state == "done"
    heard = threads.document(talk.leader.vault, record=talk.decision).thread.voices
    assert [voice.record for voice in heard] == [first, second]
    affirm = heard[1].body
    assert isinstance(affirm, Response)
    assert affirm.altitude == "tactical"


def test_a_response_can_be_written_anew_until_it_is_sent(talk: Talk) -> None:
    record = talk.respond("First thought")
    again = lookup.typed_body(talk.mentor.vault, record, Response).with_changes(text="Second")
    replies.keep(talk.mentor.vault, talk.mentor.clock, record=record, response=again)
    talk.seal()
    heard = threads.document(talk.leader.vault, record=talk.decision).thread.voices
    assert [voice.body.text for voice in heard] == ["Second"]
    with pytest.raises(NotAReplyError):
        replies.keep(talk.mentor.vault, talk.mentor.clock, record=record, response=again)
    with pytest.raises(NotAReplyError):
        replies.discard(talk.mentor.vault, talk.mentor.clock, record=record)


def test_a_response_that_was_not_sent_can_be_erased_and_then_nothing_is_left_to_seal(
    talk: Talk,
) -> None:
    record = talk.respond("Not so")
    replies.discard(talk.mentor.vault, talk.mentor.clock, record=record)
    with pytest.raises(RecordErasedError):
        lookup.body_of(talk.mentor.vault, record)
    with pytest.raises(EmptySelectionError):
        talk.seal()


def test_keeping_a_response_drops_the_draft_that_it_was_typed_in(talk: Talk) -> None:
    mentor, record = talk.mentor, drafts.new_id(talk.mentor.entropy)
    drafts.save(mentor.vault, record=record, kind="response", fields={"text": "half"})
    made = conversation.respond(mentor.vault, mentor.clock, to=talk.file, text="whole")
    replies.keep(mentor.vault, mentor.clock, record=record, response=made)
    assert mentor.vault.draft(record) is None


def test_a_private_note_never_leaves_with_the_reply(talk: Talk) -> None:
    record = talk.respond("Said", private_note="Not for anybody else")
    talk.seal()
    theirs = lookup.typed_body(talk.leader.vault, record, Response)
    assert theirs.text == "Said"
    assert theirs.private_note is None


def test_a_file_waits_for_me_until_it_is_done(talk: Talk) -> None:
    vault, clock = talk.mentor.vault, talk.mentor.clock
    for state, waits in (("new", True), ("read", True), ("done", False)):
        if state != "new":
            inbox.mark(vault, clock, receipt=talk.file.record, state=state)  # type: ignore[arg-type] # one of the states
        (row,) = threads.listing(vault).rows
        assert (row.waits, row.title, row.records, row.responses) == (
            waits,
            "Take the price",
            1,
            0,
        )
        assert row.answer_by == "2026-12-01"


def test_an_open_challenge_waits_for_the_leader_until_it_is_answered(talk: Talk) -> None:
    challenge = talk.respond("Why?", form="challenge", quote=QUOTE)
    talk.respond("Well done", form="affirm")
    talk.seal()
    leader = talk.leader

    file, mine = threads.listing(leader.vault).rows
    assert (file.waits, file.responses, file.records) == (True, 2, 0)
    assert (mine.record, mine.open, mine.waits) == (talk.decision, 1, False)  # unread: once only

    assert file.file is not None
    inbox.mark(leader.vault, leader.clock, receipt=file.record, state="read")
    file, mine = threads.listing(leader.vault).rows
    assert (file.waits, mine.waits) == (False, True)

    conversation.answer(leader.vault, leader.clock, response=challenge, text="Because.")
    file, mine = threads.listing(leader.vault).rows
    assert (mine.open, mine.waits) == (0, False)


def test_the_leader_sees_the_revision_that_the_passage_was_quoted_from(talk: Talk) -> None:
    talk.respond("Why?", form="challenge", quote=QUOTE)
    talk.seal()
    journal.revise(
        talk.leader.vault,
        talk.leader.clock,
        record=talk.decision,
        fields={"problem": "I believe nobody now."},
    )
    shown = threads.document(talk.leader.vault, record=talk.decision)
    (voice,) = shown.thread.voices
    assert shown.version == voice.revision == 1
    assert voice.passage is not None
    assert voice.passage.words == QUOTE
    assert "I believe them" in getattr(shown.thread.body, "problem", "")


def test_an_answer_waits_unsent_and_goes_back_by_itself(talk: Talk) -> None:
    challenge = talk.respond("Why?", form="challenge")
    talk.seal()
    leader, mentor = talk.leader, talk.mentor
    made = conversation.answer(leader.vault, leader.clock, response=challenge, text="Because.")
    assert made.record in threads.document(leader.vault, record=talk.decision).unsent
    assert replies.answers_ready(leader.vault, contact=leader.contact.record) == (made.record,)
    done = replies.seal(
        leader.vault,
        leader.clock,
        leader.entropy,
        contact=leader.contact.record,
        to=None,
        output=None,
    )
    taken = mentor.open(done)
    assert taken.receipt is not None
    row = next(one for one in inbox.rows(mentor.vault) if one.record == taken.receipt)
    assert threads.records_of(mentor.vault, row) == (talk.decision,)
    (voice,) = threads.document(mentor.vault, record=talk.decision).thread.voices
    assert [one.body.text for one in voice.answers] == ["Because."]


def test_days_are_counted_since_a_response_came(talk: Talk) -> None:
    talk.respond("Why?", form="ask")
    talk.seal()
    (voice,) = threads.document(talk.leader.vault, record=talk.decision).thread.voices
    talk.leader.clock.advance(6 * DAY_MS)
    assert threads.days_open(voice, talk.leader.clock.today()) == 6
