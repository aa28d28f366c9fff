"""The disclosure ledger: who has which version of what."""

import msgspec

from confidant.bundles import ledger
from confidant.bundles.aliases import AliasEntry, AliasTable
from confidant.bundles.ledger import Current, Eyes, LedgerRow
from confidant.bundles.mask import Release
from confidant.bundles.preview import Selected
from confidant.records.body import Body, Link
from confidant.records.decision import Decision
from confidant.records.deletion import Acknowledgement
from confidant.records.disclosure import Dispatch
from confidant.records.entry import Entry
from confidant.records.ids import RecordId, to_b64
from tests.support import exchange
from tests.support.exchange import MENTOR, leader, record_id, share

ENTRY = record_id("entry")
OTHER = record_id("other")
BODY = Entry(genre="quick", title="Marcus", as_felt="furious")
NO_ALIASES = Eyes(AliasTable(), lambda _: False)


DEFAULT = Release()


def sent(
    body: Body, rev: int = 1, at: int = 1, *, release: Release = DEFAULT, sequence: int = 1
) -> Dispatch:
    sealed = exchange.seal(share(Selected(ENTRY, rev, body, release)), leader(), sequence=sequence)
    return sealed.dispatch(at, reason="why", authority="who")


def only(
    dispatches: list[Dispatch], now: Body | None, rev: int = 1, eyes: Eyes = NO_ALIASES
) -> LedgerRow:
    current = {ENTRY: Current(rev, now)} if now else {}
    (row,) = ledger.build(dispatches, [], current, lambda _: eyes)
    return row


def test_a_row_says_who_has_what_since_when_and_why() -> None:
    dispatch = sent(BODY, rev=3, at=77)
    row = only([dispatch], BODY, rev=3)
    assert (row.contact, row.record, row.kind, row.rev) == (MENTOR, ENTRY, "entry", 3)
    assert (row.since, row.fields, row.blind) == (77, ("genre", "title"), False)
    assert (row.reason, row.authority, row.acknowledged) == ("why", "who", None)
    assert to_b64(row.bundle) == dispatch.bundle
    assert (row.current, row.behind) == (3, False)


def test_they_have_one_version_and_i_am_at_another() -> None:
    row = only([sent(BODY, rev=3)], BODY.with_changes(title="Webb"), rev=5)
    assert (row.rev, row.current, row.behind) == (3, 5, True)


def test_a_star_or_a_private_field_makes_nobody_behind() -> None:
    now = BODY.with_changes(starred=True, as_felt="calm", codename="Larch")
    row = only([sent(BODY, rev=3)], now, rev=9)
    assert (row.current, row.behind) == (9, False)


def test_a_private_field_that_they_have_counts() -> None:
    release = Release(fields=frozenset({"as_felt"}))
    dispatch = sent(BODY, release=release)
    assert not only([dispatch], BODY).behind
    assert only([dispatch], BODY.with_changes(as_felt="calm")).behind


def test_a_withheld_field_makes_nobody_behind() -> None:
    body = Decision(status="pending", confidence=6500)
    dispatch = sent(body, release=Release(blind=True))
    row = only([dispatch], body.with_changes(confidence=5000))
    assert row.blind
    assert not row.behind
    assert only([dispatch], body.with_changes(stakes=5)).behind


def test_another_alias_is_another_text() -> None:
    eyes = Eyes(AliasTable([AliasEntry("Marcus", "the CFO")]), lambda _: False)
    assert only([sent(BODY)], BODY, eyes=eyes).behind


def test_a_link_that_they_could_follow_now_is_another_text() -> None:
    body = BODY.with_changes(links=(Link(relation="about", target=to_b64(OTHER)),))
    dispatch = sent(body)
    assert not only([dispatch], body).behind
    assert only([dispatch], body, eyes=Eyes(AliasTable(), lambda _: True)).behind


def test_what_could_not_be_sent_now_is_another_text() -> None:
    eyes = Eyes(AliasTable([AliasEntry("Marcus", "x" * 400)]), lambda _: False)
    assert only([sent(BODY)], BODY.with_changes(title="Marcus!"), eyes=eyes).behind


def test_a_field_that_left_once_stays_in_the_ledger() -> None:
    all_of_it = sent(BODY, 3, at=10, release=Release(fields=frozenset({"as_felt"})))
    row = only([all_of_it, sent(BODY, 3, at=20, sequence=2)], BODY, rev=3)
    assert row.fields == ("as_felt", "genre", "title")
    newer = BODY.with_changes(title=None, as_observed="x")
    row = only([all_of_it, sent(newer, 4, at=20, sequence=2)], newer, rev=4)
    assert (row.rev, row.fields) == (4, ("as_felt", "as_observed", "genre", "title"))
    assert not row.behind


def test_an_erased_record_has_no_current_version() -> None:
    row = only([sent(BODY)], None)
    assert (row.current, row.behind) == (None, False)


def test_the_highest_revision_that_was_sent_is_what_they_have() -> None:
    newer = BODY.with_changes(title="Newer")
    dispatches = [sent(newer, 5, at=20, sequence=2), sent(BODY, 3, at=10), sent(BODY, 3, at=30)]
    row = only(dispatches, newer, rev=5)
    assert (row.rev, row.since, row.behind) == (5, 20, False)
    again = only([*dispatches, sent(newer, 5, at=40)], newer, rev=5)
    assert again.since == 20


def test_another_text_under_the_same_revision_does_not_replace_what_came_first() -> None:
    aliased = BODY.with_changes(title="the CFO")
    eyes = Eyes(AliasTable([AliasEntry("Marcus", "the CFO")]), lambda _: False)
    row = only([sent(BODY, 3, at=10), sent(aliased, 3, at=20, sequence=2)], BODY, 3, eyes)
    assert (row.rev, row.since, row.behind) == (3, 10, True)


def test_acknowledged_says_read_whatever_comes_later() -> None:
    dispatch = sent(BODY)
    read = Acknowledgement(bundle=dispatch.bundle, status="read")
    received = Acknowledgement(bundle=dispatch.bundle, status="received")

    def status(*came: Acknowledgement) -> str | None:
        (row,) = ledger.build([dispatch], came, {}, lambda _: NO_ALIASES)
        return row.acknowledged

    assert status(received) == "received"
    assert status(received, read, received) == "read"


def test_rows_come_latest_first_for_every_contact_and_record() -> None:
    first, second = sent(BODY, at=10), sent(BODY, at=20)
    third = first.with_changes(contact=to_b64(record_id("third")), sealed_at=30)
    item = msgspec.structs.replace(second.items[0], record=to_b64(OTHER))
    elsewhere = second.with_changes(items=(item,))
    rows = ledger.build([first, elsewhere, third], [], {}, lambda _: NO_ALIASES)
    assert [(row.since, row.contact, row.record) for row in rows] == [
        (30, record_id("third"), ENTRY),
        (20, MENTOR, OTHER),
        (10, MENTOR, ENTRY),
    ]


def test_a_row_shows_no_text() -> None:
    row = only([sent(BODY)], BODY)
    assert RecordId(row.record) == ENTRY
    assert "Marcus" not in repr(row)
