"""The demo picks tickets over together: an open dispatch room, and a backlog room that is over.

By the rooms' own actions, after the rest is loaded; the same desk gives the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person, Role
from swarm.rooms.members import observe_swarm
from swarm.rooms.messages import post_message
from swarm.rooms.picking.closing import close_room
from swarm.rooms.picking.deciding import Decided, pick_ticket
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import count_queue, read_queue
from swarm.rooms.tables import Swarm

AGO = timedelta(days=2)
LEFT = (
    "The vendor has it; they answer by Thursday",
    "Waits for the next release, the requester knows",
    "Nobody could see it again so far",
)
KEEPS = 2
"""So many old tickets are kept by their owners in the round that is over."""


def pick_over(session: Session, now: datetime, *, secret: str) -> list[int]:
    """Hold both rounds; returns the rooms. None without a manager and two colleagues of a team."""
    lead, mates = _people(session)
    if lead is None or len(mates) < 2:
        return []
    with clock.at(now - AGO):
        over = _backlog(session, lead, mates, secret)
    with clock.at(now - timedelta(minutes=25)):
        room = open_room(session, lead, "dispatch", None, "What came in since yesterday evening.")
        for mate in mates:
            observe_swarm(session, mate, room.id)
    with clock.at(now - timedelta(minutes=12)):
        _dispatch(session, room, lead, mates[0], secret)
    return [over.id, room.id]


def _people(session: Session) -> tuple[Person | None, list[Person]]:
    """A manager of the demo, and two agents of the team with the most of them."""
    there = (Person.demo.is_(True), Person.left_at.is_(None))
    lead = session.scalar(
        select(Person).where(*there, Person.role == Role.MANAGER).order_by(Person.id).limit(1)
    )
    agents = (*there, Person.role == Role.AGENT, Person.team_id.is_not(None))
    team = session.scalar(
        select(Person.team_id)
        .where(*agents)
        .group_by(Person.team_id)
        .order_by(func.count().desc(), Person.team_id)
        .limit(1)
    )
    mates = select(Person).where(*agents, Person.team_id == team).order_by(Person.id).limit(2)
    return lead, list(session.scalars(mates))


def _backlog(session: Session, lead: Person, mates: list[Person], secret: str) -> Swarm:
    room = open_room(session, lead, "backlog", None, "Before the holidays: what has grown old?")
    for mate in mates:
        observe_swarm(session, mate, room.id)
    _say(session, lead, room, "Owners first: is it still yours, and what does it wait for?", secret)
    kept = 0
    left = iter(LEFT)
    for one in read_queue(session, lead, room.id).waiting:
        number, owner = one.ticket.number, one.ticket.owner
        person = session.get(Person, owner.id) if owner else None
        if person is not None and person.staff and kept < KEEPS and person.left_at is None:
            if person.id not in {lead.id, *(mate.id for mate in mates)}:
                continue
            pick_ticket(session, person, room.id, number, Decided("taken"))
            kept += 1
        elif why := next(left, ""):
            pick_ticket(session, mates[0], room.id, number, Decided("left", why=why))
    counts = count_queue(session, room)
    words = (
        f"{counts.taken} kept by their owners, {counts.left} left with a reason."
        if counts.taken or counts.left
        else "Nothing has grown old: whoever owns something has moved it."
    )
    close_room(session, lead, room.id, words)
    return room


def _dispatch(session: Session, room: Swarm, lead: Person, mate: Person, secret: str) -> None:
    _say(session, lead, room, "Urgent ones first. Say it where you have seen one before.", secret)
    waiting = read_queue(session, mate, room.id).waiting
    if waiting:
        pick_ticket(
            session, mate, room.id, waiting[-1].ticket.number,
            Decided("left", why="Asked back by mail, the answer comes tomorrow"),
        )  # fmt: skip
    if len(waiting) > 1:
        pick_ticket(session, mate, room.id, waiting[0].ticket.number, Decided("taken"))
        _say(session, mate, room, f"I take #{waiting[0].ticket.number}.", secret)


def _say(session: Session, author: Person, room: Swarm, words: str, secret: str) -> None:
    client_id = f"demo-{room.id}-{author.id}-{len(words)}"
    post_message(session, author, room.id, client_id, words, secret=secret)
