"""Show an earlier message, with its files, to one reader from outside."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.members import open_stay
from swarm.rooms.outside.tables import Share
from swarm.rooms.talk.found import hold_message, require_speech


def share_message(
    session: Session, actor: Person, swarm_id: int, message_id: int, person_id: int
) -> None:
    """Let `person_id`, who is here from outside, see what was said before they came.

    Twice is once. Raises NotFound, NotAllowed for who is from outside or only watches, Conflict
    for words that are for members only, that were erased, or in a closed swarm, Invalid for
    somebody who is not here from outside.
    """
    standing, message = hold_message(session, actor, swarm_id, message_id)
    if standing.outside:
        raise NotAllowed("Only members of the desk show what was said.")
    require_speech(standing, message)
    if message.aside:
        raise Conflict(
            "These words are for members only.", code="members_only", current={"aside": True}
        )
    stay = open_stay(session, swarm_id, person_id)
    if stay is None or stay.role != "guest":
        raise Invalid("Nobody from outside.", fields={"person": "not here from outside"})
    seen = message.seq >= (stay.from_seq or 0)
    if seen or session.get(Share, (message_id, person_id)) is not None:
        return
    session.add(Share(message_id=message_id, person_id=person_id, by_id=actor.id, at=clock.now()))
    append(
        session, stream_of(swarm_id), "message_shared", actor.id,
        message=message_id, person=person_id,
    )  # fmt: skip
