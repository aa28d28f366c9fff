from collections.abc import Iterator

import pytest

from confidant.errors import (
    EmptyRecordError,
    InvalidValueError,
    RecordErasedError,
    RevisionNotFoundError,
)
from confidant.records.entry import Entry
from confidant.services import erasing, journal, quick_capture, restoring
from confidant.services.quick_capture import Capture
from confidant.vault.rows import RowQuery
from confidant.vault.vault import Vault
from tests.support.vaults import FixedClock, new_vault, write

CLOCK = FixedClock()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with new_vault(tmp_path_factory.mktemp("vault")) as made:
        yield made


def test_restoring_writes_the_older_text_as_a_new_revision_and_keeps_the_star(
    vault: Vault,
) -> None:
    (record,) = write(vault, "Before")
    journal.revise(vault, CLOCK, record=record, fields={"as_observed": "After", "title": "New"})
    journal.set_star(vault, CLOCK, record=record, starred=True)
    written = restoring.restore(vault, CLOCK, record=record, revision=1)
    body = vault.current(record).body
    assert isinstance(body, Entry)
    assert (body.as_observed, body.title, body.starred) == ("Before", None, True)
    assert written.revision == 4
    assert written.changes.records == {record}


def test_a_revision_that_is_not_there_is_not_restored(vault: Vault) -> None:
    (record,) = write(vault, "Only one")
    with pytest.raises(RevisionNotFoundError):
        restoring.restore(vault, CLOCK, record=record, revision=2)
    erasing.erase(vault, CLOCK, records=[record])
    with pytest.raises(RecordErasedError):
        restoring.restore(vault, CLOCK, record=record, revision=1)


def test_what_nobody_received_and_no_backup_holds_is_all_in_reach(vault: Vault) -> None:
    (record,) = write(vault, "Here only")
    assert erasing.out_of_reach(vault, records=[record]) == erasing.Reach((), 0)


def test_a_capture_is_a_draft_until_it_is_kept(vault: Vault) -> None:
    typed = Capture(text="Two\nlines", kind="doubt", tags=("a", "b"), classification="personal")
    quick_capture.save(vault, capture=typed)
    assert quick_capture.load(vault) == typed
    assert vault.count(_doubts()) == 0
    written = quick_capture.keep(vault, CLOCK, capture=typed)
    assert quick_capture.load(vault) is None
    row = vault.row(written.record)
    assert (row.kind, row.tags, row.classification) == ("doubt", ("a", "b"), "personal")


def test_a_capture_that_cannot_be_kept_stays_a_draft(vault: Vault) -> None:
    long = Capture(text="x", tags=("t" * 5_000,))
    quick_capture.save(vault, capture=long)
    with pytest.raises(InvalidValueError):
        quick_capture.keep(vault, CLOCK, capture=long)
    assert quick_capture.load(vault) == long
    with pytest.raises(EmptyRecordError):
        quick_capture.keep(vault, CLOCK, capture=Capture(text="  "))
    quick_capture.discard(vault)
    assert quick_capture.load(vault) is None


def test_a_capture_does_not_print_what_was_typed() -> None:
    assert repr(Capture(text="secret")) == "Capture(entry)"


def _doubts() -> RowQuery:
    return RowQuery(kinds=frozenset({"doubt"}))
