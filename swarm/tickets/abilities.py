"""What a person may do with a ticket as it stands: the `can` of every answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from swarm.people.tables import Person, Role
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Handover, Outcome, Rating, Status, Ticket


class TicketCan(BaseModel):
    """Each verb, and whether it would be accepted now."""

    take: bool = False
    hand_over: bool = False
    accept_handover: bool = False
    withdraw_handover: bool = False
    reassign: bool = False
    reply: bool = False
    note: bool = False
    wait: bool = False
    set_next_word: bool = False
    edit: bool = False
    solve: bool = False
    write_cause: bool = False
    reopen: bool = False
    close: bool = False
    open_swarm: bool = False
    rate: bool = False
    attach: bool = False
    relate: bool = False


@dataclass(frozen=True)
class Standing:
    """The facts that decide: the ticket, its owner now and the last one, what is open."""

    ticket: Ticket
    owner_id: int | None
    handover: Handover | None = None
    rating: Rating | None = None
    last: Person | None = None
    outcome: Outcome | None = None

    @property
    def live(self) -> bool:
        """Whether somebody still has something to do."""
        return self.ticket.status in LIVE

    @property
    def last_id(self) -> int | None:
        """Who owned it last."""
        return self.last.id if self.last else None

    @property
    def untold(self) -> bool:
        """Whether it was solved and nobody wrote down why it happened."""
        return self.outcome is not None and self.outcome.how == "solved" and not self.outcome.cause

    @property
    def solved(self) -> bool:
        """Whether it ended and can still come back."""
        return self.ticket.status == Status.SOLVED

    @property
    def in_work(self) -> bool:
        """Whether somebody owns it and it has not ended."""
        return self.live and self.owner_id is not None


def abilities(actor: Person, standing: Standing) -> TicketCan:
    """The abilities of `actor`, who may see the ticket."""
    if actor.role == Role.GUEST:
        return TicketCan()
    can = _of_staff(actor, standing) if actor.staff else TicketCan()
    asks = standing.ticket.requester_id == actor.id
    open_ticket = standing.ticket.status != Status.CLOSED
    can.reopen = can.close = standing.solved and (asks or actor.staff)
    can.reply = can.reply or (asks and open_ticket)
    can.attach = can.attach or (asks and open_ticket)
    can.rate = asks and standing.rating is not None and standing.ticket.solved_at is not None
    return can


def _of_staff(actor: Person, standing: Standing) -> TicketCan:
    ticket, offered = standing.ticket, standing.handover
    answerable = actor.manages or standing.owner_id == actor.id
    ended_by = actor.manages or standing.last_id == actor.id
    in_hand = standing.in_work and answerable
    open_ticket = ticket.status != Status.CLOSED
    return TicketCan(
        take=standing.live and standing.owner_id is None,
        hand_over=in_hand and offered is None,
        accept_handover=offered is not None and offered.to_id == actor.id,
        withdraw_handover=offered is not None and offered.may_be_taken_back_by(actor),
        reassign=standing.live and actor.manages,
        reply=(standing.live and answerable) or (standing.solved and ended_by),
        note=open_ticket,
        wait=in_hand and ticket.status == Status.OPEN,
        set_next_word=in_hand,
        edit=open_ticket,
        solve=in_hand,
        write_cause=standing.untold and ended_by,
        open_swarm=standing.in_work and standing.owner_id == actor.id,
        attach=open_ticket,
        relate=True,
    )
