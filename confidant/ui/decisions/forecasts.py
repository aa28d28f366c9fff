"""The forecasts of a decision, each a record of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.records import ids
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId
from confidant.records.views import Choice
from confidant.services import erasing, forecasts, journal, lookup
from confidant.services.erasing import Reach
from confidant.services.results import Written
from confidant.ui.record_form.erasing import erase
from confidant.ui.session import Session
from confidant.vault.vault import Vault

Failed = Callable[[ExpectedError], None]


@dataclass(frozen=True)
class Held:
    """A forecast as it stands."""

    record: RecordId
    body: Forecast
    sealed: bool

    @override
    def __repr__(self) -> str:
        """Show the id only."""
        return f"Held({ids.to_c32(self.record)})"


class ForecastsModel(QObject):
    """`changed` follows every time when the forecasts on the screen are others."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin without forecasts."""
        super().__init__(parent)
        self.session = session
        self.held: tuple[Held, ...] = ()
        self.decision: RecordId | None = None
        self.alone: RecordId | None = None
        session.changed.connect(self._changed)

    def show_decision(self, decision: RecordId | None) -> None:
        """Show the forecasts of a decision, or none."""
        self.alone = None
        if decision != self.decision or decision is None:
            self.decision = decision
            self._show(())
        self.reload()

    def show_alone(self, forecast: RecordId) -> None:
        """Show one forecast that belongs to no decision."""
        self.decision, self.alone = None, forecast
        self._show(())
        self.reload()

    def reload(self) -> None:
        """Read them anew."""
        if self.alone is not None:
            verb = partial(_one, record=self.alone)
        elif self.decision is not None:
            verb = partial(_of_decision, decision=self.decision)
        else:
            return
        self.session.read(self, verb, self._show, key="forecasts")

    def clear(self) -> None:
        """Forget them at a lock."""
        self.held, self.decision, self.alone = (), None, None

    def add(
        self,
        decision: RecordId,
        question: str,
        day: date,
        fields: Mapping[str, JsonValue],
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Write a forecast of a decision."""
        verb = partial(
            forecasts.write,
            clock=self.session.clock,
            question=question,
            resolve_by=day.isoformat(),
            fields=fields,
            decision=decision,
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def change(
        self,
        held: Held,
        question: str,
        day: date,
        fields: Mapping[str, JsonValue],
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Write what a forecast says that is not sealed."""
        nothing = dict.fromkeys(("p", "choices", "low", "high", "unit"))
        values = {
            **nothing,
            **fields,
            "shape": forecasts.shape_of(fields),
            "question": question,
            "resolve_by": day.isoformat(),
        }
        self._revise(held, values, then, failed)

    def set_chance(self, held: Held, p: int) -> None:
        """Say how likely a forecast is that is not sealed; basis points."""
        self.session.write(self, self.chance_verb(held, p))

    def chance_verb(self, held: Held, p: int) -> Callable[[Vault], Written]:
        """Return the verb that says how likely a forecast is, for a lock."""
        clock = self.session.clock
        return partial(journal.revise, clock=clock, record=held.record, fields={"p": p})

    def update(
        self,
        held: Held,
        fields: Mapping[str, JsonValue],
        why: str,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Put a later view beside the sealed one."""
        low, high = fields.get("low"), fields.get("high")
        p, choices = fields.get("p"), fields.get("choices")
        verb = partial(
            forecasts.update,
            clock=self.session.clock,
            record=held.record,
            p=p if isinstance(p, int) else None,
            choices=_choices(choices) if isinstance(choices, list) else None,
            interval=(str(low), str(high)) if low is not None else None,
            why=why,
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def resolve(
        self,
        held: Held,
        resolution: str,
        lesson: str,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Say what the world said."""
        verb = partial(
            forecasts.resolve,
            clock=self.session.clock,
            record=held.record,
            resolution=resolution,
            lesson=lesson or None,
        )
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def out_of_reach(self, held: Held, then: Callable[[Reach], None]) -> None:
        """Ask what erasing a forecast could not reach."""
        self.session.read(self, partial(erasing.out_of_reach, records=(held.record,)), then)

    def erase(self, held: Held, *, replace: bool = False) -> None:
        """Erase a forecast for good, in older backups too."""
        erase(self.session, self, held.record, then=lambda: None, replaces_backups=replace)

    def _revise(
        self,
        held: Held,
        values: Mapping[str, JsonValue | None],
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        verb = partial(journal.revise, clock=self.session.clock, record=held.record, fields=values)
        self.session.write(self, verb, lambda _written: then(), failed=failed)

    def _show(self, held: tuple[Held, ...]) -> None:
        self.held = held
        self.changed.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"forecast", "decision"}:
            self.reload()


def decision_of(vault: Vault, *, record: RecordId) -> RecordId | None:
    """Return the decision that a forecast belongs to. Runs on the vault thread."""
    body = lookup.typed_body(vault, record, Forecast)
    return ids.from_b64(body.decision) if body.decision is not None else None


def _of_decision(vault: Vault, *, decision: RecordId) -> tuple[Held, ...]:
    found = (
        _held(vault, source)
        for source, relation in vault.linked(decision)
        if relation == "decision" and vault.author(source) is None
    )
    return tuple(one for one in found if one is not None)


def _one(vault: Vault, *, record: RecordId) -> tuple[Held, ...]:
    held = _held(vault, record) if lookup.exists(vault, record) else None
    return (held,) if held is not None else ()


def _held(vault: Vault, record: RecordId) -> Held | None:
    body = lookup.body_of(vault, record)
    if not isinstance(body, Forecast):
        return None
    return Held(record, body, sealed=vault.seal_of(record) is not None)


def _choices(plain: list[JsonValue]) -> tuple[Choice, ...]:
    return tuple(
        Choice(option=str(one["option"]), p=int(str(one["p"])))
        for one in plain
        if isinstance(one, dict)
    )
