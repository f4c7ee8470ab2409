"""Where the members of a swarm are beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.people.tables import Absence
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm
from swarm.rooms.queries import read_swarm
from swarm.rooms.whereabouts import states_of


@pytest.mark.both
def test_a_person_is_away_after_hours_in_a_swarm_or_free(floor: Any) -> None:
    now = clock.now()
    swarm, second = floor.swarm(), floor.swarm()
    floor.expert.hours = {"mon": [["09:00", "10:00"]]}
    away = Absence(person_id=floor.other.id, starts_at=now, ends_at=now + timedelta(days=1))
    floor.session.add(away)
    floor.session.flush()
    floor.join(swarm, floor.expert)
    floor.join(second, floor.expert)
    observe_swarm(floor.session, floor.manager, second.id)
    people = [floor.owner.id, floor.expert.id, floor.other.id, floor.manager.id]
    assert states_of(floor.session, people, now) == {
        floor.owner.id: "in_swarm",
        floor.expert.id: "after_hours",
        floor.other.id: "away",
        floor.manager.id: "free",
    }
    states = {one.person.id: one.state for one in
              read_swarm(floor.session, floor.owner, swarm.id).members}  # fmt: skip
    assert states == {floor.owner.id: "in_swarm", floor.expert.id: "after_hours"}
    close_swarm(floor.session, floor.owner, second.id, summary="Over", solved=False)
    assert states_of(floor.session, people, now, beside=swarm.id)[floor.owner.id] == "free"
