"""The look of the window: colours, type, sizes, icons, in one place.

`install` dresses the application once; everything else asks `current()`.
"""

from confidant.ui.theme.current import current, install
from confidant.ui.theme.theme import Choice, Theme
from confidant.ui.theme.typography import Role

__all__ = ["Choice", "Role", "Theme", "current", "install"]
