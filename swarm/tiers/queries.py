"""What screens ask about the touches of a ticket."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.tiers.access import find_ticket
from swarm.tiers.folding import RULE
from swarm.tiers.map import tiers_of
from swarm.tiers.tables import Touch, TouchOverride

MOST = 500


class OverrideCard(BaseModel):
    """A manager's word on a touch."""

    tier_of_work: str
    by: PersonRef | None
    at: datetime
    reason: str


class TouchCard(BaseModel):
    """A stretch of work. `tier_of_work` is what was found; an `override`, if any, counts instead.

    `minutes` is null where the source does not tell how long it took; `resolving` work solved
    the ticket, and says at which tier it was solved.
    """

    id: int
    person: PersonRef | None
    group: str | None
    started_at: datetime
    ended_at: datetime
    minutes: float | None
    measured: str
    tier_of_work: str
    tier_of_person: str
    confidence: float | None
    reason: str
    resolving: bool
    override: OverrideCard | None


class TierName(BaseModel):
    """A tier of the map in force, as it is called."""

    key: str
    name: str


class TouchesPage(BaseModel):
    """The touches of one ticket in the order of time; at most the first 500."""

    items: list[TouchCard]
    tiers: list[TierName]
    rule: str
    can: dict[str, bool]


def read_touches(session: Session, actor: Person, number: int) -> TouchesPage:
    """Who worked on ticket `number`, when, and at which tier. Raises NotFound."""
    find_ticket(session, actor, number)
    touches = session.scalars(
        select(Touch)
        .where(Touch.ticket_number == number)
        .order_by(Touch.started_at, Touch.id)
        .limit(MOST)
    ).all()
    words = _overrides(session, [touch.id for touch in touches])
    people = refs(session, [t.person_id for t in touches] + [w.by_id for w in words.values()])
    return TouchesPage(
        items=[_card(touch, words.get(touch.id), people) for touch in touches],
        tiers=[TierName(key=card.key, name=card.name) for card in tiers_of(session)],
        rule=RULE,
        can={"override": actor.manages},
    )


def read_touch(session: Session, touch: Touch) -> TouchCard:
    """One touch as a card."""
    session.flush()
    word = _overrides(session, [touch.id]).get(touch.id)
    people = refs(session, [touch.person_id, word.by_id if word else None])
    return _card(touch, word, people)


def _overrides(session: Session, touches: list[int]) -> dict[int, TouchOverride]:
    rows = session.scalars(
        select(TouchOverride)
        .where(TouchOverride.touch_id.in_(touches), TouchOverride.undone_at.is_(None))
        .order_by(TouchOverride.at, TouchOverride.id)
    )
    return {row.touch_id: row for row in rows}


def _card(touch: Touch, word: TouchOverride | None, people: dict[int, PersonRef]) -> TouchCard:
    return TouchCard(
        id=touch.id,
        person=people.get(touch.person_id) if touch.person_id else None,
        group=touch.group_name,
        started_at=touch.started_at,
        ended_at=touch.ended_at,
        minutes=touch.minutes,
        measured=touch.measured,
        tier_of_work=touch.tier_of_work,
        tier_of_person=touch.tier_of_person,
        confidence=touch.confidence,
        reason=touch.reason,
        resolving=touch.resolving,
        override=_word(word, people) if word else None,
    )


def _word(word: TouchOverride, people: dict[int, PersonRef]) -> OverrideCard:
    return OverrideCard(
        tier_of_work=word.tier_of_work, by=people.get(word.by_id), at=word.at, reason=word.reason
    )
