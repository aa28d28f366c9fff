"""Decisions in real vaults, for tests of their screen."""

from datetime import timedelta

from confidant.records.canonical import JsonValue
from confidant.records.decision import Decision
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId
from confidant.services import decisions, forecasts
from tests.support.sessions import OpenVault

OPTIONS: list[JsonValue] = [
    {"title": "Stay to term", "bad": ["Loses the slot"], "rejected_because": "An empty hall"},
    {"title": "Early exit", "good": ["Frees one team"]},
    {"title": "Sub-let"},
]


def day(opened: OpenVault, days: int) -> str:
    return (opened.place.clock.today() + timedelta(days=days)).isoformat()


def decision(
    opened: OpenVault, title: str = "Offer the lease an early exit", **fields: JsonValue
) -> RecordId:
    """Write a pending decision."""
    return opened.ask(
        lambda vault: decisions.create(vault, opened.place.clock, title=title, fields=fields).record
    )


def forecast(
    opened: OpenVault, of: RecordId | None, question: str = "He accepts", p: int = 7000
) -> RecordId:
    """Write a binary forecast."""
    return opened.ask(
        lambda vault: (
            forecasts.write(
                vault,
                opened.place.clock,
                question=question,
                resolve_by=day(opened, 90),
                fields={"p": p},
                decision=of,
            ).record
        )
    )


def decided(opened: OpenVault, record: RecordId, option: str = "Early exit") -> None:
    """Decide and seal."""
    clock = opened.place.clock
    opened.ask(
        lambda vault: decisions.decide(
            vault, clock, record=record, option=option, because="The slot is worth more."
        )
    )


def body(opened: OpenVault, record: RecordId) -> Decision:
    found = opened.ask(lambda vault: vault.current(record).body)
    assert isinstance(found, Decision)
    return found


def forecast_body(opened: OpenVault, record: RecordId) -> Forecast:
    found = opened.ask(lambda vault: vault.current(record).body)
    assert isinstance(found, Forecast)
    return found
