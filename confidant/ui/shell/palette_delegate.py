"""How the palette's entries are painted: picture, words, and the keys at the end."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.commands import Command
from confidant.ui.navigation import Place
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON, RADIUS_CONTROL
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.painting import draw_icon, rounded, visual

ENTRY = Qt.ItemDataRole.UserRole + 1
ROW = 40


@dataclass(frozen=True)
class FoundRecord:
    """A record that the palette offers: no text of it but its title."""

    place: Place
    title: str
    detail: str
    day: str
    icon: str


@dataclass(frozen=True)
class Heading:
    """A word above a group; cannot be chosen."""

    text: str


class EntryDelegate(QStyledItemDelegate):
    """Paints picture, words, and the keys at the end."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, theme.current().px(ROW))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry = index.data(ENTRY)
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        if isinstance(entry, Heading):
            painter.setFont(look.font(Role.EYEBROW))
            painter.setPen(look.colour("ink_subtle"))
            box = area.adjusted(look.px(4), 0, 0, -look.px(6))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
            painter.drawText(box, int(flags), entry.text)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                frame = QRectF(area).adjusted(1, 1, -1, -1)
                fill, edge = look.colour("accent_soft"), look.colour("accent")
                rounded(painter, frame, look.px(RADIUS_CONTROL), fill, edge, 2)
            self._paint_entry(painter, area, entry)
        painter.restore()

    def _paint_entry(self, painter: QPainter, area: QRect, entry: object) -> None:
        look = theme.current()
        view = self.parent()
        if not isinstance(view, QWidget):
            return
        icon, words, detail, end, possible = _parts(entry)
        rtl = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        pad = look.px(22)
        x = area.right() - pad if rtl else area.left() + pad
        quiet = _quiet(possible=possible)
        if icon:
            draw_icon(painter, view, icon, quiet, ICON, QPointF(x, area.center().y() + 0.5))
        text = visual(view, area.adjusted(look.px(44), 0, -look.px(14), 0))
        painter.setFont(look.font(Role.UI_STRONG if possible else Role.UI))
        painter.setPen(look.colour("ink" if possible else "disabled"))
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, text.width() * 3 // 4)
        painter.drawText(text, int(middle | Qt.AlignmentFlag.AlignLeading), shown)
        used = metrics.horizontalAdvance(shown) + look.px(12)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour(quiet))
        painter.drawText(text, int(middle | Qt.AlignmentFlag.AlignTrailing), end)
        room = text.width() - used - painter.fontMetrics().horizontalAdvance(end) - look.px(12)
        rest = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, max(0, room))
        place = text.adjusted(0 if rtl else used, 0, -used if rtl else 0, 0)
        painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignLeading), rest)


def _quiet(*, possible: bool) -> Token:
    return "ink_muted" if possible else "disabled"


def _parts(entry: object) -> tuple[str, str, str, str, bool]:
    if isinstance(entry, Command):
        return (entry.icon_name, plain(entry), "", keys(entry), entry.isEnabled())
    if isinstance(entry, FoundRecord):
        return (entry.icon, entry.title, entry.detail, entry.day, True)
    return ("", "", "", "", True)


def plain(command: Command) -> str:
    """Return the command's words without the sign of its access key."""
    return command.text().replace("&", "")


def keys(command: Command) -> str:
    """Return the command's keys as this system writes them."""
    return command.shortcut().toString(command.shortcut().SequenceFormat.NativeText)
