"""What waits for the signed-in person right now."""

from __future__ import annotations

from pydantic import BaseModel

from swarm import clock
from swarm.activity.lines import head_of
from swarm.api.door import EVERYONE, Ask, Door
from swarm.rooms.cards import InvitationCard, OfferCard
from swarm.rooms.waiting import invitations_of, offers_to
from swarm.tickets.inbox import overdue_words
from swarm.tickets.rows import TicketRow
from swarm.tickets.words import HandoverCard, waiting_handovers

door = Door("notices")


class Notices(BaseModel):
    """Calls, offered handovers, offers of help and overdue words; `head` is that of one's stream.

    Read again whenever a line arrives on one's own stream.
    """

    invitations: list[InvitationCard]
    handovers: list[HandoverCard]
    offers: list[OfferCard]
    overdue: list[TicketRow]
    head: int


@door.get("/me/notices", who=EVERYONE, answers=Notices)
def read(ask: Ask) -> Notices:
    """Everything that waits for an answer or a word of mine."""
    session, actor = ask.session, ask.actor
    return Notices(
        invitations=invitations_of(session, actor).items,
        handovers=waiting_handovers(session, actor) if actor.staff else [],
        offers=offers_to(session, actor).items,
        overdue=overdue_words(session, actor, clock.now()) if actor.staff else [],
        head=head_of(session, f"people/{actor.id}"),
    )
