"""How a call reached who is asked, for those who wait for the answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.outbox.queries import ways_of
from swarm.people.tables import Person
from swarm.rooms.cards import InvitationCard
from swarm.rooms.reaching.hours import local_words


def with_ways(session: Session, cards: Sequence[InvitationCard]) -> list[InvitationCard]:
    """The cards with the ways by which each call went, and its end by their own clock."""
    if not cards:
        return []
    ways = ways_of(session, [f"invitations/{card.id}" for card in cards])
    wanted = {card.person.id for card in cards}
    people = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    now = clock.now()
    return [
        card.model_copy(
            update={
                "ways": ways.get(f"invitations/{card.id}", []),
                "expires_there": local_words(people[card.person.id], card.expires_at, now),
            }
        )
        for card in cards
    ]
