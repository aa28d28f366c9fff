"""Reads a window as a screen reader does. Run by the system's own Python, which has `gi`.

For each line that comes in, one line of JSON goes out: the tree of the program with that process
id, without what does not show.
"""

import json
import sys
import warnings
from typing import Any

import gi  # type: ignore[import-not-found] # the system's own

gi.require_version("Atspi", "2.0")
warnings.filterwarnings("ignore", category=DeprecationWarning)
from gi.repository import (  # type: ignore[import-not-found] # noqa: E402 -- after the version
    Atspi,
    GLib,
)

_MOST = 4000
_TEXT = 400


def _tree(pid: int, budget: list[int]) -> dict[str, Any] | None:
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_process_id() == pid:
            return _node(program, budget)
    return None


def _node(node: Any, budget: list[int]) -> dict[str, Any] | None:  # noqa: ANN401 -- Atspi's
    budget[0] -= 1
    role = node.get_role_name()
    states = [one.value_nick for one in node.get_state_set().get_states()]
    if budget[0] < 0 or (role != "application" and "showing" not in states):
        return None
    found: dict[str, Any] = {
        "role": role,
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "label": _label(node),
        "states": states,
        "text": _text(node),
        "box": _box(node),
        "children": [],
    }
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        below = _node(child, budget) if child is not None else None
        if below is not None:
            found["children"].append(below)
    return found


def _label(node: Any) -> str:  # noqa: ANN401 -- as above
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name() or "")
    return ""


def _text(node: Any) -> str:  # noqa: ANN401 -- as above
    text = node.get_text_iface()
    if text is None:
        return ""
    return str(Atspi.Text.get_text(text, 0, min(_TEXT, Atspi.Text.get_character_count(text))))


def _box(node: Any) -> list[int]:  # noqa: ANN401 -- as above
    place = node.get_component_iface()
    if place is None:
        return [0, 0, 0, 0]
    box = place.get_extents(Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def main() -> None:
    """Answer until nobody asks any more."""
    Atspi.init()
    Atspi.set_timeout(3000, 15000)
    for line in sys.stdin:
        try:
            found = _tree(int(line), [_MOST])
        except GLib.Error as error:  # a widget went away while it was looked at
            found = {"gone": str(error)}
        print(json.dumps(found), flush=True)  # noqa: T201 -- the answer


main()
