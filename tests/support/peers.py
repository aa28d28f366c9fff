"""Other implementations of age, where this computer has them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MODULES = "CONFIDANT_NODE_MODULES"
SCRIPT = Path(__file__).with_name("peer_age.mjs")
TIME_LIMIT_S = 60


class NodePeer:
    """The npm package `age-encryption`, run by Node."""

    def __init__(self, node: str, modules: Path, folder: Path) -> None:
        self._command = [node, str(SCRIPT), str(modules)]
        self._folder = folder

    def encrypt(self, key: str, data: bytes) -> bytes:
        """Seal `data` to a recipient, or to `passphrase:…`."""
        return self._run("encrypt", key, data)

    def decrypt(self, key: str, data: bytes) -> bytes:
        """Open `data` with an identity, or with `passphrase:…`."""
        return self._run("decrypt", key, data)

    def _run(self, verb: str, key: str, data: bytes) -> bytes:
        source, target = self._folder / "in", self._folder / "out"
        source.write_bytes(data)
        command = [*self._command, verb, key, str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT_S)
        return target.read_bytes()


def node_peer(folder: Path) -> NodePeer:
    """Return the npm peer, or skip the test and say what is missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    root = os.environ.get(MODULES)
    if not root:
        pytest.skip(f"{MODULES} is not set")
    for modules in (Path(root), Path(root) / "node_modules"):
        if (modules / "age-encryption").is_dir():
            return NodePeer(node, modules, folder)
    pytest.skip(f"{MODULES} has no age-encryption")


def age_tool() -> str:
    """Return the path of the `age` command, or skip the test."""
    tool = shutil.which("age")
    if tool is None:
        pytest.skip("age is not installed")
    return tool
