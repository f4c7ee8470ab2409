"""Which skills do open tickets need that nobody here has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.skills.needs import surely_needed
from swarm.skills.queries import SkillRef
from swarm.skills.questions.holding import Holding, holdings
from swarm.skills.tables import Interest, Need, Skill
from swarm.tickets.tables import Status, Ticket

SHOWN = 10
"""Tickets shown with each skill, the oldest; `waiting` counts them all."""


EMPTY = Holding()


class WaitingTicket(BaseModel):
    """An open ticket that needs it."""

    number: int
    summary: str
    created_at: datetime


class Gap(BaseModel):
    """A skill that open tickets need and no work here has shown.

    `claimed` say that they have it, `wants` want to grow it, `left` had it and are gone.
    """

    skill: SkillRef
    waiting: int
    tickets: list[WaitingTicket]
    claimed: list[PersonRef]
    wants: list[PersonRef]
    left: list[PersonRef]


class Gaps(BaseModel):
    """The gaps, most waiting tickets first, and how many skills open tickets need in all."""

    items: list[Gap]
    needed: int


def read_gaps(session: Session) -> Gaps:
    """Every skill that an open ticket surely needs and nobody here has shown."""
    waiting = _waiting(session)
    held = holdings(session, waiting)
    missing = [skill for skill in waiting if not held.get(skill, EMPTY).proven]
    names = dict(session.execute(select(Skill.id, Skill.name).where(Skill.id.in_(missing))).all())
    wants = _wants(session, missing)
    people = refs(session, _named(missing, held, wants))
    items = [
        Gap(
            skill=SkillRef(id=skill, name=names[skill]),
            waiting=len(waiting[skill]),
            tickets=waiting[skill][:SHOWN],
            claimed=_strongest(held.get(skill, EMPTY).said, people),
            wants=[people[one] for one in wants[skill]],
            left=_strongest(held.get(skill, EMPTY).left, people),
        )
        for skill in missing
    ]
    items.sort(key=lambda one: (-one.waiting, one.skill.name))
    return Gaps(items=items, needed=len(waiting))


def _named(
    missing: list[int], held: Mapping[int, Holding], wants: Mapping[int, list[int]]
) -> set[int]:
    return {
        person
        for skill in missing
        for who in (held.get(skill, EMPTY).said, held.get(skill, EMPTY).left, wants[skill])
        for person in who
    }


def _waiting(session: Session) -> dict[int, list[WaitingTicket]]:
    rows = session.execute(
        select(Need.skill_id, Ticket.number, Ticket.summary, Ticket.created_at)
        .join(Ticket, Ticket.number == Need.ticket_number)
        .join(Skill, Skill.id == Need.skill_id)
        .where(
            Ticket.status.in_((Status.NEW, Status.OPEN, Status.WAITING)),
            Skill.retired_at.is_(None),
            surely_needed(),
        )
        .order_by(Ticket.created_at, Ticket.number)
    )
    waiting: defaultdict[int, list[WaitingTicket]] = defaultdict(list)
    for skill, number, summary, created_at in rows:
        waiting[skill].append(WaitingTicket(number=number, summary=summary, created_at=created_at))
    return waiting


def _wants(session: Session, skills: list[int]) -> defaultdict[int, list[int]]:
    rows = session.execute(
        select(Interest.skill_id, Interest.person_id)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.skill_id.in_(skills), Person.left_at.is_(None))
        .order_by(Interest.at, Interest.person_id)
    )
    wants: defaultdict[int, list[int]] = defaultdict(list)
    for skill, person in rows:
        wants[skill].append(person)
    return wants


def _strongest(weights: dict[int, float], people: dict[int, PersonRef]) -> list[PersonRef]:
    ranked = sorted(weights, key=lambda one: (-weights[one], one))
    return [people[one] for one in ranked[:3]]
