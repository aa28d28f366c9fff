"""What was disclosed, to the letter: asked blind again, shared again, from an older copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.bundles import blind
from confidant.bundles.aliases import AliasTable
from confidant.environment import SystemEntropy
from confidant.errors import VaultRollbackError
from confidant.records import record as records
from confidant.records.blind import Estimate
from confidant.records.body import Body
from confidant.records.canonical import JsonValue
from confidant.records.contact import Identity
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.records.response import About
from confidant.services import (
    aliases,
    contacts,
    conversation,
    decisions,
    exchange,
    finding,
    inbox,
    journal,
    ledger,
    lookup,
    restores,
    sharing,
    vaults,
)
from confidant.services.selection import Selection
from confidant.vault.vault import Vault
from tests.support.pair import Side, know, one, two
from tests.support.vaults import PASSPHRASE, Place


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    with two(tmp_path) as sides:
        yield sides


def write(side: Side, text: str = "A line", **fields: JsonValue) -> RecordId:
    return journal.capture(side.vault, side.clock, text=text, fields=fields).record


def revise(side: Side, record: RecordId, **fields: JsonValue) -> None:
    journal.revise(side.vault, side.clock, record=record, fields=fields)


def decision(side: Side) -> RecordId:
    fields: dict[str, JsonValue] = {"problem": "Cash", "leaning": "Sell", "confidence": 7000}
    return decisions.create(side.vault, side.clock, title="Sell?", fields=fields).record


def plain(side: Side, record: RecordId) -> dict[str, JsonValue]:
    return records.to_plain(lookup.body_of(side.vault, record))


def give(side: Side, *bodies: Body) -> sharing.Shared:
    """Seal bodies as an answer to the newest file that came."""
    newest = inbox.rows(side.vault)[0] if inbox.rows(side.vault) else None
    return sharing.share(
        side.vault,
        side.clock,
        side.entropy,
        contact=side.contact,
        selection=Selection(records=(), reply_to=newest.bundle if newest else None),
        output=None,
        new_records=bodies,
    )


def reveal(leader: Side, mentor: Side, record: RecordId, rev: int) -> None:
    """Let the mentor give an estimate, and the leader open what was withheld."""
    estimate = Estimate(about=About(target=to_b64(record), rev=rev), leaning="Hold")
    leader.open(give(mentor, estimate))
    known = exchange.read(leader.vault)
    theirs = [body.body for _, body in leader.vault.bodies("estimate") if body.body is not None]
    asked = blind.asked([body for _, body in known.dispatches], theirs, (), lambda _: None)
    mentor.open(give(leader, *asked.reveals(record)))


def test_a_second_blind_question_stays_blind_after_the_first_was_revealed(
    pair: tuple[Side, Side],
) -> None:
    leader, mentor = pair
    record = decision(leader)
    mentor.open(leader.share(record, blind=True))
    reveal(leader, mentor, record, rev=1)
    assert not exchange.read(leader.vault).withheld_from(leader.contact.record, record)
    revise(leader, record, leaning="Hold", confidence=6000)
    mentor.open(leader.share(record, blind=True))
    revise(leader, record, problem="Cash is shorter")
    assert exchange.read(leader.vault).withheld_from(leader.contact.record, record)
    mentor.open(leader.share(record))
    now = plain(mentor, record)
    assert now["problem"] == "Cash is shorter"
    assert not {"leaning", "confidence"} & now.keys()
    assert finding.show(mentor.vault, record=record).withheld == ("confidence", "leaning")


def test_what_was_revealed_is_not_behind_for_ever(pair: tuple[Side, Side]) -> None:
    leader, mentor = pair
    record = decision(leader)
    mentor.open(leader.share(record, blind=True))
    reveal(leader, mentor, record, rev=1)
    line = next(one for one in ledger.lines(leader.vault) if one.record == record)
    assert not line.behind
    assert not line.reworded


def test_a_commitment_is_known_under_every_card_of_mine(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = decision(leader)
    leader.share(record, blind=True)
    old = next(leader.vault.bodies("identity"))
    assert isinstance(old[1].body, Identity)
    new = Identity(name="Ada", created=2, seed="A" * 43)
    with leader.vault.transaction() as tx:
        tx.create(new)
        tx.revise(old[0], old[1].body.with_changes(retired_at=2))
    held = exchange.knowledge(leader.vault).committed[leader.contact.record, record, 1]
    cards = {own.keys.card_id for own in contacts.identities(leader.vault)}
    assert len(held) == 2
    assert {one.author for one in held} == cards


def test_since_is_when_they_got_the_version_that_they_have(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = write(leader, "First", as_felt="Furious")
    leader.share(record, include=["as_felt"])
    leader.clock.advance(1000)
    revise(leader, record, as_observed="Second")
    leader.share(record)
    got = leader.clock.now
    leader.clock.advance(1000)
    leader.share(record)
    [line] = ledger.lines(leader.vault)
    assert (line.has_revision, line.since) == (2, got)
    assert "as_felt" in line.fields


def test_after_only_an_alias_changed_nobody_is_behind_a_version(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    record = write(leader, "Marcus was late")
    leader.share(record)
    aliases.put(leader.vault, leader.clock, name="Marcus", alias="the CFO")
    [line] = ledger.lines(leader.vault)
    assert (line.has_revision, line.my_revision, line.behind, line.reworded) == (1, 1, False, True)
    leader.share(record)  # what came first stays with them
    assert ledger.lines(leader.vault)[0].reworded
    revise(leader, record, as_observed="Marcus was late again")
    [line] = ledger.lines(leader.vault)
    assert (line.behind, line.reworded) == (True, False)


def test_an_alias_table_is_made_once_for_each_contact(
    pair: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, mentor = pair
    shared = [write(leader, f"Line {number} stands here") for number in range(4)]
    mentor.open(leader.share(*shared))
    row = inbox.rows(mentor.vault)[0]
    said = [
        conversation.respond(
            mentor.vault, mentor.clock, to=row, text=text, about=shared[0], quote="stands here"
        )
        for text in ("Why?", "When?", "Who?")
    ]
    leader.open(give(mentor, *said))
    made: list[int] = []
    whole = AliasTable.__init__

    def counted(self: AliasTable, *arguments: object, **settings: object) -> None:
        made.append(1)
        whole(self, *arguments, **settings)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(AliasTable, "__init__", counted)
    assert len(ledger.lines(leader.vault)) == 4
    assert len(made) == 1
    made.clear()
    thread = conversation.thread(leader.vault, record=shared[0])
    assert [voice.passage is not None for voice in thread.voices] == [True, True, True]
    assert len(made) == 1


def test_a_new_card_of_theirs_counts_its_files_from_one(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    leader, mentor = pair
    for text in ("One", "Two", "Three"):
        mentor.open(leader.share(write(leader, text)))
    with one(tmp_path / "again", "Ada") as moved:
        moved.other = "Helena"
        know(moved, mentor)
        know(mentor, moved)
        taken = mentor.open(moved.share(write(moved, "From the new one")))
        assert not taken.older
        late = moved.share(write(moved, "Late"))
        mentor.open(moved.share(write(moved, "In time")))
        assert mentor.open(late).older


# -- an older copy --------------------------------------------------------------------------------


def unlocked(place: Place, *, accept: bool = False) -> Vault:
    return vaults.unlock(
        directory=place.directory,
        secret=vaults.passphrase_secret(PASSPHRASE),
        clock=place.clock,
        entropy=SystemEntropy(),
        state_directory=place.state,
        accept=accept,
    )


def test_after_going_on_from_an_older_copy_a_thousand_numbers_are_skipped(tmp_path: Path) -> None:
    place = Place(tmp_path / "leader", "Ada")
    (tmp_path / "leader").mkdir()
    with one(tmp_path / "mentor", "Helena") as mentor, one(tmp_path / "peer", "Noor") as peer:
        with place.create(name="Ada") as vault:
            leader = Side(vault, place.clock, "Helena", SystemEntropy())
            mentor.other = "Ada"
            know(leader, mentor)
            leader.share(write(leader))
        place.snapshot(tmp_path / "older")
        with unlocked(place) as vault:
            lost = Side(vault, place.clock, "Helena", SystemEntropy())
            assert lost.share(write(lost)).sequence == 2
        place.put_back(tmp_path / "older")
        with pytest.raises(VaultRollbackError):
            unlocked(place)
        with unlocked(place, accept=True) as vault:
            leader = Side(vault, place.clock, "Helena", SystemEntropy())
            assert leader.share(write(leader)).sequence == 1002
            assert leader.share(write(leader)).sequence == 1003
            leader.other = "Noor"
            know(leader, peer)
            assert leader.share(write(leader)).sequence == 1001
            exchange.skip_numbers(vault, place.clock)
            assert leader.share(write(leader)).sequence == 2002
            leader.other = "Helena"
            assert leader.share(write(leader)).sequence == 2004
            vault.full_check()


def test_after_restoring_a_backup_a_thousand_numbers_are_skipped(tmp_path: Path) -> None:
    place = Place(tmp_path / "leader", "Ada")
    (tmp_path / "leader").mkdir()
    with one(tmp_path / "mentor", "Helena") as mentor:
        with place.create(name="Ada") as vault:
            leader = Side(vault, place.clock, "Helena", SystemEntropy())
            mentor.other = "Ada"
            know(leader, mentor)
            leader.share(write(leader))
            backup = vault.backup().path
            assert leader.share(write(leader)).sequence == 2
        secret = vaults.passphrase_secret(PASSPHRASE)
        with restores.open_backup(
            backup=backup, directory=place.directory, secret=secret
        ) as opened:
            restores.restore(opened, place.clock, SystemEntropy(), state_directory=place.state)
        with unlocked(place) as vault:
            leader = Side(vault, place.clock, "Helena", SystemEntropy())
            assert leader.share(write(leader)).sequence == 1002
            vault.full_check()


def test_where_nothing_is_missing_no_number_is_skipped(tmp_path: Path) -> None:
    place = Place(tmp_path, "Ada")
    place.create(name="Ada").close()
    with unlocked(place, accept=True) as vault:
        assert list(vault.bodies("setting")) == []


# -- names ----------------------------------------------------------------------------------------


def test_a_name_is_one_name_however_it_is_written(pair: tuple[Side, Side]) -> None:
    leader, _ = pair
    first = aliases.put(
        leader.vault, leader.clock, name="Zo\u00eb  Marsh", alias="Z", category="company"
    )
    again = aliases.put(leader.vault, leader.clock, name="ZOE\u0308 Marsh", alias="the buyer")
    assert again.record == first.record
    [note] = aliases.every(leader.vault)
    assert (note.alias.alias, note.alias.category) == ("the buyer", "company")


def test_a_contact_is_found_however_the_name_is_written(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    leader, _ = pair
    with one(tmp_path / "zoe", "Zoë") as friend:
        leader.other = "Zo\u00eb"
        added = know(leader, friend)
    assert contacts.find(leader.vault, "ZOE\u0308").record == added
    assert from_b64(to_b64(added)) == added
