"""The short set: the desk dies at named points and at random; every checker catches its bug."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.history import Verdict
from tests.faults.scenes import Desk, Scene, make_room, scene


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite that is not started yet."""
    desk = Desk(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    yield desk
    desk.kill()


@contextlib.contextmanager
def at_work(desk: Desk, **more: str) -> Iterator[Scene]:
    room = make_room(desk.database_url)
    desk.start(**more)
    with scene(lambda: desk.url, room) as people:
        yield people


def test_nothing_acknowledged_is_lost_wherever_the_desk_dies(desk: Desk) -> None:
    with at_work(desk, SWARM_FAULT="before_commit:30") as people:
        for point in ("after_commit:20", "after_broadcast:25"):
            assert desk.dies(90)
            desk.start(SWARM_FAULT=point)
        assert desk.dies(90)
        desk.start()
        time.sleep(random.uniform(0.5, 1.5))
        desk.kill()
        desk.start()
        time.sleep(0.5)
        verdict = people.judge()
    assert verdict.faults == []
    assert verdict.acknowledged > 50
    assert desk.starts == 5


def planted(desk: Desk, plant: str) -> Verdict:
    """A run with a bug in it."""
    with at_work(desk, SWARM_PLANT=plant) as people:
        time.sleep(1.5)
        if plant == "membership":
            ear = people.ears[0]
            member = people.call("GET", f"/swarms/{people.swarm}").json()["members"][-1]
            number = member["person"]["id"]
            assert people.call("DELETE", f"/swarms/{people.swarm}/members/{number}").ok
            ear.heard.barred_at = time.monotonic()
            time.sleep(2)
        if plant in ("ack_before_commit", "catch_up"):
            desk.kill()
            desk.start(SWARM_PLANT=plant)
            time.sleep(1)
        return people.judge()


@pytest.mark.parametrize(
    ("plant", "kind"),
    [
        ("ack_before_commit", "lost"),
        ("concurrent", "doubled"),
        ("membership", "overheard"),
        ("catch_up", "unheard"),
    ],
)
def test_a_planted_bug_is_caught(desk: Desk, plant: str, kind: str) -> None:
    assert getattr(planted(desk, plant), kind) > 0
