"""Files travel between our age module and other people's, in both directions."""

import os
import subprocess
from pathlib import Path

import pytest

from confidant.crypto import age
from confidant.crypto.age import bech32, hybrid
from confidant.crypto.age.stream import CHUNK
from tests.support.peers import age_tool, node_peer

PASSPHRASE = "wörds that both sides know"
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5]


@pytest.mark.parametrize("size", SIZES)
def test_the_npm_package_opens_our_post_quantum_file(size: int, tmp_path: Path) -> None:
    peer = node_peer(tmp_path)
    seed, plaintext = os.urandom(32), os.urandom(size)
    recipient = age.HybridIdentity.from_seed(seed).recipient
    sealed = age.encrypt(plaintext, [recipient], random=os.urandom)
    assert peer.decrypt(hybrid.seed_string(seed), sealed) == plaintext


@pytest.mark.parametrize("size", SIZES)
def test_we_open_a_post_quantum_file_of_the_npm_package(size: int, tmp_path: Path) -> None:
    peer = node_peer(tmp_path)
    identity = age.HybridIdentity.from_seed(os.urandom(32))
    plaintext = os.urandom(size)
    sealed = peer.encrypt(identity.recipient.to_string(), plaintext)
    assert age.decrypt(sealed, [identity]) == plaintext


def test_the_npm_package_and_we_exchange_classical_files(tmp_path: Path) -> None:
    peer = node_peer(tmp_path)
    secret, plaintext = os.urandom(32), os.urandom(CHUNK + 1)
    identity = age.X25519Identity(secret)
    text = bech32.encode("age-secret-key-", secret).upper()
    sealed = age.encrypt(plaintext, [identity.recipient], random=os.urandom)
    assert peer.decrypt(text, sealed) == plaintext
    assert age.decrypt(peer.encrypt(identity.recipient.to_string(), plaintext), [identity]) == (
        plaintext
    )


def test_the_npm_package_and_we_exchange_passphrase_files(tmp_path: Path) -> None:
    peer = node_peer(tmp_path)
    plaintext = os.urandom(CHUNK + 1)
    sealed = age.encrypt(plaintext, [age.ScryptRecipient(PASSPHRASE, 10)], random=os.urandom)
    assert peer.decrypt(f"passphrase:{PASSPHRASE}", sealed) == plaintext
    theirs = peer.encrypt(f"passphrase:{PASSPHRASE}", plaintext)
    assert age.decrypt(theirs, [age.ScryptIdentity(PASSPHRASE)]) == plaintext


@pytest.mark.parametrize("armored", [False, True])
def test_the_age_tool_opens_our_classical_file(armored: bool, tmp_path: Path) -> None:  # noqa: FBT001 -- a test parameter
    tool = age_tool()
    secret, plaintext = os.urandom(32), os.urandom(2 * CHUNK + 7)
    key_file = tmp_path / "identity.txt"
    key_file.write_text(bech32.encode("age-secret-key-", secret).upper() + "\n", encoding="ascii")
    sealed = age.encrypt(plaintext, [age.X25519Identity(secret).recipient], random=os.urandom)
    if armored:
        sealed = age.armor.encode(sealed)
    opened = subprocess.run(
        [tool, "-d", "-i", str(key_file)], input=sealed, capture_output=True, check=True
    )
    assert opened.stdout == plaintext


@pytest.mark.parametrize("armored", [False, True])
def test_we_open_a_classical_file_of_the_age_tool(armored: bool) -> None:  # noqa: FBT001 -- a test parameter
    tool = age_tool()
    identity = age.X25519Identity(os.urandom(32))
    plaintext = os.urandom(2 * CHUNK + 7)
    command = [tool, "-r", identity.recipient.to_string(), *(["-a"] if armored else [])]
    sealed = subprocess.run(command, input=plaintext, capture_output=True, check=True).stdout
    if armored:
        sealed = age.armor.decode(sealed)
    assert age.decrypt(sealed, [identity]) == plaintext
