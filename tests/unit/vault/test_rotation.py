"""Which backups stay, over a simulated year and under a clock that jumps."""

from datetime import UTC, datetime, timedelta

from confidant.vault.rotation import superfluous

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def after(made: list[int]) -> list[int]:
    gone = {step.made_ms for step in superfluous(made)}
    return [one for one in made if one not in gone]


def kept_instants(kept: list[int]) -> list[datetime]:
    return [datetime.fromtimestamp(one / 1000, UTC) for one in sorted(kept, reverse=True)]


def test_ten_backups_of_one_day_all_stay() -> None:
    made = [ms(START + timedelta(minutes=15 * n)) for n in range(10)]
    assert after(made) == made


def test_the_eleventh_of_a_day_pushes_out_the_first() -> None:
    made = [ms(START + timedelta(minutes=15 * n)) for n in range(11)]
    assert after(made) == made[1:]
    (step,) = superfluous(made)
    assert (step.made_ms, step.instead_ms) == (made[0], made[-1])


def test_over_a_year_ten_newest_a_month_of_days_and_a_year_of_months_stay() -> None:
    kept: list[int] = []
    for day in range(400):
        for hour in range(3):
            kept = after([*kept, ms(START + timedelta(days=day, hours=hour * 4))])
    instants = kept_instants(kept)
    newest = instants[0]
    assert newest == START + timedelta(days=399, hours=8)
    assert instants[:10] == [
        START + timedelta(days=399 - n // 3, hours=8 - 4 * (n % 3)) for n in range(10)
    ]
    days = sorted({one.date() for one in instants}, reverse=True)
    assert days[:31] == [(newest - timedelta(days=n)).date() for n in range(31)]
    months = {(one.year, one.month) for one in instants}
    assert len(months) == 12
    last_days = {one for one in instants if (one + timedelta(days=1)).month != one.month}
    assert len(last_days) >= 11
    assert all(one.hour == 17 for one in instants[10:])
    assert len(instants) <= 10 + 31 + 12


def test_a_day_keeps_its_last_backup() -> None:
    morning, evening = START, START + timedelta(hours=10)
    later = [START + timedelta(days=1 + n) for n in range(10)]
    kept = after([ms(one) for one in (morning, evening, *later)])
    assert ms(evening) in kept
    assert ms(morning) not in kept


def test_a_clock_that_jumps_ahead_pushes_nothing_out() -> None:
    made = [ms(START + timedelta(days=n)) for n in range(20)]
    ahead = ms(START + timedelta(days=3650))
    assert after([*made, ahead]) == [*made, ahead]


def test_nothing_goes_without_one_that_stays_in_its_stead() -> None:
    made = [ms(START + timedelta(hours=5 * n)) for n in range(2500)]
    kept = set(after(made))
    steps = superfluous(made)
    assert len(steps) + len(kept) == len(made)
    assert all(step.instead_ms in kept for step in steps)
    assert all(step.made_ms not in kept for step in steps)
