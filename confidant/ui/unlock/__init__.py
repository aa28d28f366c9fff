"""Before a vault is open: welcome, create, unlock. The first and the last thing that is seen."""

from confidant.ui.unlock.entrance import EntranceWindow
from confidant.ui.unlock.opening import Opened

__all__ = ["EntranceWindow", "Opened"]
