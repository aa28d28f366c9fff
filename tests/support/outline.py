"""What a window says, as text: for people who read a diff, and for those who cannot see it.

One line per visible widget that can be reached or read: class, role, spoken name, text, spoken
description; at the end the order in which Tab walks. Compared with a stored file; set
CONFIDANT_UPDATE_OUTLINES to write it anew.
"""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

STORED = Path(__file__).parent.parent / "gui" / "outlines"
UPDATE = "CONFIDANT_UPDATE_OUTLINES"
_MOST_STOPS = 5000


def outline(window: QWidget) -> str:
    """Return the outline of everything visible in `window`."""
    lines = [f"{type(window).__name__} “{window.windowTitle()}”"]
    lines += _below(window, 1)
    lines += ["", "Tab:"]
    lines += [f"  {_spoken(stop)}" for stop in tab_stops(window)]
    return "\n".join(lines) + "\n"


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what Tab stops at, in order, once round."""
    return [stop for stop in _chain(window) if _is_stop(stop, window)]


def _is_stop(stop: QWidget, window: QWidget) -> bool:
    reached = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reached and stop.isEnabled() and stop.isVisibleTo(window) and stop.focusProxy() is None


def _chain(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    stop = window.nextInFocusChain()
    while stop is not None and stop is not window and len(found) < _MOST_STOPS:
        found.append(stop)
        stop = stop.nextInFocusChain()
    # PySide 6.11.3 took each for a child of the one before: say again whose child it is, or what
    # belongs to it is taken for deleted when that one is.
    for one in (*found, window):
        one.setParent(one.parentWidget())
    return found


def nameless(window: QWidget) -> list[str]:
    """Return the class of everything that can be reached and has no spoken name or role."""
    return [
        type(stop).__name__
        for stop in tab_stops(window)
        if not _interface(stop).text(QAccessible.Text.Name).strip()
        or _interface(stop).role() in {QAccessible.Role.NoRole, QAccessible.Role.Client}
    ]


def check_outline(window: QWidget, name: str) -> None:
    """Compare with the stored outline called `name`."""
    path = STORED / f"{name}.txt"
    found = outline(window)
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def _below(widget: QWidget, depth: int) -> list[str]:
    lines: list[str] = []
    for child in widget.children():
        if not isinstance(child, QWidget) or not child.isVisibleTo(widget) or child.isWindow():
            continue
        told = bool(child.accessibleName()) or _says(child) or _reached(child)
        if told:
            lines.append("  " * depth + _line(child))
        lines += _below(child, depth + told)
    return lines


def _line(widget: QWidget) -> str:
    interface = _interface(widget)
    text = _text(widget)
    description = interface.text(QAccessible.Text.Description)
    parts = [f"{type(widget).__name__} {_role(widget)} “{_name(widget)}”"]
    if text and text.replace("&", "") != _name(widget):
        parts.append(f"= “{text}”")
    if description:
        parts.append(f"({description})")
    if not widget.isEnabled():
        parts.append("disabled")
    return " ".join(parts)


def _spoken(widget: QWidget) -> str:
    return f"{_role(widget)} “{_name(widget)}”"


def _name(widget: QWidget) -> str:
    return _interface(widget).text(QAccessible.Text.Name)


def _role(widget: QWidget) -> str:
    return _interface(widget).role().name


def _interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def _says(widget: QWidget) -> bool:
    return bool(_text(widget))


def _reached(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None) or getattr(widget, "toPlainText", None)
    return str(text()) if callable(text) else ""
