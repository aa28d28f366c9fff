"""An example vault: a believable half year, and a mentor's answer that came as a real file."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy
from confidant.records.ids import RecordId
from confidant.services import (
    contacts,
    conversation,
    decisions,
    doubts,
    example_texts,
    forecasts,
    inbox,
    journal,
    sharing,
    vaults,
)
from confidant.services import demo_story as story
from confidant.services.selection import Selection
from confidant.services.vaults import NewVault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from confidant.crypto.argon2 import KdfParameters
    from confidant.records.canonical import JsonValue
    from confidant.vault.vault import Vault

_DAY_MS = 86_400_000
_SHARED_AGO, _ANSWERED_AGO = 3, 1
_MENTOR_SECRET_BYTES = 16


class _Earlier:
    """The clock some days ago."""

    def __init__(self, clock: Clock, days: int) -> None:
        self._clock, self._days = clock, days

    def now_ms(self) -> int:
        return self._clock.now_ms() - self._days * _DAY_MS

    def today(self) -> date:
        return self._clock.today() - timedelta(days=self._days)

    def zone(self) -> str:
        return self._clock.zone()


def make(
    *,
    directory: Path,
    name: str,
    passphrase: str,
    clock: Clock,
    entropy: Entropy,
    kdf: "KdfParameters | None" = None,
    state_directory: Path | None = None,
) -> NewVault:
    """Make a vault full of examples and leave it open; takes some seconds.

    Args:
        directory: must not exist, or be empty.
        name: as it will stand on the card.
        passphrase: at least 40 bits.
        clock: tells today; the records lie in the half year before.
        entropy: gives the keys.
        kdf: cost of unlocking; None to measure this computer.
        state_directory: where this computer remembers the vault's head; None for the user's.

    Raises:
        ExpectedError: as `vaults.create`; nothing is left there.
    """
    was_there = directory.exists()
    made = vaults.create(
        directory=directory,
        name=name,
        passphrase=passphrase,
        clock=clock,
        entropy=entropy,
        kdf=kdf,
        state_directory=state_directory,
    )
    try:
        _fill(made.vault, name, clock, entropy)
    except BaseException:
        made.vault.close()
        if not was_there:
            shutil.rmtree(directory, ignore_errors=True)
        raise
    return made


def _fill(vault: "Vault", name: str, clock: Clock, entropy: Entropy) -> None:
    _write_entries(vault, clock)
    _write_doubts(vault, clock)
    _write_decisions(vault, clock)
    decision = _write_rotterdam(vault, clock)
    doubt = _write_doubt(
        vault,
        clock,
        example_texts.Unsure(
            6,
            story.DOUBT["statement"],
            4,
            story.DOUBT["cost_if_true"],
            story.DOUBT["what_would_settle_it"],
            7,
        ),
    )
    _exchange(vault, name, clock, entropy, (decision, doubt))


def _write_entries(vault: "Vault", clock: Clock) -> None:
    for page in example_texts.PAGES:
        then = _Earlier(clock, page.ago)
        made = journal.capture(
            vault,
            then,
            title=page.title,
            text=page.text,
            tags=page.tags,
            fields={"genre": page.genre},
        )
        if page.starred:
            journal.set_star(vault, then, record=made.record, starred=True)
    first = example_texts.Felt(
        5, "The silence after the Rotterdam slide", story.AS_FELT, story.AS_OBSERVED, ("candour",)
    )
    for felt in (first, example_texts.SECOND_FELT):
        then = _Earlier(clock, felt.ago)
        made = journal.capture(
            vault, then, title=felt.title, tags=felt.tags, fields={"genre": "reflection"}
        )
        journal.write_as_felt(vault, then, record=made.record, felt=felt.felt)
        journal.write_as_observed(vault, then, record=made.record, observed=felt.observed)


def _write_doubts(vault: "Vault", clock: Clock) -> None:
    for doubt in (*example_texts.STALE, example_texts.OPEN):
        _write_doubt(vault, clock, doubt)
    carried, because, days = example_texts.CARRIED
    record = _write_doubt(vault, clock, carried)
    until = story.day(clock.today(), days)
    doubts.carry(vault, _Earlier(clock, 20), record=record, because=because, until=until)
    settled, evidence = example_texts.SETTLED
    record = _write_doubt(vault, clock, settled)
    doubts.settle(vault, _Earlier(clock, 38), record=record, warranted=False, evidence=evidence)


def _write_doubt(vault: "Vault", clock: Clock, doubt: example_texts.Unsure) -> RecordId:
    made = doubts.write(
        vault,
        _Earlier(clock, doubt.ago),
        statement=doubt.statement,
        intensity=doubt.intensity,
        cost_if_true=doubt.cost,
        what_would_settle_it=doubt.settles,
        expires_on=story.day(clock.today(), doubt.expires),
    )
    return made.record


def _write_decisions(vault: "Vault", clock: Clock) -> None:
    _write_decision(vault, clock, example_texts.PENDING)
    question, option, because, amendment = example_texts.SEALED
    record = _write_decision(vault, clock, question)
    then = _Earlier(clock, -question.decide_in)
    decisions.decide(vault, then, record=record, option=option, because=because)
    decisions.amend(vault, _Earlier(clock, 3), record=record, text=amendment)
    for ago, asked, resolve_in, p, resolution, lesson in example_texts.SINGLE_FORECASTS:
        made = forecasts.write(
            vault,
            _Earlier(clock, ago),
            question=asked,
            resolve_by=story.day(clock.today(), resolve_in),
            fields={"p": p},
        )
        if resolution is not None:
            forecasts.resolve(
                vault,
                _Earlier(clock, -resolve_in),
                record=made.record,
                resolution=resolution,
                lesson=lesson,
            )


def _write_decision(vault: "Vault", clock: Clock, question: example_texts.Question) -> RecordId:
    fields: Mapping[str, JsonValue] = {
        **question.fields,
        "decide_by": story.day(clock.today(), question.decide_in),
    }
    then = _Earlier(clock, question.ago)
    return decisions.create(vault, then, title=question.title, fields=fields).record


def _write_rotterdam(vault: "Vault", clock: Clock) -> RecordId:
    question = example_texts.Question(6, story.DECISION_TITLE, story.DECISION, 7)
    record = _write_decision(vault, clock, question)
    for asked, days, view in story.FORECASTS:
        forecasts.write(
            vault,
            _Earlier(clock, question.ago),
            question=asked,
            resolve_by=story.day(clock.today(), days),
            fields=dict(view),
            decision=record,
        )
    return record


def _exchange(
    vault: "Vault", name: str, clock: Clock, entropy: Entropy, records: tuple[RecordId, RecordId]
) -> None:
    """Share two records with a mentor, whose vault is thrown away, and take in the answer."""
    from confidant.crypto.argon2 import MINIMUM_WRITTEN
    from confidant.vault.vault import create_vault

    with TemporaryDirectory() as folder:
        created = create_vault(
            Path(folder) / "mentor.confidant",
            name=story.MENTOR,
            passphrase=entropy.token(_MENTOR_SECRET_BYTES).hex(),
            clock=clock,
            entropy=entropy,
            kdf=MINIMUM_WRITTEN,
        )
        with created.vault as mentor:
            _meet(vault, mentor, name, clock)
            shared = sharing.share(
                vault,
                _Earlier(clock, _SHARED_AGO),
                entropy,
                contact=contacts.find(vault, story.MENTOR),
                selection=Selection(
                    records=records, note="Before the board: where am I fooling myself?"
                ),
                output=None,
            )
            answer = _mentor_answers(mentor, clock, entropy, shared.data, records)
            inbox.take_in(vault, _Earlier(clock, 0), untrusted_data=answer)


def _meet(vault: "Vault", mentor: "Vault", name: str, clock: Clock) -> None:
    then = _Earlier(clock, 90)
    added = contacts.add(
        vault,
        then,
        untrusted_card=contacts.my_card(mentor).text.encode(),
        petname=story.MENTOR,
        role="my_mentor",
    )
    words = contacts.my_words(mentor)
    contacts.verify(vault, then, contact=added.record, words=words, channel="by telephone")
    # The mentor's own name for me must differ from nobody's: theirs is the only contact there.
    back = contacts.add(
        mentor,
        then,
        untrusted_card=contacts.my_card(vault).text.encode(),
        petname=name,
        role="i_mentor",
    )
    contacts.verify(
        mentor, then, contact=back.record, words=contacts.my_words(vault), channel="by telephone"
    )


def _mentor_answers(
    mentor: "Vault",
    clock: Clock,
    entropy: Entropy,
    untrusted_data: bytes,
    records: tuple[RecordId, RecordId],
) -> bytes:
    then = _Earlier(clock, _ANSWERED_AGO)
    inbox.take_in(mentor, _Earlier(clock, _SHARED_AGO), untrusted_data=untrusted_data)
    (row,) = inbox.rows(mentor)
    decision, doubt = records
    challenge = conversation.respond(
        mentor, then, to=row, text=story.CHALLENGE, form="challenge", about=doubt
    )
    others = [
        conversation.respond(mentor, then, to=row, text=text, form=form, about=decision)
        for form, text in example_texts.RESPONSES
    ]
    done = sharing.share(
        mentor,
        then,
        entropy,
        contact=contacts.every(mentor)[0],
        selection=Selection(records=(), reply_to=row.bundle),
        output=None,
        new_records=[challenge, *others],
    )
    return done.data
