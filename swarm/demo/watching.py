"""The demo has somebody on call, and a rule by which tickets are severe."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from swarm.people.on_call.tables import Rotation, RotationPlace
from swarm.people.tables import Person, Role, Team
from swarm.tickets.severity.tables import SeverityRule

DAYS = 7
MOST = 5
EVERY_MINUTES = 60


def keep_watch(session: Session, now: datetime) -> int:
    """Plan the turns of the demo's teams and state the rule; returns how many teams have turns.

    A desk that has a rule keeps it. Nothing is said of it in anybody's stream: it was always so.
    """
    if session.scalar(select(func.count()).select_from(SeverityRule)):
        return 0
    lead = session.scalar(
        select(Person)
        .where(Person.demo.is_(True), Person.role == Role.MANAGER, Person.left_at.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
    if lead is None:
        return 0
    planned = [team for team in _teams(session) if _plan(session, team, lead, now)]
    session.add(
        SeverityRule(
            opens=True,
            priorities=["urgent"],
            team_id=planned[0].id if planned else None,
            every_minutes=EVERY_MINUTES,
            organization=False,
            at=now - timedelta(days=30),
        )
    )
    return len(planned)


def end_watch(session: Session) -> None:
    """Take back the demo's turns and its rule; what somebody real stated stays."""
    mine = select(Rotation.team_id).join(Person, Person.id == Rotation.by_id)
    teams = session.scalars(mine.where(Person.demo.is_(True))).all()
    session.execute(delete(RotationPlace).where(RotationPlace.team_id.in_(teams)))
    session.execute(delete(Rotation).where(Rotation.team_id.in_(teams)))
    session.execute(delete(SeverityRule).where(SeverityRule.by_id.is_(None)))


def _teams(session: Session) -> list[Team]:
    found = (
        select(Team)
        .join(Person, Person.team_id == Team.id)
        .where(Person.demo.is_(True), Person.role == Role.AGENT, Person.left_at.is_(None))
        .group_by(Team.id)
        .having(func.count() > 1)
        .order_by(func.count().desc(), Team.id)
    )
    return list(session.scalars(found))


def _plan(session: Session, team: Team, lead: Person, now: datetime) -> bool:
    people = session.scalars(
        select(Person.id)
        .where(Person.team_id == team.id, Person.role == Role.AGENT, Person.left_at.is_(None))
        .order_by(Person.id)
        .limit(MOST)
    ).all()
    monday = (now - timedelta(days=now.weekday(), weeks=2)).date()
    session.add(
        Rotation(
            team_id=team.id,
            starts_on=monday,
            hands_over="09:00",
            days=DAYS,
            by_id=lead.id,
            at=now - timedelta(days=30),
        )
    )
    session.flush()
    session.add_all(
        RotationPlace(team_id=team.id, place=place, person_id=one)
        for place, one in enumerate(people)
    )
    return True
