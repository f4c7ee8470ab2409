"""What a swarm has to decide next: one line that everybody sees."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.access import check_text, hold_board
from swarm.rooms.board.tables import Decision


def set_decision(session: Session, actor: Person, swarm_id: int, text: str) -> None:
    """Say what has to be decided next, in place of what was said before; the same words are once.

    Raises NotFound for who does not see the board, NotAllowed for observers, Conflict when the
    swarm is closed, Invalid for no words or too many.
    """
    hold_board(session, actor, swarm_id)
    text = check_text(text)
    standing = standing_decision(session, swarm_id)
    if standing is not None:
        if standing.text == text:
            return
        standing.ended_at = clock.now()
        session.flush()
    decision = Decision(swarm_id=swarm_id, text=text, by_id=actor.id, at=clock.now())
    session.add(decision)
    session.flush()
    append(session, stream_of(swarm_id), "decision_set", actor.id, decision=decision.id)


def end_decision(session: Session, actor: Person, swarm_id: int) -> None:
    """It is decided, or need not be. Nothing happens where nothing is. Raises as above."""
    hold_board(session, actor, swarm_id)
    standing = standing_decision(session, swarm_id)
    if standing is not None:
        standing.ended_at = clock.now()
        append(session, stream_of(swarm_id), "decision_ended", actor.id, decision=standing.id)


def standing_decision(session: Session, swarm_id: int) -> Decision | None:
    """The one that has not ended."""
    return session.scalar(
        select(Decision).where(Decision.swarm_id == swarm_id, Decision.ended_at.is_(None))
    )
