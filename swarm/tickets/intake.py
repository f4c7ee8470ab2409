"""Tickets with their history, as another desk exports them or the demo tells them.

Nobody is told of what happened elsewhere: no line reaches a person's stream, a listener or
a screen. Times are the source's own; whoever imports checked them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from swarm import clock, markdown
from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Base
from swarm.people.calendars import hours_of_team
from swarm.people.hours import WorkingHours
from swarm.people.tables import Team
from swarm.tickets.clocks import run_clocks, set_due, target_of
from swarm.tickets.imported import ImportedTicket
from swarm.tickets.past import lines_of
from swarm.tickets.states import ENDED, LIVE
from swarm.tickets.tables import Outcome, Ownership, Priority, Rating, Reply, Status, Tag, Ticket
from swarm.tickets.tags import plain_tag


def known_externals(session: Session, source: str, external_ids: Iterable[str]) -> dict[str, int]:
    """The numbers of those tickets of a source that are here already."""
    wanted, found = list(external_ids), {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(Ticket.external_id, Ticket.number).where(
                Ticket.source == source, Ticket.external_id.in_(wanted[start : start + 500])
            )
        )
        found.update({str(external_id): number for external_id, number in rows})
    return found


def import_ticket(session: Session, imported: ImportedTicket) -> tuple[Ticket, bool]:
    """Bring one ticket in; returns it and whether it was made now."""
    known = known_externals(session, imported.source, [imported.external_id])
    number = known.get(imported.external_id)
    if number is not None:
        return session.get_one(Ticket, number), False
    [made] = import_tickets(session, [imported])
    return session.get_one(Ticket, made), True


def import_tickets(session: Session, batch: Sequence[ImportedTicket]) -> list[int | None]:
    """Bring many tickets in, about a thousand a call; None stands for those that were known.

    An external id that comes twice within the batch counts once.
    """
    numbers: list[int | None] = [None] * len(batch)
    pace = _Pace(session)
    known = {
        (source, external_id)
        for source in {one.source for one in batch}
        for external_id in known_externals(
            session, source, (one.external_id for one in batch if one.source == source)
        )
    }
    fresh: list[tuple[int, ImportedTicket, Ticket]] = []
    for place, imported in enumerate(batch):
        if (imported.source, imported.external_id) not in known:
            known.add((imported.source, imported.external_id))
            fresh.append((place, imported, _ticket_of(imported, pace)))
    session.add_all(ticket for _, _, ticket in fresh)
    session.flush()
    for place, _, ticket in fresh:
        numbers[place] = ticket.number
    _write_rows(session, [(imported, ticket.number) for _, imported, ticket in fresh])
    return numbers


class _Pace:
    """Targets and working hours, read once a batch."""

    def __init__(self, session: Session) -> None:
        self.targets = {str(one): target_of(session, one) for one in Priority}
        self.hours = {team.id: hours_of_team(team) for team in session.scalars(select(Team))}

    def run(self, ticket: Ticket) -> WorkingHours:
        """Set the ticket's clocks; returns the hours that they count."""
        hours = self.hours.get(ticket.team_id or 0) or hours_of_team(None)
        run_clocks(ticket, hours, self.targets[ticket.priority])
        return hours


def _ticket_of(imported: ImportedTicket, pace: _Pace) -> Ticket:
    ended = imported.status in ENDED
    solved_at = imported.solved_at or (imported.closed_at if ended else None)
    closed = imported.status == Status.CLOSED
    ticket = Ticket(
        summary=imported.summary[:300],
        description=imported.description,
        requester_id=imported.requester_id,
        created_by=imported.created_by,
        team_id=imported.team_id,
        product=imported.product,
        component=imported.component,
        category=imported.category,
        priority=str(imported.priority),
        channel=imported.channel,
        status=str(imported.status),
        process=imported.process,
        source=imported.source,
        external_id=imported.external_id,
        demo=imported.demo,
        created_at=imported.created_at,
        updated_at=_updated_at(imported),
        first_response_at=None,
        solved_at=solved_at,
        closed_at=imported.closed_at or (solved_at if closed else None),
        paused_at=_paused_at(imported, solved_at),
        paused_seconds=0,
        solved_seconds=0,
        reopened=imported.reopened,
    )
    # The response target has to be set before it is known when it was met.
    hours = pace.run(ticket)
    ticket.first_response_at = imported.first_response_at
    if imported.status in LIVE and imported.owners and imported.owners[-1].ended_at is None:
        usual = pace.targets[ticket.priority].next_word_minutes
        ticket.next_word_by = imported.next_word_by or hours.after(clock.now(), usual)
    set_due(ticket)
    return ticket


def _paused_at(imported: ImportedTicket, solved_at: datetime | None) -> datetime | None:
    if imported.status in ENDED:
        return solved_at
    return _updated_at(imported) if imported.status == Status.WAITING else None


def _updated_at(imported: ImportedTicket) -> datetime:
    moments = [imported.created_at, imported.updated_at, imported.solved_at, imported.closed_at]
    moments += [reply.at for reply in imported.replies]
    return imported.updated_at or max(moment for moment in moments if moment is not None)


def _write_rows(session: Session, made: Sequence[tuple[ImportedTicket, int]]) -> None:
    replies = [_replies(imported, number) for imported, number in made]
    outcomes = [_outcome(imported, number) for imported, number in made]
    session.add_all(reply for some in replies for reply in some)
    session.add_all(outcome for outcome in outcomes if outcome is not None)
    session.flush()
    rows: dict[type[Base], list[dict[str, Any]]] = {
        table: [] for table in (Ownership, Tag, Rating, Stream, ActivityLine)
    }
    for (imported, number), said, outcome in zip(made, replies, outcomes, strict=True):
        owned = _ownerships(imported, number)
        rows[Ownership] += owned
        rows[Tag] += _tags(imported, number)
        if imported.rating is not None and outcome is not None:
            rows[Rating].append(_rating(imported.rating, outcome))
        written = lines_of(imported, number, owned, said, outcome)
        rows[Stream].append({"name": f"tickets/{number}", "head": len(written)})
        rows[ActivityLine] += written
    for table, some in rows.items():
        if some:
            session.execute(insert(table), some)


def _ownerships(imported: ImportedTicket, number: int) -> list[dict[str, Any]]:
    rows = []
    ends = imported.solved_at or imported.closed_at or imported.updated_at
    for place, owner in enumerate(imported.owners):
        last = place == len(imported.owners) - 1
        ended_at = owner.ended_at
        if ended_at is None and not last:
            ended_at = imported.owners[place + 1].started_at
        if ended_at is None and imported.status in ENDED:
            ended_at = max(ends or owner.started_at, owner.started_at)
        why = "solved" if last and imported.status in ENDED else "reassigned"
        rows.append(
            {
                "ticket_number": number,
                "owner_id": owner.person_id,
                "how": "imported" if place == 0 else "assigned",
                "started_at": owner.started_at,
                "ended_at": ended_at,
                "ended_why": why if ended_at else None,
            }
        )
    return rows


def _tags(imported: ImportedTicket, number: int) -> list[dict[str, Any]]:
    tags = dict.fromkeys(plain_tag(tag) for tag in imported.tags)
    return [{"ticket_number": number, "name": tag} for tag in tags]


def _replies(imported: ImportedTicket, number: int) -> list[Reply]:
    return [
        Reply(
            ticket_number=number,
            author_id=reply.author_id,
            public=reply.public,
            body=reply.body,
            html=markdown.render(reply.body),
            at=reply.at,
        )
        for reply in sorted(imported.replies, key=lambda one: one.at)
    ]


def _outcome(imported: ImportedTicket, number: int) -> Outcome | None:
    solved_at = imported.solved_at or imported.closed_at
    if imported.status not in ENDED or solved_at is None:
        return None
    return Outcome(
        ticket_number=number,
        cause=imported.cause,
        fix=imported.fix,
        how="solved",
        by_id=imported.owners[-1].person_id if imported.owners else None,
        at=solved_at,
    )


def _rating(score: int, outcome: Outcome) -> dict[str, Any]:
    return {
        "ticket_number": outcome.ticket_number,
        "asked_at": outcome.at,
        "answered_at": outcome.at,
        "score": score,
        "comment": "",
    }
