"""A line of the list of faults whose code is broken on purpose has a test that fails."""

import subprocess
import sys

import pytest

from tests.faults import breaks
from tests.faults.breaks import BREAKS
from tests.faults.promises import PROMISES
from tests.support.source import ROOT


@pytest.mark.parametrize("number", range(len(BREAKS)), ids=lambda number: BREAKS[number].says)
def test_code_that_is_broken_makes_its_test_fail(number: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.breaks", str(number)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == breaks.NOT_RUN and " skipped" in ran.stdout:
        pytest.skip("its test could not be run here")
    assert ran.returncode == breaks.SEEN, ran.stdout + ran.stderr


def test_what_is_broken_is_there_and_belongs_to_a_line() -> None:
    for one in BREAKS:
        source = breaks.source_of(one).read_text(encoding="utf-8")
        assert breaks.broken(source, one) != source
        (promise,) = (promise for promise in PROMISES if promise.fault == one.fault)
        assert one.test.partition("[")[0] in promise.tests


def test_a_place_that_is_not_there_is_no_break() -> None:
    with pytest.raises(LookupError):
        breaks.broken("other = code", BREAKS[0])
