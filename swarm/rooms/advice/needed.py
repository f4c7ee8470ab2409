"""The skills that a ticket needs, and who covers them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from swarm.matching.evidence import Query
from swarm.matching.model import Model
from swarm.matching.prospects import Able
from swarm.matching.skills import NeededSkill
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.candidates import read_people
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.similar import LEAST as NEAR
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
    count of which a name stands in it.
    """
    asked = replace(query, owner=None, excluded=frozenset())
    return fitted.memory.recall(
        ("skills", fitted.added, asked, least, most),
        lambda: _find_in_words(fitted.model, asked, least=least, most=most),
    )


def _find_in_words(model: Model, query: Query, *, least: float, most: int) -> list[NeededSkill]:
    found = model.needed_skills(query, most=most, least=least)
    if query.product or query.components or model.nearest(query, k=1, least=NEAR):
        return found
    said = _words(f"{query.summary} {query.description}")
    return [one for one in found if one.named or _words(one.skill) <= said]


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Needed:
    """What a ticket needs: `stated` by people (name to id), then what its text shows."""

    skills: list[NeededSkill]
    stated: dict[str, int]


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_DECIDED = (
    select(Need.skill_id, Need.removed, Skill.name, Skill.retired_at)
    .join(Skill, Skill.id == Need.skill_id)
    .where(Need.ticket_number == bindparam("ticket"), Need.by_id.is_not(None))
    .order_by(Need.skill_id)
)


def read_needed(session: Session, fitted: Fitted, ticket: Ticket, query: Query) -> Needed:
    """What people said first, also skills that no model knows yet, then what the text shows.

    Never what somebody removed.
    """
    decided = session.execute(_DECIDED, {"ticket": ticket.number}).all()
    stated = {
        row.name: row.skill_id for row in decided if not row.removed and row.retired_at is None
    }
    known = {row.skill_id for row in decided}
    found = [
        one
        for one in find_in_words(fitted, query, most=MOST + len(known), least=LEAST)
        if fitted.skill_ids.get(one.skill) not in known
    ]
    said = [NeededSkill(name, 1.0) for name in stated]
    return Needed([*said, *found[: max(0, MOST - len(said))]], stated)


def need_cards(
    fitted: Fitted, needed: Needed, people: Sequence[Able], names: Mapping[int, PersonRef]
) -> list[NeedCard]:
    """The needs with the first few people who cover each; `names` has everybody of `people`."""
    cards = []
    for need in needed.skills:
        skill_id = needed.stated.get(need.skill) or fitted.skill_ids.get(need.skill)
        if skill_id is not None:
            covering = [int(one.person) for one in people if need.skill in one.covers]
            cards.append(
                NeedCard(
                    skill=skill_id,
                    name=need.skill,
                    probability=round(need.probability, 3),
                    stated=need.skill in needed.stated,
                    covered_by=[names[person] for person in covering[:COVERING]],
                )
            )
    return cards


def list_needs(session: Session, fitted: Fitted, actor: Person, ticket: Ticket) -> NeedList:
    """The needs of a ticket as chips."""
    query = query_of(session, ticket, None)
    needed = read_needed(session, fitted, ticket, query)
    query = replace(query, skills=tuple(need.skill for need in needed.skills))
    people = fitted.look(query, k=40, available=read_people(session))
    covering = [one for one in people if one.covers]
    names = refs(session, [int(one.person) for one in covering])
    return NeedList(items=need_cards(fitted, needed, covering, names), can={"edit": actor.staff})
