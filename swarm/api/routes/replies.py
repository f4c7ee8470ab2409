"""Public replies, private notes, and the next word to the requester."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.routes.tickets import DESK, show
from swarm.api.weeks import When
from swarm.tickets.access import find_ticket
from swarm.tickets.queries import TicketPage
from swarm.tickets.replies import post_reply, set_next_word
from swarm.tickets.words import PAGE, Replies, ReplyCard, newest_replies, reply_card

door = Door("replies")


class NewReply(Input):
    """Words, to the requester unless `public` is false; `wait` then waits for the requester."""

    body: Annotated[str, Field(min_length=1, max_length=20_000)]
    public: bool = True
    client_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    wait: bool = False
    next_word_by: When | None = None


class RepliesQuery(Input):
    """The stretch that ends before reply number `before`."""

    before: Id | None = None
    limit: int = Field(PAGE, ge=1, le=PAGE)


class NextWord(Input):
    """When the requester hears from the owner next; null is the usual time from now."""

    by: When | None


@door.get("/tickets/<int:number>/replies", who=DESK, answers=Replies)
def read_replies(ask: Ask, number: int, query: RepliesQuery) -> Replies:
    """Older replies than the page shows; requesters get the public ones."""
    ticket = find_ticket(ask.session, ask.actor, number)
    items, earlier = newest_replies(
        ask.session, ticket, notes=ask.actor.staff, before=query.before, limit=query.limit
    )
    return Replies(items=items, earlier=earlier)


@door.post(
    "/tickets/<int:number>/replies", who=DESK, answers=ReplyCard, status=201, limited="sending"
)
def reply(ask: Ask, number: int, body: NewReply) -> tuple[ReplyCard, int]:
    """Say something; the same `client_id` again answers 200 with the reply that is there."""
    ticket = find_ticket(ask.session, ask.actor, number)
    said, made = post_reply(ask.session, ask.actor, ticket, **body.model_dump())
    return reply_card(said, ask.actor), 201 if made else 200


@door.put("/tickets/<int:number>/next-word", who=STAFF, answers=TicketPage)
def promise(ask: Ask, number: int, body: NextWord) -> TicketPage:
    """Say when the requester hears from the owner next."""
    ticket = find_ticket(ask.session, ask.actor, number)
    set_next_word(ask.session, ask.actor, ticket, body.by)
    return show(ask, ticket)
