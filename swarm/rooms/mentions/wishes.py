"""What somebody wants to be told of rooms: mute one, wish for mentions, keep quiet hours."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.rooms.access import find_room
from swarm.rooms.talk.tables import Mute, NoticeWish

DAY = 24 * 60

Mentioned = Literal["all", "named", "none"]


class Wishes(BaseModel):
    """Which mentions are told at once (`named`: not those of whole teams and rooms), and when not.

    The quiet hours are minutes after midnight by one's own clock, null for none.
    """

    mentions: Mentioned
    quiet_from: int | None
    quiet_until: int | None


def mute_room(session: Session, actor: Person, swarm_id: int) -> None:
    """Hear no more of a room in passing; mentions still wait. Raises NotFound."""
    find_room(session, actor, swarm_id)
    if session.get(Mute, (swarm_id, actor.id)) is None:
        session.add(Mute(swarm_id=swarm_id, person_id=actor.id, at=clock.now()))


def unmute_room(session: Session, actor: Person, swarm_id: int) -> None:
    """Hear of a room again. Raises NotFound."""
    find_room(session, actor, swarm_id)
    mute = session.get(Mute, (swarm_id, actor.id))
    if mute is not None:
        session.delete(mute)


def read_wishes(session: Session, actor: Person) -> Wishes:
    """What the actor wishes to be told; everything until they say otherwise."""
    wish = session.get(NoticeWish, actor.id)
    if wish is None:
        return Wishes(mentions="all", quiet_from=None, quiet_until=None)
    return Wishes.model_validate(wish, from_attributes=True)


def set_wishes(session: Session, actor: Person, wishes: Wishes) -> Wishes:
    """Keep what the actor wishes to be told."""
    session.merge(NoticeWish(person_id=actor.id, **wishes.model_dump()))
    return wishes
