"""What stands on a sealed decision: when, what for and why, what was thought since."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.records.canonical import JsonValue
from confidant.records.decision import Decision
from confidant.records.fields import of
from confidant.ui import theme
from confidant.ui.decisions.deciding import Sealed
from confidant.ui.record_form.field_words import FieldWords
from confidant.ui.record_form.frozen import FrozenField
from confidant.ui.record_form.model import FormModel
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.sheet import Sheet


class SealedBand(Card):
    """`look_wanted` follows [What was sealed]."""

    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden band."""
        super().__init__("plain", spacing=10, parent=parent)
        self.line = Label("", Role.UI_STRONG, wrap=True)
        self.look_button = Button(self.tr("What was sealed"), Kind.LINK, small=True)
        self.look_button.clicked.connect(self.look_wanted)
        row = QHBoxLayout()
        theme.current().pad(row, spacing=10)
        row.addWidget(IconLabel("seal", "accent"))
        row.addWidget(self.line, 1)
        row.addWidget(self.look_button)
        self.column.addLayout(row)
        self._parts: list[Label] = []
        self.hide()

    def show_record(self, form: FormModel) -> None:
        """Show what `form` has open, if it is sealed."""
        self.drop()
        loaded = form.loaded
        self.setVisible(loaded is not None and loaded.sealed_at is not None)
        if loaded is None or loaded.sealed_at is None:
            return
        zone = form.session.clock.zone()
        self.line.setText(
            self.tr("Sealed {moment}. Later thoughts are amendments.").format(
                moment=moment(loaded.sealed_at, zone)
            )
        )
        self._show_verdict(form.value("verdict"))
        amendments = form.value("amendments")
        for one in amendments if isinstance(amendments, list) else ():
            if isinstance(one, dict):
                self._add(moment(int(str(one["at"])), zone), Role.SMALL)
                self._add(str(one["text"]), Role.READ_SMALL)

    def drop(self) -> None:
        """Take every text away."""
        self.line.setText("")
        for part in self._parts:
            part.setText("")
            part.hide()
            part.deleteLater()
        self._parts.clear()

    def _show_verdict(self, verdict: JsonValue | None) -> None:
        if not isinstance(verdict, dict):
            return
        words = self.tr("Decided for {option}").format(option=isolated(str(verdict["option"])))
        self._add(words, Role.H3)
        self._add(str(verdict["because"]), Role.READ)

    def _add(self, words: str, role: Role) -> None:
        part = Label(words, role, "muted" if role is Role.SMALL else "", wrap=True)
        self._parts.append(part)
        self.column.addWidget(part)


class WhatWasSealedSheet(Sheet):
    """The sealed revision, read-only, with the check."""

    def __init__(self, parent: QWidget, sealed: Sealed, zone: str) -> None:
        """Show `sealed`; `zone` names the clock that the moment is told by."""
        super().__init__(parent, parent.tr("What was sealed"), icon="seal")
        words = FieldWords(self)
        row = QHBoxLayout()
        theme.current().pad(row, spacing=8)
        row.addWidget(
            IconLabel(
                "commitment" if sealed.unchanged else "caution",
                "success" if sealed.unchanged else "danger",
            )
        )
        self.check = Label(self._check_words(sealed, zone), Role.UI_STRONG, wrap=True)
        self.check.set_tone("success" if sealed.unchanged else "danger")
        row.addWidget(self.check, 1)
        self.body.addLayout(row)
        self._show(words, sealed.fields)
        self.add_harmless(Button(self.tr("Close")))
        self.finished.connect(self.deleteLater)

    def _check_words(self, sealed: Sealed, zone: str) -> str:
        if sealed.unchanged:
            return self.tr(
                "Checked: every sealed field says what it said on {moment}, in revision {number}."
            ).format(moment=moment(sealed.sealed_at, zone), number=sealed.revision)
        return self.tr("A sealed field does not say any more what it said when it was sealed.")

    def _show(self, words: FieldWords, fields: Mapping[str, JsonValue]) -> None:
        infos = of(Decision)
        for name, value in fields.items():
            self.body.addWidget(FrozenField(words, infos[name], value))


def moment(ms: int, zone: str) -> str:
    """Return `28 November 2026, 18:04` of UTC milliseconds, as a clock in `zone` shows it."""
    at = datetime.fromtimestamp(ms / 1000, ZoneInfo(zone))
    clock = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
    return f"{long_date(at.date())}, {clock}"
