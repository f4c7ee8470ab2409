"""The skills that a ticket needs, and who covers them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.matching.evidence import Query
from swarm.matching.model import Suggestion
from swarm.matching.skills import NeededSkill
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.history import read_people
from swarm.rooms.advice.similar import LEAST as NEAR
from swarm.skills.needs import needs_of
from swarm.skills.tables import Need, Skill
from swarm.tickets.tables import Ticket

LEAST = 0.15
"""Needed skills that are less likely are not shown."""

WORD = re.compile(r"\w+")
MOST = 8
COVERING = 3


class NeedCard(BaseModel):
    """A needed skill, `stated` by a person or found in the text; nobody covers it when empty."""

    skill: int
    name: str
    probability: float
    stated: bool
    covered_by: list[PersonRef]


class NeedList(BaseModel):
    """The needed skills of one ticket, surest first."""

    items: list[NeedCard]
    can: dict[str, bool]


def find_in_words(
    fitted: Fitted, query: Query, *, least: float, most: int = MOST
) -> list[NeededSkill]:
    """The skills that a text shows, likeliest first.

    A classifier always has an opinion, be it of a single letter. Where a text names no product and
    no component and nothing that was solved is nearer than what is called distant, only skills
    count whose names stand in it.
    """
    found = fitted.model.needed_skills(query, most=most, least=least)
    if query.product or query.components or fitted.model.nearest(query, k=1, least=NEAR):
        return found
    said = _words(f"{query.summary} {query.description}")
    return [one for one in found if _words(one.skill) <= said]


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def needed_skills(
    session: Session, fitted: Fitted, ticket: Ticket, query: Query
) -> list[NeededSkill]:
    """What people said first, then what the text shows; never what somebody removed."""
    decided = {need.skill_id: need for need in needs_of(session, ticket.number) if need.by_id}
    stated = [NeededSkill(name, 1.0) for name in _stated(session, ticket)]
    found = [
        one
        for one in find_in_words(fitted, query, most=MOST + len(decided), least=LEAST)
        if fitted.skill_ids.get(one.skill) not in decided
    ]
    return [*stated, *found[: max(0, MOST - len(stated))]]


def _stated(session: Session, ticket: Ticket) -> dict[str, int]:
    """The skills that people said it needs, name → id, also those that no model knows yet."""
    rows = session.execute(
        select(Skill.name, Skill.id)
        .join(Need, Need.skill_id == Skill.id)
        .where(
            Need.ticket_number == ticket.number,
            Need.by_id.is_not(None),
            Need.removed.is_(False),
            Skill.retired_at.is_(None),
        )
        .order_by(Need.skill_id)
    )
    return {row.name: row.id for row in rows}


def need_cards(
    session: Session,
    fitted: Fitted,
    ticket: Ticket,
    needed: Sequence[NeededSkill],
    people: Sequence[Suggestion],
) -> list[NeedCard]:
    """The needs with the first few people who cover each."""
    stated = _stated(session, ticket)
    covering = {
        need.skill: [int(one.person) for one in people if need.skill in one.covers][:COVERING]
        for need in needed
    }
    names = refs(session, [person for several in covering.values() for person in several])
    cards = []
    for need in needed:
        skill_id = stated.get(need.skill) or fitted.skill_ids.get(need.skill)
        if skill_id is not None:
            cards.append(
                NeedCard(
                    skill=skill_id,
                    name=need.skill,
                    probability=round(need.probability, 3),
                    stated=need.skill in stated,
                    covered_by=[names[person] for person in covering[need.skill]],
                )
            )
    return cards


def list_needs(session: Session, fitted: Fitted, actor: Person, ticket: Ticket) -> NeedList:
    """The needs of a ticket as chips."""
    query = query_of(session, ticket, None)
    needed = needed_skills(session, fitted, ticket, query)
    query = query_of(session, ticket, None, skills=tuple(need.skill for need in needed))
    people = fitted.model.recommend(query, k=40, available=read_people(session))
    return NeedList(
        items=need_cards(session, fitted, ticket, needed, people), can={"edit": actor.staff}
    )
