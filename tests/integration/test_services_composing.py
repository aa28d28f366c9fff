"""Putting a share together, step by step, in a real vault."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from confidant.errors import ContactBlockedError, ReasonRequiredError
from confidant.records.ids import RecordId
from confidant.services import aliases, composing, contacts, drafts, share_drafts
from confidant.services.composing import Composition, Ticked
from tests.support.pair import Side, two
from tests.support.vaults import entry


@pytest.fixture(scope="module")
def leader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    with two(tmp_path_factory.mktemp("composing")) as (leader, mentor):
        shared = mentor.share(write(mentor, "From the mentor."))
        leader.open(shared)
        yield leader


def write(side: Side, text: str, **fields: object) -> RecordId:
    body = entry(text).with_changes(**fields)
    with side.vault.transaction() as transaction:
        return transaction.create(body).record


def composed(side: Side, *records: RecordId, **changes: object) -> Composition:
    made = Composition(contact=side.contact.record, records=records)
    return replace(made, **changes)  # type: ignore[arg-type] # the test's own changes


def test_nothing_selected_shows_nothing_and_is_no_mistake(leader: Side) -> None:
    look = composing.look(leader.vault, composition=composed(leader))
    assert (look.preview, look.wrong, look.refused, look.rows) == (None, None, None, ())


def test_a_record_without_a_contact_is_listed_and_not_shown(leader: Side) -> None:
    record = write(leader, "A note.")
    look = composing.look(leader.vault, composition=Composition(records=(record,)))
    assert look.preview is None
    assert [row.id for row in look.rows] == [record]


def test_a_name_is_settled_by_leaving_it_or_by_its_alias(leader: Side) -> None:
    record = write(leader, "Helena said no.")
    made = composed(leader, record)
    [slip] = composing.look(leader.vault, composition=made).slips
    assert (slip.name, slip.reason, slip.alias, slip.places) == ("Helena", "no_alias", None, 1)
    left = replace(made, left=frozenset({"Helena"}))
    assert composing.look(leader.vault, composition=left).slips == ()
    done = aliases.put(leader.vault, leader.clock, name="Helena", alias="my mentor")
    look = composing.look(leader.vault, composition=made)
    assert look.slips == ()
    assert look.preview is not None
    assert look.preview.items[0].strings[0].aliased.text == "My mentor said no."
    aliases.remove(leader.vault, record=done.record)


def test_a_part_of_a_known_name_is_offered_its_alias(leader: Side) -> None:
    done = aliases.put(leader.vault, leader.clock, name="Marcus Veldt", alias="the CFO")
    record = write(leader, "Then Marcus laughed.")
    [slip] = composing.look(leader.vault, composition=composed(leader, record)).slips
    assert (slip.reason, slip.alias) == ("part_of_name", "the CFO")
    aliases.remove(leader.vault, record=done.record)


def test_what_the_contact_has_stands_beside_what_would_leave(leader: Side) -> None:
    record = write(leader, "First version.")
    leader.share(record)
    with leader.vault.transaction() as transaction:
        transaction.revise(record, entry("Second version."))
    look = composing.look(leader.vault, composition=composed(leader, record))
    line = look.held[record]
    assert (line.has_revision, line.my_revision, line.behind) == (1, 2, True)


def test_what_may_not_leave_says_so_while_it_is_put_together(leader: Side) -> None:
    record = write(leader, "Before the results.", classification="price_sensitive")
    made = composed(leader, record)
    look = composing.look(leader.vault, composition=made)
    assert isinstance(look.refused, ReasonRequiredError)
    assert look.preview is not None
    given = replace(made, reason="Advice before the board", authority="General counsel")
    assert composing.look(leader.vault, composition=given).refused is None


def test_a_blocked_contact_is_refused_and_can_still_be_looked_at(leader: Side) -> None:
    record = write(leader, "A note.")
    contact = leader.contact.record
    contacts.change(leader.vault, leader.clock, contact=contact, fields={"blocked": True})
    look = composing.look(leader.vault, composition=composed(leader, record))
    assert isinstance(look.refused, ContactBlockedError)
    contacts.change(leader.vault, leader.clock, contact=contact, fields={"blocked": None})


def test_only_my_own_records_can_be_selected_those_offered_first(leader: Side) -> None:
    old = write(leader, "Quarry: an old note.", day="2020-01-01")
    newest = write(leader, "Quarry: a new note.", day="2026-11-30")
    rows = composing.candidates(leader.vault, offered=(old,))
    assert rows[0].id == old
    assert [row.id for row in rows].count(old) == 1
    assert newest in {row.id for row in rows}
    assert all(row.author is None for row in rows)
    found = composing.candidates(leader.vault, query="quarry", offered=(old,))
    assert {row.id for row in found} == {old, newest}
    assert composing.candidates(leader.vault, query="mentor") == ()


def test_a_share_waits_as_a_draft_and_comes_back_as_it_was(leader: Side) -> None:
    record = write(leader, "A note.", as_felt="Angry.")
    made = composed(
        leader,
        record,
        ticked={record: Ticked(frozenset({"as_felt"}), frozenset({bytes(32)}), {bytes(32): "a"})},
        blind=True,
        note="Two minutes,\r\nplease.",
        respond_by="2026-12-01",
        left=frozenset({"Helena"}),
        unverified=True,
    )
    draft = drafts.new_id(leader.entropy)
    share_drafts.save(leader.vault, draft=draft, composition=made)
    [found] = share_drafts.every(leader.vault)
    assert (found.draft, found.petname) == (draft, "Helena")
    assert found.composition == replace(made, note="Two minutes,\nplease.", unverified=False)
    drafts.commit_all(leader.vault, leader.clock)
    assert len(share_drafts.every(leader.vault)) == 1
    share_drafts.discard(leader.vault, draft=draft)
    assert share_drafts.every(leader.vault) == ()
