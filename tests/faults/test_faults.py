"""The short set: the desk dies at named points and at random; every checker catches its bug."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.history import Verdict
from tests.faults.scenes import Desk, Scene, make_room, scene
from tests.faults.several import Several
from tests.hosting import AGAINST, POSTGRES, scratch_database


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk | Several]:
    """A desk of the kind that is tested, not started yet."""
    if AGAINST == "cluster":
        with contextlib.closing(Several(tmp_path, POSTGRES)) as several:
            yield several
        return
    with scratch_database(tmp_path) as url:
        desk = Desk(tmp_path, url)
        yield desk
        desk.kill()


@contextlib.contextmanager
def at_work(desk: Desk | Several, **more: str) -> Iterator[Scene]:
    room = make_room(desk.database_url)
    desk.start(**more)
    with scene(lambda: desk.url, room) as people:
        yield people


def test_nothing_acknowledged_is_lost_wherever_the_desk_dies(desk: Desk | Several) -> None:
    with at_work(desk, SWARM_FAULT="before_commit:30") as people:
        for point in ("after_commit:20", "after_broadcast:25"):
            assert desk.dies(90)
            desk.start(SWARM_FAULT=point)
        assert desk.dies(90)
        desk.start()
        verdict = people.judge()
    assert verdict.faults == []
    assert verdict.acknowledged > 50
    assert desk.starts == 4


BUGS = {
    "concurrent": "doubled",
    "membership": "overheard",
    "catch_up": "unheard",
    "ack_before_commit": "lost",
}
"""What is planted, and what the judge must find."""


def judged(desk: Desk | Several, people: Scene, bug: str) -> Verdict:
    """A run with a bug in it, and what makes it show."""
    ear = people.ears[0]
    people.wait_for_answers(10)
    if bug == "membership":
        member = people.call("GET", f"/swarms/{people.swarm}").json()["members"][-1]
        number = member["person"]["id"]
        assert people.call("DELETE", f"/swarms/{people.swarm}/members/{number}").ok
        ear.heard.barred_at = time.monotonic()
        time.sleep(1.5)
    elif bug == "catch_up":
        ear.may_return.clear()
        ear.hang_up()
        people.wait_for_answers(3)  # which it misses
        ear.may_return.set()
    elif bug == "ack_before_commit":
        desk.kill()
        desk.plant("")
        desk.start()
    return people.judge()


def test_each_planted_bug_is_caught_and_the_product_has_none_of_them(desk: Desk | Several) -> None:
    found = {}
    with at_work(desk) as people:
        people.ears[0].hang_up()
        people.wait_for_answers(6)
        sound = people.judge()
    for bug, kind in BUGS.items():
        with scene(lambda: desk.url, make_room(desk.database_url)) as people:
            desk.plant(bug)
            found[bug] = getattr(judged(desk, people, bug), kind)
        desk.plant("")
    assert sound.faults == []
    assert sound.acknowledged > 5
    assert all(found.values()), found
    assert desk.starts == 2
