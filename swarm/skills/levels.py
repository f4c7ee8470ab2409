"""How strongly somebody knows each skill, for whoever hands it on as a plain number."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.skills.decay import half_life_of
from swarm.skills.objections import counts
from swarm.skills.strength import strength_of, weigh
from swarm.skills.tables import Evidence


def strengths_of(session: Session, person_id: int) -> dict[int, float]:
    """The strength (0 to 1) of a person in every skill that they have evidence of, now.

    What somebody objects to does not count.
    """
    now, half_life = clock.now(), half_life_of(session)
    weights: defaultdict[int, list[float]] = defaultdict(list)
    rows = session.execute(
        select(Evidence.skill_id, Evidence.kind, Evidence.at).where(
            Evidence.person_id == person_id, counts()
        )
    )
    for row in rows:
        weights[row.skill_id].append(weigh(row.kind, row.at, now, half_life))
    return {skill: strength_of(values) for skill, values in weights.items()}
