"""Who owns a ticket, and the offers to hand it over."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.routes.tickets import show
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.tickets.access import find_ticket
from swarm.tickets.handovers import (
    answer_handover,
    find_handover,
    offer_handover,
    withdraw_handover,
)
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.queries import TicketPage
from swarm.tickets.tables import Handover, Ticket
from swarm.tickets.words import HandoverCard, card_of

door = Door("ownership")

Text = Annotated[str, Field(max_length=5_000)]


class NewOwner(Input):
    """Nobody named: take it. A manager names a person."""

    person: Id | None = None


class NewHandover(Input):
    """To whom, and what they need to know."""

    to: Id
    tried: Text = ""
    still_open: Text = ""
    promised: Text = ""


class HandoverAnswer(Input):
    """Yes, or no with a reason."""

    answer: Literal["accepted", "declined"]
    reason: Annotated[str, Field(max_length=1_000)] = ""


@door.put("/tickets/<int:number>/owner", who=STAFF, answers=TicketPage)
def set_owner(ask: Ask, number: int, body: NewOwner) -> TicketPage:
    """Take the ticket, or as a manager give it to somebody; 409 names the owner."""
    ticket = find_ticket(ask.session, ask.actor, number)
    itself = body.person is None or (body.person == ask.actor.id and not ask.actor.manages)
    if itself:
        take_ticket(ask.session, ask.actor, ticket)
    else:
        assign_ticket(ask.session, ask.actor, ticket, _person(ask, body.person, "person"))
    return show(ask, ticket)


@door.post("/tickets/<int:number>/handovers", who=STAFF, answers=HandoverCard, status=201)
def offer(ask: Ask, number: int, body: NewHandover) -> HandoverCard:
    """Offer the ownership to one person; nothing changes until they accept."""
    ticket = find_ticket(ask.session, ask.actor, number)
    to = _person(ask, body.to, "to")
    words = body.model_dump(exclude={"to"})
    handover = offer_handover(ask.session, ask.actor, ticket, to, **words)
    return card_of(ask.session, handover, ticket)


@door.put("/handovers/<int:handover>/answer", who=STAFF, answers=HandoverCard)
def answer(ask: Ask, handover: int, body: HandoverAnswer) -> HandoverCard:
    """Accept the ownership that was offered to you, or decline."""
    offered = find_handover(ask.session, ask.actor, handover)
    answer_handover(ask.session, ask.actor, offered, body.answer, body.reason)
    return _card(ask, offered)


@door.delete("/handovers/<int:handover>", who=STAFF)
def withdraw(ask: Ask, handover: int) -> None:
    """Take an offer back that was not answered yet."""
    withdraw_handover(ask.session, ask.actor, find_handover(ask.session, ask.actor, handover))


def _card(ask: Ask, handover: Handover) -> HandoverCard:
    ask.session.flush()
    return card_of(ask.session, handover, ask.session.get_one(Ticket, handover.ticket_number))


def _person(ask: Ask, person_id: int | None, field: str) -> Person:
    person = ask.session.get(Person, person_id)
    if person is None:
        raise Invalid("There is no such person.", fields={field: "unknown"})
    return person
