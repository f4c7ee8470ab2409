"""Drafts into the database, a batch a transaction; what is known is not doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.commands.importing.drafts import Draft
from swarm.commands.importing.folk import Folk
from swarm.commands.importing.rooms import write_rooms
from swarm.people.tables import Team
from swarm.reports.aggregates.keeping import keep
from swarm.tickets.imported import ImportedOwner, ImportedReply, ImportedTicket
from swarm.tickets.intake import import_tickets, known_externals


@dataclass
class Counts:
    """What became of the rows."""

    imported: int = 0
    known: int = 0
    swarms: int = 0


class TicketLoader:
    """Writes the tickets of one source."""

    def __init__(self, session: Session, source: str) -> None:
        self.source = source
        self.folk = Folk(session, source)
        self.counts = Counts()
        self.teams = {
            row.name: row.id
            for row in session.execute(select(func.lower(Team.name).label("name"), Team.id))
        }

    def load(self, session: Session, batch: Sequence[Draft]) -> None:
        """Write one batch in the caller's transaction."""
        there = known_externals(session, self.source, [one.external_id for one in batch])
        fresh = {one.external_id: one for one in batch if one.external_id not in there}
        drafts = list(fresh.values())
        self.folk.learn(
            session,
            (name for one in drafts for name in one.workers()),
            (one.requester for one in drafts if one.requester),
        )
        numbers = import_tickets(session, [self._imported(one) for one in drafts])
        made = [(n, one) for n, one in zip(numbers, drafts, strict=True) if n is not None]
        self.counts.imported += len(made)
        self.counts.known += len(batch) - len(made)
        self.counts.swarms += write_rooms(session, self.folk, made)
        keep(session, [number for number, _ in made])

    def _imported(self, draft: Draft) -> ImportedTicket:
        return ImportedTicket(
            source=self.source,
            external_id=draft.external_id,
            summary=draft.summary,
            created_at=draft.created,
            description=draft.description,
            requester_id=self.folk.person(draft.requester),
            team_id=self.teams.get((draft.team or "").lower()),
            product=draft.product,
            component=draft.component,
            category=draft.category,
            priority=draft.priority,
            process=draft.process,
            status=self._status(draft),
            updated_at=draft.updated,
            first_response_at=draft.first_response,
            solved_at=draft.solved,
            closed_at=draft.closed,
            reopened=draft.reopened,
            tags=draft.tags,
            owners=self._owners(draft),
            replies=[
                ImportedReply(self.folk.person(one.author), one.public, one.body, one.at)
                for one in draft.replies
            ],
            cause=draft.cause,
            fix=draft.fix,
            rating=draft.rating,
        )

    def _owners(self, draft: Draft) -> list[ImportedOwner]:
        # An export tells who had it, not from when: all begin with the ticket, in their order.
        people = [self.folk.known[name] for name in draft.owners]
        return [ImportedOwner(person, draft.created) for person in people]

    def _status(self, draft: Draft) -> str:
        # Nobody has it: somebody here should take it.
        if draft.status in ("open", "waiting") and not draft.owners:
            return "new"
        return "open" if draft.status == "new" and draft.owners else draft.status
