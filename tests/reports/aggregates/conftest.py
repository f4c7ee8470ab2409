from __future__ import annotations

import pytest

from swarm.people.tables import Person
from swarm.skills.tables import Skill


@pytest.fixture
def full(full):
    """The desk with a bit of everything, on which people grew at a skill too."""
    history = full
    ann, cleo = (history.session.get_one(Person, number) for number in (1, 3))
    skill = history.add(Skill(name="Tills", created_at=history.start))
    for number in (1, 2, 4, 5):
        history.need(number, skill)
    history.learner(1, cleo)
    history.learner(4, cleo, role="collaborator", came_by="offer")
    for number, solver in ((2, cleo), (4, ann), (5, cleo)):
        history.outcome(number, solver)
    return history
