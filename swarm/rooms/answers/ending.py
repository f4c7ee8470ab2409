"""Calls that need no answer any more: their swarm is over, or who was asked left or owns it now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.rooms.invitations import end_invitation, hold_invitation
from swarm.rooms.tables import Invitation, Swarm


def end_invitations(session: Session, actor_id: int, swarm_id: int) -> None:
    """End what still waits when a swarm closes: the people asked need not answer any more."""
    waiting = session.scalars(
        select(Invitation)
        .where(Invitation.swarm_id == swarm_id, Invitation.answer.is_(None))
        .order_by(Invitation.person_id)
    ).all()
    for invitation in waiting:
        end_invitation(
            session, invitation, "withdrawn", actor_id, "invitation_withdrawn", why="closed"
        )


def end_invitations_of(session: Session, person_id: int, *, ticket: int | None = None) -> None:
    """End what waits for somebody who has left the desk, or who owns this `ticket` now."""
    wanted = select(Invitation).where(
        Invitation.person_id == person_id, Invitation.answer.is_(None)
    )
    if ticket is not None:
        wanted = wanted.join(Swarm, Swarm.id == Invitation.swarm_id)
        wanted = wanted.where(Swarm.ticket_number == ticket)
    why = "left" if ticket is None else "owner"
    for invitation in session.scalars(wanted.order_by(Invitation.swarm_id)).all():
        hold_invitation(session, invitation)
        if invitation.answer is None:
            end_invitation(session, invitation, "withdrawn", None, "invitation_withdrawn", why=why)
