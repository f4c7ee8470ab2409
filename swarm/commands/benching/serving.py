"""Suggestions over HTTP: a desk of any size is served, and somebody asks while others ask too."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

from sqlalchemy import insert

from swarm import clock
from swarm.bench.scratch import Room, fill
from swarm.bench.targets import Yard
from swarm.commands.benching.asking import spread
from swarm.commands.benching.desks import Size, questions
from swarm.db import Database
from swarm.matching.model import Model
from swarm.migrating import upgrade
from swarm.people.tables import Person
from swarm.rooms.advice.fitting import Fitted, read_cut
from swarm.rooms.models.facts import facts_of
from swarm.rooms.models.files import FOLDER, keep_fitted
from swarm.rooms.models.pins import pin_model
from swarm.rooms.models.versions import record_model
from swarm.rooms.tables import Swarm
from swarm.skills.tables import Skill
from swarm.tickets.tables import Ticket

PAUSE = 1.0
"""Seconds that everybody looks at an answer before asking again."""

ROOMS = 3
"""Open rooms that each person asks about, one after the other."""

NAME = "served"
_PATIENCE = 120.0  # seconds for a server to take the model over


def measure_serving(
    model: Model, size: Size, count: int, others: int, scratch: Path
) -> dict[str, Any]:
    """Ask a served desk `count` times while `others` ask about rooms of their own.

    Milliseconds by the clock from request to answer, and of the server's processor for each.
    """
    yard = Yard(scratch, [1] * (ROOMS * (others + 1)))
    url = f"sqlite:///{scratch / 'desk.db'}"
    rooms = _desk(url, model, size, yard)
    askers: list[_Asker] = []
    try:
        port, pid = yard.serve(NAME, url, ["swarm", "serve"])
        askers += [_Asker(port, rooms[at :: others + 1]) for at in range(others + 1)]
        askers[0].wait()
        for asker in askers:  # what is read once for each process or person is not counted
            asker.ask(ROOMS, 0.0)
        return _measured(askers, pid, count)
    finally:
        for asker in askers:
            asker.close()
        yard.close()


def _desk(url: str, model: Model, size: Size, yard: Yard) -> list[Room]:
    """An empty desk with those people and skills, open rooms, and this model to serve."""
    upgrade(url)
    database, now = Database(url), clock.now()
    with database.write() as session:
        session.execute(
            insert(Person),
            [
                {
                    "name": f"Person {number}",
                    "email": f"{number}@example.org",
                    "role": "agent",
                    "created_at": now,
                }
                for number in range(1, size.people + 1)
            ],
        )
        skills = [f"skill {number}" for number in range(size.skills)]
        session.execute(insert(Skill), [{"name": name, "created_at": now} for name in skills])
    rooms, _ = fill(url, yard.shape)
    with database.write() as session:
        asked = questions(size, len(rooms))
        for room, query in zip(rooms, asked, strict=True):
            swarm = session.get_one(Swarm, int(room["stream"].partition("/")[2]))
            ticket = session.get_one(Ticket, swarm.ticket_number)
            ticket.summary, ticket.description = query.summary, query.description
            ticket.product, ticket.component = query.product, query.components[0]
    with database.write() as session:
        cut = read_cut(session)
        fitted = Fitted(
            model=model,
            cut=cut,
            at=now,
            skill_ids={name: number for number, name in cut.skills},
            known=set(model.tickets()),
            complete=True,
            outcome=cut.outcome,
            evidence=cut.evidence,
            statements=cut.statements,
        )
        keep_fitted(fitted, yard.folder / NAME / FOLDER)
        pin_model(session, record_model(session, facts_of(fitted, 0.0)).version, now)
    database.close()
    return rooms


class _Asker:
    """One person's connection and rooms."""

    def __init__(self, port: int, rooms: Sequence[Room]) -> None:
        self._rooms, self._line = rooms, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.taken: list[float] = []

    def _answer(self, number: int) -> dict[str, Any]:
        room = self._rooms[number % len(self._rooms)]
        headers = {"Authorization": f"Bearer {room['tokens'][0]}"}
        self._line.request("GET", f"/api/{room['stream']}/suggestions", headers=headers)
        response = self._line.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"the desk answered {response.status}")
        answer: dict[str, Any] = json.loads(body)
        return answer

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def wait(self) -> None:
        """Until the desk answers by the model that was made for it."""
        end = monotonic() + _PATIENCE
        while self._answer(0)["learning"]:
            if monotonic() > end:
                raise RuntimeError("the desk did not take the model over")
            sleep(0.5)

    def ask(self, count: int, pause: float, done: threading.Event | None = None) -> None:
        """Ask so many times, or until `done`."""
        number = 0
        while number < count and not (done and done.is_set()):
            began = perf_counter()
            answer = self._answer(number)
            self.taken.append(perf_counter() - began)
            if not answer["items"]:
                raise RuntimeError("the desk named nobody")
            number += 1
            sleep(pause * (0.5 + secrets.randbelow(1_000) / 1_000))


def _measured(askers: Sequence[_Asker], pid: int, count: int) -> dict[str, Any]:
    done, first = threading.Event(), askers[0]
    for asker in askers:
        asker.taken.clear()
    threads = [
        threading.Thread(target=asker.ask, args=(10**9, PAUSE, done), daemon=True)
        for asker in askers[1:]
    ]
    before = _processor_seconds(pid)
    for thread in threads:
        thread.start()
    first.ask(count, PAUSE / 10)
    done.set()
    for thread in threads:
        thread.join()
    answered = sum(len(asker.taken) for asker in askers)
    spent = _processor_seconds(pid) - before
    return {
        "others": len(askers) - 1,
        "answered": answered,
        "wall": spread(first.taken),
        "cpu_each": round(spent / answered * 1e3, 2),
    }


def _processor_seconds(pid: int) -> float:
    """Processor time of a process so far, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
