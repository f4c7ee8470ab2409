"""Mark that a message helped, so that its author is credited when the swarm is closed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.tables import Mark
from swarm.rooms.closing import CREDITS
from swarm.rooms.talk.found import hold_message, require_speech


def mark_message(
    session: Session, actor: Person, swarm_id: int, message_id: int, kind: str
) -> None:
    """Say how a message helped, one's own or another's; twice is once.

    Raises NotFound for no such kind or message and for guests, NotAllowed for observers,
    Conflict when the swarm is closed or the words were erased.
    """
    if _find(session, actor, swarm_id, message_id, kind) is None:
        session.add(
            Mark(
                message_id=message_id,
                kind=kind,
                swarm_id=swarm_id,
                by_id=actor.id,
                at=clock.now(),
            )
        )
        _tell(session, actor, swarm_id, message_id, kind, "message_marked")


def unmark_message(
    session: Session, actor: Person, swarm_id: int, message_id: int, kind: str
) -> None:
    """Take a mark off, whoever put it there; raises as above. What is not there, is gone."""
    mark = _find(session, actor, swarm_id, message_id, kind)
    if mark is not None:
        session.delete(mark)
        _tell(session, actor, swarm_id, message_id, kind, "message_unmarked")


def _find(
    session: Session, actor: Person, swarm_id: int, message_id: int, kind: str
) -> Mark | None:
    if kind not in CREDITS or not actor.staff:
        raise NotFound
    require_speech(*hold_message(session, actor, swarm_id, message_id))
    return session.get(Mark, (message_id, kind))


def _tell(
    session: Session, actor: Person, swarm_id: int, message_id: int, kind: str, told: str
) -> None:
    append(session, stream_of(swarm_id), told, actor.id, message=message_id, mark=kind)
