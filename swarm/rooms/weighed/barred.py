"""Who is not to be suggested at all: what no score can outweigh."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, union, union_all
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.available import AllBut
from swarm.people.conflicts import opposed_teams, private_teams
from swarm.people.tables import Absence, Person
from swarm.rooms.advice.candidates import read_people
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation, Member, Offer, Swarm
from swarm.rooms.weighed.concerned import teams_on
from swarm.tickets.tables import Ticket

# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_SWARM: BindParameter[Any] = bindparam("swarm")
_NOW: BindParameter[Any] = bindparam("now")
_HELPING = ("owner", "collaborator")
_PASSED = union_all(
    select(Member.person_id).where(Member.swarm_id == _SWARM, Member.role != "observer"),
    select(Invitation.person_id).where(
        Invitation.swarm_id == _SWARM,
        or_(Invitation.answer.is_(None), Invitation.answer.in_(("declined", "expired"))),
    ),
    select(Offer.person_id).where(Offer.swarm_id == _SWARM, Offer.answer.is_(None)),
)
_HELPS = union(
    select(Member.person_id).where(
        Member.swarm_id == _SWARM, Member.left_at.is_(None), Member.role.in_(_HELPING)
    ),
    select(Invitation.person_id).where(
        Invitation.swarm_id == _SWARM,
        Invitation.answer.is_(None),
        Invitation.role.in_(_HELPING),
    ),
)
_AWAY = union(
    select(Absence.person_id).where(Absence.starts_at <= _NOW, Absence.ends_at > _NOW),
    select(Decline.person_id).where(
        Decline.why == "no_time", Decline.until > _NOW, Decline.undone_at.is_(None)
    ),
)


def passed_over(
    session: Session, ticket: Ticket, swarm: Swarm | None, owner: Person | None
) -> set[int]:
    """Owner and requester; who is or was in this swarm, was asked without a yes, or offers."""
    passed = {one for one in (owner.id if owner else None, ticket.requester_id) if one is not None}
    return passed.union(session.scalars(_PASSED, {"swarm": swarm.id})) if swarm else passed


def who_helps(session: Session, swarm_id: int) -> list[int]:
    """Who is in this swarm to help, and who was asked to and has not answered, by id."""
    return sorted(session.scalars(_HELPS, {"swarm": swarm_id}))


def people_here(session: Session, ticket: Ticket, owner: Person | None) -> AllBut:
    """Who may be suggested for this ticket now, in a fixed order.

    Not who is absent or said that they have no time until later; nobody of a private team for
    the tickets of others, nobody of a team in conflict with the ticket's, its owner's or its
    requester's.
    """
    barred = {str(one) for one in session.scalars(_AWAY, {"now": clock.now()})}
    home, concerned = teams_on(session, ticket, owner)
    closed = private_teams(session, home) | opposed_teams(session, concerned)
    if closed:
        of_them = session.scalars(select(Person.id).where(Person.team_id.in_(closed)))
        barred |= {str(one) for one in of_them}
    return AllBut(read_people(session), barred)
