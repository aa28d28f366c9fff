"""What is typed into quick capture: kept as a draft until it is kept or discarded."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.services import quick_capture
from confidant.services.quick_capture import Capture
from confidant.services.results import Written
from confidant.ui.drafting import PAUSE_MS
from confidant.ui.session import Session


class CaptureModel(QObject):
    """Signals: `loaded(Capture)`, `draft_kept` after each draft, `kept`, `discarded`."""

    loaded = Signal(object)
    draft_kept = Signal()
    kept = Signal()
    discarded = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self.session = session
        self.capture = Capture()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)

    def load(self) -> None:
        """Read what was left behind."""
        self.session.read(self, quick_capture.load, self._loaded)

    def change(self, capture: Capture) -> None:
        """Take what stands on the screen; the draft is written after a pause."""
        if capture != self.capture:
            self.capture = capture
            self._pause.start()

    def save(self) -> None:
        """Write the draft now, or drop it where nothing is left to keep."""
        self._pause.stop()
        # The sheet may be gone when the draft lies on the disk, so the session waits for it.
        capture = self.capture
        if capture.text.strip():
            verb = partial(quick_capture.save, capture=capture)
        else:
            self.session.read(self.session, quick_capture.discard, lambda _changes: None)
            return
        self.session.read(self.session, verb, lambda _changes: None)
        self.session.read(self, lambda _vault: None, lambda _none: self.draft_kept.emit())

    def keep(self) -> None:
        """Write the record and drop the draft."""
        self._pause.stop()
        verb = partial(quick_capture.keep, clock=self.session.clock, capture=self.capture)
        self.session.write(self, verb, self._kept, failed=self.refused.emit)

    def discard(self) -> None:
        """Forget what was typed."""
        self._pause.stop()
        self.capture = Capture()
        self.session.read(self.session, quick_capture.discard, lambda _changes: None)
        self.discarded.emit()

    def _loaded(self, capture: Capture | None) -> None:
        if capture is not None and not self.capture.text:
            self.capture = capture
            self.loaded.emit(capture)

    def _kept(self, _written: Written) -> None:
        self.capture = Capture()
        self.kept.emit()
