"""The swarms of tickets, put on the tickets' own answers, which know nothing of rooms."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from swarm.people.queries import PersonRef
from swarm.people.tables import Person
from swarm.rooms.queries import closure_cards
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.tickets.queries import SwarmMark, TicketPage
from swarm.tickets.rows import TicketRow


def mark_rows(session: Session, actor: Person, rows: Sequence[TicketRow]) -> None:
    """Name each ticket's open swarm, the newest where there are several; for the desk only."""
    if not actor.staff or not rows:
        return
    found = session.execute(
        select(Swarm.ticket_number, func.max(Swarm.id))
        .where(
            Swarm.ticket_number.in_([row.number for row in rows]),
            ~exists().where(Closure.swarm_id == Swarm.id),
        )
        .group_by(Swarm.ticket_number)
    )
    swarms = {row[0]: row[1] for row in found}
    for row in rows:
        row.swarm = swarms.get(row.number)


def mark_page(session: Session, actor: Person, page: TicketPage) -> None:
    """Fill in the ticket's swarms, newest first: who is in each now, and what came of it."""
    if not actor.staff:
        return
    members: dict[int, list[PersonRef]] = {}
    swarms = session.scalars(
        select(Swarm).where(Swarm.ticket_number == page.number).order_by(Swarm.id.desc())
    ).all()
    ids = [swarm.id for swarm in swarms]
    over = session.scalars(select(Closure).where(Closure.swarm_id.in_(ids))).all()
    ends = closure_cards(session, over)
    stays = session.execute(
        select(Member.swarm_id, Person.id, Person.name)
        .join(Person, Person.id == Member.person_id)
        .where(Member.swarm_id.in_(ids), Member.left_at.is_(None))
        .order_by(Member.id)
    )
    for swarm_id, person_id, name in stays:
        members.setdefault(swarm_id, []).append(PersonRef(id=person_id, name=name))
    page.swarms = [
        SwarmMark(
            id=swarm.id,
            kind=swarm.kind,
            open=swarm.id not in ends,
            opened_at=swarm.opened_at,
            members=members.get(swarm.id, []),
            closure=ends.get(swarm.id),
        )
        for swarm in swarms
    ]
