"""Small things side by side that wrap where there is no room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from confidant.ui import theme
from confidant.ui.widgets.flow_layout import FlowLayout


def line(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Return a holder with `widgets` in lines."""
    holder = QWidget()
    holder.setProperty("page", "true")
    flow = FlowLayout(holder)
    theme.current().pad(flow, spacing=spacing)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def stops(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at in `part`, in the order in which it was laid out."""
    found = [part, *part.findChildren(QWidget)]
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
