"""What may be lost and protects nothing: look, language, sizes, the vault opened last.

One JSON file in the user's configuration directory, 0600, readable before any vault is open.
Whatever names a person or a record, or protects something, is a `setting` record in the vault
instead. A file that cannot be read is not an error: the window opens with what it ships with.
"""

import contextlib
import os
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from platformdirs import user_config_path

ThemeChoice: TypeAlias = Literal["system", "light", "dark", "high-contrast"]
MAX_RECENT = 8
_MAX_BYTES = 65_536

_Scale = Annotated[float, msgspec.Meta(ge=0.9, le=2.0)]


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The user's choices on this computer.

    `text_scale` 0.9–2.0, None follows the system's font; `language` an IETF tag, empty follows
    the system; `window` is Qt's own geometry as hexadecimal digits; `panes` maps a splitter's
    name to its widths in pixels; `recent_vaults` are directories, newest first.
    """

    theme: ThemeChoice = "system"
    text_scale: _Scale | None = None
    language: str = ""
    movement: bool = True
    remember_vaults: bool = True
    recent_vaults: tuple[str, ...] = ()
    window: str = ""
    panes: dict[str, tuple[int, ...]] = msgspec.field(default_factory=dict)

    def with_vault(self, directory: Path) -> "Preferences":
        """Return these with `directory` as the vault opened last, unless that is switched off."""
        if not self.remember_vaults:
            return msgspec.structs.replace(self, recent_vaults=())
        others = tuple(v for v in self.recent_vaults if v != str(directory))
        return msgspec.structs.replace(self, recent_vaults=(str(directory), *others)[:MAX_RECENT])


class PreferenceStore:
    """Reads the preferences once and writes every change at once, replacing the file whole."""

    def __init__(self, path: Path | None = None) -> None:
        """Use `path`, by default `preferences.json` in the user's configuration directory."""
        self._path = path or user_config_path("confidant") / "preferences.json"
        self.current = _read(self._path)

    def change(self, **values: object) -> Preferences:
        """Replace the named preferences and write the file.

        A disk that cannot be written costs the preference at the next start, nothing else.
        """
        return self.replace(msgspec.structs.replace(self.current, **values))

    def replace(self, preferences: Preferences) -> Preferences:
        """Make `preferences` the current ones and write the file."""
        if preferences != self.current:
            self.current = preferences
            _write(self._path, msgspec.json.encode(preferences))
        return self.current


def _read(path: Path) -> Preferences:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES)
        return msgspec.json.decode(data, type=Preferences)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Preferences()


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            temporary.chmod(0o600)
            file.write(data)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
