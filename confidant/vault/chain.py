"""Verifying the revision chain, row by row (formats.md §5.2)."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from confidant.crypto import strict_base64
from confidant.errors import CanonError, ChainError
from confidant.records import canonical
from confidant.records.seals import sealed_fields
from confidant.vault.links import (
    EMPTY,
    HASH_SIZE,
    ID_SIZE,
    LINK_SIZE,
    SALT_SIZE,
    Head,
    LinkKey,
    body_hash,
)

ERASE = "erase"
SEAL = "seal"
STRUCTURAL = frozenset({ERASE, SEAL})
MAX_BODY = 16 * 1024 * 1024

_KIND = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")

ChainRow: TypeAlias = tuple[Any, ...]
"""seq, record, kind, rev, ts, salt, hash, body, link, as the driver gives them."""

_Body: TypeAlias = "dict[str, canonical.JsonValue]"


@dataclass(frozen=True)
class Named:
    """What a structural row needs to know of the row that it names."""

    record: bytes
    kind: str
    digest: bytes
    body: bytes | None


class Verifier:
    """Checks a chain as its rows are fed in order, then the head.

    Between two rows the chain may grow and rows before may be erased by the verbs of the vault:
    what an erase row names is looked up at the end.

    Memory grows with the number of records, not with what they say.
    """

    def __init__(
        self, key: LinkKey, lookup: Callable[[int], Named | None], *, reads_bodies: bool = True
    ) -> None:
        """Start before the first row.

        Args:
            key: the chain's key.
            lookup: returns what row `seq` holds now, None when there is no such row.
            reads_bodies: otherwise bodies of records are only held against their hashes: enough
                for a copy whose head is that of a chain which has been verified itself.
        """
        self._reads_bodies = reads_bodies
        self._key = key
        self._lookup = lookup
        self._seq, self._link = EMPTY.seq, EMPTY.link
        self._records: dict[bytes, tuple[str, int]] = {}
        self._sealed: dict[bytes, bytes] = {}
        self._emptied: set[int] = set()
        self._named: set[int] = set()

    @property
    def head(self) -> Head:
        """The last row that was fed and verified."""
        return Head(self._seq, self._link)

    def feed(self, row: ChainRow) -> None:
        """Check the next row.

        Raises:
            ChainError: with the row's `seq`.
        """
        expected = self._seq + 1
        if row[0] != expected or not has_types(row):
            raise ChainError(seq=expected)
        try:
            self._check_row(row)
        except _BadRowError:
            raise ChainError(seq=expected) from None
        self._seq, self._link = expected, row[8]

    def finish(self, stored_head: Head) -> None:
        """Check what only the whole chain can say: erasures, and the head in `meta`."""
        for seq in sorted(self._named | self._emptied):
            found = self._lookup(seq)
            if found is None or found.body is not None or seq not in self._named:
                raise ChainError(seq=seq)
        same = stored_head.seq == self._seq
        if not same or not hmac.compare_digest(stored_head.link, self._link):
            raise ChainError(seq=self._seq)

    def _check_row(self, row: ChainRow) -> None:
        seq, record, kind, rev, ts, salt, digest, body, link = row
        own_kind, last = self._records.get(record, ("", 0))
        if rev != last + 1:
            raise _BadRowError
        expected = self._key.link(self._link, seq, rev, ts, record, digest, kind)
        if not hmac.compare_digest(expected, link):
            raise _BadRowError
        if kind not in STRUCTURAL:
            if own_kind not in {"", kind}:
                raise _BadRowError
            own_kind = kind
        if body is None:
            self._check_emptied(seq, kind, salt)
        elif not self._reads_bodies and kind not in STRUCTURAL:
            _check_hash(salt, digest, body)
        else:
            self._check_body(row, _read_body(salt, digest, body))
        self._records[record] = own_kind, rev

    def _check_emptied(self, seq: int, kind: str, salt: bytes | None) -> None:
        if salt is not None or kind in STRUCTURAL:
            raise _BadRowError
        self._emptied.add(seq)

    def _check_body(self, row: ChainRow, fields: _Body) -> None:
        kind = row[2]
        if kind == ERASE:
            self._check_erase(row, fields)
        elif kind == SEAL:
            self._check_seal(row, fields)
        else:
            self._check_content(row, fields)

    def _check_erase(self, row: ChainRow, fields: _Body) -> None:
        erases = fields.get("erases")
        if fields.keys() != {"erases"} or not isinstance(erases, list) or not erases:
            raise _BadRowError
        for seq in erases:
            self._named.add(self._names(row, seq)[0])

    def _check_seal(self, row: ChainRow, fields: _Body) -> None:
        if fields.keys() != {"hash", "seq"}:
            raise _BadRowError
        _, named = self._names(row, fields["seq"])
        if fields["hash"] != strict_base64.encode(named.digest):
            raise _BadRowError
        if named.body is not None and row[1] not in self._sealed:
            frozen = _decode(named.body)
            names = sealed_fields(named.kind)
            self._sealed[row[1]] = _sealed_part(frozen, names)

    def _names(self, row: ChainRow, seq: canonical.JsonValue) -> tuple[int, Named]:
        if type(seq) is not int or not 1 <= seq < row[0]:
            raise _BadRowError
        named = self._lookup(seq)
        if named is None or named.record != row[1] or named.kind in STRUCTURAL:
            raise _BadRowError
        return seq, named

    def _check_content(self, row: ChainRow, fields: _Body) -> None:
        if fields.get("kind") != row[2]:
            raise _BadRowError
        frozen = self._sealed.get(row[1])
        if frozen is None:
            return
        names = sealed_fields(row[2])
        if frozen != _sealed_part(fields, names):
            raise _BadRowError


def follow(key: LinkKey, head: Head, row: ChainRow) -> Head:
    """Check number, types and link of the row after `head`, and return the head after it.

    Raises:
        ChainError: with the row's `seq`.
    """
    expected = head.seq + 1
    if row[0] != expected or not has_types(row):
        raise ChainError(seq=expected)
    seq, record, kind, rev, ts, _salt, digest, _body, link = row
    if not hmac.compare_digest(key.link(head.link, seq, rev, ts, record, digest, kind), link):
        raise ChainError(seq=expected)
    return Head(expected, link)


class _BadRowError(Exception):
    """The row that is being looked at is not what the chain says."""


def _sealed_part(fields: _Body, names: frozenset[str]) -> bytes:
    return canonical.encode({name: value for name, value in fields.items() if name in names})


def has_types(row: ChainRow) -> bool:
    """Tell whether the columns of a row have the types and lengths of the format."""
    _, record, kind, rev, ts, salt, digest, body, link = row
    return (
        _is_bytes(record, ID_SIZE)
        and isinstance(kind, str)
        and _is_kind(kind)
        and _is_number(rev, 1)
        and _is_number(ts, 0)
        and (salt is None or isinstance(salt, bytes))
        and _is_bytes(digest, HASH_SIZE)
        and (body is None or (isinstance(body, bytes) and len(body) <= MAX_BODY))
        and _is_bytes(link, LINK_SIZE)
    )


@lru_cache(maxsize=64)
def _is_kind(kind: str) -> bool:
    return _KIND.match(kind) is not None


def _is_bytes(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _is_number(value: object, least: int) -> bool:
    return isinstance(value, int) and value >= least


def _check_hash(salt: bytes | None, digest: bytes, body: bytes) -> None:
    if salt is None or len(salt) != SALT_SIZE or body_hash(salt, body) != digest:
        raise _BadRowError


def _read_body(salt: bytes | None, digest: bytes, body: bytes) -> _Body:
    if salt is None or len(salt) != SALT_SIZE:
        raise _BadRowError
    if not hmac.compare_digest(body_hash(salt, body), digest):
        raise _BadRowError
    return _decode(body)


def _decode(body: bytes) -> _Body:
    try:
        fields = canonical.decode(body)
    except CanonError:
        raise _BadRowError from None
    if not isinstance(fields, dict):
        raise _BadRowError
    return fields
