"""Skills that have to do with one another, without one containing the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.skills.tables import Skill, SkillRelation
from swarm.skills.taxonomy import check_administrator, find_skill, named_skill, tell


def related_to(session: Session, skill_id: int) -> list[int]:
    """The ids of the skills in use that are related to this one, by name."""
    rows = session.execute(
        select(SkillRelation.one_id, SkillRelation.other_id).where(_touches(skill_id))
    )
    ids = {one if other == skill_id else other for one, other in rows}
    names = select(Skill.id).where(Skill.id.in_(ids), Skill.retired_at.is_(None))
    return list(session.scalars(names.order_by(Skill.name)))


def all_related(session: Session) -> dict[int, set[int]]:
    """Every skill with those related to it, both ways."""
    pairs: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in session.execute(select(SkillRelation.one_id, SkillRelation.other_id)):
        pairs[one].add(other)
        pairs[other].add(one)
    return pairs


def set_related(
    session: Session, actor: Person | None, skill_id: int, others: Collection[int]
) -> None:
    """Relate a skill to exactly these others. Raises NotAllowed, NotFound, Invalid."""
    check_administrator(actor)
    find_skill(session, skill_id)
    wanted = set(others) - {skill_id}
    for other in sorted(wanted):
        named_skill(session, other)
    known = set(related_to(session, skill_id))
    if wanted == known:
        return
    session.execute(delete(SkillRelation).where(_touches(skill_id)))
    relate(session, skill_id, wanted)
    tell(session, skill_id, "skill_changed", actor, fields=["related"])


def relate(session: Session, skill_id: int, others: Iterable[int]) -> int:
    """Note that these have to do with one another; returns how many pairs are new."""
    new = 0
    for other in sorted(set(others) - {skill_id}):
        pair = (min(skill_id, other), max(skill_id, other))
        if session.get(SkillRelation, pair) is None:
            session.add(SkillRelation(one_id=pair[0], other_id=pair[1]))
            new += 1
    session.flush()
    return new


def _touches(skill_id: int) -> ColumnElement[bool]:
    return or_(SkillRelation.one_id == skill_id, SkillRelation.other_id == skill_id)
