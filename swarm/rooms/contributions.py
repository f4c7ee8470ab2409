"""A person's profile page: what they know, and whom they helped."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.access import find_person
from swarm.people.refs import PersonRef, ref, refs
from swarm.people.tables import Person, Role
from swarm.rooms.fixes import FixCard, fixes_of
from swarm.rooms.tables import ON_TICKET, Contribution, Swarm
from swarm.skills.profiles import SkillProfile, profile_of
from swarm.tickets.tables import Ticket

SHOWN = 50


class ContributionCard(BaseModel):
    """Credited help in one swarm."""

    swarm: int
    ticket: int
    summary: str
    kind: str
    by: PersonRef
    at: datetime


class ProfilePage(SkillProfile):
    """Everything that work has shown of a person. `contributions` are the newest fifty.

    `fixes` are those of theirs that solved other people's tickets since.
    """

    person: PersonRef
    fixes: list[FixCard]
    contributions: list[ContributionCard]
    can: dict[str, bool]


def read_profile(session: Session, actor: Person, person_id: int) -> ProfilePage:
    """The profile of a person. Raises NotFound for who may not see them."""
    person = find_person(session, actor, person_id)
    known = profile_of(session, actor, person_id)
    mine = actor.id == person.id
    return ProfilePage(
        skills=known.skills,
        interests=known.interests,
        person=ref(person),
        fixes=fixes_of(session, person_id),
        contributions=contributions_of(session, person_id),
        can={
            "claim": mine and actor.staff,
            "edit": mine and actor.staff,
            "endorse": not mine and actor.staff and person.staff,
            "train": (mine and actor.staff) or (person.staff and actor.role == Role.ADMINISTRATOR),
            "settle": not mine and actor.manages,
        },
    )


def contributions_of(session: Session, person_id: int) -> list[ContributionCard]:
    """The newest contributions of a person."""
    rows = session.execute(
        select(Contribution, ON_TICKET, Ticket.summary)
        .join(Swarm, Swarm.id == Contribution.swarm_id)
        .join(Ticket, Ticket.number == Swarm.ticket_number)
        .where(Contribution.person_id == person_id)
        .order_by(Contribution.at.desc(), Contribution.id.desc())
        .limit(SHOWN)
    ).all()
    names = refs(session, [row[0].by_id for row in rows])
    return [
        ContributionCard(
            swarm=one.swarm_id,
            ticket=number,
            summary=summary,
            kind=one.kind,
            by=names[one.by_id],
            at=one.at,
        )
        for one, number, summary in rows
    ]
