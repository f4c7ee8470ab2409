"""What screens ask about skills: the list, one skill, and who knows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from swarm.paging import decode, encode
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role
from swarm.skills.objections import counts
from swarm.skills.order.relations import related_to
from swarm.skills.profiles import Knower, knowers_of
from swarm.skills.strength import bus_factor
from swarm.skills.tables import Evidence, Interest, Need, Skill, SkillAlias, SkillMerge
from swarm.skills.taxonomy import find_skill
from swarm.tickets.tables import Status, Ticket

MOST = 100


class SkillRef(BaseModel):
    """A skill as other things name it."""

    id: int
    name: str


class SkillRow(BaseModel):
    """A skill in the list; `people` here show or state it, `open_needs` open tickets need it."""

    id: int
    name: str
    description: str
    broader: SkillRef | None
    aliases: list[str]
    people: int
    open_needs: int
    retired: bool


class SkillList(BaseModel):
    """A page of skills by name."""

    items: list[SkillRow]
    next: str | None
    can: dict[str, bool]


class SkillPage(BaseModel):
    """One skill. `bus_factor`: the fewest people who together hold half of what work has shown."""

    id: int
    name: str
    description: str
    broader: SkillRef | None
    narrower: list[SkillRef]
    related: list[SkillRef]
    merged_into: SkillRef | None
    aliases: list[str]
    retired: bool
    bus_factor: int
    people: list[Knower]
    learners: list[PersonRef]
    open_tickets: list[int]
    can: dict[str, bool]


def list_skills(
    session: Session,
    actor: Person,
    *,
    q: str = "",
    retired: bool = False,
    cursor: str | None = None,
    limit: int = MOST,
) -> SkillList:
    """Skills by name; `q` is a part of a name or alias. Raises Invalid for a bad cursor."""
    limit = max(1, min(limit, MOST))
    query = select(Skill)
    if not retired:
        query = query.where(Skill.retired_at.is_(None))
    if q.strip():
        part = q.strip().lower()
        named = select(SkillAlias.skill_id).where(SkillAlias.name.contains(part, autoescape=True))
        query = query.where(
            or_(func.lower(Skill.name).contains(part, autoescape=True), Skill.id.in_(named))
        )
    if cursor is not None:
        name, skill_id = decode(cursor, str, int)
        query = query.where(or_(Skill.name > name, and_(Skill.name == name, Skill.id > skill_id)))
    found = session.scalars(query.order_by(Skill.name, Skill.id).limit(limit + 1)).all()
    page = found[:limit]
    more = encode(page[-1].name, page[-1].id) if len(found) > limit else None
    return SkillList(items=rows_of(session, page), next=more, can={"edit": may_edit(actor)})


def may_edit(actor: Person) -> bool:
    """Whether this person keeps the list of skills."""
    return actor.role == Role.ADMINISTRATOR


def rows_of(session: Session, skills: Sequence[Skill]) -> list[SkillRow]:
    """The rows of these skills, in their order, with who knows them and what waits for them."""
    ids = [skill.id for skill in skills]
    knowing = session.execute(
        select(Evidence.skill_id, func.count(Evidence.person_id.distinct()).label("people"))
        .join(Person, Person.id == Evidence.person_id)
        .where(Evidence.skill_id.in_(ids), Person.left_at.is_(None), counts())
        .group_by(Evidence.skill_id)
    )
    people = {row.skill_id: row.people for row in knowing}
    needed = session.execute(
        select(Need.skill_id, func.count().label("tickets"))
        .join(Ticket, Ticket.number == Need.ticket_number)
        .where(Need.skill_id.in_(ids), Need.removed.is_(False), _running())
        .group_by(Need.skill_id)
    )
    needs = {row.skill_id: row.tickets for row in needed}
    aliases = _aliases(session, ids)
    broader = skill_refs(session, {skill.broader_id for skill in skills if skill.broader_id})
    return [
        SkillRow(
            id=skill.id,
            name=skill.name,
            description=skill.description,
            broader=broader.get(skill.broader_id or 0),
            aliases=aliases[skill.id],
            people=people.get(skill.id, 0),
            open_needs=needs.get(skill.id, 0),
            retired=skill.retired_at is not None,
        )
        for skill in skills
    ]


def _running() -> ColumnElement[bool]:
    return Ticket.status.in_((Status.NEW, Status.OPEN, Status.WAITING))


def _aliases(session: Session, ids: Iterable[int]) -> defaultdict[int, list[str]]:
    rows = session.execute(
        select(SkillAlias.skill_id, SkillAlias.name)
        .where(SkillAlias.skill_id.in_(list(ids)))
        .order_by(SkillAlias.name)
    )
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for skill_id, name in rows:
        aliases[skill_id].append(name)
    return aliases


def skill_refs(session: Session, ids: Iterable[int]) -> dict[int, SkillRef]:
    """Id and name of several skills by id."""
    rows = session.execute(select(Skill.id, Skill.name).where(Skill.id.in_(set(ids))))
    return {row.id: SkillRef(id=row.id, name=row.name) for row in rows}


def read_skill(session: Session, actor: Person, skill_id: int) -> SkillPage:
    """One skill: who knows it and how we know. Raises NotFound."""
    skill = find_skill(session, skill_id)
    people, held = knowers_of(session, skill_id)
    narrower = session.execute(
        select(Skill.id, Skill.name)
        .where(Skill.broader_id == skill_id, Skill.retired_at.is_(None))
        .order_by(Skill.name)
    )
    needing = session.scalars(
        select(Need.ticket_number)
        .join(Ticket, Ticket.number == Need.ticket_number)
        .where(Need.skill_id == skill_id, Need.removed.is_(False), _running())
        .order_by(Need.ticket_number.desc())
        .limit(20)
    )
    learning = session.scalars(
        select(Interest.person_id)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.skill_id == skill_id, Person.left_at.is_(None))
        .order_by(Person.name)
    ).all()
    names = refs(session, learning)
    merged, related = session.get(SkillMerge, skill_id), related_to(session, skill_id)
    named = skill_refs(
        session, [one for one in (skill.broader_id, merged and merged.into_id, *related) if one]
    )
    return SkillPage(
        id=skill.id,
        name=skill.name,
        description=skill.description,
        broader=named.get(skill.broader_id or 0),
        related=[named[one] for one in related],
        merged_into=named.get(merged.into_id) if merged else None,
        narrower=[SkillRef(id=row.id, name=row.name) for row in narrower],
        aliases=_aliases(session, [skill_id])[skill_id],
        retired=skill.retired_at is not None,
        bus_factor=bus_factor(held),
        people=people,
        learners=[names[person] for person in learning],
        open_tickets=list(needing),
        can={
            "edit": may_edit(actor),
            "claim": actor.staff and skill.retired_at is None,
            "learn": actor.staff and skill.retired_at is None,
        },
    )
