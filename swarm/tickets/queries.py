"""A ticket's page: everything one screen shows, in one answer."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock, markdown
from swarm.activity.lines import head_of
from swarm.people.queries import PersonRef, TeamRef
from swarm.people.tables import Person, Team
from swarm.tickets.abilities import Standing, TicketCan, abilities
from swarm.tickets.access import last_owner_of, open_ownership, owners_of
from swarm.tickets.attached import AttachmentCard, attachments_of
from swarm.tickets.clock_card import Clock, read_clock
from swarm.tickets.ends import ClosureCard, OutcomeCard, ends_of, outcome_among, undone_among
from swarm.tickets.lapsing import open_handover
from swarm.tickets.relations import relations_of
from swarm.tickets.restricted.reading import Restricted, read_restricted
from swarm.tickets.solving import standing_outcome
from swarm.tickets.states import ENDED, LIVE
from swarm.tickets.tables import Handover, Ownership, Rating, Tag, Ticket
from swarm.tickets.words import HandoverCard, ReplyCard, card_of, newest_replies


class RelationCard(BaseModel):
    """A related ticket, `kind`: related, duplicate_of or duplicated_by."""

    other: int
    summary: str
    status: str
    kind: str


class RatingCard(BaseModel):
    """The one question: asked, and perhaps answered; one from before a reopening is not shown."""

    asked_at: datetime
    answered_at: datetime | None
    score: int | None
    comment: str


class OwnershipCard(BaseModel):
    """One stretch of being answerable."""

    owner: PersonRef
    how: str
    started_at: datetime
    ended_at: datetime | None
    ended_why: str | None


class SwarmMark(BaseModel):
    """A swarm on the ticket, as the ticket's page names it; `closure` is what came of it."""

    id: int
    kind: str
    open: bool
    opened_at: datetime
    members: list[PersonRef]
    closure: ClosureCard | None


class ExternalRef(BaseModel):
    """Where a ticket came from."""

    source: str
    id: str


class TicketPage(BaseModel):
    """A ticket, whole. Requesters get the public part: no notes, rooms, targets or tags."""

    number: int
    summary: str
    description: str
    description_html: str
    status: str
    priority: str
    product: str | None
    component: str | None
    category: str | None
    channel: str
    process: str | None
    tags: list[str]
    requester: PersonRef | None
    owner: PersonRef | None
    team: TeamRef | None
    created_at: datetime
    updated_at: datetime
    first_response_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    reopened: int
    clock: Clock | None
    next_word_by: datetime | None
    next_word_overdue: bool
    replies: list[ReplyCard]
    earlier_replies: bool
    attachments: list[AttachmentCard]
    restricted: Restricted
    relations: list[RelationCard]
    outcome: OutcomeCard | None
    tried_before: list[OutcomeCard]
    rating: RatingCard | None
    handover: HandoverCard | None
    owners: list[OwnershipCard]
    swarms: list[SwarmMark]
    external: ExternalRef | None
    head: int
    can: TicketCan


def read_page(session: Session, actor: Person, ticket: Ticket) -> TicketPage:
    """The page of a ticket that `actor` may see; `swarms` is left empty for the door to fill."""
    now, staff = clock.now(), actor.staff
    handover = open_handover(session, ticket.number) if staff else None
    rating = session.get(Rating, ticket.number)
    replies, earlier = newest_replies(session, ticket, notes=staff)
    ends = ends_of(session, ticket, staff=staff)
    word = ticket.next_word_by if ticket.status in LIVE else None
    return TicketPage(
        number=ticket.number,
        summary=ticket.summary,
        description=ticket.description,
        description_html=markdown.render(ticket.description),
        status=ticket.status,
        priority=ticket.priority,
        product=ticket.product,
        component=ticket.component,
        category=ticket.category,
        channel=ticket.channel,
        process=ticket.process if staff else None,
        tags=_tags(session, ticket) if staff else [],
        requester=person_ref(session, ticket.requester_id),
        owner=ref_of(owners_of(session, [ticket.number]).get(ticket.number)),
        team=_team(session, ticket),
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        first_response_at=ticket.first_response_at,
        solved_at=ticket.solved_at,
        closed_at=ticket.closed_at,
        reopened=ticket.reopened,
        clock=read_clock(session, ticket, now) if staff else None,
        next_word_by=word,
        next_word_overdue=word is not None and word <= now,
        replies=replies,
        earlier_replies=earlier,
        attachments=attachments_of(session, actor, ticket),
        restricted=read_restricted(session, actor, ticket),
        relations=_relations(session, ticket) if staff else [],
        outcome=outcome_among(ends),
        tried_before=undone_among(ends) if staff else [],
        rating=_rating(rating) if ticket.status in ENDED else None,
        handover=card_of(session, handover, ticket) if handover else None,
        owners=_owners(session, ticket) if staff else [],
        swarms=[],
        external=_external(ticket) if staff else None,
        head=head_of(session, f"tickets/{ticket.number}") if staff else 0,
        can=abilities(actor, _standing(session, ticket, handover, rating)),
    )


def _standing(
    session: Session, ticket: Ticket, handover: Handover | None, rating: Rating | None
) -> Standing:
    ownership = open_ownership(session, ticket.number)
    owner_id = ownership.owner_id if ownership else None
    last, outcome = last_owner_of(session, ticket.number), standing_outcome(session, ticket.number)
    return Standing(ticket, owner_id, handover, rating, last, outcome)


def ref_of(person: Person | None) -> PersonRef | None:
    """A person as answers name them."""
    return PersonRef(id=person.id, name=person.name) if person else None


def person_ref(session: Session, person_id: int | None) -> PersonRef | None:
    """The person with this id as answers name them."""
    return ref_of(session.get(Person, person_id)) if person_id is not None else None


def _team(session: Session, ticket: Ticket) -> TeamRef | None:
    team = session.get(Team, ticket.team_id) if ticket.team_id else None
    return TeamRef(id=team.id, name=team.name) if team else None


def _tags(session: Session, ticket: Ticket) -> list[str]:
    mine = Tag.ticket_number == ticket.number
    return list(session.scalars(select(Tag.name).where(mine).order_by(Tag.name)))


def _relations(session: Session, ticket: Ticket) -> list[RelationCard]:
    return [
        RelationCard(other=other.number, summary=other.summary, status=other.status, kind=kind)
        for other, kind in relations_of(session, ticket.number)
    ]


def _rating(rating: Rating | None) -> RatingCard | None:
    if rating is None:
        return None
    names = RatingCard.model_fields
    return RatingCard(**{name: getattr(rating, name) for name in names})


def _owners(session: Session, ticket: Ticket) -> list[OwnershipCard]:
    rows = session.execute(
        select(Ownership, Person)
        .join(Person, Person.id == Ownership.owner_id)
        .where(Ownership.ticket_number == ticket.number)
        .order_by(Ownership.id)
    )
    return [
        OwnershipCard(
            owner=PersonRef(id=person.id, name=person.name),
            how=row.how,
            started_at=row.started_at,
            ended_at=row.ended_at,
            ended_why=row.ended_why,
        )
        for row, person in rows
    ]


def _external(ticket: Ticket) -> ExternalRef | None:
    if ticket.source is None or ticket.external_id is None:
        return None
    return ExternalRef(source=ticket.source, id=ticket.external_id)
