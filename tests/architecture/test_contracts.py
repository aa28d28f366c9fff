"""Each import contract, broken once on purpose, is reported by its name."""

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pytest

from tests.support.source import PACKAGE, ROOT

LAYERS = "Layers, downwards only; siblings apart"
QT = "Only the window knows Qt"
CRYPTO = "Crypto knows nothing of ours but the errors"
NETWORK = "Nobody knows the network"
SQLCIPHER = "Only the vault knows SQLCipher"
PRIMITIVES = "Only crypto knows the primitives"
PURE = "Records and insight are pure"
FEATURES = "Features of the window meet in the shell"
CYCLES = "No cycles between siblings"


@dataclass(frozen=True)
class Breach:
    """Lines that break a contract, by the module that gets them; new modules are made."""

    contract: str
    lines: dict[str, str]

    @property
    def name(self) -> str:
        """Return a name for the test's report."""
        return " + ".join(f"{module}: {line or 'new'}" for module, line in self.lines.items())


BREACHES = [
    Breach(LAYERS, {"records/entry.py": "from confidant.services import journal"}),
    Breach(LAYERS, {"vault/header.py": "import confidant.bundles"}),
    Breach(LAYERS, {"insight/__init__.py": "from confidant.transfer import importers"}),
    Breach(LAYERS, {"cli/main.py": "import confidant.ui"}),
    Breach(LAYERS, {"errors/base.py": "from confidant.compat import override"}),
    Breach(LAYERS, {"services/journal.py": "def f():\n    from confidant import messages"}),
    Breach(
        LAYERS,
        {
            "vault/header.py": "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from confidant.services import journal"
        },
    ),
    Breach(LAYERS, {"newroom/__init__.py": ""}),
    Breach(QT, {"cli/main.py": "from PySide6.QtCore import QObject"}),
    Breach(QT, {"bootstrap.py": "import shiboken6"}),
    Breach(CRYPTO, {"crypto/padme.py": "from confidant.environment import Clock"}),
    Breach(NETWORK, {"ui/preferences.py": "import urllib.request"}),
    Breach(NETWORK, {"transfer/__init__.py": "def f():\n    import socket"}),
    Breach(SQLCIPHER, {"services/journal.py": "import sqlcipher3"}),
    Breach(SQLCIPHER, {"transfer/__init__.py": "import sqlite3"}),
    Breach(PRIMITIVES, {"vault/header.py": "from cryptography.fernet import Fernet"}),
    Breach(PURE, {"records/entry.py": "import time"}),
    Breach(PURE, {"insight/__init__.py": "from confidant.environment import SystemClock"}),
    Breach(
        FEATURES,
        {"ui/journal/__init__.py": "import confidant.ui.doubts", "ui/doubts/__init__.py": ""},
    ),
    Breach(
        FEATURES, {"ui/inbox/__init__.py": "import confidant.ui.shell", "ui/shell/__init__.py": ""}
    ),
    Breach(FEATURES, {"ui/novelty/__init__.py": ""}),
    Breach(
        CYCLES,
        {
            "services/ping.py": "from confidant.services import pong",
            "services/pong.py": "from confidant.services import ping",
        },
    ),
]


def lint(directory: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy in `directory`."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def broken_contracts(report: str) -> set[str]:
    """Return the names of the contracts that a report calls broken."""
    return {
        line.removesuffix(" BROKEN") for line in report.splitlines() if line.endswith(" BROKEN")
    }


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder that holds a copy of the program and of its contracts."""
    shutil.copytree(
        PACKAGE, tmp_path / "confidant", ignore=shutil.ignore_patterns("__pycache__", "_resources")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(copied: Path) -> None:
    report = lint(copied)
    assert report.returncode == 0, report.stdout
    assert "0 broken" in report.stdout


@pytest.mark.parametrize("breach", BREACHES, ids=attrgetter("name"))
def test_a_broken_contract_is_named(copied: Path, breach: Breach) -> None:
    for name, lines in breach.lines.items():
        path = copied / "confidant" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{lines}\n", encoding="utf-8")
    report = lint(copied)
    assert report.returncode != 0
    assert breach.contract in broken_contracts(report.stdout)


def test_every_contract_was_broken_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    assert {one["name"] for one in contracts} == {breach.contract for breach in BREACHES}
