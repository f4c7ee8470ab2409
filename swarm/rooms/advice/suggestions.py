"""Whom to ask, why, and what nobody covers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.model import Suggestion as Found
from swarm.matching.team import choose_team
from swarm.people.availability import Here, here_at, local_time
from swarm.people.calendars import hours_of_person
from swarm.people.refs import PersonRef, ref
from swarm.people.tables import Absence, Person
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.history import read_people
from swarm.rooms.advice.needed import NeedCard, need_cards, needed_skills
from swarm.rooms.advice.words import reason_texts
from swarm.rooms.cards import ReasonText
from swarm.rooms.invitations import Basis
from swarm.rooms.tables import Invitation, Member, Offer, Swarm
from swarm.tickets.access import owners_of
from swarm.tickets.tables import Ticket

SHOWN = 5
POOL = 40
"""So many are looked at before calendars are: enough that five remain on a bad day."""

AFTER_HOURS = 0.6
SPENT = 0.2
"""What a score is multiplied with for somebody outside of working hours, and for somebody who
was asked as often in the last 24 hours as they want to be. Both can still be asked."""


class Suggestion(BaseModel):
    """A person who could help. `score` is 0 to 1, calendars taken into account.

    `in_team` marks the smallest team that covers what is needed.
    """

    person: PersonRef
    score: float
    reasons: list[ReasonText]
    covers: list[str]
    local_time: datetime
    here: Here
    asked_today: int
    ask_budget: int
    budget_spent: bool
    in_team: bool


class Suggestions(BaseModel):
    """People, best first, the skills needed and who covers them, and the model that said so."""

    items: list[Suggestion]
    needs: list[NeedCard]
    uncovered: list[str]
    model: str


def suggest_people(
    session: Session, fitted: Fitted, ticket: Ticket, swarm: Swarm | None, *, most: int = SHOWN
) -> Suggestions:
    """Suggest at most `most` people for a ticket, or for the swarm on it.

    Never the owner, somebody who left the desk or is absent, requesters and guests; nor who is
    or was in this swarm, was asked without a yes, or has offered already.
    """
    passed = _passed(session, ticket, swarm)
    query = query_of(session, ticket, swarm, excluded=frozenset(str(one) for one in passed))
    needed = needed_skills(session, fitted, ticket, query)
    if needed:
        query = replace(query, skills=tuple(need.skill for need in needed))
    found = fitted.model.recommend(query, k=POOL, available=_here(session))
    team = choose_team(found, needed, most=SHOWN)
    items = _items(session, found, {seat.person for seat in team.members})
    return Suggestions(
        items=items[:most],
        needs=need_cards(session, fitted, ticket, needed, found),
        uncovered=list(team.uncovered),
        model=fitted.version,
    )


def basis_of(
    session: Session, fitted: Fitted, ticket: Ticket, swarm: Swarm, person_id: int
) -> Basis:
    """What the suggestions say of this person now; empty for somebody who is not among them."""
    said = suggest_people(session, fitted, ticket, swarm, most=POOL)
    for place, one in enumerate(said.items, start=1):
        if one.person.id == person_id:
            reasons = [reason.model_dump() for reason in one.reasons]
            return Basis(reasons=reasons, place=place, model=said.model)
    return Basis(model=said.model)


def _passed(session: Session, ticket: Ticket, swarm: Swarm | None) -> set[int]:
    """Who is not to be named again, or at all."""
    owner = owners_of(session, [ticket.number]).get(ticket.number)
    passed = {one for one in (owner.id if owner else None, ticket.requester_id) if one is not None}
    if swarm is None:
        return passed
    members = select(Member.person_id).where(Member.swarm_id == swarm.id, Member.role != "observer")
    asked = select(Invitation.person_id).where(
        Invitation.swarm_id == swarm.id,
        or_(Invitation.answer.is_(None), Invitation.answer.in_(("declined", "expired"))),
    )
    offered = select(Offer.person_id).where(Offer.swarm_id == swarm.id, Offer.answer.is_(None))
    return passed.union(*(session.scalars(query) for query in (members, asked, offered)))


def _here(session: Session) -> list[str]:
    """Who may be suggested and is not absent now, in a fixed order."""
    now = clock.now()
    away = select(Absence.person_id).where(Absence.starts_at <= now, Absence.ends_at > now)
    absent = {str(person_id) for person_id in session.scalars(away)}
    return [person for person in read_people(session) if person not in absent]


def asked_lately(session: Session, people: Iterable[int]) -> dict[int, int]:
    """How often each of these people was invited in the last 24 hours."""
    rows = session.execute(
        select(Invitation.person_id, func.count().label("times"))
        .where(
            Invitation.person_id.in_(list(people)),
            Invitation.sent_at > clock.now() - timedelta(days=1),
        )
        .group_by(Invitation.person_id)
    )
    return {row.person_id: row.times for row in rows}


def _items(session: Session, found: Sequence[Found], team: Collection[str]) -> list[Suggestion]:
    ids = [int(one.person) for one in found]
    rows = session.scalars(select(Person).where(Person.id.in_(ids)))
    people = {person.id: person for person in rows}
    asked, texts = asked_lately(session, ids), reason_texts(session, found)
    items = [
        _item(one, people[int(one.person)], asked, texts[one.person], one.person in team)
        for one in found
    ]
    return sorted(items, key=lambda item: -item.score)


def _item(
    found: Found, person: Person, asked: dict[int, int], reasons: list[ReasonText], in_team: bool
) -> Suggestion:
    hours, now, count = hours_of_person(person), clock.now(), asked.get(person.id, 0)
    here = here_at(hours, now, away=False)
    spent = count >= person.ask_budget
    factor = (1.0 if here == Here.IN_HOURS else AFTER_HOURS) * (SPENT if spent else 1.0)
    return Suggestion(
        person=ref(person),
        score=round(found.score * factor, 6),
        reasons=reasons,
        covers=list(found.covers),
        local_time=local_time(hours, now),
        here=here,
        asked_today=count,
        ask_budget=person.ask_budget,
        budget_spent=spent,
        in_team=in_team,
    )
