"""What credits say of the next request: in which rooms like this one somebody's help counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from itertools import pairwise
from operator import mul
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    exists,
    func,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm import clock
from swarm.matching.feedback import Help
from swarm.rooms.feedback.refusals import Weights
from swarm.rooms.tables import Closure, Contribution, Invitation, Member, Swarm
from swarm.skills.tables import Need

WINDOWS = (0, 45, 90, 180, 270, 365)
"""Days: rooms that ended between two of them weigh what one from the middle weighs."""

_SPANS = list(pairwise(timedelta(days=days) for days in WINDOWS))
_MIDDLES = [(near + far).days / 2 for near, far in _SPANS]

# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_THESE: BindParameter[Any] = bindparam("people", expanding=True)
_NEEDED: BindParameter[Any] = bindparam("skills", expanding=True)

_Column = ColumnElement[int] | InstrumentedAttribute[int]


def _rooms(person: _Column, swarm: _Column) -> Select[*tuple[Any, ...]]:
    """Person, skill, and the rooms that needed it, by when they ended; each room once."""
    ended = [
        and_(
            Closure.at <= bindparam(f"edge{place}"),
            Closure.at > bindparam(f"edge{place + 1}"),
        )
        for place in range(len(_SPANS))
    ]
    return (
        select(person, Need.skill_id, *(func.count(distinct(case((one, swarm)))) for one in ended))
        .join(Swarm, Swarm.id == swarm)
        .join(Closure, Closure.swarm_id == swarm)
        .join(Need, Need.ticket_number == Swarm.ticket_number)
        .where(
            Need.skill_id.in_(_NEEDED),
            ~Need.removed,
            Closure.at > bindparam(f"edge{len(_SPANS)}"),
        )
        .group_by(person, Need.skill_id)
    )


# Who came, and who said in one message what they knew.
_THERE = union(
    select(Member.person_id.label("person"), Member.swarm_id.label("swarm")).where(
        Member.role == "collaborator", Member.person_id.in_(_THESE)
    ),
    select(Invitation.person_id, Invitation.swarm_id).where(
        Invitation.answer == "answered", Invitation.person_id.in_(_THESE)
    ),
).subquery()
# A room in which nobody was credited tells of nobody; what somebody credits themselves with
# tells nothing either.
_CAME = _rooms(_THERE.c.person, _THERE.c.swarm).where(
    exists().where(Contribution.swarm_id == _THERE.c.swarm)
)
_CREDITED = _rooms(Contribution.person_id, Contribution.swarm_id).where(
    Contribution.person_id.in_(_THESE), Contribution.by_id != Contribution.person_id
)

_Counts = dict[tuple[int, int], list[int]]
"""Rooms by person and skill, one count for each span of time."""


def help_of(
    session: Session, people: Collection[int], weights: Weights, half_life: float
) -> tuple[dict[int, Help], float]:
    """How often these were credited in rooms that needed the same; and the rate of all of them.

    `weights` is how much each needed skill weighs: a room counts as far as it shared them. After
    `half_life` days it counts half.
    """
    total = sum(weights.values())
    if not total:
        return {}, 1.0
    now = clock.now()
    asked: dict[str, Any] = {"people": list(people), "skills": list(weights)}
    asked |= {f"edge{place}": now - timedelta(days=days) for place, days in enumerate(WINDOWS)}
    credited, came = _read(session, _CREDITED, asked), _read(session, _CAME, asked)
    fresh = [0.5 ** (days / half_life) for days in _MIDDLES]
    found: dict[int, Help] = {}
    for person, skill in sorted(credited.keys() | came.keys()):
        nothing = [0] * len(fresh)
        yes, was = (counts.get((person, skill), nothing) for counts in (credited, came))
        # Somebody can be credited in a room that they led or watched.
        no = [max(0, there - helped) for there, helped in zip(was, yes, strict=True)]
        known, weight = found.get(person, Help()), weights[skill] / total
        found[person] = Help(
            known.credited + weight * sum(map(mul, yes, fresh)),
            known.not_credited + weight * sum(map(mul, no, fresh)),
        )
    helped = sum(one.credited for one in found.values())
    times = helped + sum(one.not_credited for one in found.values())
    return found, (helped + 3) / (times + 4)  # without any credits it hopes for the best


def _read(session: Session, query: Select[*tuple[Any, ...]], asked: dict[str, Any]) -> _Counts:
    rows = session.execute(query, asked)
    return {(person, skill): counts for person, skill, *counts in map(tuple, rows)}
