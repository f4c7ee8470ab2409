"""A small desk whose outcomes follow from the fields: the group from the topic, the person from
the group and the place, and whether a ticket is passed on from the topic and the caller."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from swarm.matching.intake.cases import Case
from swarm.matching.intake.reading import Told

DAY = 86_400.0
Desk = Callable[..., list[Told]]


def planted(count: int, *, seed: int = 1, drift: bool = False) -> list[Told]:
    chance = random.Random(seed)
    out = []
    for number in range(count):
        topic, place = chance.randrange(5), chance.randrange(3)
        caller = chance.randrange(20)
        late = drift and number > count / 2
        group = f"group {(topic + late) % 5}"
        person = f"{group}, {place if chance.random() < 0.8 else chance.randrange(3)}"
        passed = chance.random() < (0.8 if (topic + caller) % 2 else 0.1)
        at = number * DAY / 8
        fields = {"topic": f"t{topic}", "place": f"p{place}", "caller": f"c{caller}", "noise": "n"}
        case = Case(id=str(number), at=at, fields=fields, ended_at=at + DAY)
        out.append(Told(case, {"group": group, "person": person}, passed))
    return out


@pytest.fixture(scope="session")
def desk() -> Desk:
    return planted
