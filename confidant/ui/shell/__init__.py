"""The frame around the screens: rail, menus, palette, status bar, and the way between places."""
