"""The sheets over a decision: sealing, amending, what was sealed, erasing."""

from PySide6.QtCore import QObject

from confidant.services.decisions import Declined, WillSeal
from confidant.services.erasing import Reach
from confidant.ui.decisions.deciding import Deciding, Sealed
from confidant.ui.decisions.page import DecisionPage
from confidant.ui.decisions.seal_sheet import AmendSheet, DeclineSheet, SealSheet
from confidant.ui.decisions.sealed_parts import WhatWasSealedSheet
from confidant.ui.record_form.erase_sheet import EraseRecordSheet
from confidant.ui.record_form.model import FormModel
from confidant.ui.widgets.sheet import Sheet


class DecisionSheets(QObject):
    """Opens them for what `form` has open; `sheet` is the one that was opened last."""

    def __init__(self, form: FormModel, page: DecisionPage, parent: QObject) -> None:
        """Ask over `page`."""
        super().__init__(parent)
        self._form = form
        self._page = page
        self.deciding = Deciding(form, self)
        self.sheet: Sheet | None = None

    def decide(self) -> None:
        """Show what will be sealed, and ask for option and reason."""
        self._page.commit()
        if not self._form.value("options"):
            self._page.jump_to("options")
            self._page.refuse("options", self.tr("Add the option that you decide for first."))
            return
        self._page.forecasts.table.settle()
        self.deciding.will_seal(self._ask_to_seal, self.refuse)

    def decline(self) -> None:
        """Show what will be sealed, and ask whether it is not taken or rejected."""
        self._page.commit()
        self._page.forecasts.table.settle()
        self.deciding.will_seal(self._ask_to_decline, self.refuse)

    def amend(self) -> None:
        """Ask for a later thought."""

        def go(text: str) -> None:
            self.deciding.amend(text, sheet.accept, sheet.show_refusal, sheet.refuse)

        sheet = AmendSheet(self._page, go)
        self._open(sheet)

    def look_at_sealed(self) -> None:
        """Show what was sealed, and the check."""
        self.deciding.what_was_sealed(self._show_sealed)

    def erase(self) -> None:
        """Ask before the decision is erased."""
        self._form.out_of_reach(self._ask_to_erase)

    def _ask_to_seal(self, will_seal: WillSeal) -> None:
        def go(option: str, because: str, confirmation: str) -> None:
            self.deciding.decide(
                option, because, confirmation, sheet.accept, sheet.show_refusal, sheet.refuse
            )

        sure = self._form.value("confidence")
        confirmation = self._form.value("confirmation")
        signal = confirmation.get("signal") if isinstance(confirmation, dict) else ""
        sheet = SealSheet(
            self._page,
            will_seal,
            self._form.counts(),
            leaning=self._form.text("leaning"),
            sure=round(sure / 100) if isinstance(sure, int) else None,
            confirmation=str(signal or ""),
            seal=go,
        )
        sheet.write_wanted.connect(self._page.jump_to)
        self._open(sheet)

    def _ask_to_decline(self, will_seal: WillSeal) -> None:
        def go(status: Declined) -> None:
            self.deciding.decline(
                status,
                sheet.accept,
                sheet.show_refusal,
                sheet.refuse,
            )

        sheet = DeclineSheet(self._page, will_seal, self._form.counts(), seal=go)
        sheet.write_wanted.connect(self._page.jump_to)
        self._open(sheet)

    def _show_sealed(self, sealed: Sealed) -> None:
        self._open(WhatWasSealedSheet(self._page, sealed, self._form.session.clock.zone()))

    def _ask_to_erase(self, reach: Reach | None) -> None:
        sheet = EraseRecordSheet(
            self._page,
            self.tr("Erase this decision?"),
            title=self._form.text("title"),
            reach=reach,
            more=self.tr("Its forecasts stay; each is a record of its own."),
        )
        sheet.accepted.connect(lambda: self._form.erase(replace=sheet.replaces_backups))
        self._open(sheet)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()

    def refuse(self, sentence: str) -> None:
        """Say at the title why the record cannot be saved."""
        self._page.refuse("title", sentence)
