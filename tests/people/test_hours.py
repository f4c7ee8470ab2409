"""Working hours, counted right also on the days when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.people.calendars import hours_of_person, hours_of_team
from swarm.people.hours import DAYS, WorkingHours, know_zone, parse_hours, working_hours
from swarm.people.tables import Person, Team

OFFICE = {day: [["09:00", "12:00"], ["13:00", "17:30"]] for day in DAYS[:5]}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def office(zone: str = "UTC") -> WorkingHours:
    return working_hours(OFFICE, zone)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-04T09:00", "2026-03-04T10:00", 60),
        ("2026-03-04T08:00", "2026-03-04T18:00", 450),
        ("2026-03-04T11:30", "2026-03-04T13:30", 60),
        ("2026-03-04T18:00", "2026-03-05T08:00", 0),
        ("2026-03-06T17:00", "2026-03-09T09:30", 60),
        ("2026-03-07T00:00", "2026-03-09T00:00", 0),
        ("2026-03-02T00:00", "2026-03-09T00:00", 5 * 450),
        ("2026-03-05T10:00", "2026-03-04T10:00", 0),
        ("2026-03-04T10:00", "2026-03-04T10:00", 0),
    ],
)
def test_only_working_time_counts(start: str, end: str, minutes: float) -> None:
    assert office().minutes_between(utc(start), utc(end)) == minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-03-04T09:00", 60, "2026-03-04T10:00"),
        ("2026-03-04T11:30", 60, "2026-03-04T13:30"),
        ("2026-03-04T09:00", 180, "2026-03-04T12:00"),
        ("2026-03-04T09:00", 181, "2026-03-04T13:01"),
        ("2026-03-06T17:00", 31, "2026-03-09T09:01"),
        ("2026-03-07T12:00", 1, "2026-03-09T09:01"),
        ("2026-03-04T09:00", 450 * 5, "2026-03-10T17:30"),
        ("2026-03-04T12:30", 0, "2026-03-04T13:00"),
        ("2026-03-04T12:00", 0, "2026-03-04T13:00"),
        ("2026-03-04T10:00", -5, "2026-03-04T10:00"),
    ],
)
def test_so_many_working_minutes_later(start: str, minutes: float, end: str) -> None:
    assert office().after(utc(start), minutes) == utc(end)


def test_hours_are_those_of_the_place() -> None:
    tokyo = office("Asia/Tokyo")
    assert tokyo.open_at(utc("2026-03-04T00:30"))
    assert not tokyo.open_at(utc("2026-03-04T09:00"))
    assert tokyo.next_opening(utc("2026-03-06T20:00")) == utc("2026-03-09T00:00")
    assert tokyo.local(utc("2026-03-04T00:30")).hour == 9


def test_closing_time_is_closed_and_opening_time_is_open() -> None:
    assert office().open_at(utc("2026-03-04T09:00"))
    assert not office().open_at(utc("2026-03-04T17:30"))


def test_no_hours_at_all_is_round_the_clock() -> None:
    for hours in ({}, {"mon": []}):
        always = working_hours(hours, "Europe/Berlin")
        assert always.open_at(utc("2026-03-07T03:00"))
        assert always.after(utc("2026-03-07T03:00"), 90) == utc("2026-03-07T04:30")
        assert always.minutes_between(utc("2026-03-07T03:00"), utc("2026-03-08T03:00")) == 1440


NIGHT = {"sun": [["00:00", "24:00"]]}


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-07", 24)]
)
def test_a_sunday_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    whole = working_hours(NIGHT, "Europe/Berlin")
    noon = utc(f"{day}T12:00")
    around = (noon - timedelta(days=2), noon + timedelta(days=2))
    assert whole.minutes_between(*around) == hours * 60


@pytest.mark.parametrize(
    ("span", "spring", "autumn"),
    [
        (["02:00", "03:00"], 0, 120),
        (["02:15", "02:45"], 0, 30),
        (["01:00", "02:30"], 60, 90),
        (["02:30", "04:00"], 60, 150),
        (["01:30", "03:30"], 60, 180),
        (["03:00", "04:00"], 60, 60),
    ],
)
def test_a_skipped_hour_is_no_work_and_a_repeated_one_is(
    span: list[str], spring: int, autumn: int
) -> None:
    hours = working_hours({"sun": [span]}, "Europe/Berlin")
    for day, minutes in (("2026-03-29", spring), ("2026-10-25", autumn)):
        start = utc(f"{day}T00:00") - timedelta(hours=3)
        assert hours.minutes_between(start, start + timedelta(days=1)) == minutes


def test_spans_that_meet_in_a_changed_night_count_once() -> None:
    parts = [["00:00", "01:30"], ["01:30", "02:30"], ["02:30", "03:15"], ["03:15", "24:00"]]
    split, whole = (
        working_hours({"sun": parts}, "Europe/Berlin"),
        working_hours(NIGHT, "Europe/Berlin"),
    )
    for day in ("2026-03-29", "2026-10-25"):
        start = utc(f"{day}T00:00") - timedelta(days=1)
        end = start + timedelta(days=3)
        assert split.seconds_between(start, end) == whole.seconds_between(start, end)


def test_a_day_that_a_country_skipped_is_no_working_day() -> None:
    apia = working_hours({day: [["09:00", "17:00"]] for day in DAYS}, "Pacific/Apia")
    start, end = utc("2011-12-28T00:00"), utc("2012-01-02T00:00")
    assert apia.minutes_between(start, end) == 5 * 480  # without the 30th; 6 with it


SPANS = st.lists(
    st.tuples(st.integers(0, 95), st.integers(1, 96)).filter(lambda one: one[0] < one[1]),
    max_size=3,
)


def _clock(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


@st.composite
def weeks(draw: Any) -> dict[str, list[list[str]]]:
    week = {}
    for day in DAYS:
        spans = []
        last = -1
        for start, end in sorted(draw(SPANS)):
            if start >= last:
                spans.append([_clock(start), _clock(end)])
                last = end
        week[day] = spans
    return week


MOMENTS = st.integers(0, 60 * 24 * 380).map(
    lambda one: utc("2026-01-01T00:00") + timedelta(minutes=one)
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
)


def _counted(
    week: dict[str, list[list[str]]], zone: WorkingHours, start: datetime, minutes: int
) -> int:
    """The slow truth: look at the wall clock once a minute."""
    if not any(week.values()):
        return minutes
    total = 0
    for minute in range(minutes):
        local = zone.local(start + timedelta(minutes=minute))
        wall = f"{local:%H:%M}"
        total += any(a <= wall < b for a, b in week[DAYS[local.weekday()]])
    return total


@settings(max_examples=60, deadline=None)
@given(week=weeks(), zone=ZONES, start=MOMENTS, minutes=st.integers(0, 60 * 24 * 4))
def test_it_counts_what_a_clock_on_the_wall_shows(
    week: dict[str, list[list[str]]], zone: str, start: datetime, minutes: int
) -> None:
    hours = working_hours(week, zone)
    end = start + timedelta(minutes=minutes)
    # Where the clocks are put back a span by the wall would open twice; ours opens once and
    # stays open, so those two nights are left to the tests above.
    if hours.local(start).utcoffset() == hours.local(end).utcoffset():
        assert hours.minutes_between(start, end) == _counted(week, hours, start, minutes)


@settings(max_examples=150, deadline=None)
@given(week=weeks(), zone=ZONES, start=MOMENTS, minutes=st.integers(1, 20_000))
def test_after_and_between_undo_each_other(
    week: dict[str, list[list[str]]], zone: str, start: datetime, minutes: int
) -> None:
    hours = working_hours(week, zone)
    end = hours.after(start, minutes)
    assert hours.minutes_between(start, end) == minutes
    assert hours.minutes_between(start, end - timedelta(minutes=1)) == minutes - 1


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ({}, {}),
        ({"tue": [["09:00", "17:00"]], "mon": [("13:00", "17:00"), ["09:00", "12:00"]]},
         {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "tue": [["09:00", "17:00"]]}),
        ({"sat": [["00:00", "24:00"]], "sun": []}, {"sat": [["00:00", "24:00"]]}),
    ],
)  # fmt: skip
def test_hours_have_a_normal_form(raw: Any, plain: Any) -> None:
    assert parse_hours(raw) == plain


@pytest.mark.parametrize(
    "raw",
    [
        {"monday": [["09:00", "17:00"]]},
        {"mon": "09:00-17:00"},
        {"mon": [["09:00"]]},
        {"mon": [["9:00", "17:00"]]},
        {"mon": [["09:00", "25:00"]]},
        {"mon": [["24:00", "24:00"]]},
        {"mon": [["09:00", 17]]},
        {"mon": [["17:00", "09:00"]]},
        {"mon": [["09:00", "09:00"]]},
        {"mon": [["09:00", "12:00"], ["11:00", "17:00"]]},
        {"mon": [[["09:00"], "12:00"]]},
        {"mon": []},
        {"mon": [["09:00", "10:00"]] * 13},
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(raw: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_hours(raw)


def test_zones_are_known_by_name() -> None:
    assert know_zone("Europe/Berlin")
    for name in ("Mars/Olympus", "", "../etc/passwd", "Europe", "x" * 4000):
        assert not know_zone(name)
    with pytest.raises(ValueError, match="no time zone"):
        working_hours(OFFICE, "Mars/Olympus")


def test_a_person_has_their_own_hours_or_the_teams() -> None:
    team = Team(name="Tokyo", time_zone="Asia/Tokyo", hours=OFFICE)
    moment = utc("2026-03-04T00:30")
    assert hours_of_team(team).open_at(moment)
    assert hours_of_team(None).open_at(moment)
    assert hours_of_person(Person(name="a", team=team)).open_at(moment)
    assert not hours_of_person(Person(name="b", team=team, time_zone="UTC")).open_at(moment)
    night = {"wed": [["00:00", "06:00"]]}
    assert hours_of_person(Person(name="c", hours=night)).open_at(moment)
    assert hours_of_person(Person(name="d")).always
