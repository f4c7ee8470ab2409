"""Signs on a message: one row a person and sign, a line for each change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.talk.found import hold_message, require_speech
from swarm.rooms.talk.tables import Reaction

EMOJI = (
    "yes", "no", "thanks", "looking", "done", "party", "heart", "thinking", "surprised", "rocket",
)  # fmt: skip
"""The names of the signs; the client draws them. Few, so that each keeps one meaning."""


def react(session: Session, actor: Person, swarm_id: int, message_id: int, emoji: str) -> None:
    """Put a sign on a message; twice is once.

    Raises NotFound for no such sign or message, NotAllowed for observers, Conflict when the
    swarm is closed or the words were erased.
    """
    if _change(session, actor, swarm_id, message_id, emoji) is None:
        session.add(
            Reaction(message_id=message_id, person_id=actor.id, emoji=emoji, at=clock.now())
        )
        _tell(session, actor, swarm_id, message_id, emoji, "reaction_added")


def take_back(session: Session, actor: Person, swarm_id: int, message_id: int, emoji: str) -> None:
    """Take one's own sign off a message; raises as `react` does. What is not there, is gone."""
    reaction = _change(session, actor, swarm_id, message_id, emoji)
    if reaction is not None:
        session.delete(reaction)
        _tell(session, actor, swarm_id, message_id, emoji, "reaction_removed")


def _change(
    session: Session, actor: Person, swarm_id: int, message_id: int, emoji: str
) -> Reaction | None:
    if emoji not in EMOJI:
        raise NotFound("There is no such sign.")
    require_speech(*hold_message(session, actor, swarm_id, message_id))
    return session.get(Reaction, (message_id, actor.id, emoji))


def _tell(
    session: Session, actor: Person, swarm_id: int, message_id: int, emoji: str, kind: str
) -> None:
    append(session, stream_of(swarm_id), kind, actor.id, message=message_id, emoji=emoji)
