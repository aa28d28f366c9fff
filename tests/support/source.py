"""Reads Confidant's own source, for the tests that hold it to its rules."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "confidant"
_BUILT = frozenset({"build", "dist", "node_modules", "htmlcov"})


@dataclass(frozen=True)
class Module:
    """One file of the program."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Return the path below the project, with `/`."""
        return self.path.relative_to(ROOT).as_posix()


@cache
def modules(room: str = "") -> tuple[Module, ...]:
    """Return every module of the program, or of one room."""
    paths = sorted((PACKAGE / room).rglob("*.py"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts.items())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function, methods and inner ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything imported: `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git from PATH
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        paths = [ROOT / name for name in names]
    else:  # an unpacked archive
        paths = [path for path in ROOT.rglob("*") if not _is_built(path)]
    return tuple(path for path in sorted(paths) if path.is_file())


def _is_built(path: Path) -> bool:
    return any(part in _BUILT or part.startswith(".") for part in path.relative_to(ROOT).parts)
