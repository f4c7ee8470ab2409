"""What was on a screen, and with which propensity: the log that another policy is judged by."""

from __future__ import annotations

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import lock_streams
from swarm.matching.exploration import PLACE, Draw
from swarm.matching.replay import Shown
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.feedback.tables import Slate
from swarm.rooms.tables import Contribution, Invitation, Swarm

USUAL = "usual"
"""The choice of leaving the list as it is."""


def record_slate(
    session: Session,
    actor: Person,
    swarm: Swarm,
    *,
    version: str,
    model: str,
    seed: str,
    people: list[int],
    draw: Draw,
) -> bool:
    """Note that this list was looked at; the first look counts. Returns whether it was that."""
    lock_streams(session, [stream_of(swarm.id)])
    known = select(Slate.id).where(Slate.swarm_id == swarm.id, Slate.version == version)
    if session.scalar(known) is not None:
        return False
    session.add(
        Slate(
            swarm_id=swarm.id,
            version=version,
            model=model,
            seed=seed[:160],
            by_id=actor.id,
            at=clock.now(),
            people=people,
            explored=int(draw.person) if draw.person else None,
            propensity=draw.propensity,
            choices=dict(draw.propensities),
        )
    )
    return True


def read_shown(session: Session) -> list[Shown]:
    """Every list on record that had newcomers to choose from, with what its place brought.

    The reward is 1 where whoever stood in the newcomer's place was invited afterwards, came and
    was credited; else 0. Open ends count as 0, as nobody knows how they will end.
    """
    slates = session.scalars(select(Slate).order_by(Slate.id)).all()
    shown = []
    for slate in slates:
        if slate.choices and len(slate.people) >= PLACE:
            chosen = str(slate.explored) if slate.explored else USUAL
            shown.append(
                Shown(
                    choices=(*slate.choices, USUAL),
                    chosen=chosen,
                    propensity=slate.propensity,
                    reward=float(_helped(session, slate, slate.people[PLACE - 1])),
                )
            )
    return shown


def _helped(session: Session, slate: Slate, person_id: int) -> bool:
    came = exists().where(
        Invitation.swarm_id == slate.swarm_id,
        Invitation.person_id == person_id,
        Invitation.sent_at >= slate.at,
        Invitation.answer.in_(("accepted", "answered")),
    )
    credited = exists().where(
        Contribution.swarm_id == slate.swarm_id, Contribution.person_id == person_id
    )
    return bool(session.scalar(select(and_(came, credited))))
