"""The whole list of skills as a tree: what contains what, and how much stands behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.skills.decay import standing
from swarm.skills.queries import SkillRef, SkillRow, may_edit, rows_of
from swarm.skills.strength import HALF_LIFE_DAYS
from swarm.skills.tables import Skill, SkillMerge

MOST = 2_000


class Branch(SkillRow):
    """A skill `depth` steps below a root; `merged_into` where it became part of another."""

    depth: int
    merged_into: SkillRef | None


class Decay(BaseModel):
    """After how many days evidence counts half, and by whom: `set`, `fitted` or the `usual`.

    `pieces` of evidence were predicted by the fit.
    """

    days: float
    source: str
    pieces: int | None


class Taxonomy(BaseModel):
    """Roots by name, each followed by what it contains. `cut`: there are more than shown."""

    items: list[Branch]
    decay: Decay
    count: int
    cut: bool
    can: dict[str, bool]


def read_taxonomy(session: Session, actor: Person, *, retired: bool = False) -> Taxonomy:
    """The tree of the skills in use, of at most 2,000; with `retired` those too."""
    query = select(Skill).order_by(Skill.name, Skill.id)
    if not retired:
        query = query.where(Skill.retired_at.is_(None))
    skills = session.scalars(query).all()
    below: defaultdict[int | None, list[Skill]] = defaultdict(list)
    there = {skill.id for skill in skills}
    for skill in skills:
        below[skill.broader_id if skill.broader_id in there else None].append(skill)
    placed = list(_walk(below, None, 0))
    shown = placed[:MOST]
    names = {skill.id: skill.name for skill in skills}
    merged = _merged(session, names)
    rows = rows_of(session, [skill for skill, _ in shown])
    return Taxonomy(
        items=[
            Branch(**row.model_dump(), depth=depth, merged_into=merged.get(row.id))
            for row, (_, depth) in zip(rows, shown, strict=True)
        ],
        decay=read_decay(session),
        count=len(placed),
        cut=len(placed) > len(shown),
        can={"edit": may_edit(actor)},
    )


def _merged(session: Session, names: dict[int, str]) -> dict[int, SkillRef]:
    """What each merged skill became part of."""
    return {
        row.skill_id: SkillRef(id=row.into_id, name=names.get(row.into_id, ""))
        for row in session.scalars(select(SkillMerge))
    }


def read_decay(session: Session) -> Decay:
    """The half-life that counts now, and where it comes from."""
    row = standing(session)
    if row is None or row.days is None:
        return Decay(days=HALF_LIFE_DAYS, source="usual", pieces=None)
    return Decay(days=row.days, source=row.source, pieces=row.pieces)


def _walk(
    below: dict[int | None, list[Skill]], root: int | None, depth: int
) -> Iterator[tuple[Skill, int]]:
    waiting = [(skill, depth) for skill in reversed(below.get(root, []))]
    while waiting:
        skill, depth = waiting.pop()
        yield skill, depth
        waiting += [(one, depth + 1) for one in reversed(below.get(skill.id, []))]
