"""One skill becomes part of another: everything that names it names the other from then on."""

from __future__ import annotations

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid
from swarm.people.merging import columns_pointing_to, move_references
from swarm.people.tables import Person
from swarm.skills.order.relations import relate, related_to
from swarm.skills.tables import Evidence, Skill, SkillAlias, SkillMerge, SkillRelation
from swarm.skills.taxonomy import check_administrator, find_skill, named_skill, plain_name, tell


def merge_skills(session: Session, actor: Person | None, skill_id: int, into: int) -> Skill:
    """Make a skill part of `into`; returns that one.

    Evidence, needs, interests, objections, other names and what it contains move; of doubles
    that of `into` stays. The old name becomes another name, the old row stays retired. It is
    recorded and cannot be taken back. Raises NotAllowed, NotFound, Invalid, and Conflict for
    one that was merged before.
    """
    check_administrator(actor)
    gone, kept = _pair(session, skill_id, into)
    held = select(Evidence.person_id).where(Evidence.skill_id == skill_id).distinct()
    people = sorted(session.scalars(held))
    lock_streams(session, [f"people/{one}" for one in people])
    by = actor.id if actor else None
    _lift(session, gone, kept)
    _move(session, gone, kept)
    gone.retired_at = gone.retired_at or clock.now()
    session.add(SkillMerge(skill_id=gone.id, into_id=kept.id, by_id=by, at=clock.now()))
    session.flush()
    for person in people:
        append(session, f"people/{person}", "skill_merged", by, skill=gone.id, into=kept.id)
    tell(session, gone.id, "skill_merged", actor, into=kept.id)
    tell(session, kept.id, "skill_absorbed", actor, skill=gone.id)
    return kept


def _pair(session: Session, skill_id: int, into: int) -> tuple[Skill, Skill]:
    gone = find_skill(session, skill_id)
    if skill_id == into:
        raise Invalid("A skill is part of itself already.", fields={"into": "is the same skill"})
    kept = named_skill(session, into)
    if session.get(SkillMerge, skill_id) is not None:
        raise Conflict("It became part of another skill before.", current={"skill": skill_id})
    return gone, kept


def _lift(session: Session, gone: Skill, kept: Skill) -> None:
    """Put `kept` in the place of `gone` where it lies below it: else the chain would be a ring."""
    above = kept.broader_id
    while above is not None and above != gone.id:
        above = session.get_one(Skill, above).broader_id
    if above == gone.id:
        kept.broader_id = gone.broader_id
        session.flush()


def _move(session: Session, gone: Skill, kept: Skill) -> None:
    related = [other for other in related_to(session, gone.id) if other != kept.id]
    pairs = or_(SkillRelation.one_id == gone.id, SkillRelation.other_id == gone.id)
    session.execute(delete(SkillRelation).where(pairs))
    columns = [
        (table, column)
        for table, column in columns_pointing_to(Skill.__table__.c.id)
        if table.name != SkillRelation.__tablename__
    ]
    move_references(session, columns, gone.id, kept.id)
    relate(session, kept.id, related)
    name = plain_name(gone.name)
    if session.get(SkillAlias, name) is None:
        session.add(SkillAlias(name=name, skill_id=kept.id))
    session.flush()
