"""The shapes in which a swarm and its parts are answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.outbox.queries import WayCard
from swarm.people.queries import TeamRef
from swarm.people.refs import PersonRef
from swarm.rooms.picking.cards import Counts
from swarm.rooms.severity.cards import SeverityCard
from swarm.tickets.ends import ClosureCard


class ReasonText(BaseModel):
    """Why somebody is suggested, in words, with where to check it.

    `link` is an address in the web client; `tickets` are the newest behind the reason, and all
    of them where they are called similar.
    """

    text: str
    link: str | None = None
    tickets: list[int] = []


class TicketCard(BaseModel):
    """The ticket that a swarm is about."""

    number: int
    summary: str
    status: str
    owner: PersonRef | None


class MemberCard(BaseModel):
    """Who is in, as what, how they came, and where they are beside this swarm.

    `state` is `in_swarm` (in another one), `free`, `after_hours` or `away`; None to readers from
    outside the desk.
    """

    person: PersonRef
    role: str
    came_by: str
    joined_at: datetime
    state: str | None


class InvitationCard(BaseModel):
    """A call to join. `reason` is the answer's, told to the owner and to who gave it.

    Until `later_at` it does not wait: its person asked to be asked again then, for the
    `postponed`th time. `subject` is what its room is about, in words. To members, `ways` are those
    by which it went out of the desk, and `expires_there` its end by the clock of who is asked.
    """

    id: int
    swarm: int
    ticket: TicketCard | None = None
    subject: str | None = None
    person: PersonRef
    by: PersonRef
    role: str
    note: str
    reasons: list[ReasonText]
    help_needed: str | None = None
    sent_at: datetime
    seen_at: datetime | None
    expires_at: datetime
    later_at: datetime | None
    postponed: int
    answer: str | None
    answered_at: datetime | None
    reason: str | None
    ways: list[WayCard] = []
    expires_there: str | None = None


class AnswerCard(BaseModel):
    """What one helped with in one message, without joining."""

    invitation: int
    html: str
    at: datetime


class OfferCard(BaseModel):
    """Help offered unasked. `subject` is what its room is about, in words."""

    id: int
    swarm: int
    ticket: TicketCard | None = None
    subject: str | None = None
    person: PersonRef
    note: str
    made_at: datetime
    answer: str | None
    answered_at: datetime | None


class SwarmPage(BaseModel):
    """A swarm as one person may see it. `head` and `read` are None to those who may not read.

    `outside` are those in the room who are not of the desk; `severity` is None in rooms of other
    kinds. Without a `ticket` of its own the room is for the tickets of `team` (None: of the desk),
    and `picked` counts them.
    """

    id: int
    ticket: TicketCard | None
    team: TeamRef | None
    picked: Counts | None
    kind: str
    help_needed: str
    help_needed_html: str
    tried: str
    tried_html: str
    opened_by: PersonRef
    opened_at: datetime
    open: bool
    closure: ClosureCard | None
    members: list[MemberCard]
    invitations: list[InvitationCard]
    offers: list[OfferCard]
    my_invitation: InvitationCard | None
    my_offer: OfferCard | None
    my_answer: AnswerCard | None
    role: str | None
    head: int | None
    read: int | None
    muted: bool
    outside: list[PersonRef]
    severity: SeverityCard | None
    can: dict[str, bool]


class SwarmRow(BaseModel):
    """A swarm in a list, its ask without marks and cut.

    `unread` counts the messages of others that I have not read; `mentions` are those among them
    that name me. Without a `ticket` it is a room for the tickets of `team` (None: of the desk).
    """

    id: int
    ticket: TicketCard | None
    team: TeamRef | None
    kind: str
    help_needed: str
    opened_by: PersonRef
    opened_at: datetime
    open: bool
    members: int
    role: str | None
    head: int | None
    unread: int
    mentions: int
    muted: bool


class SwarmList(BaseModel):
    """A page of swarms, newest first."""

    items: list[SwarmRow]
    next: str | None
