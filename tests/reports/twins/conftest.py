from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.twins.journeys import Journey, Stop

DAY = 86_400.0


def journey(number: int, product: str, *stops: tuple[str, float], cost: float | None = None):
    at = number * DAY / 4
    told = [Stop(place, hours, minutes=10.0, cost=cost) for place, hours in stops]
    end = at + 3600 * sum(hours for _, hours in stops)
    return Journey(str(number), at, end, {"product": product, "category": "Incident"}, told)


def planted(count: int = 400, seed: int = 1) -> list[Journey]:
    """Tickets of the shop are passed on nine times in ten, those of the till once in ten; a
    second stop takes ten times as long as a first."""
    chance = np.random.default_rng(seed)
    found = []
    for number in range(count):
        product = "Shop" if chance.random() < 0.5 else "Till"
        first = ("L1 Front", float(chance.lognormal(0, 0.3)))
        passed = chance.random() < (0.9 if product == "Shop" else 0.1)
        stops = [first, ("L2 Back", float(chance.lognormal(2.3, 0.3)))] if passed else [first]
        found.append(journey(number, product, *stops, cost=5.0))
    return found


@pytest.fixture(scope="session")
def journeys():
    return planted()
