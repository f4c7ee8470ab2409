"""Call somebody into a swarm, with the reason; seen, answered, withdrawn or expired."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid
from swarm.outbox.posting import take_back
from swarm.people.calendars import hours_of_person
from swarm.people.conflicts import opposed_teams
from swarm.people.tables import Person, Role
from swarm.rooms.access import hold_swarm, stream_of
from swarm.rooms.calls import find_invitation, find_own_invitation
from swarm.rooms.members import join_swarm, open_stay
from swarm.rooms.outside.ending import pass_of
from swarm.rooms.severity.access import require_inviting
from swarm.rooms.tables import Invitation, Offer
from swarm.rooms.weighed.concerned import teams_on
from swarm.tickets.tables import Ticket

ANSWERS = ("accepted", "declined")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a suggestion said when it was followed: kept with the invitation as it was shown."""

    reasons: list[dict[str, Any]] = field(default_factory=list)
    place: int | None = None
    model: str | None = None


def invite_person(
    session: Session,
    actor: Person,
    swarm_id: int,
    person_id: int,
    *,
    note: str = "",
    role: str = "collaborator",
    minutes: int = 15,
    basis: Basis | None = None,
) -> Invitation:
    """Call a colleague or a vendor guest; they have `minutes` of their working hours to answer.

    `role` is what a colleague comes as: collaborator, or learner. Raises NotAllowed for anybody
    but the owner and who leads a severity swarm; Invalid for somebody who cannot be asked, also for
    one of a team in conflict; Conflict for who is in, was called and has not answered, or offered.
    """
    standing = hold_swarm(session, actor, swarm_id, f"people/{person_id}")
    require_inviting(session, standing)
    person, ticket = _find_invitee(session, person_id), standing.about
    _check_fits(session, actor, ticket, person)
    _refuse_twice(session, swarm_id, person)
    basis = basis or Basis()
    now = clock.now()
    invitation = Invitation(
        swarm_id=swarm_id,
        person_id=person_id,
        by_id=actor.id,
        note=note,
        role="guest" if person.role == Role.GUEST else role,
        reasons=basis.reasons,
        place=basis.place,
        model=basis.model,
        sent_at=now,
        expires_at=hours_of_person(person).after(now, minutes),
    )
    session.add(invitation)
    session.flush()
    append(
        session,
        f"people/{person_id}",
        "invitation_received",
        actor.id,
        invitation=invitation.id,
        swarm=swarm_id,
        ticket=ticket.number if ticket else None,
    )
    _tell(session, invitation, "invitation_sent", actor.id)
    return invitation


def _find_invitee(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise Invalid("There is no such person.", fields={"person": "unknown"})
    if person.left_at is not None:
        raise Invalid(f"{person.name} has left.", fields={"person": "has left"})
    if not (person.staff or person.role == Role.GUEST):
        raise Invalid("Requesters are not invited into rooms.", fields={"person": "is a requester"})
    if pass_of(session, person_id) is not None:
        raise Invalid("A guest's link opens one room only.", fields={"person": "came by a link"})
    return person


def _check_fits(session: Session, owner: Person, ticket: Ticket | None, person: Person) -> None:
    if ticket is None:
        if not person.staff:
            raise Invalid("Only colleagues pick tickets over.", fields={"person": "is a guest"})
        return
    if person.team_id in opposed_teams(session, teams_on(session, ticket, owner)[1]):
        raise Invalid(
            f"{person.name}'s team must not work on this ticket.",
            fields={"person": "of a team in conflict"},
        )


def _refuse_twice(session: Session, swarm_id: int, person: Person) -> None:
    stay = open_stay(session, swarm_id, person.id)
    if stay is not None and stay.role != "observer":
        raise Conflict(
            f"{person.name} is in the swarm already.",
            code="already_member",
            current={"person": person.id, "role": stay.role},
        )
    waiting = session.scalar(
        select(Invitation).where(
            Invitation.swarm_id == swarm_id,
            Invitation.person_id == person.id,
            Invitation.answer.is_(None),
        )
    )
    if waiting is not None:
        raise Conflict(
            f"{person.name} was asked and has not answered yet.",
            code="already_invited",
            current={"invitation": waiting.id, "expires_at": waiting.expires_at.isoformat()},
        )
    offered = session.scalar(
        select(Offer.id).where(
            Offer.swarm_id == swarm_id, Offer.person_id == person.id, Offer.answer.is_(None)
        )
    )
    if offered is not None:
        raise Conflict(
            f"{person.name} has offered to help. Answer the offer.",
            code="offer_waiting",
            current={"offer": offered},
        )


def _tell(session: Session, invitation: Invitation, kind: str, actor_id: int | None) -> None:
    answer = {"answer": invitation.answer} if kind == "invitation_answered" else {}
    append(
        session,
        stream_of(invitation.swarm_id),
        kind,
        actor_id,
        invitation=invitation.id,
        person=invitation.person_id,
        **answer,
    )


def see_invitation(session: Session, actor: Person, invitation_id: int) -> Invitation:
    """Note that the invited person has it before their eyes; the first time counts."""
    invitation = find_own_invitation(session, actor, invitation_id)
    hold_invitation(session, invitation)
    if invitation.seen_at is None and invitation.answer is None:
        invitation.seen_at = clock.now()
        _tell(session, invitation, "invitation_seen", actor.id)
    return invitation


def answer_invitation(
    session: Session, actor: Person, invitation_id: int, answer: str, reason: str = ""
) -> Invitation:
    """Say yes (and be a member at once) or no, with a reason that stays out of the activity.

    The same answer again changes nothing. Raises Conflict for another answer and after the end.
    """
    invitation = find_own_invitation(session, actor, invitation_id)
    if answer not in ANSWERS:
        raise Invalid("Answer yes or no.", fields={"answer": "accepted or declined"})
    hold_invitation(session, invitation)
    if invitation.answer == answer:
        return invitation
    require_waiting(invitation, clock.now())
    invitation.seen_at = invitation.seen_at or clock.now()
    invitation.reason = reason
    end_invitation(session, invitation, answer, actor.id, "invitation_answered")
    if answer == "accepted":
        join_swarm(session, actor.id, invitation.swarm_id, actor.id, invitation.role, "invitation")
    return invitation


def require_waiting(invitation: Invitation, now: datetime) -> None:
    """Raises Conflict when the call is answered, taken back or expired."""
    if invitation.answer is not None or invitation.expires_at <= now:
        raise Conflict(
            "This invitation is over.",
            code="invitation_over",
            current={"answer": invitation.answer or "expired"},
        )


def withdraw_invitation(session: Session, actor: Person, invitation_id: int) -> Invitation:
    """Whoever may invite takes a call back. Raises NotFound, NotAllowed, Conflict when answered."""
    invitation = find_invitation(session, actor, invitation_id)
    standing = hold_swarm(session, actor, invitation.swarm_id, f"people/{invitation.person_id}")
    require_inviting(session, standing)
    session.refresh(invitation)
    if invitation.answer == "withdrawn":
        return invitation
    if invitation.answer is not None:
        raise Conflict(
            "This invitation is over.",
            code="invitation_over",
            current={"answer": invitation.answer},
        )
    end_invitation(session, invitation, "withdrawn", actor.id, "invitation_withdrawn")
    return invitation


def expire_invitations(session: Session, now: datetime) -> int:
    """End every invitation whose time is over; returns how many. Safe to call at any time."""
    due = session.scalars(
        select(Invitation)
        .where(Invitation.answer.is_(None), Invitation.expires_at <= now)
        .order_by(Invitation.swarm_id, Invitation.id)
    ).all()
    done = 0
    for invitation in due:
        hold_invitation(session, invitation)
        if invitation.answer is None:
            end_invitation(session, invitation, "expired", None, "invitation_expired")
            done += 1
    return done


def hold_invitation(session: Session, invitation: Invitation) -> None:
    """Lock the streams that a call is told on, and read it again."""
    lock_streams(session, [stream_of(invitation.swarm_id), f"people/{invitation.person_id}"])
    session.refresh(invitation)


def end_invitation(
    session: Session,
    invitation: Invitation,
    answer: str,
    actor_id: int | None,
    kind: str,
    why: str = "",
) -> None:
    """End a call with `answer`, told to its person and, as a line of `kind`, to the room."""
    invitation.answer = answer
    invitation.later_at = None
    take_back(session, f"invitations/{invitation.id}")
    invitation.answered_at = clock.now()
    append(
        session,
        f"people/{invitation.person_id}",
        "invitation_over",
        actor_id,
        invitation=invitation.id,
        swarm=invitation.swarm_id,
        why=why or answer,
    )
    _tell(session, invitation, kind, actor_id)
