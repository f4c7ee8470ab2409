"""Tickets: lists, the inbox, one ticket whole, making and changing it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from swarm.activity.lines import Lines, read_lines
from swarm.api.door import REQUESTER, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Component, Id, Product, Words
from swarm.api.swarm_marks import mark_page, mark_rows
from swarm.api.weeks import When
from swarm.api.why_shown import fits_of, rooms_of
from swarm.errors import Invalid
from swarm.people.tables import Person, Team
from swarm.rooms.texts import join_texts
from swarm.tickets.access import find_ticket
from swarm.tickets.creating import create_ticket
from swarm.tickets.editing import change_ticket
from swarm.tickets.fields import Fields, read_fields
from swarm.tickets.filters import NOBODY, Filter
from swarm.tickets.inbox import Inbox, read_inbox
from swarm.tickets.listing import TicketRows, list_tickets
from swarm.tickets.queries import TicketPage, read_page
from swarm.tickets.tables import Priority, Status, Ticket
from swarm.tiers.policies.deciding import assign_process
from swarm.tiers.queues.reasons import queue_reasons

door = Door("tickets")

DESK = STAFF | REQUESTER
Summary = Annotated[str, Field(min_length=1, max_length=300), ONE_LINE]
Tag = Annotated[str, Field(min_length=1, max_length=60), ONE_LINE]
Choices = Annotated[str, Field(max_length=80)]
Owner = Annotated[str, StringConstraints(pattern=r"^(me|none|[1-9][0-9]{0,8})$")]
Date = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2200, 1, 1))]
Day = Annotated[When | Date, Field(union_mode="left_to_right")]


def _several(kind: type[StrEnum], value: str) -> str:
    """The names of `kind` in a text, by commas. Raises ValueError that says which there are."""
    named = [one.strip() for one in value.split(",") if one.strip()]
    known = [str(one) for one in kind]
    if not set(named) <= set(known):
        raise ValueError(f"must be among {', '.join(known)}")
    return ",".join(named)


class TicketQuery(Input):
    """Which tickets, in which order. `status` and `priority` name one or several, by commas.

    `owner` is an id, `me`, or `none`. A date alone means that whole day, in UTC.
    """

    q: Annotated[str, Field(max_length=400)] = ""
    status: Choices = ""
    owner: Owner | None = None
    team: Id | None = None
    product: Product | None = None
    component: Component | None = None
    category: Product | None = None
    priority: Choices = ""
    tag: Tag | None = None
    requester: Id | None = None
    process: Literal["swarm", "tiered"] | None = None
    source: Annotated[str, Field(max_length=60)] | None = None
    created_from: Day | None = None
    created_to: Day | None = None
    solved_from: Day | None = None
    solved_to: Day | None = None
    sort: Literal["updated", "created", "priority", "due", "relevance"] | None = None
    direction: Literal["asc", "desc"] | None = None
    cursor: Annotated[str, Field(max_length=400)] | None = None
    limit: int = Field(50, ge=1, le=100)

    @field_validator("status")
    @classmethod
    def _statuses(cls, value: str) -> str:
        return _several(Status, value)

    @field_validator("priority")
    @classmethod
    def _priorities(cls, value: str) -> str:
        return _several(Priority, value)

    def wanted(self, actor: Person) -> Filter:
        """The filter that this describes when `actor` asks."""
        same = self.model_dump(
            include={"q", "team", "product", "component", "category", "requester"}
        )
        owners = {None: None, "me": actor.id, "none": NOBODY}
        return Filter(
            **same,
            status=tuple(self.status.split(",")) if self.status else (),
            priority=tuple(self.priority.split(",")) if self.priority else (),
            owner=owners[self.owner] if self.owner in owners else int(self.owner or 0),
            tag=self.tag.lower() if self.tag else None,
            process=self.process,
            source=self.source,
            created_from=_moment(self.created_from),
            created_to=_moment(self.created_to, end=True),
            solved_from=_moment(self.solved_from),
            solved_to=_moment(self.solved_to, end=True),
        )


class ActivityQuery(Input):
    """Which stretch of the stream: what is after number `after`."""

    after: int = Field(0, ge=0, le=2**31 - 1)
    limit: int = Field(200, ge=1, le=1000)


class External(Input):
    """Where a ticket comes from; the same pair again gives the same ticket."""

    source: Annotated[str, Field(min_length=1, max_length=60), ONE_LINE]
    id: Annotated[str, Field(min_length=1, max_length=120), ONE_LINE]


class NewTicket(Input):
    """A request for help. A requester asks for themselves."""

    summary: Summary
    description: Words = ""
    product: Product | None = None
    component: Component | None = None
    category: Product | None = None
    priority: Priority = Priority.NORMAL
    requester: Id | None = None
    team: Id | None = None
    tags: list[Tag] = Field(default_factory=list, max_length=20)
    external: External | None = None


class TicketChange(Input):
    """What to change; fields that are left out stay, null empties."""

    summary: Summary = ""
    description: Words = ""
    product: Product | None = None
    component: Component | None = None
    category: Product | None = None
    priority: Priority = Priority.NORMAL
    team: Id | None = None
    requester: Id | None = None


@door.get("/tickets", who=DESK, answers=TicketRows)
def read_tickets(ask: Ask, query: TicketQuery) -> TicketRows:
    """List, filter, sort and search tickets; requesters see their own."""
    sort = query.sort or ("relevance" if query.q else "updated")
    page = list_tickets(
        ask.session,
        ask.actor,
        query.wanted(ask.actor),
        sort=sort,
        direction=query.direction or ("asc" if sort == "due" else "desc"),
        cursor=query.cursor,
        limit=query.limit,
    )
    mark_rows(ask.session, ask.actor, page.items)
    return page


@door.get("/tickets/fields", who=DESK, answers=Fields)
def list_fields(ask: Ask) -> Fields:
    """The products, components, categories, tags and teams in use, for pickers."""
    return read_fields(ask.session, ask.actor)


@door.get("/inbox", who=DESK, answers=Inbox)
def show_inbox(ask: Ask) -> Inbox:
    """What waits for the person who asks, most pressing first, and why each is shown."""
    rooms = rooms_of(ask.session, ask.actor)
    fits = fits_of(ask.session, ask.actor)
    queues = queue_reasons(ask.session, ask.actor) if ask.actor.staff else {}
    inbox = read_inbox(ask.session, ask.actor, rooms=rooms, fits=fits, queues=queues)
    for section in inbox.sections:
        mark_rows(ask.session, ask.actor, section.items)
    return inbox


@door.post("/tickets", who=DESK, answers=TicketPage, status=201)
def make_ticket(ask: Ask, body: NewTicket) -> tuple[TicketPage, int]:
    """Make a ticket; a known external id answers 200 with the ticket that is there."""
    ticket, made = create_ticket(
        ask.session,
        ask.actor,
        **body.model_dump(exclude={"requester", "team", "external"}),
        requester=_person(ask, body.requester),
        team=_team(ask, body.team),
        channel="api" if ask.identity and ask.identity.token else "web",
        external=(body.external.source, body.external.id) if body.external else None,
    )
    if made:
        # Swarm or tier is decided before anything else can happen to the ticket.
        assign_process(ask.session, ticket)
    return show(ask, ticket), 201 if made else 200


@door.get("/tickets/<int:number>", who=DESK, answers=TicketPage)
def read_ticket(ask: Ask, number: int) -> TicketPage:
    """One ticket whole; its requester gets the public part."""
    return show(ask, find_ticket(ask.session, ask.actor, number))


@door.patch("/tickets/<int:number>", who=STAFF, answers=TicketPage)
def edit_ticket(ask: Ask, number: int, body: TicketChange) -> TicketPage:
    """Change what the ticket says of itself."""
    ticket = find_ticket(ask.session, ask.actor, number)
    change_ticket(ask.session, ask.actor, ticket, body.model_dump(exclude_unset=True))
    return show(ask, ticket)


@door.get("/tickets/<int:number>/activity", who=STAFF, answers=Lines)
def read_activity(ask: Ask, number: int, query: ActivityQuery) -> Lines:
    """The ticket's history after a number, oldest first, and the head."""
    ticket = find_ticket(ask.session, ask.actor, number)
    stream = f"tickets/{ticket.number}"
    return read_lines(ask.session, stream, query.after, query.limit, joiner=join_texts)


def show(ask: Ask, ticket: Ticket) -> TicketPage:
    """The ticket's page as everybody gets it, its swarms included."""
    ask.session.flush()
    page = read_page(ask.session, ask.actor, ticket)
    mark_page(ask.session, ask.actor, page)
    return page


def _person(ask: Ask, person_id: int | None) -> Person | None:
    person = ask.session.get(Person, person_id) if person_id is not None else None
    if person_id is not None and person is None:
        raise Invalid("There is no such person.", fields={"requester": "unknown"})
    return person


def _team(ask: Ask, team_id: int | None) -> Team | None:
    team = ask.session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and team is None:
        raise Invalid("There is no such team.", fields={"team": "unknown"})
    return team


def _moment(value: datetime | date | None, *, end: bool = False) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.combine(value + timedelta(days=1 if end else 0), time(), tzinfo=UTC)
