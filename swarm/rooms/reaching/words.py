"""What a line of one's own stream says to who is not looking: a title, a sentence, and where.

No words of a room leave the desk by these ways, and nothing that its person may not see (any more).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.people.tables import Person
from swarm.rooms.access import stand
from swarm.rooms.board.tables import Task
from swarm.rooms.members import open_stay
from swarm.rooms.subjects import subject_of
from swarm.rooms.tables import Message, Offer, ReadPosition, Swarm
from swarm.tickets.access import may_see
from swarm.tickets.tables import Handover, Ticket


@dataclass(frozen=True, slots=True)
class Told:
    """What is said, and the page of the desk where it is looked at."""

    title: str
    text: str
    path: str


def told(session: Session, person: Person, line: Line) -> Told | None:
    """What `line` says to `person` now; None where it is settled or not theirs to see any more."""
    return _WORDS[line.kind](session, person, line) if line.kind in _WORDS else None


def _name(session: Session, line: Line) -> str:
    someone = session.get(Person, line.actor) if line.actor is not None else None
    return someone.name if someone else "The desk"


def _ticket(session: Session, person: Person, number: int | None) -> Ticket | None:
    ticket = session.get(Ticket, number) if number is not None else None
    return ticket if ticket is not None and may_see(person, ticket) else None


def _title(ticket: Ticket) -> str:
    return f"#{ticket.number} {ticket.summary}"


def _mentioned(session: Session, person: Person, line: Line) -> Told | None:
    swarm = session.get(Swarm, line.data["swarm"])
    message = session.get(Message, line.data["message"])
    inside = open_stay(session, line.data["swarm"], person.id)
    read = session.get(ReadPosition, (line.data["swarm"], person.id))
    if swarm is None or message is None or message.deleted_at is not None or inside is None:
        return None
    if read is not None and read.seq >= line.data["seq"]:
        return None
    # What a room is about is not told to who is not of the desk.
    where = subject_of(session, swarm) if person.staff else f"room {swarm.id}"
    path = f"/swarms/{swarm.id}?line={line.data['seq']}"
    return Told(
        f"{_name(session, line)} named you", f"{_name(session, line)} named you in {where}.", path
    )


def _task_given(session: Session, person: Person, line: Line) -> Told | None:
    task = session.get(Task, line.data["task"])
    if task is None or task.text is None or task.done_at or task.assignee_id != person.id:
        return None
    if open_stay(session, task.swarm_id, person.id) is None:
        return None
    swarm = session.get_one(Swarm, task.swarm_id)
    where = subject_of(session, swarm)
    who = _name(session, line)
    return Told(
        f"{who} gave you a task", f"{who} gave you a task in {where}.", f"/swarms/{swarm.id}"
    )


def _offer_received(session: Session, person: Person, line: Line) -> Told | None:
    offer = session.get(Offer, line.data["offer"])
    if offer is None or offer.answer is not None:
        return None
    swarm = session.get_one(Swarm, offer.swarm_id)
    if not stand(session, person, swarm.id).sees_card:
        return None
    who, about = _name(session, line), subject_of(session, swarm)
    return Told(f"{who} offers help", f"{who} offers help with {about}.", f"/swarms/{swarm.id}")


def _handover(session: Session, person: Person, line: Line) -> Told | None:
    waiting = session.scalar(
        select(Handover.id).where(
            Handover.to_id == person.id,
            Handover.ticket_number == line.data["ticket"],
            Handover.answered_at.is_(None),
        )
    )
    said = "{who} hands {ticket} over to you and waits for your answer."
    return _of_ticket("A ticket is handed over", said)(session, person, line) if waiting else None


def _alike(session: Session, person: Person, line: Line) -> Told | None:
    like = _ticket(session, person, line.data["like"])
    if like is None:
        return None
    said = f"{{ticket}} was solved. It is like {_title(like)}, on which you worked."
    return _of_ticket("A fix for what you met before", said)(session, person, line)


def _of_ticket(title: str, said: str) -> Callable[[Session, Person, Line], Told | None]:
    def words(session: Session, person: Person, line: Line) -> Told | None:
        ticket = _ticket(session, person, line.data.get("ticket"))
        if ticket is None:
            return None
        text = said.replace("{who}", _name(session, line)).replace("{ticket}", _title(ticket))
        return Told(title, text, f"/tickets/{ticket.number}")

    return words


def _in_swarm(title: str, said: str) -> Callable[[Session, Person, Line], Told | None]:
    def words(session: Session, person: Person, line: Line) -> Told | None:
        found = _of_ticket(title, said)(session, person, line)
        swarm_id = line.data["swarm"]
        if found is None or open_stay(session, swarm_id, person.id) is None:
            return None
        return replace(found, path=f"/swarms/{swarm_id}")

    return words


_WORDS: dict[str, Callable[[Session, Person, Line], Told | None]] = {
    "mentioned": _mentioned,
    "task_given": _task_given,
    "offer_received": _offer_received,
    "handover_received": _handover,
    "ownership_given": _of_ticket("A ticket is yours now", "{ticket} is yours now."),
    "ticket_escalated": _of_ticket("A ticket moved on", "{ticket} moved to another tier."),
    "next_word_due": _of_ticket("A word is due", "The requester of {ticket} waits for a word."),
    "bounce_foreseen": _of_ticket("A warning", "{ticket} is likely to be passed on."),
    "ticket_answered": _of_ticket("An answer", "{who} answered on {ticket}."),
    "status_updated": _of_ticket("News of something severe", "There is news of {ticket}."),
    "called_on_duty": _in_swarm("You are called", "You are on call: {ticket} is severe."),
    "update_due": _in_swarm("A word is due", "Those who wait for news of {ticket} wait for yours."),
    "symptom_solved": _alike,
}  # fmt: skip
