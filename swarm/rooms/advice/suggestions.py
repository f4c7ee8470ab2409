"""Whom to ask, why, and what nobody covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.circle import FIRST
from swarm.matching.prospects import Prospect
from swarm.matching.team import choose_team
from swarm.people.availability import Here, here_at, local_time
from swarm.people.calendars import hours_of_person
from swarm.people.refs import PersonRef, ref, refs
from swarm.people.tables import Person
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.needed import NeedCard, need_cards
from swarm.rooms.advice.ranking import POOL, Ranking, rank_people
from swarm.rooms.advice.team import BenchCard, ProposedTeam, bench_cards, proposed_team
from swarm.rooms.advice.words import reason_texts
from swarm.rooms.cards import ReasonText
from swarm.rooms.feedback.thumbs import thumbs_by
from swarm.rooms.invitations import Basis
from swarm.rooms.tables import Swarm
from swarm.rooms.weighed.why import WhyCard, why_cards
from swarm.tickets.tables import Ticket

SHOWN = FIRST


class Suggestion(BaseModel):
    """A person who could help. `score` is 0 to 1, everything in `why` taken into account.

    `in_team` marks the smallest team that covers what is needed; `newcomer` the place that a
    small share of lists gives to somebody of whom little is known; `thumb` what the one who
    asks said of it.
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
    newcomer: bool
    thumb: bool | None = None
    why: list[WhyCard]


class Suggestions(BaseModel):
    """People, best first, the skills needed and who covers them, and the model that said so.

    `learning` says that this model knows a part of the record only, until the first fit ends.
    `version` names this list: it changes when other people are on it, or in another order.
    `there` are those in the room and those asked into it: what they cover is not `uncovered`.
    """

    items: list[Suggestion]
    needs: list[NeedCard]
    uncovered: list[str]
    team: ProposedTeam
    there: list[BenchCard]
    model: str
    learning: bool
    version: str


def suggest_people(
    session: Session,
    fitted: Fitted,
    ticket: Ticket,
    swarm: Swarm | None,
    *,
    most: int = SHOWN,
    also: Sequence[int] = (),
    viewer: Person | None = None,
) -> Suggestions:
    """Suggest at most `most` people for a ticket, or for the swarm on it.

    Never the owner, somebody who left the desk or is absent, requesters and guests; nor who is
    or was in this swarm, was asked without a yes, or has offered already. `also` are people to
    look at as well, for the team that is being put together; `viewer` is who sees it.
    """
    ranking = rank_people(session, fitted, ticket, swarm, also=also)
    ranked = ranking.ranked
    needed = ranking.needed.skills
    covered = {skill for one in ranking.there for skill in one.covers}
    team = choose_team(ranked, needed, most=SHOWN, there=covered)
    members = {seat.person for seat in team.members}
    learner = ranking.learner(frozenset(members))
    names = {person: ref(row) for person, row in ranking.people.items()}
    known = {row.id: ref(row) for row in ranking.people.values()}
    items = _items(session, ranking, ranked[:most], members, fitted.among)
    if viewer and swarm:
        _note_thumbs(items, thumbs_by(session, viewer.id, swarm.id))
    return Suggestions(
        items=items,
        needs=need_cards(fitted, ranking.needed, [*ranked, *ranking.there], known),
        uncovered=list(team.uncovered),
        team=proposed_team(team, learner, ranked, names, needed, also),
        there=bench_cards(ranking.there, known),
        model=fitted.version,
        learning=not fitted.complete,
        version=ranking.version,
    )


def _note_thumbs(items: Sequence[Suggestion], thumbs: Mapping[int, bool]) -> None:
    for item in items:
        item.thumb = thumbs.get(item.person.id)


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


def _items(
    session: Session,
    ranking: Ranking,
    shown: Sequence[Prospect],
    members: set[str],
    among: int | None,
) -> list[Suggestion]:
    texts = reason_texts(shown, ranking.case.owner, among)
    named = refs(session, ranking.conditions.named_by.values())
    return [
        _item(ranking, one, texts[one.person], named, in_team=one.person in members)
        for one in shown
    ]


def _item(
    ranking: Ranking,
    one: Prospect,
    reasons: list[ReasonText],
    named: Mapping[int, PersonRef],
    *,
    in_team: bool,
) -> Suggestion:
    conditions, person = ranking.conditions, ranking.people[one.person]
    hours, now, how = hours_of_person(person), clock.now(), conditions.of[one.person]
    by = conditions.named_by.get(person.id)
    return Suggestion(
        person=ref(person),
        score=one.score,
        reasons=reasons,
        covers=list(one.covers),
        local_time=local_time(hours, now),
        here=here_at(hours, now, away=False),
        asked_today=how.asked,
        ask_budget=person.ask_budget,
        budget_spent=how.spent,
        in_team=in_team,
        newcomer=one.person == ranking.draw.person,
        why=why_cards(
            ranking.weighed[one.person],
            how,
            requests=conditions.requests.get(one.person, 0.0),
            of_all=sum(conditions.requests.values()),
            named_by=named.get(by) if by else None,
        ),
    )
