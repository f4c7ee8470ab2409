"""A severity swarm begins: by hand or by the rule, with who is on call in it at once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.people.conflicts import opposed_teams
from swarm.people.on_call.reading import on_call_at
from swarm.people.organizations import others_of
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.members import join_swarm
from swarm.rooms.severity.duties import take_up
from swarm.rooms.severity.tables import Severity, Stakeholder
from swarm.rooms.tables import Closure, Swarm
from swarm.rooms.weighed.concerned import teams_on
from swarm.tickets.severity.rule import Severe, rule_in_force
from swarm.tickets.tables import Ticket


def has_one(session: Session, number: int) -> bool:
    """Whether the ticket has an open severity swarm, or ever had one by the rule."""
    still = ~exists().where(Closure.swarm_id == Swarm.id)
    found = (
        select(Severity.swarm_id)
        .join(Swarm, Swarm.id == Severity.swarm_id)
        .where(Swarm.ticket_number == number, or_(still, Severity.by_rule.is_(True)))
        .limit(1)
    )
    return session.scalar(found) is not None


def called_for(session: Session, ticket: Ticket, rule: Severe) -> Person | None:
    """Who is on call for a ticket now; nobody of a team that must not work on it."""
    team = ticket.team_id or rule.team
    person = on_call_at(session, team, clock.now()) if team is not None else None
    if person is None:
        return None
    opposed = opposed_teams(session, teams_on(session, ticket, None)[1])
    return None if person.team_id in opposed else person


def gather(
    session: Session, swarm: Swarm, ticket: Ticket, owner_id: int, *, by_rule: bool = False
) -> None:
    """Seat who is on call, who leads until that is handed over, and note whom to tell how often.

    The caller has just opened the swarm, its owner is in.
    """
    rule, now = rule_in_force(session), clock.now()
    session.add(
        Severity(
            swarm_id=swarm.id,
            by_rule=by_rule,
            every_minutes=rule.every_minutes,
            due_at=now + timedelta(minutes=rule.every_minutes),
        )
    )
    session.flush()
    called = called_for(session, ticket, rule)
    if called is not None and called.id != owner_id:
        lock_streams(session, [f"people/{called.id}"])
        join_swarm(session, None, swarm.id, called.id, "collaborator", "on_call")
        facts = {"swarm": swarm.id, "ticket": ticket.number}
        append(session, f"people/{called.id}", "called_on_duty", **facts)
    take_up(session, None, swarm.id, "lead", called.id if called else owner_id)
    _note_stakeholders(session, swarm, ticket, rule)


def _note_stakeholders(session: Session, swarm: Swarm, ticket: Ticket, rule: Severe) -> None:
    requester = session.get(Person, ticket.requester_id) if ticket.requester_id else None
    whys = dict.fromkeys(others_of(session, requester) if rule.organization else (), "organization")
    whys |= dict.fromkeys(rule.people, "rule")
    for person, why in whys.items():
        if person != ticket.requester_id:
            row = Stakeholder(swarm_id=swarm.id, person_id=person, why=why, at=clock.now())
            session.add(row)
            append(session, stream_of(swarm.id), "stakeholder_added", person=person)
