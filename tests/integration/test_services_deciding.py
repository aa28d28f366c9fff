"""Deciding, forecasting, reviewing, the agenda and the figures; contacts; exports."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from confidant.errors import (
    AlreadyResolvedError,
    AlreadySealedError,
    BundleInsteadError,
    CardKnownError,
    ContactNotFoundError,
    ExportFormatError,
    InvalidValueError,
    NotDecidableError,
    OptionUnknownError,
    OutputExistsError,
    PetnameError,
    PetnameTakenError,
    ResolutionError,
    SealedFieldError,
    TransitionError,
    UnfinishedOutputError,
    WordsMismatchError,
    WrongKindError,
)
from confidant.records.decision import Decision
from confidant.records.ids import RecordId
from confidant.services import (
    agenda,
    aliases,
    contacts,
    decisions,
    exports,
    forecasts,
    insight,
    journal,
    lookup,
)
from tests.support.pair import Side, one, two

if TYPE_CHECKING:
    from confidant.records.canonical import JsonValue
    from confidant.records.forecast import Forecast


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Side]:
    with one(tmp_path) as side:
        yield side


def pending(ada: Side) -> RecordId:
    return decisions.create(
        ada.vault,
        ada.clock,
        title="Sell?",
        fields={
            "options": [{"title": "Sell"}, {"title": "Hold"}],
            "leaning": "Sell",
            "decide_by": "2026-12-01",
            "premortem": [{"text": "The buyer walks away"}],
        },
    ).record


def forecast(
    ada: Side, decision: RecordId | None, p: int = 7000, by: str = "2026-12-10"
) -> RecordId:
    return forecasts.write(
        ada.vault,
        ada.clock,
        question="Will it close?",
        resolve_by=by,
        fields={"p": p},
        decision=decision,
    ).record


def body(ada: Side, record: RecordId) -> Decision:
    return cast("Decision", lookup.body_of(ada.vault, record))


def test_what_will_be_sealed_is_what_is_sealed(ada: Side) -> None:
    record = pending(ada)
    tied = forecast(ada, record)
    will = decisions.will_seal(ada.vault, ada.clock, record=record)
    assert will.fields == ("leaning", "options", "premortem")
    assert "problem" in will.empty
    assert [one[0] for one in will.forecasts] == [tied]
    assert will.options == ("Sell", "Hold")
    assert will.review_on == ("2026-12-18", "2027-02-16", "2027-05-17")

    done = decisions.decide(ada.vault, ada.clock, record=record, option="hold", because="Price")
    assert done.forecasts == (tied,)
    assert body(ada, record).review_on == will.review_on
    assert ada.vault.seal_of(record) is not None
    for name, value in (("leaning", "Hold"), ("problem", "New"), ("options", [{"title": "X"}])):
        with pytest.raises(SealedFieldError):
            journal.revise(ada.vault, ada.clock, record=record, fields={name: value})  # type: ignore[dict-item] # plain JSON
    with pytest.raises(SealedFieldError):
        journal.revise(ada.vault, ada.clock, record=tied, fields={"p": 1000})
    ada.vault.full_check()


def test_a_decision_is_decided_once(ada: Side) -> None:
    record = pending(ada)
    decisions.decide(ada.vault, ada.clock, record=record, option="Sell", because="Cash")
    with pytest.raises((TransitionError, AlreadySealedError)):
        decisions.decide(ada.vault, ada.clock, record=record, option="Hold", because="No")


def test_deciding_needs_an_option_a_reason_and_a_decision(ada: Side) -> None:
    record = pending(ada)
    head = ada.vault.head
    with pytest.raises(OptionUnknownError):
        decisions.decide(ada.vault, ada.clock, record=record, option="Burn", because="x")
    with pytest.raises(NotDecidableError):
        decisions.decide(ada.vault, ada.clock, record=record, option="Sell", because=" ")
    assert ada.vault.head == head
    entry = journal.capture(ada.vault, ada.clock, text="x").record
    with pytest.raises(WrongKindError):
        decisions.decide(ada.vault, ada.clock, record=entry, option="Sell", because="x")


def test_what_is_not_taken_is_sealed_without_a_verdict(ada: Side) -> None:
    record = pending(ada)
    decisions.decline(ada.vault, ada.clock, record=record, status="not_taken")
    assert body(ada, record).verdict is None
    assert ada.vault.seal_of(record) is not None


def test_later_thoughts_are_amendments(ada: Side) -> None:
    record = pending(ada)
    decisions.decide(ada.vault, ada.clock, record=record, option="Sell", because="Cash")
    decisions.amend(ada.vault, ada.clock, record=record, text="I would wait longer")
    [amendment] = body(ada, record).amendments or ()
    assert amendment.text == "I would wait longer"
    with pytest.raises(NotDecidableError):
        decisions.amend(ada.vault, ada.clock, record=record, text=" ")


def test_a_cause_becomes_a_tripwire_and_waits_on_its_day(ada: Side) -> None:
    record = pending(ada)
    decisions.tripwire_from_premortem(
        ada.vault, ada.clock, record=record, cause=0, check_on="2026-11-20"
    )
    [wire] = body(ada, record).tripwires or ()
    assert wire.signal == "The buyer walks away"
    assert [item.what for item in agenda.due(ada.vault, ada.clock)] == ["tripwire", "decide"]
    with pytest.raises(InvalidValueError):
        decisions.tripwire_from_premortem(ada.vault, ada.clock, record=record, cause=1)


def test_a_forecast_of_its_own_is_sealed_at_once_and_updated_beside(ada: Side) -> None:
    record = forecast(ada, None)
    assert ada.vault.seal_of(record) is not None
    forecasts.update(ada.vault, ada.clock, record=record, p=4000, why="The buyer called")
    found = cast("Forecast", lookup.body_of(ada.vault, record))
    assert found.p == 7000
    assert [update.p for update in found.updates or ()] == [4000]
    with pytest.raises(InvalidValueError):
        forecasts.update(ada.vault, ada.clock, record=record, interval=("1", "2"))
    with pytest.raises(ResolutionError):
        forecasts.resolve(ada.vault, ada.clock, record=record, resolution="12")
    forecasts.resolve(ada.vault, ada.clock, record=record, resolution="YES", lesson="Ask earlier")
    resolved = cast("Forecast", lookup.body_of(ada.vault, record))
    assert (resolved.resolution, resolved.lesson) == ("yes", "Ask earlier")
    with pytest.raises(AlreadyResolvedError):
        forecasts.resolve(ada.vault, ada.clock, record=record, resolution="no")


def test_a_forecast_for_a_decision_that_is_sealed_is_sealed_at_once(ada: Side) -> None:
    record = pending(ada)
    decisions.decide(ada.vault, ada.clock, record=record, option="Sell", because="Cash")
    assert ada.vault.seal_of(forecast(ada, record)) is not None


def test_reviews_wait_one_after_another(ada: Side) -> None:
    record = pending(ada)
    decisions.decide(ada.vault, ada.clock, record=record, option="Sell", because="Cash")
    ada.clock.advance(40 * 86_400_000)
    [item] = agenda.due(ada.vault, ada.clock)
    assert (item.what, item.due, item.overdue) == ("review", "2026-12-18", True)
    forecasts.review(
        ada.vault,
        ada.clock,
        decision=record,
        what_happened="It closed",
        fields={"evidence": 4, "options": 4, "outcome": 5},
    )
    assert agenda.due(ada.vault, ada.clock) == ()
    ada.clock.advance(60 * 86_400_000)
    [item] = agenda.due(ada.vault, ada.clock)
    assert item.due == "2027-02-16"
    assert insight.measure(ada.vault, ada.clock).cells["earned"] == 1


def test_what_waits_is_ordered_by_day_and_what_has_none_is_last(ada: Side) -> None:
    decisions.create(ada.vault, ada.clock, title="Some day")
    pending(ada)
    forecast(ada, None, by="2026-11-25")
    forecast(ada, None, by="2027-11-25")
    assert [(item.what, item.due) for item in agenda.due(ada.vault, ada.clock)] == [
        ("forecast", "2026-11-25"),
        ("decide", "2026-12-01"),
        ("decide", None),
    ]


def test_the_figures_count_what_was_resolved_and_say_nothing_below_ten(ada: Side) -> None:
    for number in range(12):
        record = forecast(ada, None, p=7000)
        ada.clock.advance(1000)
        forecasts.resolve(
            ada.vault, ada.clock, record=record, resolution="yes" if number < 9 else "no"
        )
    found = insight.measure(ada.vault, ada.clock)
    assert (found.open_forecasts, found.resolved) == (0, 12)
    fourth = found.calibration.bins[3]
    assert (fourth.observed.n, fourth.observed.hits) == (12, 9)
    assert not fourth.observed.too_few
    assert found.calibration.bins[0].observed.too_few
    assert found.brier == pytest.approx((9 * 0.09 + 3 * 0.49) / 12)


# -- contacts -------------------------------------------------------------------------------------


def test_a_card_is_added_once_and_under_one_name(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, helena), one(tmp_path / "c", "Cy") as cy:
        card = contacts.my_card(helena.vault).text.encode()
        with pytest.raises(CardKnownError) as raised:
            contacts.add(ada.vault, ada.clock, untrusted_card=card, petname="H", role="peer")
        assert raised.value.params == {"petname": "Helena"}
        other = contacts.my_card(cy.vault).text.encode()
        contacts.add(ada.vault, ada.clock, untrusted_card=other, petname="Cy", role="peer")
        with pytest.raises(PetnameTakenError):
            contacts.change(
                ada.vault,
                ada.clock,
                contact=contacts.find(ada.vault, "cy").record,
                fields={"petname": "HELENA"},
            )
        for wrong in ("", "  ", "two\nlines", "a" * 500):
            with pytest.raises(PetnameError):
                contacts.add(ada.vault, ada.clock, untrusted_card=other, petname=wrong, role="peer")


def test_a_new_card_under_a_known_name_is_a_changed_one_until_its_words_are_typed(
    tmp_path: Path,
) -> None:
    with two(tmp_path) as (ada, helena), one(tmp_path / "new", "Helena") as renewed:
        card = contacts.my_card(renewed.vault).text.encode()
        added = contacts.add(
            ada.vault, ada.clock, untrusted_card=card, petname="helena", role="my_mentor"
        )
        assert added.how == "changed"
        note = contacts.find(ada.vault, "Helena")
        assert note.contact.state == "changed"
        old = contacts.my_words(helena.vault)
        with pytest.raises(WordsMismatchError):
            contacts.verify(ada.vault, ada.clock, contact=note.record, words=old)
        assert contacts.find(ada.vault, "Helena").contact.state == "changed"
        words = " ".join(contacts.my_words(renewed.vault)).upper().replace(" ", ", ")
        contacts.verify(ada.vault, ada.clock, contact=note.record, words=[words], channel="phone")
        note = contacts.find(ada.vault, "Helena")
        assert note.contact.state == "verified"
        assert note.current.channel == "phone"
        assert len(note.contact.cards) == 2


def test_what_only_verifying_changes_cannot_be_edited(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, _):
        record = contacts.find(ada.vault, "Helena").record
        taken: tuple[dict[str, JsonValue | None], ...] = ({"state": "verified"}, {"cards": []})
        for fields in taken:
            with pytest.raises(InvalidValueError):
                contacts.change(ada.vault, ada.clock, contact=record, fields=fields)
        contacts.change(ada.vault, ada.clock, contact=record, fields={"note": "Met in Rotterdam"})
        assert contacts.find(ada.vault, "Helena").contact.note == "Met in Rotterdam"


def test_an_encrypted_file_is_no_card_and_nobody_is_no_contact(ada: Side) -> None:
    with pytest.raises(BundleInsteadError):
        contacts.add(
            ada.vault,
            ada.clock,
            untrusted_card=b"age-encryption.org/v1\n-> X25519 x\n",
            petname="X",
            role="peer",
        )
    with pytest.raises(ContactNotFoundError):
        contacts.find(ada.vault, "Nobody")


def test_a_name_has_one_alias_for_each_contact(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, _):
        helena = contacts.find(ada.vault, "Helena").record
        aliases.put(ada.vault, ada.clock, name="Marcus", alias="the CFO")
        aliases.put(ada.vault, ada.clock, name="marcus", alias="the treasurer")
        own = aliases.put(ada.vault, ada.clock, name="Marcus", alias="M", contact=helena)
        assert [note.alias.alias for note in aliases.every(ada.vault)] == ["the treasurer", "M"]
        assert aliases.table(ada.vault, helena).replace("Marcus's idea") == "M's idea"
        aliases.remove(ada.vault, record=own.record)
        assert aliases.table(ada.vault, helena).replace("Marcus") == "The treasurer"


# -- exports --------------------------------------------------------------------------------------


def test_an_export_is_narrow_by_default_and_never_holds_keys(ada: Side, tmp_path: Path) -> None:
    journal.capture(ada.vault, ada.clock, text="shareable", fields={"as_felt": "private words"})
    narrow = tmp_path / "narrow"
    done = exports.write(ada.vault, format_name="json", output=narrow)
    assert (done.records, done.files) == (1, 1)
    text = (narrow / "confidant.json").read_text(encoding="utf-8")
    assert "shareable" in text
    assert "private words" not in text
    exports.write(ada.vault, format_name="json", output=tmp_path / "all", everything=True)
    text = (tmp_path / "all" / "confidant.json").read_text(encoding="utf-8")
    assert "private words" in text
    kinds = {record["kind"] for record in json.loads(text)["records"]}
    assert kinds == {"entry"}
    assert (narrow / "confidant.json").stat().st_mode & 0o077 == 0


def test_a_markdown_export_is_a_folder_of_notes(ada: Side, tmp_path: Path) -> None:
    journal.capture(ada.vault, ada.clock, title="../../etc/passwd", text="words")
    pending(ada)
    out = tmp_path / "notes"
    assert exports.write(ada.vault, format_name="markdown", output=out).records == 2
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    notes = [path for path in written if path.suffix == ".md"]
    assert len(notes) == 2
    assert all(out in path.parents for path in notes)


def test_an_export_replaces_nothing_and_leaves_nothing_when_it_fails(
    ada: Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.capture(ada.vault, ada.clock, text="words")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(OutputExistsError):
        exports.write(ada.vault, format_name="json", output=full)
    with pytest.raises(ExportFormatError):
        exports.write(ada.vault, format_name="pdf", output=tmp_path / "new")

    def fail(*_: object) -> None:
        raise OSError(28, "no room")

    from confidant.errors import DiskFullError

    monkeypatch.setattr(exports, "_write", fail)
    with pytest.raises(DiskFullError):
        exports.write(ada.vault, format_name="json", output=tmp_path / "new")
    visible = {path.name for path in tmp_path.iterdir()}
    assert visible == {"full", "Ada.confidant", "state"}


def test_an_export_is_seen_while_it_is_not_finished_and_none_is_begun_beside_it(
    ada: Side, tmp_path: Path
) -> None:
    journal.capture(ada.vault, ada.clock, text="words")
    seen: list[set[str]] = []

    def progress(_done: int, _total: int) -> None:
        seen.append({path.name for path in tmp_path.iterdir()})

    exports.write(ada.vault, format_name="json", output=tmp_path / "new", progress=progress)
    assert seen[0] == {"Ada.confidant", "state", "new (unfinished)"}
    (tmp_path / "next (unfinished)").mkdir()
    with pytest.raises(UnfinishedOutputError):
        exports.write(ada.vault, format_name="json", output=tmp_path / "next")
    assert {path.name for path in tmp_path.iterdir()} == {
        "Ada.confidant",
        "state",
        "new",
        "next (unfinished)",
    }
