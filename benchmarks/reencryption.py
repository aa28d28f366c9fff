"""Re-encryption beside the least work that it can be: bare inserts, both checks, one chain."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from benchmarks import raw_sqlcipher
from benchmarks.timing import Timing, repeat
from confidant.environment import ignore_progress
from confidant.vault import integrity
from confidant.vault.database import Database
from confidant.vault.links import LinkKey
from confidant.vault.reencrypting import reencrypt
from confidant.vault.schema import CREATE_CORE, CREATE_DERIVED
from confidant.vault.vault import PassphraseSecret, Vault

_REV = "SELECT * FROM rev ORDER BY seq"
_COLUMNS = "title, tags, text, marks"
_TABLE = re.compile(r"TABLE (prose|words|names)\b")
_PROSE = "SELECT * FROM prose ORDER BY n"


def measure(vault: Vault, folder: Path, passphrase: str) -> tuple[Timing, Timing]:
    """Re-encrypt a vault; return how long that took, and how long the bare work.

    The first figure holds what the second leaves out: reading the rows, and two derivations.
    """
    insert = _bare(vault.for_rekeying().database, folder / "bare.db")
    key = LinkKey(vault.for_rekeying().vmk.data, vault.vault_id)
    chain = _timed(lambda: integrity.verify(vault.for_rekeying().database, key, ignore_progress))
    key.wipe()
    took = _timed(lambda: reencrypt(vault, PassphraseSecret(passphrase)))
    both = (insert.median + chain.median, insert.processor + chain.processor)
    return took, Timing(both[0], both[0], both[1])


def _bare(source: Database, path: Path) -> Timing:
    """Insert the rows of a vault with their search index into bare SQLCipher, and check it."""
    rev, prose = source.rows(_REV), source.rows(_PROSE)
    names = [(n, title, tags, marks) for n, title, tags, _, marks in prose]
    raw = raw_sqlcipher.connect(path, os.urandom(48))
    tables = [sql for sql in CREATE_DERIVED if _TABLE.search(sql)]
    for sql in (*CREATE_CORE, *tables):
        raw.execute(sql)

    def work() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(f"INSERT INTO rev VALUES({', '.join('?' * 9)})", rev)
        raw.executemany("INSERT INTO prose VALUES(?, ?, ?, ?, ?)", prose)
        raw.executemany(f"INSERT INTO words(rowid, {_COLUMNS}) VALUES(?, ?, ?, ?, ?)", prose)
        raw.executemany("INSERT INTO names(rowid, title, tags, marks) VALUES(?, ?, ?, ?)", names)
        raw.execute("COMMIT")
        raw.execute("PRAGMA cipher_integrity_check").fetchall()
        raw.execute("PRAGMA quick_check").fetchall()

    took = _timed(work)
    raw.close()
    path.unlink()
    return took


def _timed(work: Callable[[], object]) -> Timing:
    return repeat(work, 1, warm_up=0)
