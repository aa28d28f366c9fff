"""Deciding: what would be sealed, sealing, what is added afterwards, what was sealed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from confidant.compat import override
from confidant.errors import ExpectedError, SealedFieldError
from confidant.records import canonical, seals
from confidant.records import record as records
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.services import decisions, lookup
from confidant.services.decisions import Declined, WillSeal
from confidant.ui.record_form.model import FormModel
from confidant.vault.vault import Vault

Failed = Callable[[ExpectedError], None]


@dataclass(frozen=True)
class Sealed:
    """What was sealed, and the check.

    `fields` are the sealed fields as they were; `unchanged` whether the record says the same now.
    """

    fields: Mapping[str, JsonValue]
    revision: int
    sealed_at: int
    unchanged: bool

    @override
    def __repr__(self) -> str:
        """Show the revision only."""
        return f"Sealed({self.revision})"


class Deciding(QObject):
    """The verbs on the decision that `form` has open; what is typed is saved before each.

    `sealed` follows after the record was sealed.
    """

    sealed = Signal()

    def __init__(self, form: FormModel, parent: QObject | None = None) -> None:
        """Decide what `form` has open."""
        super().__init__(parent)
        self._form = form
        self._session = form.session

    def will_seal(self, then: Callable[[WillSeal], None], refused: Callable[[str], object]) -> None:
        """Ask what deciding would freeze; `refused` hears why the record cannot be saved."""

        def ask(record: RecordId) -> None:
            verb = partial(decisions.will_seal, clock=self._session.clock, record=record)
            self._session.read(self, verb, then)

        self._form.when_saved(ask, refused)

    def decide(
        self,
        option: str,
        because: str,
        confirmation: str,
        then: Callable[[], object],
        failed: Failed,
        refused: Callable[[str], object],
    ) -> None:
        """Decide and seal; how it will be known is kept with it. There is no undo."""
        self._keep_confirmation(confirmation)

        def go(record: RecordId) -> None:
            verb = partial(
                decisions.decide,
                clock=self._session.clock,
                record=record,
                option=option,
                because=because,
            )
            self._session.write(
                self, verb, lambda _decided: self._is_sealed(record, then), failed=failed
            )

        self._form.when_saved(go, refused)

    def decline(
        self,
        status: Declined,
        then: Callable[[], object],
        failed: Failed,
        refused: Callable[[str], object],
    ) -> None:
        """Seal a decision that is not taken or rejected."""

        def go(record: RecordId) -> None:
            verb = partial(
                decisions.decline, clock=self._session.clock, record=record, status=status
            )
            self._session.write(
                self, verb, lambda _decided: self._is_sealed(record, then), failed=failed
            )

        self._form.when_saved(go, refused)

    def amend(
        self,
        text: str,
        then: Callable[[], object],
        failed: Failed,
        refused: Callable[[str], object],
    ) -> None:
        """Add a later thought."""

        def go(record: RecordId) -> None:
            verb = partial(decisions.amend, clock=self._session.clock, record=record, text=text)

            def done(_written: object) -> None:
                then()
                self._form.reload(record)

            self._session.write(self, verb, done, failed=failed)

        self._form.when_saved(go, refused)

    def what_was_sealed(self, then: Callable[[Sealed], None]) -> None:
        """Read the sealed revision and check that its fields still say the same."""
        if self._form.record is not None:
            self._session.read(self, partial(_sealed, record=self._form.record), then)

    def _keep_confirmation(self, signal: str) -> None:
        before = self._form.value("confirmation")
        held = dict(before) if isinstance(before, dict) else {}
        if signal and held.get("signal") != signal:
            self._form.take("confirmation", {**held, "signal": signal})

    def _is_sealed(self, record: RecordId, then: Callable[[], object]) -> None:
        then()
        self._form.reload(record)
        self.sealed.emit()


def _sealed(vault: Vault, *, record: RecordId) -> Sealed:
    seal = vault.seal_of(record)
    if seal is None:
        raise SealedFieldError(field="status")
    sealed = lookup.whole(vault.revision(record, seal.sealed_rev))
    plain = canonical.decode_object(records.encode(sealed))
    names = seals.sealed_fields(sealed.kind)
    try:
        seals.check_unchanged(sealed, lookup.body_of(vault, record))
        unchanged = True
    except SealedFieldError:
        unchanged = False
    fields = {name: value for name, value in plain.items() if name in names}
    return Sealed(fields, seal.sealed_rev, seal.ts, unchanged)
