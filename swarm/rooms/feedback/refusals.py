"""What earlier answers say of the next request: refusals, names given, answers kept, thumbs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.feedback import Thumb as Word
from swarm.rooms.feedback.tables import Decline, DeclinedSkill, Thumb
from swarm.rooms.tables import Invitation, Swarm
from swarm.skills.strength import PROVEN
from swarm.skills.tables import Evidence, Need

FORGOTTEN = timedelta(days=180)
"""“Not my subject” stands so long, or until later work shows the skill."""

REMEMBERED = timedelta(days=365)
"""Answers and thumbs are looked at so far back."""

Weights = Mapping[int, float]
"""How much each needed skill weighs, by its id."""


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_THESE: BindParameter[Any] = bindparam("people", expanding=True)
_SINCE: BindParameter[Any] = bindparam("since")
_SHOWN_LATER = exists().where(
    Evidence.person_id == Decline.person_id,
    Evidence.skill_id == DeclinedSkill.skill_id,
    Evidence.kind.in_(PROVEN),
    Evidence.at > Decline.at,
)
_REFUSED = (
    select(Decline.person_id, DeclinedSkill.skill_id, func.max(Decline.at))
    .join(DeclinedSkill, DeclinedSkill.invitation_id == Decline.invitation_id)
    .where(
        Decline.person_id.in_(_THESE),
        Decline.undone_at.is_(None),
        Decline.at > _SINCE,
        ~_SHOWN_LATER,
    )
    .group_by(Decline.person_id, DeclinedSkill.skill_id)
)
_YES = func.count().filter(Invitation.answer.in_(("accepted", "answered")))
_NO = func.count().filter(Invitation.answer.in_(("declined", "expired")))
_ANSWERS_OF_ALL = select(_YES, _NO).where(Invitation.sent_at > _SINCE)
_ANSWERS = (
    select(Invitation.person_id, _YES, _NO)
    .where(Invitation.person_id.in_(_THESE), Invitation.sent_at > _SINCE)
    .group_by(Invitation.person_id)
)
_INSTEAD = (
    select(Decline.instead_id, Decline.person_id)
    .join(Invitation, Invitation.id == Decline.invitation_id)
    .where(
        Invitation.swarm_id == bindparam("swarm"),
        Decline.instead_id.is_not(None),
        Decline.undone_at.is_(None),
    )
    .order_by(Decline.at)
)
_THUMBS = (
    select(Thumb.person_id, Thumb.swarm_id, Thumb.up, Thumb.at, Need.skill_id)
    .join(Swarm, Swarm.id == Thumb.swarm_id)
    .outerjoin(Need, and_(Need.ticket_number == Swarm.ticket_number, ~Need.removed))
    .where(Thumb.person_id.in_(_THESE), Thumb.at > _SINCE)
    .order_by(Thumb.at, Thumb.swarm_id, Thumb.by_id)
)


def refused_skills(session: Session, people: Collection[int]) -> dict[int, dict[int, datetime]]:
    """The skills of which each of these people said that they are not theirs, and when last.

    Work that showed the skill later speaks louder than the word.
    """
    rows = session.execute(_REFUSED, {"people": people, "since": clock.now() - FORGOTTEN})
    found: dict[int, dict[int, datetime]] = {}
    for person, skill, at in rows:
        found.setdefault(person, {})[skill] = at
    return found


def named_instead(session: Session, swarm: Swarm | None) -> dict[int, int]:
    """Whom people who said no to this swarm named instead, and who named them."""
    if swarm is None:
        return {}
    rows = session.execute(_INSTEAD, {"swarm": swarm.id})
    return {instead: by for instead, by in rows if instead is not None}


def answers_of(
    session: Session, people: Collection[int]
) -> tuple[dict[int, tuple[int, int]], float]:
    """How often each of these said yes, and did not (no, no answer); and the desk's rate of yes."""
    since = clock.now() - REMEMBERED
    rows = session.execute(_ANSWERS, {"people": people, "since": since})
    all_yes, all_no = session.execute(_ANSWERS_OF_ALL, {"since": since}).one()
    usual = (all_yes + 3) / (all_yes + all_no + 4)  # a desk without answers hopes for the best
    return {row[0]: (row[1], row[2]) for row in rows}, usual


def thumbs_on(session: Session, people: Collection[int], weights: Weights) -> dict[int, list[Word]]:
    """The thumbs that these people got, each with how alike the need was then."""
    now, total = clock.now(), sum(weights.values())
    rows = session.execute(_THUMBS, {"people": people, "since": now - REMEMBERED})
    alike: dict[tuple[int, int, bool, datetime], float] = {}
    for person, swarm, up, at, skill in rows:
        shared = weights.get(skill, 0.0) / total if total else 0.0
        alike[person, swarm, up, at] = alike.get((person, swarm, up, at), 0.0) + shared
    found: dict[int, list[Word]] = {}
    for (person, _, up, at), share in alike.items():
        days = max(0.0, (now - at).total_seconds() / 86_400)
        found.setdefault(person, []).append(Word(up, days, min(1.0, share)))
    return found
