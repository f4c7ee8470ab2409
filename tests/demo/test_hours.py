from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.demo.cast.company import make_company
from swarm.demo.cast.hours import day_of, later, next_shared, worked_minutes, working
from swarm.demo.cast.shapes import Away, DemoPerson, Site

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
LEEDS = Site("Leeds", "Europe/London", "08:30", "17:00")
FIJI = Site("Suva", "Pacific/Kiritimati", "09:00", "10:00")
PEOPLE = [p for p in make_company(NOW).people.values() if not p.away]


def somebody(site: Site = LEEDS, **more: object) -> DemoPerson:
    return DemoPerson("a.b", "A B", "a.b@x.example", "agent", "", site, **more)  # type: ignore[arg-type]  # keywords of the test's choice


def test_work_that_does_not_fit_today_goes_on_tomorrow() -> None:
    friday = datetime(2026, 3, 13, 16, 30, tzinfo=UTC)
    assert later([somebody()], friday, 60) == datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def test_the_clocks_go_forward_and_the_working_day_follows_them() -> None:
    before, after = date(2026, 3, 27), date(2026, 3, 30)
    first, second = day_of(somebody(), before), day_of(somebody(), after)
    assert first is not None
    assert second is not None
    assert (first[0].hour, second[0].hour) == (8, 7)


def test_nobody_works_while_away() -> None:
    away = Away(date(2026, 3, 16), date(2026, 3, 20), "c.d")
    person = somebody(away=(away,))
    assert not working(person, NOW)
    assert next_shared([person], NOW) == datetime(2026, 3, 23, 8, 30, tzinfo=UTC)


def test_people_who_never_meet_are_said_to_never_meet() -> None:
    with pytest.raises(ValueError, match="never work at the same time"):
        next_shared([somebody(), somebody(FIJI)], NOW)
    with pytest.raises(ValueError, match="not that much time"):
        later([somebody()], NOW, 60 * 24 * 90)


@given(
    people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4),
    offset=st.integers(0, 60 * 24 * 300),
    minutes=st.integers(1, 900),
)
def test_all_of_them_are_at_work_when_shared_time_has_passed(
    people: list[DemoPerson], offset: int, minutes: int
) -> None:
    start = NOW + timedelta(minutes=offset)
    end = later(people, start, minutes)
    assert all(working(person, end) for person in people)
    assert all(worked_minutes(p, start, end) >= minutes - 0.1 for p in people)
