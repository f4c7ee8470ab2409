from __future__ import annotations

from swarm.skills.levels import strengths_of
from swarm.skills.strength import strength_of
from swarm.skills.tables import Evidence, Skill


def test_the_strength_in_each_skill_is_that_of_ones_evidence(session, make, noon):
    agent, other = make.person(), make.person()
    skills = [Skill(name=name, created_at=noon) for name in ("Mail", "Linux")]
    session.add_all(skills)
    session.flush()
    for person, skill, kind in (
        (agent, skills[0], "solved"),
        (agent, skills[0], "claimed"),
        (other, skills[1], "solved"),
    ):
        session.add(Evidence(person_id=person.id, skill_id=skill.id, kind=kind, at=noon))
    session.flush()
    assert strengths_of(session, agent.id) == {skills[0].id: strength_of([1.0, 0.25])}
    assert strengths_of(session, make.person().id) == {}
