"""What screens ask about one swarm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import PAGE, Lines, head_of, read_lines
from swarm.markdown import render
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.access import Standing, find_card, find_room, stream_of
from swarm.rooms.answers.one_message import answer_of
from swarm.rooms.cards import (
    InvitationCard,
    OfferCard,
    SwarmPage,
    TicketCard,
)
from swarm.rooms.mentions.unread import muted_by
from swarm.rooms.outside.brief import brief_for, outside_among
from swarm.rooms.outside.showing import as_seen
from swarm.rooms.parts import (
    closure_card,
    invitation_card,
    member_card,
    offer_card,
)
from swarm.rooms.picking.reading import count_queue
from swarm.rooms.reaching.ways import with_ways
from swarm.rooms.severity.access import may_invite
from swarm.rooms.severity.reading import severity_card
from swarm.rooms.subjects import team_of
from swarm.rooms.tables import Closure, Contribution, Invitation, Member, Offer, ReadPosition, Swarm
from swarm.rooms.texts import join_messages
from swarm.rooms.whereabouts import states_of
from swarm.tickets.access import owners_of
from swarm.tickets.ends import ClosureCard
from swarm.tickets.tables import Ticket

Part = TypeVar("Part", Invitation, Offer, Contribution)
Card = TypeVar("Card", InvitationCard, OfferCard)


def read_swarm(session: Session, actor: Person, swarm_id: int) -> SwarmPage:
    """One swarm. Raises NotFound for who may not see its card."""
    standing = find_card(session, actor, swarm_id)
    swarm = standing.swarm
    members = _members(session, swarm_id)
    invitations = _all(session, Invitation, swarm_id)
    offers = _all(session, Offer, swarm_id)
    closure = session.get(Closure, swarm_id)
    credited = _all(session, Contribution, swarm_id)
    names = _names(session, swarm, closure, members, invitations, offers, credited)
    cards = [invitation_card(one, names, reason=standing.leads) for one in invitations]
    offered = [offer_card(one, names) for one in offers]
    inside = standing.reads and actor.staff
    states = states_of(session, [one.person_id for one in members], clock.now(), beside=swarm_id)
    about = [] if standing.about is None else [standing.about]
    ticket = next(iter(ticket_cards(session, about).values()), None)
    ask, tried = brief_for(session, actor, swarm), swarm.tried if actor.staff else ""
    return SwarmPage(
        id=swarm.id,
        ticket=ticket,
        team=team_of(session, swarm),
        picked=count_queue(session, swarm) if standing.about is None else None,
        kind=swarm.kind,
        help_needed=ask,
        help_needed_html=render(ask),
        tried=tried,
        tried_html=render(tried),
        opened_by=names[swarm.opened_by],
        opened_at=swarm.opened_at,
        open=closure is None,
        closure=closure_card(closure, credited, names) if closure and actor.staff else None,
        members=[
            member_card(one, names, states[one.person_id] if actor.staff else None)
            for one in members
        ],
        invitations=with_ways(session, cards) if inside else [],
        offers=offered if inside else [],
        my_invitation=_newest(card for card in cards if card.person.id == actor.id),
        my_offer=_newest(card for card in offered if card.person.id == actor.id),
        my_answer=answer_of(session, actor, swarm_id),
        role=standing.role,
        head=head_of(session, stream_of(swarm_id)) if standing.reads else None,
        read=read_position(session, actor, swarm_id) if standing.reads else None,
        muted=bool(muted_by(session, actor, [swarm_id])),
        outside=outside_among(members, names),
        severity=severity_card(session, standing),
        can=_rights(standing, offered, invites=may_invite(session, standing)),
    )


def _names(
    session: Session,
    swarm: Swarm,
    closure: Closure | None,
    members: Sequence[Member],
    *parts: Sequence[Invitation | Offer | Contribution],
) -> dict[int, PersonRef]:
    """Everybody whom a room's page names."""
    named: list[int | None] = [swarm.opened_by, closure.by_id if closure else None]
    named += [one.person_id for one in members]
    for one in (one for part in parts for one in part):
        named += [one.person_id, None if isinstance(one, Offer) else one.by_id]
    return refs(session, named)


def _members(session: Session, swarm_id: int) -> list[Member]:
    rows = session.scalars(
        select(Member)
        .where(Member.swarm_id == swarm_id, Member.left_at.is_(None))
        .order_by(Member.joined_at, Member.id)
    )
    return list(rows)


def _all(session: Session, table: type[Part], swarm_id: int) -> list[Part]:
    rows = session.scalars(select(table).where(table.swarm_id == swarm_id).order_by(table.id))
    return list(rows)


def _newest(cards: Iterable[Card]) -> Card | None:
    """The last of a person's own, as long as it may still be of use to them."""
    return next((card for card in reversed(list(cards)) if card.answer is None), None)


def _rights(standing: Standing, offers: Sequence[OfferCard], *, invites: bool) -> dict[str, bool]:
    mine = standing.person.id
    offered = any(one.answer is None and one.person.id == mine for one in offers)
    at_work = standing.reads and standing.person.staff and not standing.closed
    return {
        "read": standing.reads,
        "post": standing.posts,
        "invite": invites,
        "read_board": standing.reads and standing.person.staff,
        "write_board": standing.posts and standing.person.staff,
        "suggest": at_work and standing.about is not None,
        "pick": standing.picks,
        "come_in": standing.may_come_in,
        "offer": standing.may_offer and not offered,
        "observe": standing.may_observe,
        "leave": standing.may_leave,
        "remove": standing.commands,
        "close": standing.commands,
        "cancel": standing.commands,
        "reopen": standing.may_reopen,
        "aside": standing.posts and not standing.outside,
        "let_guests_in": standing.commands and standing.about is not None,
        "answer_offers": standing.commands,
        "answer": standing.may_answer,
    }


def read_position(session: Session, actor: Person, swarm_id: int) -> int:
    """How far the actor has read, 0 for not at all."""
    position = session.get(ReadPosition, (swarm_id, actor.id))
    return position.seq if position else 0


def read_activity(
    session: Session, actor: Person, swarm_id: int, after: int = 0, limit: int = PAGE
) -> Lines:
    """The room's lines after number `after`, words included, as the actor may have them.

    Raises NotFound for who is not in the room.
    """
    standing = find_room(session, actor, swarm_id)
    lines = read_lines(session, stream_of(swarm_id), after, limit, joiner=join_messages)
    lines.items = as_seen(session, standing, lines.items)
    return lines


def closure_cards(session: Session, closures: Sequence[Closure]) -> dict[int, ClosureCard]:
    """What came of several swarms, whose help counted included, by the swarm's id."""
    found = session.scalars(
        select(Contribution)
        .where(Contribution.swarm_id.in_([closure.swarm_id for closure in closures]))
        .order_by(Contribution.id)
    ).all()
    names = refs(session, [*(one.by_id for one in closures), *(one.person_id for one in found)])
    return {
        closure.swarm_id: closure_card(
            closure, [one for one in found if one.swarm_id == closure.swarm_id], names
        )
        for closure in closures
    }


def ticket_cards(session: Session, tickets: Sequence[Ticket]) -> dict[int, TicketCard]:
    """The cards of several tickets by number."""
    owners = owners_of(session, [ticket.number for ticket in tickets])
    cards = {}
    for ticket in tickets:
        owner = owners.get(ticket.number)
        cards[ticket.number] = TicketCard(
            number=ticket.number,
            summary=ticket.summary,
            status=ticket.status,
            owner=PersonRef(id=owner.id, name=owner.name) if owner else None,
        )
    return cards


def read_invitation(session: Session, actor: Person, invitation: Invitation) -> InvitationCard:
    """An invitation for the person invited, or for who sent it."""
    names = refs(session, [invitation.person_id, invitation.by_id])
    told = actor.id in (invitation.person_id, invitation.by_id)
    return invitation_card(invitation, names, reason=told)


def read_offer(session: Session, offer: Offer) -> OfferCard:
    """An offer for the person who made it, or for who answers it."""
    return offer_card(offer, refs(session, [offer.person_id]))
