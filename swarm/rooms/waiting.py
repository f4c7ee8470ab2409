"""The swarms of one person, and what waits there for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel
from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import heads_of
from swarm.markdown import plain
from swarm.paging import decode, encode
from swarm.people.refs import refs
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.cards import InvitationCard, OfferCard, SwarmList, SwarmRow
from swarm.rooms.mentions.unread import muted_by, unread_mentions
from swarm.rooms.outside.brief import brief_for
from swarm.rooms.outside.sight import seen_by
from swarm.rooms.parts import invitation_card, offer_card
from swarm.rooms.queries import ticket_cards
from swarm.rooms.subjects import subject_of, teams_of
from swarm.rooms.tables import Closure, Invitation, Member, Message, Offer, ReadPosition, Swarm
from swarm.tickets.tables import Ticket

MOST = 100
SHOWN = 300
"""Characters of an ask in a list."""


class InvitationList(BaseModel):
    """The calls that wait for a person's answer."""

    items: list[InvitationCard]


class OfferList(BaseModel):
    """The offers that wait for an owner's answer."""

    items: list[OfferCard]


def list_swarms(
    session: Session,
    actor: Person,
    *,
    mine: bool = False,
    open_only: bool = False,
    kind: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> SwarmList:
    """Swarms that the actor may see, newest first; `mine`: those they are a member of.

    Guests see only theirs. Raises Invalid for a cursor that is none.
    """
    limit = max(1, min(limit, MOST))
    query = _visible(actor, mine=mine or not actor.staff, open_only=open_only)
    if kind is not None:
        query = query.where(Swarm.kind == kind)
    if cursor is not None:
        (last,) = decode(cursor, int)
        query = query.where(Swarm.id < last)
    found = session.execute(query.order_by(Swarm.id.desc()).limit(limit + 1)).all()
    page = [(row.Swarm, row.Ticket) for row in found[:limit]]
    further = encode(page[-1][0].id) if len(found) > limit else None
    return SwarmList(items=_rows(session, actor, page), next=further)


def _visible(actor: Person, *, mine: bool, open_only: bool) -> Select[Swarm, Ticket | None]:
    query = select(Swarm, Ticket).outerjoin(Ticket, Ticket.number == Swarm.ticket_number)
    if mine:
        query = query.join(
            Member,
            and_(
                Member.swarm_id == Swarm.id,
                Member.person_id == actor.id,
                Member.left_at.is_(None),
            ),
        )
    if open_only:
        query = query.where(~exists().where(Closure.swarm_id == Swarm.id))
    return query


def _rows(
    session: Session, actor: Person, found: Sequence[tuple[Swarm, Ticket | None]]
) -> list[SwarmRow]:
    ids = [swarm.id for swarm, _ in found]
    names = refs(session, [swarm.opened_by for swarm, _ in found])
    tickets = ticket_cards(session, [ticket for _, ticket in found if ticket is not None])
    teams = teams_of(session, [swarm for swarm, _ in found])
    closed = set(session.scalars(select(Closure.swarm_id).where(Closure.swarm_id.in_(ids))))
    stays = session.execute(
        select(Member.swarm_id, Member.person_id, Member.role).where(
            Member.swarm_id.in_(ids), Member.left_at.is_(None)
        )
    ).all()
    roles = {stay.swarm_id: stay.role for stay in stays if stay.person_id == actor.id}
    heads = heads_of(session, [stream_of(one) for one in roles])
    unread = count_unread(session, actor, list(roles))
    named = Counter(one.swarm for one in unread_mentions(session, actor))
    muted = muted_by(session, actor, list(roles))
    return [
        SwarmRow(
            id=swarm.id,
            ticket=tickets[ticket.number] if ticket else None,
            team=teams.get(swarm.id),
            kind=swarm.kind,
            help_needed=plain(brief_for(session, actor, swarm), SHOWN),
            opened_by=names[swarm.opened_by],
            opened_at=swarm.opened_at,
            open=swarm.id not in closed,
            members=sum(stay.swarm_id == swarm.id for stay in stays),
            role=roles.get(swarm.id),
            head=heads.get(stream_of(swarm.id)),
            unread=unread.get(swarm.id, 0),
            mentions=named.get(swarm.id, 0),
            muted=swarm.id in muted,
        )
        for swarm, ticket in found
    ]


def count_unread(session: Session, actor: Person, swarm_ids: Sequence[int]) -> dict[int, int]:
    """How many messages of others the actor has not read, by swarm; erased ones do not count."""
    read = and_(ReadPosition.swarm_id == Message.swarm_id, ReadPosition.person_id == actor.id)
    mine = and_(
        Member.swarm_id == Message.swarm_id,
        Member.person_id == actor.id,
        Member.left_at.is_(None),
    )
    rows = session.execute(
        select(Message.swarm_id, func.count().label("unread"))
        .join(Member, mine)
        .outerjoin(ReadPosition, read)
        .where(
            Message.swarm_id.in_(swarm_ids),
            seen_by(actor),
            Message.author_id != actor.id,
            Message.deleted_at.is_(None),
            Message.seq > func.coalesce(ReadPosition.seq, 0),
        )
        .group_by(Message.swarm_id)
    )
    return {row.swarm_id: row.unread for row in rows}


def invitations_of(session: Session, actor: Person) -> InvitationList:
    """The calls that wait for the actor, newest first, with the ask and the ticket.

    One that was put off waits again from its moment on.
    """
    now = clock.now()
    rows = session.execute(
        select(Invitation, Swarm, Ticket)
        .join(Swarm, Swarm.id == Invitation.swarm_id)
        .outerjoin(Ticket, Ticket.number == Swarm.ticket_number)
        .where(
            Invitation.person_id == actor.id,
            Invitation.answer.is_(None),
            Invitation.expires_at > now,
            or_(Invitation.later_at.is_(None), Invitation.later_at <= now),
        )
        .order_by(Invitation.id.desc())
    ).all()
    names = refs(session, [actor.id, *(row.Invitation.by_id for row in rows)])
    tickets = ticket_cards(session, [row.Ticket for row in rows if row.Ticket])
    return InvitationList(
        items=[
            invitation_card(row.Invitation, names, reason=True).model_copy(
                update={
                    "ticket": tickets[row.Ticket.number] if row.Ticket else None,
                    "subject": subject_of(session, row.Swarm) if actor.staff else None,
                    "help_needed": plain(row.Swarm.help_needed, SHOWN),
                }
            )
            for row in rows
        ]
    )


def offers_to(session: Session, actor: Person) -> OfferList:
    """The offers on swarms that the actor leads, which wait for an answer; oldest first."""
    rows = session.execute(
        select(Offer, Swarm, Ticket)
        .join(Swarm, Swarm.id == Offer.swarm_id)
        .outerjoin(Ticket, Ticket.number == Swarm.ticket_number)
        .join(
            Member,
            and_(
                Member.swarm_id == Offer.swarm_id,
                Member.person_id == actor.id,
                Member.role == "owner",
                Member.left_at.is_(None),
            ),
        )
        .where(Offer.answer.is_(None))
        .order_by(Offer.id)
    ).all()
    names = refs(session, [row.Offer.person_id for row in rows])
    tickets = ticket_cards(session, [row.Ticket for row in rows if row.Ticket])
    return OfferList(
        items=[
            offer_card(row.Offer, names).model_copy(
                update={
                    "ticket": tickets[row.Ticket.number] if row.Ticket else None,
                    "subject": subject_of(session, row.Swarm),
                }
            )
            for row in rows
        ]
    )
