"""A ticket's status, how it ended, and the one question to the requester."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import REQUESTER, STAFF, Ask, Door, Input
from swarm.api.inputs import Id, Words
from swarm.api.routes.tickets import DESK, show
from swarm.errors import Invalid, NotFound
from swarm.knowledge.actions import link_article
from swarm.tickets.access import find_ticket
from swarm.tickets.queries import TicketPage
from swarm.tickets.solving import (
    rate_ticket,
    reopen_ticket,
    set_status,
    solve_ticket,
    write_cause,
)

door = Door("outcomes")


class NewStatus(Input):
    """Waiting for the requester, in work again, or closed for good."""

    status: Literal["open", "waiting", "closed"]


class NewOutcome(Input):
    """Cause and fix, needed where `how` is solved; perhaps the article that solved it."""

    cause: Words = ""
    fix: Words = ""
    how: Literal["solved", "duplicate", "withdrawn", "declined"] = "solved"
    article: Id | None = None
    duplicate_of: Id | None = None


class NewCause(Input):
    """Why it happened."""

    cause: Annotated[Words, Field(min_length=1)]


class NewRating(Input):
    """1 (bad) to 5 (good)."""

    score: int = Field(ge=1, le=5)
    comment: Annotated[str, Field(max_length=2_000)] = ""


@door.put("/tickets/<int:number>/status", who=DESK, answers=TicketPage)
def change_status(ask: Ask, number: int, body: NewStatus) -> TicketPage:
    """Set waiting, open or closed; a requester may close their own solved ticket."""
    ticket = find_ticket(ask.session, ask.actor, number)
    set_status(ask.session, ask.actor, ticket, body.status)
    return show(ask, ticket)


@door.put("/tickets/<int:number>/outcome", who=STAFF, answers=TicketPage)
def solve(ask: Ask, number: int, body: NewOutcome) -> TicketPage:
    """Solve the ticket with cause and fix, or end it another way."""
    ticket = find_ticket(ask.session, ask.actor, number)
    original = None
    if body.duplicate_of is not None:
        try:
            original = find_ticket(ask.session, ask.actor, body.duplicate_of)
        except NotFound as error:
            fields = {"duplicate_of": "unknown"}
            raise Invalid("There is no such ticket.", fields=fields) from error
    words = body.model_dump(include={"cause", "fix", "how"})
    solve_ticket(ask.session, ask.actor, ticket, **words, duplicate_of=original)
    if body.article is not None:
        try:
            link_article(ask.session, ask.actor, body.article, ticket.number)
        except NotFound as error:
            fields = {"article": "unknown"}
            raise Invalid("There is no such article.", fields=fields) from error
    return show(ask, ticket)


@door.put("/tickets/<int:number>/outcome/cause", who=STAFF, answers=TicketPage)
def tell_cause(ask: Ask, number: int, body: NewCause) -> TicketPage:
    """Write down why it happened, where a swarm solved the ticket without saying so."""
    ticket = find_ticket(ask.session, ask.actor, number)
    write_cause(ask.session, ask.actor, ticket, body.cause)
    return show(ask, ticket)


@door.delete("/tickets/<int:number>/outcome", who=DESK, answers=TicketPage)
def reopen(ask: Ask, number: int) -> TicketPage:
    """Take a solved ticket up again; its last owner owns it again."""
    ticket = find_ticket(ask.session, ask.actor, number)
    reopen_ticket(ask.session, ask.actor, ticket)
    return show(ask, ticket)


@door.put("/tickets/<int:number>/rating", who=STAFF | REQUESTER, answers=TicketPage)
def rate(ask: Ask, number: int, body: NewRating) -> TicketPage:
    """The requester's answer to the one question; it may be changed."""
    ticket = find_ticket(ask.session, ask.actor, number)
    rate_ticket(ask.session, ask.actor, ticket, body.score, body.comment)
    return show(ask, ticket)
