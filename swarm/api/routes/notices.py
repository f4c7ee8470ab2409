"""What waits for the signed-in person right now."""

from __future__ import annotations

from pydantic import BaseModel, Field, model_validator

from swarm import clock
from swarm.activity.lines import head_of
from swarm.api.door import EVERYONE, Ask, Door, Input
from swarm.rooms.cards import InvitationCard, OfferCard
from swarm.rooms.mentions.unread import MentionCard, UnreadRooms, unread_mentions, unread_rooms
from swarm.rooms.mentions.wishes import DAY, Mentioned, Wishes, read_wishes, set_wishes
from swarm.rooms.waiting import invitations_of, offers_to
from swarm.tickets.inbox import overdue_words
from swarm.tickets.rows import TicketRow
from swarm.tickets.words import HandoverCard, waiting_handovers

door = Door("notices")


class Notices(BaseModel):
    """Calls, offered handovers, offers of help, overdue words, messages that name me.

    `unread` is what else was said in my rooms; `head` that of one's own stream.

    Read again whenever a line arrives on one's own stream.
    """

    invitations: list[InvitationCard]
    handovers: list[HandoverCard]
    offers: list[OfferCard]
    overdue: list[TicketRow]
    mentions: list[MentionCard]
    unread: UnreadRooms
    head: int


@door.get("/me/notices", who=EVERYONE, answers=Notices, by_pass=True)
def read(ask: Ask) -> Notices:
    """Everything that waits for an answer or a word of mine."""
    session, actor = ask.session, ask.actor
    return Notices(
        invitations=invitations_of(session, actor).items,
        handovers=waiting_handovers(session, actor) if actor.staff else [],
        offers=offers_to(session, actor).items,
        mentions=unread_mentions(session, actor),
        unread=unread_rooms(session, actor),
        overdue=overdue_words(session, actor, clock.now()) if actor.staff else [],
        head=head_of(session, f"people/{actor.id}"),
    )


class NewWishes(Input):
    """What I want to be told at once, and my quiet hours in minutes after midnight."""

    mentions: Mentioned = "all"
    quiet_from: int | None = Field(None, ge=0, lt=DAY)
    quiet_until: int | None = Field(None, ge=0, lt=DAY)

    @model_validator(mode="after")
    def _both_or_none(self) -> NewWishes:
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet hours have a beginning and an end")
        return self


@door.get("/me/wishes", who=EVERYONE, answers=Wishes)
def read_my_wishes(ask: Ask) -> Wishes:
    """What I want to be told at once."""
    return read_wishes(ask.session, ask.actor)


@door.put("/me/wishes", who=EVERYONE, answers=Wishes)
def set_my_wishes(ask: Ask, body: NewWishes) -> Wishes:
    """Say what I want to be told at once."""
    return set_wishes(ask.session, ask.actor, Wishes(**body.model_dump()))
