"""Who is not to be suggested at all: what no score can outweigh."""

from __future__ import annotations

from sqlalchemy import or_, select, union_all
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.available import AllBut
from swarm.people.conflicts import opposed_teams, private_teams
from swarm.people.tables import Absence, Person
from swarm.rooms.advice.history import read_people
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation, Member, Offer, Swarm
from swarm.rooms.weighed.concerned import teams_on
from swarm.tickets.tables import Ticket


def passed_over(
    session: Session, ticket: Ticket, swarm: Swarm | None, owner: Person | None
) -> set[int]:
    """Owner and requester; who is or was in this swarm, was asked without a yes, or offers."""
    passed = {one for one in (owner.id if owner else None, ticket.requester_id) if one is not None}
    if swarm is None:
        return passed
    members = select(Member.person_id).where(Member.swarm_id == swarm.id, Member.role != "observer")
    asked = select(Invitation.person_id).where(
        Invitation.swarm_id == swarm.id,
        or_(Invitation.answer.is_(None), Invitation.answer.in_(("declined", "expired"))),
    )
    offered = select(Offer.person_id).where(Offer.swarm_id == swarm.id, Offer.answer.is_(None))
    return passed.union(session.scalars(union_all(members, asked, offered)))


def who_helps(session: Session, swarm: Swarm) -> list[int]:
    """Who is in this swarm to help, and who was asked to and has not answered, by id."""
    helping = ("owner", "collaborator")
    members = select(Member.person_id).where(
        Member.swarm_id == swarm.id, Member.left_at.is_(None), Member.role.in_(helping)
    )
    asked = select(Invitation.person_id).where(
        Invitation.swarm_id == swarm.id,
        Invitation.answer.is_(None),
        Invitation.role.in_(helping),
    )
    return sorted({*session.scalars(members), *session.scalars(asked)})


def people_here(session: Session, ticket: Ticket, owner: Person | None) -> AllBut:
    """Who may be suggested for this ticket now, in a fixed order.

    Not who is absent or said that they have no time until later; nobody of a private team for
    the tickets of others, nobody of a team in conflict with the ticket's, its owner's or its
    requester's.
    """
    now = clock.now()
    away = select(Absence.person_id).where(Absence.starts_at <= now, Absence.ends_at > now)
    busy = select(Decline.person_id).where(
        Decline.why == "no_time", Decline.until > now, Decline.undone_at.is_(None)
    )
    barred = {str(one) for one in session.scalars(away.union(busy))}
    home, concerned = teams_on(session, ticket, owner)
    closed = private_teams(session, home) | opposed_teams(session, concerned)
    if closed:
        of_them = session.scalars(select(Person.id).where(Person.team_id.in_(closed)))
        barred |= {str(one) for one in of_them}
    return AllBut(read_people(session), barred)
