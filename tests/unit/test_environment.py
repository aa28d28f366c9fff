from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from confidant.environment import SystemClock, SystemEntropy


def test_the_clock_gives_utc_milliseconds() -> None:
    before = datetime.now(UTC).timestamp() * 1000
    assert before - 1 <= SystemClock().now_ms() <= datetime.now(UTC).timestamp() * 1000 + 1


def test_today_is_the_local_day() -> None:
    local = datetime.now(UTC).astimezone().date()
    assert SystemClock().today() in {local, datetime.now(UTC).astimezone().date()}


def test_the_zone_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Europe/Zurich")
    assert SystemClock().zone() == "Europe/Zurich"


@pytest.mark.parametrize("name", ["Nowhere/At all", "../../etc/passwd", "\0"])
def test_a_zone_that_does_not_exist_is_never_given(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("os.environ", {"TZ": name})
    zone = SystemClock().zone()
    assert ZoneInfo(zone).key == zone


def test_random_bytes_have_the_length_asked_for() -> None:
    entropy = SystemEntropy()
    assert len(entropy.token(48)) == 48
    assert entropy.token(16) != entropy.token(16)
