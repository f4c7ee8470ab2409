"""Neither yes nor no: the call comes back at a moment that the person asked for named."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid
from swarm.outbox.posting import take_back
from swarm.people.calendars import hours_of_person
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.calls import find_own_invitation
from swarm.rooms.invitations import hold_invitation, require_waiting
from swarm.rooms.tables import Invitation

FURTHEST = timedelta(days=7)
MOST = 3
"""So often one call can be put off."""


def postpone_invitation(
    session: Session, actor: Person, invitation_id: int, until: datetime, *, minutes: int = 15
) -> Invitation:
    """Ask to be asked again at `until`, within a week; then there are `minutes` of one's working
    hours to answer, as at first.

    The same moment again changes nothing. Raises NotFound for anybody else's call, Invalid for a
    moment that is past or too far, Conflict after the end and after three times.
    """
    invitation = find_own_invitation(session, actor, invitation_id)
    hold_invitation(session, invitation)
    now = clock.now()
    require_waiting(invitation, now)
    if invitation.later_at == until:
        return invitation
    if not now < until <= now + FURTHEST:
        raise Invalid("Choose a moment within a week.", fields={"until": "out of range"})
    if invitation.postponed >= MOST:
        raise Conflict(
            "This call was put off three times: say yes or no.",
            code="postponed_too_often",
            current={"postponed": invitation.postponed},
        )
    take_back(session, f"invitations/{invitation.id}")
    invitation.seen_at = invitation.seen_at or now
    invitation.later_at, invitation.postponed = until, invitation.postponed + 1
    invitation.expires_at = hours_of_person(actor).after(until, minutes)
    _tell(session, invitation, "invitation_postponed", actor.id, until=until.isoformat())
    return invitation


def return_invitations(session: Session, now: datetime) -> int:
    """Ask again whoever said "later" and whose moment has come; returns how many."""
    due = session.scalars(
        select(Invitation)
        .where(Invitation.answer.is_(None), Invitation.later_at <= now)
        .order_by(Invitation.swarm_id, Invitation.id)
    ).all()
    done = 0
    for invitation in due:
        hold_invitation(session, invitation)
        if invitation.answer is None and invitation.later_at is not None:
            invitation.later_at = None
            _tell(session, invitation, "invitation_returned", None)
            done += 1
    return done


def _tell(
    session: Session, invitation: Invitation, kind: str, actor_id: int | None, **facts: str
) -> None:
    named = {"invitation": invitation.id, **facts}
    person = f"people/{invitation.person_id}"
    append(session, person, kind, actor_id, swarm=invitation.swarm_id, **named)
    stream = stream_of(invitation.swarm_id)
    ends = invitation.expires_at.isoformat()
    append(session, stream, kind, actor_id, person=invitation.person_id, expires=ends, **named)
