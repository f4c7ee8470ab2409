"""Plan a team's turns on call; somebody takes a stretch instead, or two people swap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.on_call.reading import may_plan_on_call, placed_in, stretches_between
from swarm.people.on_call.tables import Rotation, RotationPlace, StandIn
from swarm.people.tables import Person, Team

LONGEST = timedelta(days=60)
"""Of a stretch that is taken instead."""
AHEAD = timedelta(days=366)
MOST = 200
"""Stretches taken instead that still lie ahead, a team."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time."""

    starts_at: datetime
    ends_at: datetime


def plan_rotation(
    session: Session,
    actor: Person,
    team: Team,
    people: Sequence[int],
    *,
    starts_on: date,
    hands_over: str,
    days: int,
) -> None:
    """Set whose turns come round; nobody means that the team has none any more.

    Raises NotAllowed for who does not keep the calendar, Invalid for somebody who does not work
    at the desk, or is named twice. The same plan again changes nothing.
    """
    _check_may_plan(actor, team)
    lock_streams(session, [_stream(team)])
    for place, one in enumerate(people):
        _check_can_serve(session, one, f"people.{place}")
    if len(set(people)) < len(people):
        raise Invalid("Everybody has one place.", fields={"people": "named twice"})
    wanted = (list(people), starts_on, hands_over, days)
    if people and _standing(session, team) == wanted:
        return
    if not people and session.get(Rotation, team.id) is None:
        return
    session.execute(delete(RotationPlace).where(RotationPlace.team_id == team.id))
    session.execute(delete(Rotation).where(Rotation.team_id == team.id))
    if people:
        session.add(
            Rotation(
                team_id=team.id,
                starts_on=starts_on,
                hands_over=hands_over,
                days=days,
                by_id=actor.id,
                at=clock.now(),
            )
        )
        session.flush()
        session.add_all(
            RotationPlace(team_id=team.id, place=place, person_id=one)
            for place, one in enumerate(people)
        )
    append(session, _stream(team), "rotation_planned", actor.id, people=list(people), days=days)


def take_instead(
    session: Session,
    actor: Person,
    team: Team,
    person: int,
    span: Span,
    in_return: Span | None = None,
) -> None:
    """`person` takes a stretch instead of whose turn it is, who takes `in_return` where it is told.

    Raises NotAllowed, and Invalid for somebody who cannot serve, a stretch that is over, too long
    or too far ahead, and for a swap with nobody or with oneself.
    """
    _check_may_plan(actor, team)
    lock_streams(session, [_stream(team)])
    _check_can_serve(session, person, "person")
    _check_span(span, "ends_at")
    _check_room(session, team)
    other = _who(session, team, span) if in_return is not None else None
    first = _add(session, actor, team, person, span)
    if in_return is not None:
        _check_span(in_return, "in_return.ends_at")
        if other is None or other == person:
            raise Invalid("A swap is between two people.", fields={"in_return": "nobody to swap"})
        first.swap = first.id
        _add(session, actor, team, other, in_return, swap=first.id)


def take_back(session: Session, actor: Person, team: Team, stand_in: int) -> None:
    """Whose turn it is serves again; both halves of a swap are taken back.

    Raises NotAllowed, and NotFound for what is not there, or over.
    """
    _check_may_plan(actor, team)
    lock_streams(session, [_stream(team)])
    found = session.get(StandIn, stand_in)
    if found is None or found.team_id != team.id or found.ends_at <= clock.now():
        raise NotFound
    together = StandIn.id == found.id
    if found.swap is not None:
        together = or_(together, StandIn.swap == found.swap)
    ids = session.scalars(select(StandIn.id).where(together).order_by(StandIn.id.desc())).all()
    for one in ids:
        # The half that names the other one first.
        session.execute(delete(StandIn).where(StandIn.id == one))
    append(session, _stream(team), "stand_in_ended", actor.id, person=found.person_id)


def _stream(team: Team) -> str:
    return f"teams/{team.id}"


def _standing(session: Session, team: Team) -> tuple[list[int], date, str, int] | None:
    rotation = session.get(Rotation, team.id)
    if rotation is None:
        return None
    return placed_in(session, team), rotation.starts_on, rotation.hands_over, rotation.days


def _check_may_plan(actor: Person, team: Team) -> None:
    if not may_plan_on_call(actor, team):
        raise NotAllowed("Only the team's managers keep its calendar.")


def _check_can_serve(session: Session, person_id: int, field: str) -> None:
    person = session.get(Person, person_id)
    if person is None or not person.staff or person.left_at is not None:
        raise Invalid("Only people of the desk are on call.", fields={field: "does not work here"})


def _check_span(span: Span, field: str) -> None:
    now = clock.now()
    if not span.starts_at < span.ends_at <= span.starts_at + LONGEST:
        raise Invalid(
            "A stretch ends after it begins, within 60 days.", fields={field: "within 60 days"}
        )
    if not now < span.ends_at <= now + AHEAD:
        raise Invalid("A stretch lies ahead, within a year.", fields={field: "lies ahead"})


def _check_room(session: Session, team: Team) -> None:
    ahead = select(func.count()).where(StandIn.team_id == team.id, StandIn.ends_at > clock.now())
    if (session.scalar(ahead) or 0) >= MOST:
        raise Invalid("There are too many exceptions; plan the turns anew.", fields={"person": "-"})


def _who(session: Session, team: Team, span: Span) -> int | None:
    people = {one.person for one in stretches_between(session, team, span.starts_at, span.ends_at)}
    return people.pop() if len(people) == 1 else None


def _add(
    session: Session, actor: Person, team: Team, person: int, span: Span, swap: int | None = None
) -> StandIn:
    row = StandIn(
        team_id=team.id,
        person_id=person,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        swap=swap,
        by_id=actor.id,
        at=clock.now(),
    )
    session.add(row)
    session.flush()
    append(session, _stream(team), "stand_in_added", actor.id, person=person)
    return row
