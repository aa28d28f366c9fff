"""Writing: quick capture, revisions, drafts, two passes."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from confidant.errors import (
    EmptyRecordError,
    InvalidValueError,
    NotErasableError,
    RecordErasedError,
    RecordNotFoundError,
    UnknownFieldError,
)
from confidant.records.entry import Entry, Feeling
from confidant.services import (
    attachments,
    doubts,
    drafts,
    erasing,
    finding,
    journal,
    lookup,
    settings,
)
from confidant.services.results import Written
from tests.support.pair import Side, one

if TYPE_CHECKING:
    from confidant.records.canonical import JsonValue
    from confidant.records.decision import Decision
    from confidant.records.doubt import Doubt


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Side]:
    with one(tmp_path) as side:
        yield side


def body(ada: Side, made: Written) -> object:
    return lookup.body_of(ada.vault, made.record)


def test_one_line_is_enough(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="The supplier was late again")
    entry = cast("Entry", body(ada, made))
    assert entry.as_observed == "The supplier was late again"
    assert entry.genre == "quick"
    assert entry.day == ada.clock.today().isoformat()
    assert entry.zone == "UTC"
    assert made.changes.records == {made.record}


def test_the_first_line_of_a_decision_is_its_title_and_it_is_pending(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, kind="decision", text="Sell?\n\nThe board asks.")
    decision = cast("Decision", body(ada, made))
    assert (decision.title, decision.problem) == ("Sell?", "The board asks.")
    assert decision.status == "pending"


def test_a_doubt_without_text_takes_its_title_as_statement(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, kind="doubt", title="Is it true?")
    assert cast("Doubt", body(ada, made)).statement == "Is it true?"


@pytest.mark.parametrize("kind", ["entry", "doubt", "decision", "forecast"])
@pytest.mark.parametrize("text", [None, "", " \n\t "])
def test_nothing_is_not_kept(ada: Side, kind: str, text: str | None) -> None:
    head = ada.vault.head
    fields: dict[str, JsonValue | None] = {"resolve_by": "2027-01-01", "p": 5000}
    with pytest.raises(EmptyRecordError):
        journal.capture(
            ada.vault, ada.clock, kind=kind, text=text, fields=fields if kind == "forecast" else {}
        )
    assert ada.vault.head == head


def test_the_same_tag_twice_counts_once(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x", tags=["board", "board", "people"])
    assert cast("Entry", body(ada, made)).tags == ("board", "people")


def test_clipboard_text_is_stored_with_its_line_ends_mended(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="one\r\ntwo\rthree\x00four")
    assert cast("Entry", body(ada, made)).as_observed == "one\ntwo\nthree\ufffdfour"


def test_an_equal_revision_writes_nothing(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x")
    again = journal.revise(ada.vault, ada.clock, record=made.record, fields={"as_observed": "x"})
    assert not again.changes
    assert again.revision == 1
    changed = journal.revise(ada.vault, ada.clock, record=made.record, fields={"as_observed": "y"})
    assert changed.revision == 2
    assert changed.changes.kinds == {"entry"}


def test_taking_the_last_words_away_is_refused(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x")
    with pytest.raises(EmptyRecordError):
        journal.revise(ada.vault, ada.clock, record=made.record, fields={"as_observed": None})
    with pytest.raises(UnknownFieldError):
        journal.revise(ada.vault, ada.clock, record=made.record, fields={"colour": "red"})


def test_what_the_vault_keeps_for_itself_cannot_be_edited_shown_or_erased(ada: Side) -> None:
    [(identity, _)] = ada.vault.bodies("identity")
    from confidant.records.ids import to_c32

    with pytest.raises(RecordNotFoundError):
        lookup.find(ada.vault, to_c32(identity))
    with pytest.raises(InvalidValueError):
        journal.revise(ada.vault, ada.clock, record=identity, fields={"name": "Eve"})
    with pytest.raises(NotErasableError):
        erasing.erase(ada.vault, ada.clock, records=[identity])
    with pytest.raises(InvalidValueError):
        finding.rows(ada.vault, kind="identity")


def test_the_history_says_what_changed_and_what_is_sealed(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, kind="decision", title="Sell?")
    record = made.record
    journal.revise(
        ada.vault,
        ada.clock,
        record=record,
        fields={"problem": "Cash", "options": [{"title": "Yes"}]},
    )
    journal.revise(ada.vault, ada.clock, record=record, fields={"status": "not_taken"})
    notes = journal.history(ada.vault, record=record)
    assert [note.fields for note in notes[1:]] == [("problem", "options"), ("status",)]
    assert [note.sealed for note in notes] == [False, False, True]


def test_a_star_is_set_and_taken_away(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x")
    journal.set_star(ada.vault, ada.clock, record=made.record, starred=True)
    assert [row.id for row in finding.rows(ada.vault, starred=True)] == [made.record]
    journal.set_star(ada.vault, ada.clock, record=made.record, starred=False)
    assert finding.rows(ada.vault, starred=True) == []
    assert cast("Entry", body(ada, made)).starred is None


def test_the_second_pass_opens_after_the_cool_off(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, title="After the meeting")
    journal.write_as_felt(
        ada.vault,
        ada.clock,
        record=made.record,
        felt="Furious.",
        before=[Feeling(word="angry", intensity=4)],
        cool_off_minutes=35,
    )
    entry = cast("Entry", body(ada, made))
    assert journal.cool_off_left(entry, ada.clock) == 35 * 60_000
    ada.clock.advance(36 * 60_000)
    assert journal.cool_off_left(entry, ada.clock) == 0
    journal.write_as_observed(
        ada.vault,
        ada.clock,
        record=made.record,
        observed="He asked nothing.",
        after=[Feeling(word="calmer", intensity=2)],
    )
    entry = cast("Entry", body(ada, made))
    assert (entry.as_felt, entry.as_observed) == ("Furious.", "He asked nothing.")
    assert entry.before is not None
    assert entry.after is not None


# -- drafts ---------------------------------------------------------------------------------------


def test_a_draft_becomes_a_record_when_it_is_left(ada: Side) -> None:
    record = drafts.new_id(ada.entropy)
    drafts.save(
        ada.vault, record=record, kind="entry", fields={"genre": "reflection", "as_observed": "x"}
    )
    assert not lookup.exists(ada.vault, record)
    done = drafts.commit(ada.vault, ada.clock, record=record)
    assert (done.revision, done.kept) == (1, None)
    assert done.changes.records == {record}
    assert drafts.load(ada.vault, record=record) is None
    assert cast("Entry", lookup.body_of(ada.vault, record)).as_observed == "x"


def test_a_draft_that_lacks_something_stays_a_draft(ada: Side) -> None:
    record = drafts.new_id(ada.entropy)
    drafts.save(ada.vault, record=record, kind="doubt", fields={"intensity": 3, "title": ""})
    done = drafts.commit(ada.vault, ada.clock, record=record)
    assert done.kept is not None
    assert not done.changes
    assert drafts.load(ada.vault, record=record) == {"intensity": 3, "kind": "doubt"}
    drafts.discard(ada.vault, record=record)
    assert drafts.load(ada.vault, record=record) is None


def test_a_draft_takes_away_what_was_deleted_in_it(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x", title="T", tags=["a"])
    current = cast("Entry", body(ada, made))
    drafts.save(
        ada.vault,
        record=made.record,
        kind="entry",
        fields={"genre": current.genre, "as_observed": "y"},
        base_revision=1,
    )
    drafts.commit(ada.vault, ada.clock, record=made.record)
    now = cast("Entry", body(ada, made))
    assert (now.as_observed, now.title, now.tags) == ("y", None, None)


def test_saving_a_revision_forgets_its_draft(ada: Side) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x")
    drafts.save(ada.vault, record=made.record, kind="entry", fields={"as_observed": "typed"})
    journal.revise(ada.vault, ada.clock, record=made.record, fields={"as_observed": "saved"})
    assert drafts.load(ada.vault, record=made.record) is None


def test_every_draft_is_committed_on_lock_but_that_of_the_composer(ada: Side) -> None:
    good, bad, share = (drafts.new_id(ada.entropy) for _ in range(3))
    drafts.save(ada.vault, record=good, kind="entry", fields={"genre": "quick", "as_observed": "x"})
    drafts.save(ada.vault, record=bad, kind="entry", fields={"genre": "quick"})
    drafts.save(ada.vault, record=share, kind="share", fields={"note": "for Helena"})
    done = {one.record: one.kept for one in drafts.commit_all(ada.vault, ada.clock)}
    assert done[good] is None
    assert isinstance(done[bad], EmptyRecordError)
    assert share not in done
    assert drafts.load(ada.vault, record=share) == {"kind": "share", "note": "for Helena"}


# -- doubts, attachments, settings ----------------------------------------------------------------


def test_a_doubt_comes_back_when_its_day_is_past_until_it_is_dealt_with(ada: Side) -> None:
    made = doubts.write(
        ada.vault, ada.clock, statement="Is it true?", intensity=4, expires_on="2026-11-20"
    )
    assert doubts.stale(ada.vault, ada.clock) == ()
    ada.clock.advance(3 * 86_400_000)
    assert [one.row.id for one in doubts.stale(ada.vault, ada.clock)] == [made.record]
    doubts.carry(
        ada.vault, ada.clock, record=made.record, because="I choose to", until="2027-01-01"
    )
    assert doubts.stale(ada.vault, ada.clock) == ()
    doubts.settle(
        ada.vault, ada.clock, record=made.record, warranted=False, evidence="There was a letter"
    )
    settled = cast("Doubt", body(ada, made))
    assert (settled.state, settled.warranted) == ("settled", False)


def test_a_doubt_that_became_a_decision_is_tied_to_it(ada: Side) -> None:
    doubt = doubts.write(ada.vault, ada.clock, statement="Is it true?")
    decision = journal.capture(ada.vault, ada.clock, kind="decision", title="Ask?")
    doubts.became(ada.vault, ada.clock, record=doubt.record, target=decision.record)
    shown = finding.show(ada.vault, record=decision.record)
    assert shown.backlinks == ((doubt.record, "became"),)
    with pytest.raises(RecordNotFoundError):
        doubts.became(ada.vault, ada.clock, record=doubt.record, target=drafts.new_id(ada.entropy))


def test_a_file_is_kept_inside_and_comes_out_the_same(ada: Side, tmp_path: Path) -> None:
    made = journal.capture(ada.vault, ada.clock, text="x")
    source = tmp_path / "plan: v2?.pdf"
    source.write_bytes(b"%PDF content")
    attachments.attach(ada.vault, ada.clock, record=made.record, files=[source, source])
    [kept] = cast("Entry", body(ada, made)).attachments or ()
    assert kept.media == "application/pdf"
    assert ":" not in kept.name
    attachments.save_copy(
        ada.vault, record=made.record, name=kept.name, output=tmp_path / "copy.pdf"
    )
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF content"


def test_erasing_takes_the_text_the_file_and_the_search_with_it(ada: Side, tmp_path: Path) -> None:
    made = journal.capture(ada.vault, ada.clock, text="unforgettable")
    source = tmp_path / "a.txt"
    source.write_text("hello", encoding="utf-8")
    attachments.attach(ada.vault, ada.clock, record=made.record, files=[source])
    done = erasing.erase(ada.vault, ada.clock, records=[made.record])
    assert (done.records, done.revisions, done.attachments) == (1, 2, 1)
    assert finding.search(ada.vault, query="unforgettable").hits == ()
    with pytest.raises(RecordErasedError):
        finding.show(ada.vault, record=made.record)
    ada.vault.full_check()


def test_a_setting_is_kept_replaced_and_forgotten(ada: Side) -> None:
    settings.put(ada.vault, ada.clock, name="lock.idle_minutes", value="5")
    settings.put(ada.vault, ada.clock, name="lock.idle_minutes", value="10")
    assert settings.every(ada.vault) == {"lock.idle_minutes": "10"}
    settings.remove(ada.vault, name="lock.idle_minutes")
    assert settings.get(ada.vault, "lock.idle_minutes", "7") == "7"
    assert not settings.remove(ada.vault, name="never.set")
