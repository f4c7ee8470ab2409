"""How often people are interrupted, against what they said they can bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.rooms.tables import Invitation

DAYS = 28


@dataclass(frozen=True)
class Asked:
    """Invitations of one person in the last 28 days, and on how many days they were as many as
    the ask budget (24 hours, from each invitation back)."""

    times: int
    most_in_a_day: int
    days_spent: int


def asked_of(moments: Iterable[datetime], budget: int) -> Asked:
    """What the moments of one person's invitations add up to."""
    ordered = sorted(moments)
    busiest, spent, first = 0, Counter[object](), 0
    for place, moment in enumerate(ordered):
        while ordered[first] <= moment - timedelta(days=1):
            first += 1
        within = place - first + 1
        busiest = max(busiest, within)
        if budget and within >= budget:
            spent[moment.date()] += 1
    return Asked(len(ordered), busiest, len(spent))


def load_asked(session: Session, now: datetime) -> dict[int, Asked]:
    """By person: what was asked of them in the last 28 days."""
    rows = session.execute(
        select(Invitation.person_id, Invitation.sent_at, Person.ask_budget)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.sent_at > now - timedelta(days=DAYS))
    )
    moments: dict[int, list[datetime]] = {}
    budgets: dict[int, int] = {}
    for person, at, budget in rows:
        moments.setdefault(person, []).append(at)
        budgets[person] = budget
    return {person: asked_of(when, budgets[person]) for person, when in moments.items()}
