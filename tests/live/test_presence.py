"""Who is where, over several processes, told once per change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from swarm.live.presence import Presence

ROOM = "swarms/1"


class Floor:
    """People here, and what they were told."""

    def __init__(self) -> None:
        self.here: dict[str, dict[str, int]] = {ROOM: {"a": 1, "b": 2}}
        self.told: list[tuple[list[int], list[str]]] = []
        self.presence = Presence(lambda stream: self.here.get(stream, {}), self.tell)

    def tell(self, event: str, data: dict[str, Any], to: Iterable[str]) -> None:
        assert event == "presence"
        assert data["stream"] == ROOM
        self.told.append(([person["id"] for person in data["people"]], sorted(to)))


def test_many_changes_at_once_are_told_once() -> None:
    floor = Floor()
    for _ in range(5):
        floor.presence.changed(ROOM)
    floor.presence.round()
    floor.presence.round()
    assert floor.told == [([1, 2], ["a", "b"])]


def test_ones_own_stream_and_empty_rooms_tell_nobody() -> None:
    floor = Floor()
    floor.presence.changed("people/1")
    floor.presence.changed("swarms/2")
    floor.presence.round()
    assert floor.told == []


def test_people_in_another_process_are_there_until_it_says_otherwise() -> None:
    floor = Floor()
    floor.presence.hear("other", {ROOM: [2, 3]}, whole=True)
    floor.presence.round()
    floor.presence.hear("other", {ROOM: [3]}, whole=False)
    floor.presence.round()
    floor.presence.hear("other", {ROOM: [3]}, whole=True)
    floor.presence.round()
    floor.presence.hear("other", {}, whole=True)
    floor.presence.round()
    assert [people for people, _ in floor.told] == [[1, 2, 3], [1, 2, 3], [1, 2]]


def test_a_process_that_is_gone_takes_its_people_along() -> None:
    floor = Floor()
    floor.presence.hear("other", {ROOM: [7]}, whole=True)
    assert floor.presence.of(ROOM) == {1, 2, 7}
    assert floor.presence.processes() == {"other"}
    floor.presence.lose("other")
    assert floor.presence.of(ROOM) == {1, 2}
    floor.presence.round()
    assert floor.told == [([1, 2], ["a", "b"])]
