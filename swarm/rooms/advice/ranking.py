"""Everybody who could be asked, weighed and in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from swarm.matching.available import AllBut
from swarm.matching.circle import FIRST, open_circle, seat_newcomer
from swarm.matching.evidence import Query
from swarm.matching.exploration import Draw, explore
from swarm.matching.prospects import Prospect
from swarm.matching.team import Learner, seat_learner
from swarm.matching.weighing import Weighed, weigh
from swarm.people.tables import Person
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.needed import Needed, read_needed
from swarm.rooms.tables import Swarm
from swarm.rooms.weighed.barred import passed_over, people_here, who_helps
from swarm.rooms.weighed.circumstances import Case, Conditions, read_conditions
from swarm.rooms.weighed.newcomers import read_newcomers, read_wishes
from swarm.rooms.weighed.ties import circle_of
from swarm.tickets.access import owners_of
from swarm.tickets.tables import Ticket

POOL = 40
"""So many are looked at before calendars are: enough that five remain on a bad day."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody who could be asked, best first, with what was weighed and what was drawn.

    Keys are ids as text. `wishes` are those who want to grow a needed skill and may be asked.
    `seed` is what the draw came from; `there` are those in the room and those asked into it.
    """

    case: Case
    needed: Needed
    found: dict[str, Prospect]
    weighed: dict[str, Weighed]
    order: list[str]
    conditions: Conditions
    people: dict[str, Person]
    draw: Draw
    seed: str
    wishes: dict[str, list[str]]
    there: list[Prospect]

    @property
    def version(self) -> str:
        """Names the order of those shown first."""
        return hashlib.sha256(",".join(self.order[:FIRST]).encode()).hexdigest()[:16]

    @property
    def first(self) -> list[int]:
        """Who is shown first, by id."""
        return [int(person) for person in self.order[:FIRST]]

    @property
    def ranked(self) -> list[Prospect]:
        """Everybody with the score that all was weighed into, and the skills they would cover."""
        return [self._weighed(person) for person in self.order]

    def _weighed(self, person: str) -> Prospect:
        one, ids = self.found[person], self.case.skill_ids
        refused = self.conditions.refused.get(int(person), {})
        covers = tuple(skill for skill in one.covers if ids.get(skill) not in refused)
        return replace(one, score=self.weighed[person].worth, covers=covers)

    def learner(self, members: frozenset[str]) -> Learner | None:
        """Who may sit in and learn: somebody who is here now and has requests left."""
        of = self.conditions.of
        wishes = {
            person: skills
            for person, skills in self.wishes.items()
            if of[person].in_hours and not of[person].spent
        }
        return seat_learner(
            wishes,
            self.case.needed,
            {person: one.standing.shown for person, one in self.found.items()},
            asked=self.conditions.requests,
            near=frozenset(person for person, how in of.items() if how.close),
            taken=members,
        )


def rank_people(
    session: Session,
    fitted: Fitted,
    ticket: Ticket,
    swarm: Swarm | None,
    *,
    also: Sequence[int] = (),
) -> Ranking:
    """Weigh everybody who could be asked for a ticket, or for the swarm on it.

    `also` are people to look at whatever the model says of them, if they may be asked.
    """
    owner = owners_of(session, [ticket.number]).get(ticket.number)
    passed = {str(one) for one in passed_over(session, ticket, swarm, owner)}
    case, needed, query = _read_case(session, fitted, ticket, swarm, owner, frozenset(passed))
    free = people_here(session, ticket, owner).without(passed)
    seed = f"{fitted.version}/{swarm.id if swarm else ''}/{fitted.outcome}.{fitted.evidence}"
    names = case.names
    # Nobody is tried out on a ticket that is only looked at: what is drawn belongs to a swarm.
    draw = explore(read_newcomers(session, names, free) if swarm else [], seed)
    extra = [*(str(one) for one in also), *([draw.person] if draw.person else [])]
    found = _find(fitted, query, free, extra)
    wishes = {
        person: skills for person, skills in read_wishes(session, names).items() if person in free
    }
    helping = [str(one) for one in who_helps(session, swarm.id)] if swarm else []
    people = _people(session, [*found, *wishes, *helping])
    helped = {person: one.standing.helped for person, one in found.items()}
    asked = [people[one] for one in {**found, **wishes}]
    conditions = read_conditions(session, case, asked, helped)
    chances = {person: one.score for person, one in found.items()}
    weighed = weigh(chances, conditions.of, conditions.requests)
    circle = circle_of(list(found.values()), conditions.together)
    order = [person for person, _ in open_circle([(w.person, w.worth) for w in weighed], circle)]
    return Ranking(
        case=case,
        needed=needed,
        found=found,
        weighed={one.person: one for one in weighed},
        order=seat_newcomer(order, draw.person, circle),
        conditions=conditions,
        people=people,
        draw=draw,
        seed=seed,
        wishes=wishes,
        there=_there(fitted, query, helping),
    )


def _read_case(
    session: Session,
    fitted: Fitted,
    ticket: Ticket,
    swarm: Swarm | None,
    owner: Person | None,
    passed: frozenset[str],
) -> tuple[Case, Needed, Query]:
    asked = query_of(session, ticket, swarm, owner=owner, excluded=passed)
    query = replace(asked, named=fitted.names(session).found(asked))
    needed = read_needed(session, fitted, ticket, query)
    if needed.skills:
        query = replace(query, skills=tuple(need.skill for need in needed.skills))
    requester = session.get(Person, ticket.requester_id) if ticket.requester_id else None
    return Case(swarm, owner, requester, needed.skills, fitted.skill_ids), needed, query


def _find(fitted: Fitted, query: Query, here: AllBut, extra: Sequence[str]) -> dict[str, Prospect]:
    """The likeliest helpers, and those of `extra` who may be asked, at the end of them."""
    found = {one.person: one for one in fitted.look(query, k=POOL, available=here)}
    missing = [one for one in dict.fromkeys(extra) if one in here and one not in found]
    lowest = min((one.score for one in found.values()), default=0.0)
    if missing:
        # Asked about among themselves they would seem better than they are among all.
        for one in fitted.look(query, k=len(missing), available=missing):
            found[one.person] = replace(one, score=min(one.score, lowest))
    return found


def _there(fitted: Fitted, query: Query, people: Sequence[str]) -> list[Prospect]:
    """Who helps already or was asked to, the owner of the room too, as they would be suggested."""
    if not people:
        return []
    open_to_all = replace(query, owner=None, excluded=frozenset())
    return fitted.look(open_to_all, k=len(people), available=people)


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_PEOPLE = select(Person).where(Person.id.in_(bindparam("people", expanding=True)))


def _people(session: Session, ids: Sequence[str]) -> dict[str, Person]:
    rows = session.scalars(_PEOPLE, {"people": sorted({int(one) for one in ids})})
    return {str(person.id): person for person in rows}
