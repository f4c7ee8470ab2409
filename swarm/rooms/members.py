"""Who is in a swarm: join, watch, leave, be removed; the owner's role follows the ticket."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import (
    Standing,
    hold_swarm,
    require_command,
    require_open,
    stream_of,
)
from swarm.rooms.outside.ending import end_pass_of
from swarm.rooms.severity.duties import end_duties_of
from swarm.rooms.tables import Closure, Member, Swarm


def open_stay(session: Session, swarm_id: int, person_id: int) -> Member | None:
    """The stay of a person who is in the swarm now."""
    return session.scalar(
        select(Member).where(
            Member.swarm_id == swarm_id, Member.person_id == person_id, Member.left_at.is_(None)
        )
    )


def join_swarm(
    session: Session, actor_id: int | None, swarm_id: int, person_id: int, role: str, came_by: str
) -> Member:
    """Let a person in, or change the role of one who is in; writes `member_joined`.

    The caller has locked the swarm's stream and checked the right to it.
    """
    stay = open_stay(session, swarm_id, person_id)
    if stay is None:
        stay = Member(
            swarm_id=swarm_id, person_id=person_id, came_by=came_by, joined_at=clock.now()
        )
        session.add(stay)
    stay.role = role
    line = append(
        session,
        stream_of(swarm_id),
        "member_joined",
        actor_id,
        person=person_id,
        role=role,
        by=came_by,
    )
    if role == "guest" and stay.from_seq is None:
        stay.from_seq = line.seq
    return stay


def observe_swarm(session: Session, actor: Person, swarm_id: int) -> Member:
    """A manager comes in to watch: reads, does not speak. Observing twice changes nothing.

    Into a dispatch or backlog room they come, and its team, to take part. Raises NotAllowed for
    everybody else, Conflict when it is closed.
    """
    standing = hold_swarm(session, actor, swarm_id)
    if standing.about is None:
        return _come_in(session, actor, standing)
    if not actor.manages:
        raise NotAllowed("Only managers can watch a swarm. Offer your help instead.")
    require_open(standing)
    stay = open_stay(session, swarm_id, actor.id)
    return stay or join_swarm(session, actor.id, swarm_id, actor.id, "observer", "observing")


def _come_in(session: Session, actor: Person, standing: Standing) -> Member:
    require_open(standing)
    stay = open_stay(session, standing.swarm.id, actor.id)
    if stay is not None:
        return stay
    if not standing.may_come_in:
        raise NotAllowed("This room is another team's. Offer your help instead.")
    # A room whose lead has left the desk while nobody else was there has none.
    role = "collaborator" if _leader(session, standing.swarm.id) else "owner"
    return join_swarm(session, actor.id, standing.swarm.id, actor.id, role, "came_in")


def _leader(session: Session, swarm_id: int) -> int | None:
    return session.scalar(
        select(Member.person_id).where(
            Member.swarm_id == swarm_id, Member.role == "owner", Member.left_at.is_(None)
        )
    )


def remove_member(session: Session, actor: Person, swarm_id: int, person_id: int) -> None:
    """Leave (for oneself) or be removed by the owner.

    Who leads a room without a ticket leaves the lead to who has been there longest, or closes it.
    Raises NotFound for somebody who is not in the swarm, Conflict for its owner and when it
    is closed, NotAllowed for another member.
    """
    standing = hold_swarm(session, actor, swarm_id, f"people/{person_id}")
    leaving = person_id == actor.id
    if leaving:
        require_open(standing)
    else:
        require_command(standing)
    stay = open_stay(session, swarm_id, person_id)
    if stay is None:
        raise NotFound("This person is not in the swarm.")
    if leaving and standing.leads and standing.about is None:
        heir = _heir(session, swarm_id, person_id)
        if heir is None:
            raise Conflict(
                "Nobody else is here. Close the room instead.",
                code="owner_stays",
                current={"person": person_id, "role": "owner"},
            )
        join_swarm(session, actor.id, swarm_id, heir, "owner", "passed_on")
    elif (leaving and standing.leads) or stay.role == "owner":
        raise Conflict(
            "The owner stays until the ticket has another owner.",
            code="owner_stays",
            current={"person": person_id, "role": "owner"},
        )
    stay.left_at = clock.now()
    stay.removed_by = None if leaving else actor.id
    kind = "member_left" if leaving else "member_removed"
    append(session, stream_of(swarm_id), kind, actor.id, person=person_id)
    end_duties_of(session, actor.id, swarm_id, person_id)
    end_pass_of(session, actor.id, person_id, "left" if leaving else "removed")
    if not leaving:
        append(session, f"people/{person_id}", "removed_from_swarm", actor.id, swarm=swarm_id)


def _heir(session: Session, swarm_id: int, but: int) -> int | None:
    """The colleague who has been in the longest, beside one."""
    return session.scalar(
        select(Member.person_id)
        .join(Person, Person.id == Member.person_id)
        .where(
            Member.swarm_id == swarm_id,
            Member.person_id != but,
            Member.left_at.is_(None),
            Person.left_at.is_(None),
        )
        .order_by(Member.joined_at, Member.id)
        .limit(1)
    )


def end_stays_of(session: Session, person_id: int) -> None:
    """Let somebody who has left the desk out of every open swarm that they do not lead.

    What they lead follows the ticket when it gets another owner; without a ticket it goes to who
    has been there longest, or else to who comes in next.
    """
    swarms = session.scalars(
        select(Swarm)
        .join(Member, Member.swarm_id == Swarm.id)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(
            Member.person_id == person_id,
            Member.left_at.is_(None),
            or_(Member.role != "owner", Swarm.ticket_number.is_(None)),
            Closure.swarm_id.is_(None),
        )
        .order_by(Swarm.id)
    ).all()
    for swarm in swarms:
        swarm_id = swarm.id
        lock_streams(session, [stream_of(swarm_id)])
        stay = open_stay(session, swarm_id, person_id)
        if stay is None or (stay.role == "owner" and swarm.ticket_number is not None):
            continue
        heir = _heir(session, swarm_id, person_id) if stay.role == "owner" else None
        if heir is not None:
            join_swarm(session, None, swarm_id, heir, "owner", "passed_on")
        stay.left_at = clock.now()
        append(session, stream_of(swarm_id), "member_left", None, person=person_id)
        end_duties_of(session, None, swarm_id, person_id)


def follow_owner(session: Session, number: int, owner_id: int) -> None:
    """Give the owner's role of every open swarm on a ticket to the ticket's owner.

    Who had it stays as a collaborator: they know what was tried.
    """
    swarms = session.scalars(
        select(Swarm.id)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(Swarm.ticket_number == number, Closure.swarm_id.is_(None))
        .order_by(Swarm.id)
    ).all()
    for swarm_id in swarms:
        lock_streams(session, [stream_of(swarm_id)])
        _pass_lead(session, swarm_id, owner_id)


def _pass_lead(session: Session, swarm_id: int, owner_id: int) -> None:
    leaders = session.scalars(
        select(Member).where(
            Member.swarm_id == swarm_id, Member.role == "owner", Member.left_at.is_(None)
        )
    ).all()
    if any(stay.person_id == owner_id for stay in leaders):
        return
    for stay in leaders:
        join_swarm(session, None, swarm_id, stay.person_id, "collaborator", stay.came_by)
    join_swarm(session, None, swarm_id, owner_id, "owner", "ownership")
