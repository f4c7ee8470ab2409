"""A team's calendar of who is on call: planned, taken instead, swapped, and who is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.absences import plan_absence
from swarm.people.on_call.planning import Span, plan_rotation, take_back, take_instead
from swarm.people.on_call.reading import on_call_at, read_on_call
from swarm.people.tables import Person, Team
from swarm.people.teams import add_team

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)


class Rota:
    """A team of three whose turns are a week each, from Monday on."""

    def __init__(self, session: Session, make: Any) -> None:
        self.session = session
        self.team: Team = add_team(session, None, name="Web", time_zone="Europe/Vienna")
        self.ann: Person = make.person(name="Ann", team=self.team)
        self.ben: Person = make.person(name="Ben", team=self.team)
        self.cid: Person = make.person(name="Cid", team=self.team)
        self.chief: Person = make.person("manager", "Chief", team=self.team)
        self.plan(self.ann, self.ben, self.cid)

    def plan(self, *people: Person, actor: Person | None = None) -> None:
        plan_rotation(
            self.session, actor or self.chief, self.team, [one.id for one in people],
            starts_on=date(2026, 3, 2), hands_over="09:00", days=7,
        )  # fmt: skip

    def take(self, person: Person, days: int, back: int | None = None) -> None:
        give = None if back is None else self.span(back)
        take_instead(self.session, self.chief, self.team, person.id, self.span(days), give)

    def span(self, days: int) -> Span:
        return Span(NOW + days * DAY, NOW + (days + 1) * DAY)

    def who(self, days: int) -> str | None:
        found = on_call_at(self.session, self.team.id, NOW + days * DAY + timedelta(hours=1))
        return found.name if found else None


@pytest.fixture
def rota(session: Session, make: Any) -> Iterator[Rota]:
    with clock.at(NOW):
        yield Rota(session, make)


@pytest.mark.both
def test_turns_come_round_and_the_calendar_shows_them(rota: Rota) -> None:
    assert [rota.who(days) for days in (0, 7, 14, 21)] == ["Ann", "Ben", "Cid", "Ann"]
    shown = read_on_call(rota.session, rota.ben, rota.team, 2)
    assert [shift.person.name for shift in shown.shifts] == ["Ann", "Ben", "Cid"]
    assert shown.now is not None
    assert (shown.now.name, shown.can) == ("Ann", {"plan": False})
    assert shown.shifts[0].starts_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert shown.rotation is not None
    assert (shown.rotation.hands_over, shown.rotation.days) == ("09:00", 7)
    lines = read_lines(rota.session, f"teams/{rota.team.id}").items
    assert lines[-1].kind == "rotation_planned"
    rota.plan(rota.ann, rota.ben, rota.cid)
    assert len(read_lines(rota.session, f"teams/{rota.team.id}").items) == len(lines)
    rota.plan()
    assert rota.who(0) is None
    assert read_on_call(rota.session, rota.chief, rota.team, 1).rotation is None


@pytest.mark.both
def test_somebody_takes_a_day_and_whose_turn_it_is_goes_on_after_it(rota: Rota) -> None:
    rota.take(rota.cid, 1)
    assert [rota.who(days) for days in (0, 1, 2)] == ["Ann", "Cid", "Ann"]
    (instead,) = [
        one for one in read_on_call(rota.session, rota.chief, rota.team, 1).shifts if one.stand_in
    ]
    assert instead.stand_in is not None
    take_back(rota.session, rota.chief, rota.team, instead.stand_in)
    assert rota.who(1) == "Ann"
    with pytest.raises(NotFound):
        take_back(rota.session, rota.chief, rota.team, instead.stand_in)


@pytest.mark.both
def test_a_swap_has_two_halves_that_are_taken_back_together(rota: Rota) -> None:
    rota.take(rota.ben, 1, back=7)
    assert [rota.who(days) for days in (1, 7, 8)] == ["Ben", "Ann", "Ben"]
    shifts = read_on_call(rota.session, rota.chief, rota.team, 3).shifts
    halves = [one.stand_in for one in shifts if one.stand_in]
    assert len(halves) == 2
    take_back(rota.session, rota.chief, rota.team, halves[1])
    assert [rota.who(days) for days in (1, 7)] == ["Ann", "Ben"]
    with pytest.raises(Invalid):
        rota.take(rota.ann, 1, back=7)


def test_who_is_away_or_has_left_is_not_called(rota: Rota) -> None:
    plan_absence(rota.session, rota.ann, rota.ann, NOW, NOW + 2 * DAY)
    assert [rota.who(days) for days in (0, 2)] == ["Ben", "Ann"]
    assert read_on_call(rota.session, rota.ann, rota.team, 1).shifts[0].away
    rota.ben.left_at = NOW
    assert rota.who(0) == "Cid"
    plan_absence(rota.session, rota.cid, rota.cid, NOW, NOW + DAY)
    assert rota.who(0) is None


def test_a_named_substitute_is_called_first(rota: Rota) -> None:
    plan_absence(rota.session, rota.ann, rota.ann, NOW, NOW + DAY, rota.cid)
    assert rota.who(0) == "Cid"


def test_only_the_teams_managers_keep_its_calendar(rota: Rota, make: Any) -> None:
    for actor in (rota.ann, make.person("manager", "Of another team")):
        with pytest.raises(NotAllowed):
            rota.plan(rota.ann, actor=actor)
        with pytest.raises(NotAllowed):
            take_instead(rota.session, actor, rota.team, rota.ann.id, rota.span(1))
    rota.plan(rota.ann, actor=make.person("administrator", "Ada"))


@pytest.mark.parametrize(("begins", "ends"), [(-3, -2), (2, 2), (1, 90), (400, 401)])
def test_a_stretch_lies_ahead_and_has_an_end(rota: Rota, begins: int, ends: int) -> None:
    span = Span(NOW + begins * DAY, NOW + ends * DAY)
    with pytest.raises(Invalid):
        take_instead(rota.session, rota.chief, rota.team, rota.ann.id, span)


def test_guests_are_never_on_call_and_nobody_has_two_places(rota: Rota, make: Any) -> None:
    with pytest.raises(Invalid):
        rota.plan(rota.ann, make.person("guest"))
    with pytest.raises(Invalid):
        rota.plan(rota.ann, rota.ann)
    assert rota.who(0) == "Ann"
