from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.skills.tables import Need, Skill
from swarm.tickets.tables import Outcome, Ownership, Rating, Ticket
from swarm.tiers.tables import QueueStay, SourceFigure, Touch


class History:
    """Writes tickets with their past straight into the tables; hours count from a fixed start."""

    def __init__(self, session: Session, start: datetime) -> None:
        self.session = session
        self.start = start
        self.count = 0

    def at(self, hours: float | None) -> datetime | None:
        return None if hours is None else self.start + timedelta(hours=hours)

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def person(self, role: str = "agent", name: str = "Somebody") -> Person:
        return self.add(Person(name=name, role=role, created_at=self.start))

    def ticket(
        self,
        created: float = 0,
        *,
        responded: float | None = None,
        solved: float | None = None,
        respond_by: float | None = None,
        resolve_by: float | None = None,
        **more: Any,
    ) -> Ticket:
        """A ticket; a solved one has status `solved` unless told otherwise."""
        values: dict[str, Any] = {
            "summary": "Something broke",
            "status": "open" if solved is None else "solved",
            "updated_at": self.at(created if solved is None else solved),
        }
        return self.add(
            Ticket(
                created_at=self.at(created),
                first_response_at=self.at(responded),
                solved_at=self.at(solved),
                respond_by=self.at(respond_by),
                resolve_by=self.at(resolve_by),
                **(values | more),
            )
        )

    def owners(self, ticket: Ticket, *people: Person) -> None:
        for place, person in enumerate(people):
            last = place == len(people) - 1
            self.add(
                Ownership(
                    ticket_number=ticket.number,
                    owner_id=person.id,
                    how="taken",
                    started_at=self.at(place),
                    ended_at=None if last else self.at(place + 1),
                )
            )

    def queues(self, ticket: Ticket, *groups: str) -> None:
        for place, group in enumerate(groups):
            last = place == len(groups) - 1
            self.add(
                QueueStay(
                    ticket_number=ticket.number,
                    group_name=group,
                    started_at=self.at(place),
                    ended_at=None if last else self.at(place + 1),
                )
            )

    def touch(self, ticket: Ticket, person: Person | None = None, **more: Any) -> Touch:
        self.count += 1
        values = {
            "minutes": 10.0,
            "measured": "activity",
            "tier_of_work": "L1",
            "stream": f"tickets/{ticket.number}",
            "started_at": self.start,
            "ended_at": self.start,
        }
        return self.add(
            Touch(
                ticket_number=ticket.number,
                person_id=person.id if person else None,
                first_seq=self.count,
                last_seq=self.count,
                **(values | more),
            )
        )

    def add_touch(self, ticket: Ticket, person: Person, at: datetime, **more: Any) -> Touch:
        """A touch that began and ended at a moment of one's own choice."""
        return self.touch(ticket, person, **({"started_at": at, "ended_at": at} | more))

    def swarm(self, ticket: Ticket, *people: Person, solved: bool | None = None) -> Swarm:
        swarm = self.add(
            Swarm(
                ticket_number=ticket.number,
                help_needed="h",
                opened_by=people[0].id,
                opened_at=self.start,
            )
        )
        for person in people:
            self.add(
                Member(
                    swarm_id=swarm.id, person_id=person.id, came_by="invited", joined_at=self.start
                )
            )
        if solved is not None:
            self.add(
                Closure(
                    swarm_id=swarm.id, summary="s", solved=solved, by_id=people[0].id, at=self.start
                )
            )
        return swarm

    def need(self, number: int, skill: Skill, **more: Any) -> Need:
        """A need that the classifier is sure of, unless told otherwise."""
        values = {"probability": 0.9, "at": self.start} | more
        return self.add(Need(ticket_number=number, skill_id=skill.id, **values))

    def learner(self, number: int, person: Person, **more: Any) -> Member:
        """A seat in the swarm of a ticket, as a learner unless told otherwise."""
        room = self.session.scalars(select(Swarm.id).where(Swarm.ticket_number == number)).one()
        values = {"role": "learner", "came_by": "invited", "joined_at": self.start} | more
        return self.add(Member(swarm_id=room, person_id=person.id, **values))

    def outcome(self, number: int, solver: Person) -> Outcome:
        return self.add(Outcome(ticket_number=number, by_id=solver.id, at=self.start))

    def rating(self, ticket: Ticket, score: int | None) -> None:
        answered = self.start if score else None
        self.add(
            Rating(
                ticket_number=ticket.number,
                asked_at=self.start,
                answered_at=answered,
                score=score,
            )
        )

    def source(self, ticket: Ticket, hours: float | None = None, **more: Any) -> None:
        self.add(
            SourceFigure(
                ticket_number=ticket.number,
                opened_at=self.start,
                resolved_at=self.at(hours),
                **more,
            )
        )


@pytest.fixture
def history(session, noon) -> History:
    """The clock stands at noon; the history begins a hundred hours before."""
    return History(session, noon - timedelta(hours=100))


@pytest.fixture
def full(history) -> History:
    """A desk with a bit of everything, on both sides."""
    ann, bob, cleo = (history.person(name=name) for name in ("Ann", "Bob", "Cleo"))
    for hour in range(12):
        ticket = history.ticket(
            hour, responded=hour + 1, solved=hour + 2 + hour, respond_by=hour + 2,
            resolve_by=hour + 9, product="Shop" if hour % 2 else "Till",
        )  # fmt: skip
        history.owners(ticket, ann)
        history.touch(ticket, ann, tier_of_person="L1")
        if hour % 3 == 0:
            history.swarm(ticket, ann, bob, solved=hour != 0)
            history.touch(ticket, bob, tier_of_work="L2", minutes=5.0)
        if hour % 4 == 0:
            history.rating(ticket, 5 if hour else None)
    history.ticket(20, respond_by=21, resolve_by=300, priority="urgent")
    for hour in range(10):
        solved = hour + 20.5 if hour else None
        ticket = history.ticket(
            hour, solved=solved, process="tier", channel="import", source="old desk",
            external_id=str(hour), reopened=int(hour == 3),
        )  # fmt: skip
        history.queues(ticket, *("First", "Second", "First")[: hour % 4 or 1])
        history.owners(ticket, *(bob, cleo, bob)[: hour % 3 + 1])
        history.touch(ticket, bob, minutes=None, measured="status", tier_of_work="unknown")
        history.source(
            ticket, hours=solved, reassignments=hour % 3, reopens=0, sla_kept=hour % 2 == 0
        )
    return history
