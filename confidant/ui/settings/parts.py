"""What Confidant is made of: names, versions, licences and their texts, from the packages."""

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from confidant import __version__, resources

_PACKAGES = (
    "PySide6-Essentials",
    "sqlcipher3",
    "cryptography",
    "msgspec",
    "platformdirs",
    "typing-extensions",
    "xkcdpass",
    "zxcvbn",
    "font-source-serif-pro",
    "font-source-sans-pro",
    "PyYAML",
    "markdownify",
    "icalendar",
)
_OWN_TEXTS = ("LICENSE", "NOTICE")
_MARKS = ("licen", "copying", "notice")


@dataclass(frozen=True)
class Part:
    """One part. `text` is its licence as its package brings it, empty where it brings none."""

    name: str
    version: str
    licence: str
    text: str


def parts() -> list[Part]:
    """Return Confidant first, then what it is built on; a package that is not there is left out."""
    own = Part("Confidant", __version__, "Apache-2.0", _own_text())
    python = Part("Python", platform.python_version(), "PSF-2.0", "")
    return [own, python, *(part for name in _PACKAGES if (part := _part(name)) is not None)]


def _part(name: str) -> Part | None:
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    said = found.metadata
    named = [*(said.get_all("License-Expression") or ()), *(said.get_all("License") or ())]
    licence = named[0] if named else _classified(found)
    texts = [
        text
        for file in found.files or ()
        if _is_licence(file.name) and (text := _read(Path(str(file.locate()))))
    ]
    first_line = licence.strip().splitlines()[:1]
    return Part(said["Name"], found.version, "".join(first_line), "\n\n".join(texts))


def _classified(found: metadata.Distribution) -> str:
    classifiers = found.metadata.get_all("Classifier") or []
    named = [c.rsplit(" :: ", 1)[-1] for c in classifiers if c.startswith("License ::")]
    return ", ".join(named)


def _is_licence(name: str) -> bool:
    folded = name.casefold()
    return any(mark in folded for mark in _MARKS) and not folded.endswith((".py", ".pyc", ".pyi"))


def _own_text() -> str:
    root = resources.directory()
    folders = (root, root.parent)
    texts = (_read(folder / name) for name in _OWN_TEXTS for folder in folders)
    return "\n\n".join(text for text in texts if text)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
