"""A day: typed freely, shown as `28 November 2026`, or chosen from a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.date_text import from_qdate, long_date, read_date, to_qdate
from confidant.ui.widgets.inputs import LineEdit


class DateField(LineEdit):
    """A day or none. `changed` gives the day when it was typed completely or chosen."""

    changed = Signal(object)

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """Make a field without a day; `today` is asked when words such as `fri` are read."""
        super().__init__(name, "", parent)
        self.setPlaceholderText(self.tr("No date"))
        self.setProperty("trailing", "true")
        self._today = today
        self._day: date | None = None
        self._popup: _CalendarPopup | None = None
        self.calendar_button = IconButton("calendar", self.tr("Open the calendar"), parent=self)
        self.calendar_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.calendar_button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self.commit)

    @property
    def day(self) -> date | None:
        """The day, None for no date."""
        return self._day

    @property
    def is_readable(self) -> bool:
        """Whether what stands there is a day or nothing."""
        text = self.text().strip()
        return not text or read_date(text, self._today()) is not None

    def set_day(self, day: date | None) -> None:
        """Show `day` without a signal."""
        self._day = day
        self.setText(long_date(day) if day else "")
        self.set_wrong(wrong=False)

    def commit(self) -> None:
        """Read what was typed; what is not a day stays, marked as wrong."""
        text = self.text().strip()
        day = read_date(text, self._today()) if text else None
        if text and day is None:
            self.set_wrong(wrong=True)
            return
        self._take(day)

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        self.commit()
        popup = _CalendarPopup(self, self._day or self._today())
        popup.chosen.connect(self._chosen)
        self._popup = popup
        popup.open_below(self)

    def _chosen(self, day: QDate) -> None:
        self._take(from_qdate(day))
        self.setFocus()

    def _take(self, day: date | None) -> None:
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.changed.emit(day)

    def _step(self, *, days: int = 0, months: int = 0) -> None:
        start = self._day or self._today()
        moved = from_qdate(to_qdate(start + timedelta(days=days)).addMonths(months))
        self._take(moved)
        announce(self, long_date(moved))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        pages = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.commit()
            self._step(days=steps[key])
        elif key in pages:
            self.commit()
            self._step(months=pages[key])
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(long_date(date(2028, 9, 28)))
        return QSize(widest + theme.current().px(12 + ICON + 28), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.calendar_button.sizeHint()
        inset = theme.current().px(4)
        x = inset if self.isRightToLeft() else self.width() - size.width() - inset
        y = (self.height() - size.height()) // 2
        self.calendar_button.setGeometry(x, y, size.width(), size.height())


class _CalendarPopup(QFrame):
    chosen = Signal(QDate)

    def __init__(self, field: QWidget, day: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", "true")
        self._calendar = _calendar(self, day)
        self._calendar.activated.connect(self._choose)
        self._calendar.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        theme.current().pad(column, margins=(6, 6, 6, 6))
        column.addWidget(self._calendar)

    def open_below(self, field: QWidget) -> None:
        self.adjustSize()
        corner = field.rect().bottomLeft()
        if field.isRightToLeft():
            corner = QPoint(field.rect().right() - self.width(), field.rect().bottom())
        at = field.mapToGlobal(corner) + QPoint(0, 4)
        room = field.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at = field.mapToGlobal(QPoint(corner.x(), -self.height() - 4))
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self._calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(day)
        self.close()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close()
            return True
        return super().event(event)


def _calendar(parent: QWidget, day: date) -> QCalendarWidget:
    look = theme.current()
    calendar = QCalendarWidget(parent)
    calendar.setAccessibleName(calendar.tr("Calendar"))
    calendar.setSelectedDate(to_qdate(day))
    calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    look.set_font(calendar, Role.SMALL)
    plain = QTextCharFormat()
    plain.setForeground(look.colour("ink"))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, plain)
    head = QTextCharFormat()
    head.setForeground(look.colour("ink"))
    calendar.setHeaderTextFormat(head)
    for name, icon, words in (
        ("qt_calendar_prevmonth", "chevron-left", calendar.tr("Previous month")),
        ("qt_calendar_nextmonth", "chevron-right", calendar.tr("Next month")),
    ):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(look.icon(icon, "ink"))
            button.setAccessibleName(words)
    return calendar
