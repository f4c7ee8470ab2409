"""A no with a reason changes the next request, and who said it sees how and can take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid, NotFound
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.feedback.refusals import FORGOTTEN, refused_skills
from swarm.rooms.feedback.tables import Decline, DeclinedSkill
from swarm.rooms.tables import Closure, Invitation, Swarm
from swarm.skills.needs import needs_of
from swarm.skills.tables import Skill
from swarm.tickets.tables import Ticket

Why = Literal["not_my_subject", "no_time", "ask_instead", "other"]

LONGEST = timedelta(days=14)
"""Who has no time for longer plans an absence."""

MOST = 100


class DeclineCard(BaseModel):
    """One's own no, and what follows from it until when."""

    invitation: int
    ticket: int
    summary: str
    why: str
    skills: list[str]
    instead: PersonRef | None
    at: datetime
    until: datetime | None


class DeclineList(BaseModel):
    """What one's own answers change for the next requests, newest first."""

    items: list[DeclineCard]


def record_decline(
    session: Session,
    actor: Person,
    invitation: Invitation,
    why: Why,
    *,
    until: datetime | None = None,
    instead: int | None = None,
) -> Decline:
    """Keep why the actor said no to this invitation, which they have just answered.

    The first word stands. Raises Invalid after a yes, and where a time or a person is missing,
    too far off, or out of place.
    """
    if invitation.answer != "declined":
        raise Invalid("Only a no has such a reason.", fields={"why": "the answer is no no"})
    known = session.get(Decline, invitation.id)
    if known is not None:
        return known
    _check_until(why, until)
    _check_instead(session, actor, why, instead)
    ids = {"invitation_id": invitation.id, "person_id": actor.id, "instead_id": instead}
    decline = Decline(**ids, why=why, until=until, at=clock.now())
    session.add(decline)
    session.flush()
    if why == "not_my_subject":
        _note_skills(session, invitation)
    told = {"invitation": invitation.id, "why": why}
    append(session, f"people/{actor.id}", "decline_recorded", actor.id, **told)
    return decline


def _note_skills(session: Session, invitation: Invitation) -> None:
    swarm = session.get_one(Swarm, invitation.swarm_id)
    if swarm.ticket_number is None:
        return
    for need in needs_of(session, swarm.ticket_number):
        if not need.removed:
            session.add(DeclinedSkill(invitation_id=invitation.id, skill_id=need.skill_id))


def _check_until(why: Why, until: datetime | None) -> None:
    now = clock.now()
    if (why == "no_time") != (until is not None):
        raise Invalid("Say until when there is no time.", fields={"until": "goes with no_time"})
    if until is not None and not now < until <= now + LONGEST:
        raise Invalid("Choose a moment within two weeks.", fields={"until": "out of range"})


def _check_instead(session: Session, actor: Person, why: Why, instead: int | None) -> None:
    if (why == "ask_instead") != (instead is not None):
        raise Invalid("Say whom to ask instead.", fields={"instead": "goes with ask_instead"})
    if instead is not None:
        _check_other(session, actor, instead)


def _check_other(session: Session, actor: Person, person_id: int) -> None:
    other = session.get(Person, person_id)
    if other is None or not other.staff or other.left_at is not None or other.id == actor.id:
        raise Invalid("Name a colleague.", fields={"instead": "is no colleague of yours"})


def undo_decline(session: Session, actor: Person, invitation_id: int) -> None:
    """Take back what a no says of the next requests; the no itself stands. Twice is once.

    Raises NotFound for anybody else's invitation.
    """
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.person_id != actor.id:
        raise NotFound
    lock_streams(session, [f"people/{actor.id}"])
    decline = session.get(Decline, invitation_id)
    if decline is not None and decline.undone_at is None:
        decline.undone_at = clock.now()
        append(
            session,
            f"people/{actor.id}",
            "decline_undone",
            actor.id,
            invitation=invitation_id,
        )


def own_declines(session: Session, actor: Person) -> DeclineList:
    """The answers that still change something, and what."""
    now = clock.now()
    rows = session.execute(
        select(Decline, Ticket.number, Ticket.summary, Closure.swarm_id)
        .join(Invitation, Invitation.id == Decline.invitation_id)
        .join(Swarm, Swarm.id == Invitation.swarm_id)
        .join(Ticket, Ticket.number == Swarm.ticket_number)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(
            Decline.person_id == actor.id,
            Decline.undone_at.is_(None),
            Decline.at > now - FORGOTTEN,
            or_(Decline.until.is_(None), Decline.until > now),
        )
        .order_by(Decline.at.desc(), Decline.invitation_id.desc())
        .limit(MOST)
    ).all()
    refused = refused_skills(session, [actor.id]).get(actor.id, {})
    skills = _skills_in(session, [row[0].invitation_id for row in rows])
    people = refs(session, [row[0].instead_id for row in rows])
    cards = []
    for decline, number, summary, closed in rows:
        known = skills.get(decline.invitation_id, {})
        named = [name for skill, name in known.items() if skill in refused]
        if _matters(decline, named, closed=closed is not None):
            cards.append(_card(decline, number, summary, named, people))
    return DeclineList(items=cards)


def _matters(decline: Decline, skills: Sequence[str], *, closed: bool) -> bool:
    """Whether this no still changes any request."""
    if decline.why == "not_my_subject":
        return bool(skills)
    return decline.why == "no_time" or (decline.why == "ask_instead" and not closed)


def _card(
    decline: Decline,
    number: int,
    summary: str,
    skills: list[str],
    people: Mapping[int, PersonRef],
) -> DeclineCard:
    forgotten = decline.at + FORGOTTEN if decline.why == "not_my_subject" else None
    return DeclineCard(
        invitation=decline.invitation_id,
        ticket=number,
        summary=summary,
        why=decline.why,
        skills=skills,
        instead=people[decline.instead_id] if decline.instead_id else None,
        at=decline.at,
        until=decline.until or forgotten,
    )


def _skills_in(session: Session, invitations: Sequence[int]) -> dict[int, dict[int, str]]:
    rows = session.execute(
        select(DeclinedSkill.invitation_id, Skill.id, Skill.name)
        .join(Skill, Skill.id == DeclinedSkill.skill_id)
        .where(DeclinedSkill.invitation_id.in_(invitations))
        .order_by(Skill.name)
    )
    found: dict[int, dict[int, str]] = {}
    for invitation, skill, name in rows:
        found.setdefault(invitation, {})[skill] = name
    return found
