from __future__ import annotations

from datetime import UTC, datetime

import pytest

from swarm.demo.shapes import Demo
from swarm.demo.year import make_demo

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
"""A Wednesday on which all three sites work within the next hours."""


@pytest.fixture(scope="session")
def year() -> Demo:
    return make_demo(NOON, seed=3, tickets=400)
