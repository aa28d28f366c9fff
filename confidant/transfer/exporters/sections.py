"""Plain values as Markdown under a heading."""

from collections.abc import Mapping, Sequence


def section(level: int, name: str, value: object) -> str:
    """Return a heading named after a field, and its value below."""
    return f"{'#' * level} {label(name)}\n\n{written(value)}"


def label(name: str) -> str:
    """Return the name of a field as a heading."""
    return name.replace("_", " ").capitalize()


def written(value: object) -> str:
    """Return a plain value as text: lists as bullets, objects as lines."""
    if isinstance(value, Mapping):
        return "\n".join(f"{label(name)}: {_inline(v)}" for name, v in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(bullet(written(member)) for member in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def bullet(text: str) -> str:
    """Return text as a bullet; its further lines belong to it."""
    first, *rest = text.split("\n")
    return "\n".join([f"* {first}", *(f"  {line}" if line else "" for line in rest)])


def _inline(value: object) -> str:
    """Return a value inside an object on its line; lists stay on it."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_inline(member) for member in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{label(name)} {_inline(v)}" for name, v in value.items())
    return written(value)
