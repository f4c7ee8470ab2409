"""What can be known here: skills, their broader ones, and the other names they go by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person, Role
from swarm.skills.tables import Skill, SkillAlias, SkillMerge


def find_skill(session: Session, skill_id: int, *, in_use: bool = False) -> Skill:
    """The skill with this id. Raises NotFound; with `in_use` also for a retired one."""
    skill = session.get(Skill, skill_id)
    if skill is None or (in_use and skill.retired_at is not None):
        raise NotFound("There is no such skill.")
    return skill


def named_skill(session: Session, skill_id: int) -> Skill:
    """A skill that an input names. Raises Invalid where there is none in use."""
    skill = session.get(Skill, skill_id)
    if skill is None or skill.retired_at is not None:
        raise Invalid("There is no such skill.", fields={"skill": "unknown"})
    return skill


def check_administrator(actor: Person | None) -> None:
    """Raises NotAllowed for who does not keep the list; None is the command line."""
    if actor is not None and actor.role != Role.ADMINISTRATOR:
        raise NotAllowed("Only administrators change the list of skills.")


def add_skill(
    session: Session,
    actor: Person | None,
    name: str,
    *,
    description: str = "",
    broader: int | None = None,
    aliases: Sequence[str] = (),
) -> Skill:
    """Add something knowable. `actor` None is the command line.

    Raises NotAllowed, Conflict for a name that is taken, Invalid for an unknown broader skill.
    """
    check_administrator(actor)
    name = " ".join(name.split())
    _check_name(session, name, None)
    _check_broader(session, None, broader)
    skill = Skill(name=name, description=description, broader_id=broader, created_at=clock.now())
    session.add(skill)
    session.flush()
    set_aliases(session, skill, aliases)
    tell(session, skill.id, "skill_added", actor)
    return skill


def change_skill(
    session: Session, actor: Person | None, skill_id: int, changes: dict[str, Any]
) -> Skill:
    """Change `name`, `description`, `broader`, `aliases` or `retired` (only what is named).

    A former name stays as another name, unless another skill goes by it.
    """
    check_administrator(actor)
    skill = find_skill(session, skill_id)
    former: str | None = None
    if "name" in changes:
        name = " ".join(changes["name"].split())
        _check_name(session, name, skill.id)
        former, skill.name = skill.name, name
    if "description" in changes:
        skill.description = changes["description"]
    if "broader" in changes:
        _check_broader(session, skill.id, changes["broader"])
        skill.broader_id = changes["broader"]
    if "aliases" in changes:
        set_aliases(session, skill, changes["aliases"])
    if former is not None:
        _remember_name(session, skill, former)
    if "retired" in changes:
        _retire(session, skill, retired=changes["retired"])
    session.flush()
    tell(session, skill.id, "skill_changed", actor, fields=sorted(changes))
    return skill


def _remember_name(session: Session, skill: Skill, former: str) -> None:
    """Let a skill be found by the name that it had; its present one is no other name."""
    plain, present = plain_name(former), plain_name(skill.name)
    if plain == present:
        return
    session.execute(
        delete(SkillAlias).where(SkillAlias.skill_id == skill.id, SkillAlias.name == present)
    )
    session.flush()
    named = session.scalar(
        select(Skill.id).where(func.lower(Skill.name) == plain, Skill.id != skill.id)
    )
    if named is None and session.get(SkillAlias, plain) is None:
        session.add(SkillAlias(name=plain, skill_id=skill.id))


def _retire(session: Session, skill: Skill, *, retired: bool) -> None:
    merged = session.get(SkillMerge, skill.id)
    if merged is not None and not retired:
        raise Conflict("It became part of another skill.", current={"skill": merged.into_id})
    skill.retired_at = (skill.retired_at or clock.now()) if retired else None


def tell(session: Session, skill_id: int, kind: str, actor: Person | None, /, **facts: Any) -> None:
    """Write a line on a skill's own stream; None is the command line."""
    append(session, f"skills/{skill_id}", kind, actor.id if actor else None, **facts)


def _check_name(session: Session, name: str, own_id: int | None) -> None:
    if not name:
        raise Invalid("A skill needs a name.", fields={"name": "is empty"})
    taken = session.scalar(select(Skill.id).where(func.lower(Skill.name) == name.lower()))
    if taken is not None and taken != own_id:
        raise Conflict(f"There is a skill {name} already.", current={"skill": taken})


def _check_broader(session: Session, own_id: int | None, broader: int | None) -> None:
    passed = broader
    while passed is not None:
        skill = session.get(Skill, passed)
        if skill is None:
            raise Invalid("There is no such broader skill.", fields={"broader": "unknown"})
        if skill.id == own_id:
            raise Invalid("A skill cannot contain itself.", fields={"broader": "goes in a circle"})
        passed = skill.broader_id


def plain_name(name: str) -> str:
    """A name as aliases are compared: lower case, single spaces."""
    return " ".join(name.lower().split())


def set_aliases(session: Session, skill: Skill, aliases: Sequence[str]) -> None:
    """Let the skill be known by exactly these other names (components, products, slang)."""
    wanted = {plain_name(alias) for alias in aliases} - {""}
    rows = session.execute(
        select(SkillAlias.name, Skill.id, Skill.name)
        .join(Skill, Skill.id == SkillAlias.skill_id)
        .where(SkillAlias.name.in_(wanted), SkillAlias.skill_id != skill.id)
        .order_by(SkillAlias.name)
    ).all()
    if rows:
        alias, other_id, other = rows[0]
        raise Conflict(f"{alias} already means {other}.", current={"skill": other_id})
    session.execute(delete(SkillAlias).where(SkillAlias.skill_id == skill.id))
    session.add_all(SkillAlias(name=name, skill_id=skill.id) for name in sorted(wanted))
    session.flush()


def skills_called(session: Session, names: Sequence[str | None]) -> list[int]:
    """The ids of the skills in use that these names mean, by alias or by their own name."""
    wanted = {plain_name(name) for name in names if name} - {""}
    if not wanted:
        return []
    by_alias = (
        select(SkillAlias.skill_id)
        .join(Skill, Skill.id == SkillAlias.skill_id)
        .where(SkillAlias.name.in_(wanted), Skill.retired_at.is_(None))
    )
    by_name = select(Skill.id).where(func.lower(Skill.name).in_(wanted), Skill.retired_at.is_(None))
    return sorted({*session.scalars(by_alias), *session.scalars(by_name)})
