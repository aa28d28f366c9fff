from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.errors import BugError
from confidant.transfer import dates, fitting
from confidant.transfer.dates import Evidence, Numeric, Stamp
from confidant.transfer.imported import Findings, ImportOptions, SourceKeys
from confidant.transfer.importers import detect


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2020-02-29", Stamp(date(2020, 2, 29))),
        ("2020-2-9", Stamp(date(2020, 2, 9))),
        ("20200229", Stamp(date(2020, 2, 29))),
        ("20200229T101112Z", Stamp(date(2020, 2, 29), time(10, 11, 12), timedelta(0))),
        ("2020-02-29 10:11:12.345", Stamp(date(2020, 2, 29), time(10, 11, 12))),
        ("2020-02-29T10:11+02:00", Stamp(date(2020, 2, 29), time(10, 11), timedelta(hours=2))),
        ("2020-02-29 10:11 -0330", Stamp(date(2020, 2, 29), time(10, 11), -timedelta(hours=3.5))),
        ("2020-02-29 10:11 UTC", Stamp(date(2020, 2, 29), time(10, 11), timedelta(0))),
        ("2020-02-29 10:11 +99:00", Stamp(date(2020, 2, 29), time(10, 11))),
        ("2020-02-29 12:30 a.m.", Stamp(date(2020, 2, 29), time(0, 30))),
        ("2020-02-29 13:30 PM", Stamp(date(2020, 2, 29), time(13, 30))),
        ("Feb 29th, 2020", Stamp(date(2020, 2, 29))),
        ("Saturday, February 29, 2020", Stamp(date(2020, 2, 29))),
        ("29 February 2020 at 14:30:00 Z", Stamp(date(2020, 2, 29), time(14, 30), timedelta(0))),
        ("1-Sept-2020", Stamp(date(2020, 9, 1))),
        ("0001-01-01", Stamp(date(1, 1, 1))),
    ],
)
def test_dates_are_read(text: str, stamp: Stamp) -> None:
    assert dates.read(text) == stamp


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "hello",
        "2020-02-30",
        "2020-13-01",
        "2020-02-29 25:00",
        "20200229T2561",
        "2020-02-29 what",
        "2020-02",
        "12/2020",
        "1/1/20",
        "32/13/2020",
        "99 February 2020",
        "1 Foo 2020",
        "2020-02-29-17",
        "\u0661\u0662/01/2020",
        "1-2-3-4-5",
        "123-01-2020",
        "Monday",
        "2020-01-01 " + "x" * 100,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.read(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_none(text: str) -> None:
    found = dates.read(text)
    if isinstance(found, Numeric):
        assert found.in_order("dmy") or found.in_order("mdy")


@given(st.dates(), st.times(), st.sampled_from(["%Y-%m-%d %H:%M", "%d.%m.%Y %I:%M %p"]))
def test_what_jrnl_writes_is_read(day: date, clock: time, date_format: str) -> None:
    if day.year < 1000:
        return
    written = f"{day:%Y-%m-%d}" if date_format.startswith("%Y") else f"{day:%d.%m.%Y}"
    hour = f"{clock:%H:%M}" if date_format.startswith("%Y") else f"{clock:%I:%M %p}"
    found = dates.read_in_order(f"{written} {hour}", "dmy")
    assert found == Stamp(day, clock.replace(second=0, microsecond=0))


def numeric(text: str) -> Numeric:
    found = dates.read(text)
    assert isinstance(found, Numeric)
    return found


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["13/04/2021", "03/04/2021"], Evidence("dmy", proven=True)),
        (["04/13/2021", "03/04/2021"], Evidence("mdy", proven=True)),
        (["04/13/2021", "13/04/2021"], Evidence(None, proven=False)),
        (["04/04/2021", "05/05/2021"], Evidence("dmy", proven=True)),
        (["03.04.2021"], Evidence("dmy", proven=False)),
        (["03/04/2021"], Evidence(None, proven=False)),
        (["03/04/2021", "04/05/2021", "05/06/2021"], Evidence(None, proven=False)),
        (["12/01/2021", "01/02/2021", "02/03/2021"], Evidence("dmy", proven=False)),
        (["01/05/2021", "02/03/2021", "03/01/2021"], Evidence("mdy", proven=False)),
        (["05/01/2021", "04/02/2021", "06/01/2021"], Evidence(None, proven=False)),
    ],
)
def test_the_order_that_dates_prove(texts: list[str], expected: Evidence) -> None:
    assert dates.evidence([numeric(text) for text in texts]) == expected


def test_an_open_date_needs_an_order() -> None:
    assert dates.read_in_order("03/04/2021", None) is None
    assert dates.read_in_order("03.04.2021", None) == Stamp(date(2021, 4, 3))
    assert dates.read_in_order("03/04/2021", "mdy") == Stamp(date(2021, 3, 4))
    assert dates.read_in_order("13/04/2021", "mdy") == Stamp(date(2021, 4, 13))
    assert dates.read_in_order("13/04/2021", None) == Stamp(date(2021, 4, 13))


def test_a_format_says_whether_there_is_a_time() -> None:
    assert dates.read_format("04/03/2021", "%d/%m/%Y") == Stamp(date(2021, 3, 4))
    assert dates.read_format("04/03/2021 09", "%d/%m/%Y %H") == Stamp(date(2021, 3, 4), time(9))
    with_zone = dates.read_format("04/03/2021 09 +0200", "%d/%m/%Y %H %z")
    assert with_zone == Stamp(date(2021, 3, 4), time(9), timedelta(hours=2))
    assert dates.read_format("nonsense", "%d/%m/%Y") is None


def test_an_instant_counts_from_noon_where_no_time_is_written() -> None:
    zone = ZoneInfo("America/New_York")
    assert Stamp(date(2021, 1, 1)).instant(zone) == 1_609_520_400_000
    assert Stamp(date(2021, 1, 1), time(0), timedelta(0)).instant(zone) == 1_609_459_200_000
    assert Stamp(date(1970, 1, 1), time(0)).instant(ZoneInfo("UTC")) == 0
    assert Stamp(date(1969, 12, 31), time(23)).instant(ZoneInfo("UTC")) is None


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("hours", [-23, 0, 23])
def test_the_ends_of_the_calendar_break_nothing(day: date, hours: int) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    for clock in (time(0), time(23, 59)):
        stamp = Stamp(day, clock, timedelta(hours=hours))
        instant = stamp.localised(zone).instant(zone)
        assert instant is None or instant > 250_000_000_000_000


def test_a_title_is_cut_between_words_or_where_it_must() -> None:
    assert fitting.short_line("  a \n b\t") == ("a b", False)
    assert fitting.short_line("\x85\u2028 ") == (None, False)
    assert fitting.short_line("a\x90b\x07") == ("a\ufffdb\ufffd", False)
    cut, was_cut = fitting.short_line("é" * 300)
    assert was_cut
    assert cut == "é" * 198 + "…"


@given(st.text(max_size=900))
def test_a_short_line_is_a_line(text: str) -> None:
    found, _ = fitting.short_line(text)
    assert found is None or len(found.encode()) <= 400


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(8, 40))
def test_split_text_keeps_every_character_that_is_no_space(text: str, limit: int) -> None:
    pieces = fitting.split(text, limit)
    assert all(p and len(p.encode()) <= limit for p in pieces)
    joined = "".join("".join(p or "" for p in pieces).split())
    assert joined == "".join(text.split())


def test_tags_are_the_same_by_their_folded_form() -> None:
    kept, rest = fitting.tags(["Board", "board", " e\u0301 ", "é", "", "x" * 401, "x" * 401])
    assert kept == ("Board", "e\u0301")
    assert rest == ("x" * 401,)


def test_an_entry_needs_a_title_or_a_text() -> None:
    empty = fitting.Draft(None, " \n ", (), "2020-01-01")
    assert fitting.entries(empty, Findings(), "x") == []


def test_keys_ignore_how_a_text_is_spaced() -> None:
    keys = SourceKeys()
    first = keys.of_text("2020-01-01", "a  b\nc")
    assert keys.of_text("2020-01-01", "a b c") == f"{first}/2"
    assert keys.of_text("2020-01-02", "a b c") != first
    assert keys.of_id("native") == "native"


def test_an_unknown_zone_is_our_mistake() -> None:
    from pathlib import Path

    with pytest.raises(BugError):
        detect.read(Path("x"), ImportOptions(zone="Mars/Olympus"))
