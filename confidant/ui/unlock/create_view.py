"""Making a vault in three steps: scrolling pages over a footer that stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.errors import ExpectedError
from confidant.ui import theme, words
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import PAGE_MARGIN_NARROW
from confidant.ui.unlock.blockers import Blocker
from confidant.ui.unlock.create_view_model import CreateViewModel, Step
from confidant.ui.unlock.parts import plane, scrolled, tab_order
from confidant.ui.unlock.passphrase_step import PassphraseStep
from confidant.ui.unlock.ready_step import ReadyStep
from confidant.ui.unlock.recovery_step import RecoveryStep
from confidant.ui.unlock.step_trail import StepTrail
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.progress_line import ProgressLine

_WIDTH = 802
_LOW = 700
_MARGIN, _EDGE = 64, 40


class CreateView(QWidget):
    """Shows a `CreateViewModel`. `made` says that a vault is ready and nothing can be undone."""

    made = Signal()

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the three steps."""
        super().__init__(parent)
        self._model = model
        self._shown = Step.PASSPHRASE
        plane(self, "raised")
        self.trail = StepTrail(self._titles())
        self._banner = Banner("", "danger", icon="caution")
        self.passphrase = PassphraseStep(model)
        self.recovery = RecoveryStep(model)
        self.ready = ReadyStep(model)
        self._stack = QStackedWidget()
        for name, step in zip(("passphrase", "recovery", "ready"), self._steps, strict=True):
            self._stack.addWidget(scrolled(step, name))
        self.back = Button(self.tr("&Back"))
        self.primary = Button("", Kind.PRIMARY)
        self._reason = Label("", Role.SMALL, "muted", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._progress = ProgressLine()
        self._lay_out()
        self._connect()
        self._show_model()

    def focus_first(self) -> None:
        """Put the cursor where the step begins."""
        step = self._steps[self._model.step.value]
        if isinstance(step, PassphraseStep | RecoveryStep):
            step.focus_first()
        else:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_example(self) -> None:
        """Turn to an example, or back to a vault of one's own."""
        self._banner.say("")
        self.passphrase.place.propose()
        self._show_step()

    def clear(self) -> None:
        """Drop every secret from fields and labels."""
        self.passphrase.clear()
        self.recovery.clear()
        self._banner.say("")
        self._progress.finish()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _steps(self) -> tuple[QWidget, ...]:
        return (self.passphrase, self.recovery, self.ready)

    def _titles(self) -> list[str]:
        code = "" if self._model.example else self.tr("Recovery code")
        return [self.tr("Passphrase"), code, self.tr("Ready")]

    def _lay_out(self) -> None:
        look = theme.current()
        footer = QHBoxLayout()
        look.pad(footer, spacing=12, margins=(0, 0, 8, 0))  # in line with what scrolls above
        footer.addWidget(self.back)
        footer.addWidget(self._reason, 1)
        footer.addWidget(self.primary)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        look.pad(column, spacing=14)
        for part in (self.trail, self._banner):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._progress)
        column.addLayout(footer)
        self._across = QHBoxLayout(self)
        self._across.addWidget(self._column, 1)
        self._across.addStretch(0)
        tab_order(self.recovery.understood, self.back, self.primary)
        self._fit()
        look.changed.connect(self._fit)

    def _fit(self) -> None:
        look = theme.current()
        self._column.setMaximumWidth(look.px(_WIDTH))
        wide = self.width() >= look.px(_WIDTH)
        low = self.height() < look.px(_LOW)
        margin, edge = (_MARGIN if wide else PAGE_MARGIN_NARROW), (16 if low else _EDGE)
        look.pad(self._across, margins=(margin, edge, margin, edge))

    def _connect(self) -> None:
        self.primary.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.recovery.change_wanted.connect(self._go_back)
        self.passphrase.again.returnPressed.connect(self._go_on)
        self._model.changed.connect(self._show_model)
        self._model.step_changed.connect(self._show_step)
        self._model.failed.connect(self._say_failed)

    def _go_on(self) -> None:
        if self._model.step is Step.READY:
            self._model.hand_over()
            return
        self._banner.say("")
        blocker = self._model.go_on()
        if blocker.blocks and self._model.step is Step.PASSPHRASE:
            self.passphrase.show_blocker(blocker)

    def _go_back(self) -> None:
        self._model.go_back()

    def _say_failed(self, error: ExpectedError) -> None:
        self._banner.say(words.sentence(error), "danger")

    def _show_step(self) -> None:
        step = self._model.step
        if step is Step.READY:
            self.passphrase.clear()
            self.recovery.clear()
            self.made.emit()
        self._stack.setCurrentIndex(step.value)
        self.trail.set_titles(self._titles())
        self.trail.show_step(step.value)
        self._show_model()
        if self.isVisible():
            self.focus_first()

    def _show_model(self) -> None:
        model = self._model
        making = model.is_making
        self.primary.setText(self._primary_text())
        self.back.setVisible(model.step is Step.RECOVERY)
        # In the first step the button stays pressable: pressing it shows where something is
        # missing. Making a vault is only offered when everything is there.
        allowed = model.step is not Step.RECOVERY or not model.blocker.blocks
        self.primary.setEnabled(allowed and not making)
        self._stack.setEnabled(not making)
        self.back.setEnabled(not making)
        reason = "" if making or model.step is Step.READY else self._reason_of(model.blocker)
        self._reason.setText(reason)
        self.primary.setAccessibleDescription(reason)
        if making and self._progress.isHidden():
            self._progress.start(self.tr("Making the key harder to guess. About two seconds."))
        elif not making:
            self._progress.finish()

    def _primary_text(self) -> str:
        model = self._model
        if model.step is Step.READY:
            return self.tr("&Look round") if model.example else self.tr("&Write the first entry")
        if model.step is Step.RECOVERY:
            return self.tr("&Create the vault")
        if model.example:
            return self.tr("Ma&ke the example vault")
        return self.tr("&Go on to the recovery code")

    def _reason_of(self, blocker: Blocker) -> str:
        left = self._model.groups_left
        reasons = {
            Blocker.NOTHING: "",
            Blocker.PERSON_MISSING: self.tr("Your name is missing"),
            Blocker.PERSON_UNFIT: self.tr("Your name does not fit on a card"),
            Blocker.VAULT_MISSING: self.tr("The vault has no name"),
            Blocker.VAULT_UNFIT: self.tr("The vault’s name cannot be used"),
            Blocker.PASSPHRASE_MISSING: self.tr("The passphrase is missing"),
            Blocker.PASSPHRASE_UNFIT: self.tr("The passphrase cannot be used"),
            Blocker.JUDGING: self.tr("Judging the passphrase"),
            Blocker.TOO_WEAK: self.tr("The passphrase can be guessed"),
            Blocker.NOT_REPEATED: self.tr("Type the passphrase once more"),
            Blocker.DIFFERS: self.tr("The passphrases differ"),
            Blocker.WORDS_NOT_TYPED: self.tr("Type the five words"),
            Blocker.WORDS_DIFFER: self.tr("The words differ"),
            Blocker.GROUPS_LEFT: self.tr("One group left")
            if left == 1
            else self.tr("{count} groups left").format(count=left),
            Blocker.NOT_UNDERSTOOD: self.tr("Tick the box"),
        }
        return reasons.get(blocker, "")
