"""What the room of a severity swarm shows, and the words that stakeholders may read."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.refs import refs
from swarm.people.tables import Person
from swarm.rooms.access import Standing
from swarm.rooms.severity.access import RUNS, SPEAKS, may
from swarm.rooms.severity.cards import (
    DutyCard,
    SeverityCard,
    StakeholderCard,
    UpdateCard,
    UpdateList,
)
from swarm.rooms.severity.duties import DUTIES, duties_of
from swarm.rooms.severity.tables import Severity, Stakeholder, StatusUpdate
from swarm.rooms.tables import Swarm
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Reply, Ticket

KEPT = timedelta(days=14)
MOST = 20


def severity_card(session: Session, standing: Standing) -> SeverityCard | None:
    """What is beside other rooms; None in those, and for who does not read the room as staff."""
    swarm_id = standing.swarm.id
    found = session.get(Severity, swarm_id) if standing.swarm.kind == "severity" else None
    if found is None or standing.outside or not standing.reads:
        return None
    duties = duties_of(session, swarm_id)
    told = session.scalars(
        select(Stakeholder)
        .where(Stakeholder.swarm_id == swarm_id)
        .order_by(Stakeholder.at, Stakeholder.person_id)
    ).all()
    names = refs(session, [*duties.values(), *(one.person_id for one in told)])
    updates, last = session.execute(
        select(func.count(), func.max(StatusUpdate.at)).where(StatusUpdate.swarm_id == swarm_id)
    ).one()
    runs, speaks = (may(standing, duties, allowed) for allowed in (RUNS, SPEAKS))
    return SeverityCard(
        by_rule=found.by_rule,
        duties=[
            DutyCard(name=name, person=names[duties[name]] if name in duties else None)
            for name in DUTIES
        ],
        stakeholders=[StakeholderCard(person=names[one.person_id], why=one.why) for one in told],
        every_minutes=found.every_minutes,
        updates=updates,
        last_at=last,
        due_at=found.due_at,
        can={
            "give_duties": runs,
            "take_duties": standing.posts,
            "plan_updates": runs,
            "update": speaks,
            "choose_stakeholders": speaks,
        },
    )


def updates_for(session: Session, actor: Person) -> UpdateList:
    """The newest word on each ticket that the actor is a stakeholder of, of the last two weeks."""
    newest = (
        select(func.max(StatusUpdate.id))
        .join(Swarm, Swarm.id == StatusUpdate.swarm_id)
        .join(Stakeholder, Stakeholder.swarm_id == StatusUpdate.swarm_id)
        .where(Stakeholder.person_id == actor.id, StatusUpdate.at >= clock.now() - KEPT)
        .group_by(Swarm.ticket_number)
    )
    rows = session.execute(
        select(StatusUpdate, Reply.html, Ticket)
        .join(Reply, Reply.id == StatusUpdate.reply_id)
        .join(Ticket, Ticket.number == Reply.ticket_number)
        .where(StatusUpdate.id.in_(newest))
        .order_by(StatusUpdate.at.desc(), StatusUpdate.id.desc())
        .limit(MOST)
    )
    return UpdateList(
        items=[
            UpdateCard(
                id=row.StatusUpdate.id,
                ticket=row.Ticket.number,
                summary=row.Ticket.summary,
                html=row.html,
                at=row.StatusUpdate.at,
                over=row.Ticket.status not in LIVE,
            )
            for row in rows
        ]
    )
