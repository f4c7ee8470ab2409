"""What is known about the work on a ticket, and which tier that says it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.knowledge.tables import ArticleUse
from swarm.people.tables import Person, Role
from swarm.tickets.tables import Outcome, Ownership, Ticket
from swarm.tiers.holders import (
    Holders,
    Strengths,
    no_strengths,
    read_holders,
    read_rules,
)
from swarm.tiers.rules import Verdict, WorkSeen, by_rules
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
    outcome = session.scalars(
        select(Outcome).where(Outcome.ticket_number == number, Outcome.undone_at.is_(None))
    ).first()
    facts = set()
    if person is not None and person.role == Role.GUEST:
        facts.add("vendor")
    elif person is not None and _was_called_in(session, number, person.id):
        facts.add("specialist")
    if _known_already(session, number, outcome):
        facts.add("known_fix" if person is not None else "article")
    return WorkSeen(
        ticket=number,
        facts=frozenset(facts),
        summary=ticket.summary,
        description=ticket.description,
        resolution=f"{outcome.cause}\n{outcome.fix}" if outcome else "",
    )


def judge_ticket(session: Session, number: int, classify: Classify) -> None:
    """Judge every touch that was folded from activity anew; a manager's word stands beside it."""
    touches = session.scalars(
        select(Touch).where(Touch.ticket_number == number, Touch.measured == "activity")
    ).all()
    holders = read_holders(session)
    verdicts: dict[int | None, tuple[WorkSeen, Verdict]] = {}
    for touch in touches:
        if touch.person_id not in verdicts:
            person = session.get(Person, touch.person_id) if touch.person_id else None
            work = see_work(session, number, person)
            verdicts[touch.person_id] = work, classify(session, work)
        put_verdict(touch, *verdicts[touch.person_id])
        _put_person(session, touch, holders)


def put_verdict(touch: Touch, work: WorkSeen, verdict: Verdict) -> None:
    """Write a verdict into a touch, and what it came from."""
    touch.tier_of_work = verdict.tier
    touch.confidence = verdict.confidence
    touch.reason = verdict.reason[:200]
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


def _known_already(session: Session, number: int, outcome: Outcome | None) -> bool:
    """Whether the solution was there before: an article that solved it, or a duplicate."""
    if outcome is None:
        return False
    used = exists().where(ArticleUse.ticket_number == number, ArticleUse.kind == "solved")
    return outcome.how == "duplicate" or bool(session.scalar(select(used)))
