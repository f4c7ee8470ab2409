"""A hypothesis under any order of verdicts, by anybody: the board and the stream agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotFound
from swarm.people.tables import Person
from swarm.rooms.board.hypotheses import (
    TOLD,
    add_hypothesis,
    erase_hypothesis,
    judge_hypothesis,
)
from swarm.rooms.board.reading import board_of
from swarm.rooms.board.states import MOVES, may_move, needs_reason
from swarm.rooms.opening import open_swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from tests.rooms.test_machine import fresh_desk

states = st.sampled_from(sorted(MOVES))
which = st.integers(0, 2)


@given(now=states, wanted=states)
def test_one_step_leads_from_open_to_a_verdict_or_back(now: Any, wanted: Any) -> None:
    assert may_move(now, wanted) == ((now == "open") != (wanted == "open"))
    assert needs_reason(wanted) == (wanted == "open")


class BoardMachine(RuleBasedStateMachine):
    """Keeps beside the desk how each hypothesis should stand; None is one that was taken off."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = fresh_desk(Path(self.folder.name) / "desk.db")
        self.model: dict[int, str | None] = {}
        with self.database.write() as session:
            owner = Person(name="Olga", role="agent", created_at=clock.now())
            session.add(owner)
            session.flush()
            self.owner = owner.id
            ticket, _ = create_ticket(session, owner, summary="Odd")
            take_ticket(session, owner, ticket)
            self.swarm = open_swarm(session, owner, ticket.number, help_needed="Who?").id

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def _number(self, place: int) -> int:
        return sorted(self.model)[place] if place < len(self.model) else 99

    @rule()
    def suppose(self) -> None:
        if len(self.model) < 3:
            with self.database.write() as session:
                owner = session.get_one(Person, self.owner)
                self.model[add_hypothesis(session, owner, self.swarm, "The cable").id] = "open"

    @rule(place=which, wanted=states, reason=st.sampled_from(["", "Seen again"]))
    def judge(self, place: int, wanted: Any, reason: str) -> None:
        number = self._number(place)
        now: Any = self.model.get(number)
        expected: type[Exception] | None = None
        if now is None:
            expected = NotFound
        elif now != wanted and not may_move(now, wanted):
            expected = Conflict
        elif now != wanted and needs_reason(wanted) and not reason:
            expected = Invalid
        with self.database.write() as session:
            owner = session.get_one(Person, self.owner)
            if expected is not None:
                with pytest.raises(expected):
                    judge_hypothesis(session, owner, self.swarm, number, wanted, reason)
                return
            judge_hypothesis(session, owner, self.swarm, number, wanted, reason)
        self.model[number] = wanted

    @rule(place=which)
    def erase(self, place: int) -> None:
        number = self._number(place)
        with self.database.write() as session:
            owner = session.get_one(Person, self.owner)
            if self.model.get(number) is None:
                with pytest.raises(NotFound):
                    erase_hypothesis(session, owner, self.swarm, number)
                return
            erase_hypothesis(session, owner, self.swarm, number)
        self.model[number] = None

    @invariant()
    def board_and_stream_say_the_same(self) -> None:
        if not hasattr(self, "swarm"):
            return
        with self.database.read() as session:
            board = board_of(session, self.swarm)
            lines = read_lines(session, f"swarms/{self.swarm}", 0, 1000).items
        standing = {number: state for number, state in self.model.items() if state}
        assert {one.id: one.state for one in board.hypotheses} == standing
        assert sum(board.counts.values()) == len(standing)
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert folded(lines) == standing


def folded(lines: Any) -> dict[int, str]:
    """How every hypothesis stands, from the stream alone."""
    told = {kind: state for state, kind in TOLD.items()}
    found: dict[int, str] = {}
    for line in lines:
        number = line.data.get("hypothesis")
        if line.kind == "hypothesis_added":
            found[number] = "open"
        elif line.kind in told:
            found[number] = told[line.kind]
        elif line.kind == "hypothesis_erased":
            del found[number]
    return found


BoardMachine.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestBoard = pytest.mark.timeout(120)(BoardMachine.TestCase)
