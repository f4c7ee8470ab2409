"""What is known about the work on a ticket, and which tier that says it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.knowledge.tables import ArticleUse
from swarm.people.tables import Person, Role
from swarm.tickets.solving import standing_outcome
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.holders import (
    Holders,
    Strengths,
    no_strengths,
    read_holders,
    read_rules,
)
from swarm.tiers.resolving import resolvers
from swarm.tiers.rules import Verdict, WorkSeen, by_rules, facts_of
from swarm.tiers.signs import facts_told
from swarm.tiers.streams import streams_of
from swarm.tiers.tables import Touch

Classify = Callable[[Session, WorkSeen], Verdict]
"""Decides the tier of a piece of work; unknown where it cannot."""


def by_map(session: Session, work: WorkSeen) -> Verdict:
    """The rules of the map in force alone."""
    return by_rules(work.facts, read_rules(session))


@dataclass(frozen=True)
class Judges:
    """Who decides the tier of work, and what is known of people's skills."""

    classify: Classify = by_map
    strengths: Strengths = no_strengths

    def strengths_of(self, session: Session, person: Person | None) -> Mapping[int, float]:
        """How strongly a person knows which skill."""
        return self.strengths(session, person.id) if person is not None else {}


BY_MAP = Judges()
"""The map alone decides."""


def see_work(session: Session, number: int, person: Person | None) -> WorkSeen:
    """Everything that is known about the work of `person` on ticket `number`."""
    ticket = session.get_one(Ticket, number)
    outcome = standing_outcome(session, number)
    solved_it = person is not None and person.id in resolvers(session, number, outcome)
    answered = outcome is not None and _from_an_article(session, number)
    helped_themselves = answered and outcome is not None and outcome.how == "withdrawn"
    facts = facts_of(
        guest=person is not None and person.role == Role.GUEST,
        called_in=person is not None and _was_called_in(session, number, person.id),
        known=(answered and not helped_themselves)
        or (outcome is not None and outcome.how == "duplicate"),
        self_served=helped_themselves,
        told=facts_told(session, ticket),
        resolving=solved_it,
    )
    return WorkSeen(
        ticket=number,
        facts=facts,
        resolving=solved_it,
        summary=ticket.summary,
        description=ticket.description,
        resolution=f"{outcome.cause}\n{outcome.fix}" if outcome else "",
    )


def judge_ticket(session: Session, number: int, classify: Classify) -> None:
    """Judge every touch that was folded from activity anew; a manager's word stands beside it.

    Whose work solved the ticket is said anew of all touches, stated ones included.
    """
    every = mark_resolving(session, number)
    touches = [touch for touch in every if touch.measured == "activity"]
    holders = read_holders(session)
    verdicts: dict[int | None, tuple[WorkSeen, Verdict]] = {}
    for touch in touches:
        if touch.person_id not in verdicts:
            person = session.get(Person, touch.person_id) if touch.person_id else None
            work = see_work(session, number, person)
            verdicts[touch.person_id] = work, classify(session, work)
        put_verdict(touch, *verdicts[touch.person_id])
        _put_person(session, touch, holders)


def mark_resolving(session: Session, number: int) -> Sequence[Touch]:
    """Say of every touch of a ticket whether its work solved it; returns them."""
    every = session.scalars(select(Touch).where(Touch.ticket_number == number)).all()
    solved_it = resolvers(session, number, standing_outcome(session, number))
    for touch in every:
        touch.resolving = touch.person_id in solved_it
    return every


def put_verdict(touch: Touch, work: WorkSeen, verdict: Verdict) -> None:
    """Write a verdict into a touch, and what it came from."""
    touch.tier_of_work = verdict.tier
    touch.confidence = verdict.confidence
    touch.reason = verdict.reason[:200]
    touch.resolving = work.resolving
    touch.facts = ",".join(sorted(work.facts))
    touch.choices = ",".join(verdict.choices)


def _put_person(session: Session, touch: Touch, holders: Holders) -> None:
    """A touch that is judged anew by a newer map stands under that map from now on."""
    if touch.map_version != holders.version:
        person = session.get(Person, touch.person_id) if touch.person_id else None
        touch.tier_of_person = holders.of_person(person, touch.group_name)
        touch.map_version = holders.version


def _was_called_in(session: Session, number: int, person: int) -> bool:
    """Whether somebody who never owned the ticket came into one of its swarms."""
    owned = exists().where(Ownership.ticket_number == number, Ownership.owner_id == person)
    if session.scalar(select(owned)):
        return False
    rooms = streams_of(session, number)[1:]
    joined = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream.in_(rooms), ActivityLine.kind == "member_joined"
        )
    )
    return any(data.get("person") == person for data in joined)


def _from_an_article(session: Session, number: int) -> bool:
    """Whether an article that was there before solved it."""
    used = exists().where(ArticleUse.ticket_number == number, ArticleUse.kind == "solved")
    return bool(session.scalar(select(used)))
