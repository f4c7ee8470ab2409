"""Who may see a swarm's card, read its room, speak in it, and lead it.

A requester never learns that a room exists. A guest sees only a swarm that they are a member
of, or invited to. Colleagues who may see the ticket see the card; the room is its members'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from swarm.activity.lines import lock_streams
from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.people.tables import Person, Role
from swarm.rooms.tables import Closure, Invitation, Member, Swarm
from swarm.tickets.access import may_see
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ownership, Ticket

STREAM = re.compile(r"swarms/([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is to one swarm at this moment.

    `about` is the swarm's ticket, None in a dispatch or backlog room without one. `role` is that of
    the open stay, None without one. `leads`: the ticket's open owner, or the member with the role
    owner where the ticket has none, or the room has no ticket.
    """

    swarm: Swarm
    about: Ticket | None
    person: Person
    role: str | None
    leads: bool
    invited: bool
    closed: bool
    since: int = 0
    """The first line of the room that somebody from outside may have."""

    @property
    def ticket(self) -> Ticket:
        """The swarm's ticket. Raises NotFound where it has none: what asks for it is not there."""
        if self.about is None:
            raise NotFound("This room has no ticket of its own.")
        return self.about

    @property
    def outside(self) -> bool:
        """Whether this reader is not of the desk: then much of the room is not theirs to see."""
        return not self.person.staff

    @property
    def sees_card(self) -> bool:
        """May know that the swarm exists, who is in it and what it asks."""
        if self.person.left_at is not None or self.person.role == Role.REQUESTER:
            return False
        if self.role is not None or self.invited:
            return True
        return self.person.staff and (self.about is None or may_see(self.person, self.about))

    @property
    def reads(self) -> bool:
        """May read the room and follow its stream."""
        return self.role is not None and self.sees_card

    @property
    def posts(self) -> bool:
        """May speak; an observer only listens."""
        return self.reads and not self.closed and self.role != "observer"

    @property
    def commands(self) -> bool:
        """May invite, answer offers, remove members and close."""
        return self.leads and self.reads and not self.closed

    @property
    def may_reopen(self) -> bool:
        """May open the swarm again: its ticket, if it has one, must still be worked on."""
        worked_on = self.about is None or self.about.status in LIVE
        return self.leads and self.reads and self.closed and worked_on

    @property
    def may_offer(self) -> bool:
        """May offer help unasked."""
        free = self.role is None and not self.invited and not self.closed
        return free and self.person.staff and self.sees_card

    @property
    def may_observe(self) -> bool:
        """May come in to watch."""
        watches = self.person.manages and self.about is not None
        return watches and self.role is None and not self.closed and self.sees_card

    @property
    def may_come_in(self) -> bool:
        """May come in to pick tickets over, unasked: who manages, and whose team it is for."""
        if self.about is not None or self.role is not None or self.closed or not self.person.staff:
            return False
        team = self.swarm.team_id
        of_it = team is None or self.person.team_id == team or self.person.manages
        return of_it and self.sees_card

    @property
    def picks(self) -> bool:
        """May decide on the tickets that are picked over here."""
        return self.about is None and self.posts and self.person.staff

    @property
    def may_leave(self) -> bool:
        """May go; the owner stays until the ticket has another. Without one the lead passes on."""
        stays = self.leads and self.about is not None
        return self.reads and not stays and not self.closed

    @property
    def may_answer(self) -> bool:
        """Has an invitation that waits for an answer."""
        return self.invited and self.sees_card and not self.closed


def _standing() -> Select[Any]:
    person_id: BindParameter[int] = bindparam("person_id")
    swarm_id: BindParameter[int] = bindparam("swarm_id")
    owner, leader = aliased(Ownership), aliased(Member)
    return (
        select(
            Swarm,
            Ticket,
            Member.role,
            Member.from_seq,
            owner.owner_id,
            select(leader.person_id)
            .where(leader.swarm_id == swarm_id, leader.role == "owner", leader.left_at.is_(None))
            .limit(1)
            .scalar_subquery(),
            exists().where(
                Invitation.swarm_id == swarm_id,
                Invitation.person_id == person_id,
                Invitation.answer.is_(None),
            ),
            exists().where(Closure.swarm_id == swarm_id),
        )
        .outerjoin(Ticket, Ticket.number == Swarm.ticket_number)
        .outerjoin(
            Member,
            and_(
                Member.swarm_id == Swarm.id,
                Member.person_id == person_id,
                Member.left_at.is_(None),
            ),
        )
        .outerjoin(
            owner, and_(owner.ticket_number == Swarm.ticket_number, owner.ended_at.is_(None))
        )
        .where(Swarm.id == swarm_id)
    )


# Built once: building it takes longer than asking it, and every message asks it.
_STANDING = _standing()


def stand(session: Session, person: Person, swarm_id: int) -> Standing:
    """The standing of a person, whatever it allows. Raises NotFound where there is no swarm."""
    asked = {"person_id": person.id, "swarm_id": swarm_id}
    row = session.execute(_STANDING, asked).first()
    if row is None:
        raise NotFound
    swarm, ticket, role, since, owner_id, leader_id, invited, closed = row
    leads = person.id == (owner_id or leader_id)
    return Standing(swarm, ticket, person, role, leads, bool(invited), bool(closed), since or 0)


def stream_of(swarm_id: int) -> str:
    """The name of a swarm's stream."""
    return f"swarms/{swarm_id}"


def find_card(session: Session, actor: Person, swarm_id: int) -> Standing:
    """The standing of somebody who may see the card. Raises NotFound."""
    standing = stand(session, actor, swarm_id)
    if not standing.sees_card:
        raise NotFound
    return standing


def find_room(session: Session, actor: Person, swarm_id: int) -> Standing:
    """The standing of somebody who may read the room. Raises NotFound."""
    standing = stand(session, actor, swarm_id)
    if not standing.reads:
        raise NotFound
    return standing


def hold_swarm(session: Session, actor: Person, swarm_id: int, *further: str) -> Standing:
    """Lock the swarm's stream (and `further` streams), then see who asks. Raises NotFound.

    Commands on one swarm are done one after the other, so that what they check still holds
    when they write.
    """
    lock_streams(session, [stream_of(swarm_id), *further])
    return find_card(session, actor, swarm_id)


def require_reading(standing: Standing) -> None:
    """Raises NotAllowed for who sees the card and is no member: what the room is shown."""
    if not standing.reads:
        raise NotAllowed("Only members of the swarm can do this. Offer your help first.")


def require_command(standing: Standing) -> None:
    """Raises NotAllowed unless this person leads the swarm, Conflict when it is closed."""
    if not (standing.leads and standing.reads):
        raise NotAllowed("Only the owner of the swarm can do this.")
    require_open(standing)


def require_open(standing: Standing) -> None:
    """Raises Conflict when the swarm is closed."""
    if standing.closed:
        raise Conflict(
            "This swarm is closed.",
            code="swarm_closed",
            current={"swarm": standing.swarm.id, "open": False},
        )


def may_follow(session: Session, person: Person, stream: str) -> bool:
    """Whether this person may follow `stream`: only rooms that they are a member of."""
    match = STREAM.fullmatch(stream)
    if match is None:
        return False
    try:
        return stand(session, person, int(match[1])).reads
    except NotFound:
        return False
