"""One measurement: what is wanted comes as JSON on the standard input, the figures go out so."""

from __future__ import annotations

import json
import sys
from typing import Any

from swarm.bench.generator.sockets import Crowd
from swarm.bench.generator.workloads import Room, herd, idle, in_sequence, many_rooms


def measure(wish: dict[str, Any]) -> dict[str, Any]:
    """Run one workload against one server."""
    crowd = Crowd(wish["host"], wish["port"])
    rooms = [Room(**room) for room in wish["rooms"]]
    pids, run = wish["pids"], wish["run"]
    try:
        match wish["workload"]:
            case "sequence":
                return in_sequence(crowd, rooms[0], pids, wish["messages"], run)
            case "rooms":
                return many_rooms(crowd, rooms, pids, wish["seconds"], wish["rate"], run)
            case "idle":
                people = [(stream, token) for stream, token in wish["people"]]
                return idle(crowd, people, pids, wish["count"], wish["wait"])
            case "herd":
                return herd(crowd, rooms, wish["count"], wish["behind"], wish["heads"])
            case other:
                raise ValueError(other)
    finally:
        crowd.hang_up()


if __name__ == "__main__":
    json.dump(measure(json.load(sys.stdin)), sys.stdout)
