"""The three workloads: one room in sequence, many rooms at a rate, connections that do nothing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from swarm.bench.generator.counting import Counter, cpu_of, memory_of, quantile
from swarm.bench.generator.members import Sender
from swarm.bench.generator.sockets import Crowd

BODY = "The tunnel drops after the second renewal; the log of the gateway says nothing. "
CONNECTING = 64
"""Clients that may be on their way in at once, unless a herd is wanted."""


@dataclass
class Room:
    """A room of the target: its stream, where to post, its members' tokens."""

    stream: str
    path: str
    tokens: list[str]


def gather(
    crowd: Crowd, wishes: Iterable[tuple[str, str, int | None]], at_once: int, seconds: float
) -> bool:
    """Connect listeners, at most `at_once` on their way at a time; whether all came in."""
    waiting = deque(wishes)
    wanted = crowd.ready + len(waiting)
    end = time.monotonic() + seconds
    while crowd.ready + crowd.lost < wanted or waiting:
        if time.monotonic() > end:
            return False
        while waiting and len(crowd.listeners) - crowd.ready - crowd.lost < at_once:
            stream, token, after = waiting.popleft()
            crowd.listen(stream, token, after)
        crowd.turn(0.02)
    return crowd.ready == wanted


def settle(crowd: Crowd, seconds: float) -> None:
    """Take turns for a while, so that presence and the like have passed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        crowd.turn(0.05)


def in_sequence(
    crowd: Crowd, room: Room, pids: list[int], messages: int, run: str
) -> dict[str, Any]:
    """Workload A: one sender; the next message goes when the last receiver has the one before."""
    everybody = [(room.stream, token, None) for token in room.tokens]
    if not gather(crowd, everybody, CONNECTING, 120):
        return {"error": f"{crowd.ready} of {len(everybody)} came in"}
    settle(crowd, 1.5)
    counter = Counter(crowd, len(everybody))
    sender = crowd.sender(room.tokens[0], room.path)
    cpu = began = 0.0
    for number in range(-messages // 10, messages):
        if number == 0:
            counter.last.clear()
            cpu, began = cpu_of(pids), time.perf_counter()
        mark = f"{run}-{number}"
        counter.note(mark, time.perf_counter())
        sender.post(mark, BODY)
        if not crowd.until(partial(counter.settled, sender, counter.done), 20):
            return {"error": f"message {number}: {counter.tell(mark)}"}
    seconds, cpu = time.perf_counter() - began, cpu_of(pids) - cpu
    deliveries = messages * len(everybody)
    return {
        "p50": quantile(counter.last, 0.5) * 1000,
        "p99": quantile(counter.last, 0.99) * 1000,
        "deliveries_per_second": deliveries / seconds,
        "cpu_us_per_delivery": cpu * 1e6 / deliveries,
        "faults": sum(one.faults for one in crowd.listeners) + counter.refused + crowd.lost,
    }


def many_rooms(
    crowd: Crowd, rooms: list[Room], pids: list[int], seconds: float, rate: float, run: str
) -> dict[str, Any]:
    """Workload B: `rate` messages a second over all rooms; 0 is as fast as they are answered.

    At a rate, the time of a message counts from the moment at which it was due, so that a
    server that stops for a while is charged for everything that had to wait.
    """
    members = [(room.stream, token, None) for room in rooms for token in room.tokens]
    if not gather(crowd, members, CONNECTING, 120):
        return {"error": f"{crowd.ready} of {len(members)} came in"}
    settle(crowd, 1.5)
    counter = Counter(crowd, len(rooms[0].tokens))
    idle = deque(crowd.sender(room.tokens[0], room.path) for room in rooms)

    def answered(one: Sender, good: bool) -> None:
        idle.append(one)
        Counter.answer(counter, one, good)

    crowd.on_answer = answered
    memory, cpu = memory_of(pids)[0], cpu_of(pids)
    began, number = time.perf_counter(), 0
    due: deque[float] = deque()
    while (now := time.perf_counter()) < began + seconds:
        while rate and began + (number + len(due)) / rate <= now:
            due.append(began + (number + len(due)) / rate)
        while idle and (due or not rate):
            mark = f"{run}-{number}"
            counter.note(mark, due.popleft() if rate else time.perf_counter())
            idle.popleft().post(mark, BODY)
            number += 1
        crowd.turn(0.001 if rate else 0.05)
    taken = time.perf_counter() - began
    within = counter.done
    crowd.until(lambda: counter.done >= number and len(idle) == len(rooms), 20)
    cpu = cpu_of(pids) - cpu
    return {
        "messages_per_second": within / taken,
        "p50": quantile(counter.last, 0.5) * 1000,
        "p99": quantile(counter.last, 0.99) * 1000,
        "cpu_us_per_delivery": cpu * 1e6 / max(1, number * counter.wanted),
        "grown_kilobytes": memory_of(pids)[0] - memory,
        "late": len(due),
        "undelivered": number - counter.done,
        "faults": sum(one.faults for one in crowd.listeners) + counter.refused + crowd.lost,
    }


def idle(
    crowd: Crowd, people: list[tuple[str, str]], pids: list[int], count: int, wait: float
) -> dict[str, Any]:
    """Workload C: connections that only answer pings."""
    before, _ = memory_of(pids)
    wishes = [(*people[number % len(people)], None) for number in range(count)]
    began = time.perf_counter()
    if not gather(crowd, wishes, CONNECTING, 240):
        return {"error": f"{crowd.ready} of {count} came in"}
    connected = time.perf_counter() - began
    settle(crowd, wait)
    cpu = cpu_of(pids)
    settle(crowd, 5)
    after, threads = memory_of(pids)
    return {
        "kilobytes_each": (after - before) / count,
        "threads": threads,
        "connected_per_second": count / connected,
        "cpu_share_idle": (cpu_of(pids) - cpu) / 5,
        "faults": crowd.lost,
    }


def herd(
    crowd: Crowd, rooms: list[Room], count: int, behind: int, heads: dict[str, int]
) -> dict[str, Any]:
    """Clients that lost the server return all at once, each `behind` lines behind."""
    members = [(room.stream, token) for room in rooms for token in room.tokens]
    wishes = [
        (stream, token, max(0, heads[stream] - behind))
        for stream, token in (members[n % len(members)] for n in range(count))
    ]
    began = time.perf_counter()
    came = gather(crowd, list(wishes), count, 60)
    caught_up = crowd.until(
        lambda: all(one.seq >= heads[one.stream] for one in crowd.listeners), 60
    )
    return {
        "seconds": time.perf_counter() - began,
        "came_in": crowd.ready,
        "caught_up": bool(came and caught_up),
        "faults": sum(one.faults for one in crowd.listeners) + crowd.lost,
    }
