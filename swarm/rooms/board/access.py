"""Who may read and write a swarm's board: the desk's own people in it, guests never.

A guest reads what is said after they came; the board knows what was found before.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import Standing, find_room, hold_swarm
from swarm.rooms.talk.found import require_voice

LONGEST = 500


def find_board(session: Session, actor: Person, swarm_id: int) -> Standing:
    """The standing of somebody who may read the board. Raises NotFound."""
    standing = find_room(session, actor, swarm_id)
    if not actor.staff:
        raise NotFound
    return standing


def hold_board(session: Session, actor: Person, swarm_id: int) -> Standing:
    """Lock the swarm for somebody who may write on its board.

    Raises NotFound for who may not read it, Conflict when the swarm is closed, NotAllowed for
    observers.
    """
    standing = hold_swarm(session, actor, swarm_id)
    if not standing.reads or not actor.staff:
        raise NotFound
    require_voice(standing)
    return standing


def check_text(text: str) -> str:
    """The text without spaces around it. Raises Invalid for none or more than 500 characters."""
    text = text.strip()
    if not text:
        raise Invalid("Write something first.", fields={"text": "is empty"})
    if len(text) > LONGEST:
        raise Invalid("Say it shorter.", fields={"text": "at most 500 characters"})
    return text
