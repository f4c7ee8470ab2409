"""What the client knows of the person who uses it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.links import may_skip_current
from swarm.accounts.tables import SignIn
from swarm.activity.lines import head_of
from swarm.api.desk import Identity
from swarm.people.calendars import hours_of_person
from swarm.people.queries import TeamRef
from swarm.people.tables import Person, Role
from swarm.rooms.outside.brief import room_of
from swarm.rooms.tables import Invitation
from swarm.tickets.tables import Handover


class Unread(BaseModel):
    """How many calls and offered handovers wait for an answer."""

    invitations: int
    handovers: int


class Me(BaseModel):
    """The signed-in person. `csrf` belongs in the X-CSRF-Token header of every command.

    `hours` are the person's own, null where the team's apply; `head` is that of `stream`.
    `room` is the one swarm that a guest's link let them into, null for everybody else.
    """

    id: int
    email: str | None
    name: str
    role: Role
    stream: str
    head: int
    team: TeamRef | None
    time_zone: str
    hours: dict[str, Any] | None
    reach: str
    ask_budget: int
    csrf: str
    can: dict[str, bool]
    unread: Unread
    demo: bool
    room: int | None


def read_me(session: Session, person: Person, csrf: str, *, by_link: bool = False) -> Me:
    """Everything above about `person`; `csrf` is empty for a program's token.

    `by_link` says that a new password may be set without the current one.
    """
    stream = f"people/{person.id}"
    return Me(
        id=person.id,
        email=person.email,
        name=person.name,
        role=Role(person.role),
        stream=stream,
        head=head_of(session, stream),
        team=TeamRef(id=person.team.id, name=person.team.name) if person.team else None,
        time_zone=str(hours_of_person(person).zone),
        hours=person.hours,
        reach=person.reach,
        ask_budget=person.ask_budget,
        csrf=csrf,
        can={**_can(person), "skip_current_password": by_link},
        unread=count_unread(session, person),
        demo=person.demo,
        room=room_of(session, person),
    )


def read_own(session: Session, person: Person, identity: Identity | None) -> Me:
    """The same for the browser or the program that `identity` names."""
    here = identity.sign_in if identity else None
    row = session.get(SignIn, here) if here is not None else None
    csrf = identity.csrf if identity else ""
    return read_me(session, person, csrf, by_link=row is not None and may_skip_current(row))


def count_unread(session: Session, person: Person) -> Unread:
    """What waits for an answer of `person` at this moment."""
    invitations = session.scalar(
        select(func.count())
        .select_from(Invitation)
        .where(
            Invitation.person_id == person.id,
            Invitation.answer.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )
    handovers = session.scalar(
        select(func.count())
        .select_from(Handover)
        .where(Handover.to_id == person.id, Handover.answered_at.is_(None))
    )
    return Unread(invitations=invitations or 0, handovers=handovers or 0)


def _can(person: Person) -> dict[str, bool]:
    return {
        "see_desk": person.staff,
        "take_tickets": person.staff,
        "see_people": person.staff,
        "see_skills": person.staff,
        "see_articles": person.role != Role.GUEST,
        "write_articles": person.staff,
        "reports": person.manages,
        "administer": person.role == Role.ADMINISTRATOR,
        "create_tickets": person.role != Role.GUEST,
    }
