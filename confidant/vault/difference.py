"""What would be gained and lost, record by record, if one database took the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from confidant.errors import ExpectedError
from confidant.records import canonical, fields, text
from confidant.records.fields import Role
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS
from confidant.vault.database import Database
from confidant.vault.rebuilding import read_body

_LAST = (
    "SELECT record, kind, rev, ts, hash, body IS NULL FROM rev WHERE kind NOT IN ('erase', 'seal')"
    " ORDER BY seq"
)
_BODY = "SELECT body FROM rev WHERE record = ? AND rev = ?"
_DRAFTS = "SELECT record, kind, changed, data FROM draft ORDER BY changed DESC, record"


@dataclass(frozen=True)
class Line:
    """A record of which something would change, as it is where it says more.

    `title` is empty where the record has none or cannot be read; `changed_ms` is UTC.
    """

    record: RecordId
    kind: str
    changed_ms: int
    title: str = field(repr=False)


@dataclass(frozen=True)
class Difference:
    """What another database would bring and take.

    Attributes:
        lost: records that it does not have.
        back: records that would go back to an earlier revision, or to another one.
        forward: records of which it has a later revision.
        gained: records that are only there.
        returned: records that were erased here, and would be there again.
        unsaved: texts that were typed here and not saved, which it does not hold as they are.
        same: how many would stay as they are.
        total: how many records it holds.
        compared: False where what is here cannot be read; then everything counts as gained.
    """

    lost: tuple[Line, ...] = ()
    back: tuple[Line, ...] = ()
    forward: tuple[Line, ...] = ()
    gained: tuple[Line, ...] = ()
    returned: tuple[Line, ...] = ()
    unsaved: tuple[Line, ...] = ()
    same: int = 0
    total: int = 0
    compared: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would change."""
        changed = (self.lost, self.back, self.forward, self.gained, self.returned, self.unsaved)
        return self.compared and not any(changed)


@dataclass(frozen=True)
class _Last:
    kind: str
    rev: int
    ts: int
    hash: bytes
    is_erased: bool


@dataclass(frozen=True)
class _Draft:
    line: Line
    data: bytes = field(repr=False)


class Contents:
    """The last revisions of an open database, and what was typed and not saved."""

    def __init__(self, database: Database) -> None:
        """Read them; bodies are left where they are."""
        self._database = database
        rows = database.stream(_LAST)
        found = {
            record: _Last(kind, rev, ts, digest, bool(empty))
            for record, kind, rev, ts, digest, empty in rows
        }
        self.present = {record: one for record, one in found.items() if not one.is_erased}
        self.erased = found.keys() - self.present.keys()
        self.drafts = {
            record: _Draft(Line(RecordId(record), kind, changed, _begins(kind, data)), data)
            for record, kind, changed, data in database.rows(_DRAFTS)
        }

    def lines(self, records: Iterable[bytes]) -> tuple[Line, ...]:
        """Return records to show, the one changed last first."""
        found = [self._line(record) for record in records]
        return tuple(sorted(found, key=lambda line: (-line.changed_ms, line.record)))

    def _line(self, record: bytes) -> Line:
        one = self.present[record]
        try:
            body = read_body(self._database.value(_BODY, (record, one.rev)))
            title = text.title_of(body)
        except ExpectedError:
            title = ""
        return Line(RecordId(record), one.kind, one.ts, title)


def between(here: Contents, there: Contents) -> Difference:
    """Return what would change if `there` took the place of `here`."""
    mine, others = here.present, there.present
    both = mine.keys() & others.keys()
    differ = {record for record in both if mine[record].hash != others[record].hash}
    ahead = {record for record in differ if others[record].rev > mine[record].rev}
    new = others.keys() - mine.keys()
    return Difference(
        lost=here.lines(mine.keys() - others.keys()),
        back=here.lines(differ - ahead),
        forward=there.lines(ahead),
        gained=there.lines(new - here.erased),
        returned=there.lines(new & here.erased),
        unsaved=tuple(
            draft.line
            for record, draft in here.drafts.items()
            if record not in there.drafts or there.drafts[record].data != draft.data
        ),
        same=len(both) - len(differ),
        total=len(others),
    )


def alone(there: Contents) -> Difference:
    """Return what a database would bring where nothing can be compared with it."""
    return Difference(gained=there.lines(there.present), total=len(there.present), compared=False)


def _begins(kind: str, data: bytes) -> str:
    """Return how a text begins that was not saved; empty where nobody typed one yet."""
    try:
        plain = canonical.decode_object(data)
    except ExpectedError:
        return ""
    names = (
        [name for role in (Role.TITLE, Role.BODY) for name in fields.with_role(KINDS[kind], role)]
        if kind in KINDS
        else []
    )
    typed = (plain.get(name) for name in names)
    lines = (text.without_markdown(one).strip() for one in typed if isinstance(one, str))
    return next(filter(None, lines), "").partition("\n")[0][: text.TITLE_LENGTH]
