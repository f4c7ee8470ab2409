"""Listeners get each line exactly once, also after a failure or a crash."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from swarm.activity.due import GIVE_UP, Worklist
from swarm.activity.lines import Line, append
from swarm.activity.tables import Due, Stream
from swarm.db import Database


def waiting(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(Due)).all())


def test_a_listener_gets_the_lines_of_its_kinds_once(database: Database) -> None:
    seen: list[tuple[str, int]] = []
    worklist = Worklist(database)
    worklist.add("first", ["wanted"], lambda _session, line: seen.append((line.kind, line.seq)))
    database.after_commit.append(worklist.after_commit)
    with database.write() as session:
        append(session, "tickets/1", "wanted")
        append(session, "tickets/1", "other")
        append(session, "tickets/1", "wanted")
    assert seen == [("wanted", 1), ("wanted", 3)]
    assert worklist.drain() == 0


def test_work_on_a_line_and_its_removal_are_one_transaction(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    fail = [True]

    def work(session: Session, line: Line) -> None:
        session.add(Stream(name=f"made-from-{line.seq}", head=0))
        session.flush()
        if fail[0]:
            raise RuntimeError

    worklist = Worklist(database)
    worklist.add("first", ["wanted"], work)
    database.after_commit.append(worklist.after_commit)
    with database.write() as session:
        append(session, "tickets/1", "wanted")
    assert waiting(database) == 1
    with database.read() as session:
        assert session.get(Stream, "made-from-1") is None
    fail[0] = False
    assert worklist.drain() == 1
    assert waiting(database) == 0
    with database.read() as session:
        assert session.get(Stream, "made-from-1") is not None


def test_a_line_whose_process_died_is_found_by_the_next_one(database: Database) -> None:
    Worklist(database).add("first", ["wanted"], lambda _session, _line: None)
    with database.write() as session:
        append(session, "tickets/1", "wanted")
    seen: list[int] = []
    after_restart = Worklist(database, {"first": lambda _session, line: seen.append(line.seq)})
    assert after_restart.drain() == 1
    assert seen == [1]


def test_a_line_of_a_listener_that_is_gone_is_kept(database: Database) -> None:
    Worklist(database).add("gone", ["wanted"], lambda _session, _line: None)
    with database.write() as session:
        append(session, "tickets/1", "wanted")
    assert Worklist(database).drain() == 0
    assert waiting(database) == 1


def test_a_line_that_always_fails_is_left_alone_in_the_end(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    calls: list[int] = []

    def work(_session: Session, line: Line) -> None:
        calls.append(line.seq)
        raise RuntimeError

    worklist = Worklist(database)
    worklist.add("first", ["wanted"], work)
    with database.write() as session:
        append(session, "tickets/1", "wanted")
    for _ in range(GIVE_UP + 5):
        worklist.drain()
    assert len(calls) == GIVE_UP
    assert waiting(database) == 1


def test_two_who_drain_at_once_do_the_work_once(database: Database) -> None:
    seen: list[int] = []
    worklist = Worklist(database)
    worklist.add("first", ["wanted"], lambda _session, line: seen.append(line.seq))
    with database.write() as session:
        append(session, "tickets/1", "wanted")
    assert worklist._work_on("first", "tickets/1", 1) == 1
    assert worklist._work_on("first", "tickets/1", 1) == 0
    assert seen == [1]


def test_lines_that_may_wait_wake_their_worker_and_are_done_together(database: Database) -> None:
    woken: list[bool] = []
    seen: list[int] = []
    worklist = Worklist(database, later=frozenset({"said"}))
    worklist.add("first", ["said", "closed"], lambda _session, line: seen.append(line.seq))
    worklist.wake = woken.append
    database.after_commit.append(worklist.after_commit)
    with database.write() as session:
        for _ in range(5):
            append(session, "swarms/1", "said")
    assert (seen, woken) == ([], [True])
    assert worklist.drain_some(3).lines == 3
    assert seen == [1, 2, 3]
    with database.write() as session:
        append(session, "swarms/1", "closed")
    assert seen == [1, 2, 3, 4, 5, 6]
    assert worklist.drain_some().lines == 0


def test_what_comes_in_numbers_wakes_nobody_for_soon(database: Database) -> None:
    woken: list[bool] = []
    worklist = Worklist(database, later=frozenset({"said", "told"}), seldom=frozenset({"said"}))
    worklist.add("first", ["said", "told"], lambda _session, _line: None)
    worklist.wake = woken.append
    database.after_commit.append(worklist.after_commit)
    for kinds in (["said"], ["said", "told"], ["told"]):
        with database.write() as session:
            for kind in kinds:
                append(session, "swarms/1", kind)
    assert woken == [False, True, True]
    assert worklist.drain_some(most=3) == (3, True)
    assert worklist.drain_some(most=3) == (1, False)


def test_who_waits_for_a_line_works_on_its_stream_alone(database: Database) -> None:
    seen: list[str] = []
    worklist = Worklist(database, later=frozenset({"said"}))
    worklist.add("first", ["said", "closed"], lambda _session, line: seen.append(line.stream))
    worklist.wake = lambda _soon: None
    database.after_commit.append(worklist.after_commit)
    for stream, kind in (("swarms/1", "said"), ("swarms/2", "said"), ("swarms/2", "closed")):
        with database.write() as session:
            append(session, stream, kind)
    assert seen == ["swarms/2", "swarms/2"]
    assert worklist.drain() == 1


def test_lines_of_one_stream_are_taken_at_once_by_who_wants_them_so(database: Database) -> None:
    seen: list[list[tuple[str, int]]] = []
    one_by_one: list[int] = []
    worklist = Worklist(database)
    worklist.add_for_stream(
        "together",
        ["said"],
        lambda _session, lines: seen.append([(line.stream, line.seq) for line in lines]),
    )
    worklist.add("alone", ["said"], lambda _session, line: one_by_one.append(line.seq))
    with database.write() as session:
        for stream in ("swarms/1", "swarms/1", "swarms/2", "swarms/1"):
            append(session, stream, "said")
    assert worklist.drain_some(steps=2).lines == 4  # three for one step, and one line
    assert (seen, one_by_one) == ([[("swarms/1", 1), ("swarms/1", 2), ("swarms/1", 3)]], [1])
    assert worklist.drain_some().lines == 4
    assert (seen[1:], one_by_one) == ([[("swarms/2", 1)]], [1, 2, 3, 1])
    assert worklist.drain_some().lines == waiting(database) == 0


def test_a_line_that_was_given_up_is_not_taken_with_its_neighbours(database: Database) -> None:
    seen: list[int] = []
    worklist = Worklist(database)
    worklist.add_for_stream(
        "together", ["said"], lambda _session, lines: seen.extend(line.seq for line in lines)
    )
    with database.write() as session:
        for _ in range(3):
            append(session, "swarms/1", "said")
    with database.write() as session:
        session.execute(update(Due).where(Due.seq == 2).values(failures=GIVE_UP))
    assert worklist.drain_some().lines == 2
    assert seen == [1, 3]
    assert waiting(database) == 1


def test_one_failing_line_does_not_hold_up_those_done_with_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    seen: list[int] = []

    def work(_session: Session, line: Line) -> None:
        if line.seq == 2:
            raise RuntimeError
        seen.append(line.seq)

    worklist = Worklist(database, later=frozenset({"said"}))
    worklist.add("first", ["said"], work)
    worklist.wake = lambda _soon: None
    database.after_commit.append(worklist.after_commit)
    with database.write() as session:
        for _ in range(3):
            append(session, "swarms/1", "said")
    assert worklist.drain_some().lines == 2
    assert seen[-2:] == [1, 3]
    assert waiting(database) == 1


def test_those_who_come_last_take_many_lines_once_nobody_else_has_to_do_with_the_stream(
    database: Database,
) -> None:
    seen: list[list[tuple[str, int]]] = []
    worklist = Worklist(database)
    worklist.add("first", ["both"], lambda _session, _line: None)
    worklist.add_last(
        "last",
        ["both", "mine"],
        lambda _session, lines: seen.append([(line.stream, line.seq) for line in lines]),
    )
    with database.write() as session:
        append(session, "tickets/1", "both")
        append(session, "tickets/1", "mine")
        append(session, "tickets/2", "mine")
    assert worklist.drain_last() == 1
    assert worklist.drain() == 1
    assert worklist.beside(database).drain_last(most=9) == 2
    assert seen == [[("tickets/2", 1)], [("tickets/1", 1), ("tickets/1", 2)]]
    assert worklist.drain_last() == worklist.drain() == waiting(database) == 0


def test_a_commit_wakes_nobody_for_those_who_come_last(database: Database) -> None:
    worklist = Worklist(database)
    worklist.add_last("last", ["mine"], lambda _session, _lines: None)
    database.after_commit.append(worklist.after_commit)
    with database.write() as session:
        append(session, "tickets/1", "mine")
    assert waiting(database) == 1


def test_lines_that_another_process_took_first_are_nobodys_work_here(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    worklist = Worklist(database)
    worklist.add_last("last", ["mine"], lambda _session, _lines: pytest.fail("it was done"))
    # Between the look and the taking they went.
    monkeypatch.setattr(worklist, "_ready", lambda *_: [("tickets/1", 1)])
    assert worklist.drain_last() == 0


def test_a_database_that_is_away_is_no_fault_of_a_line(database: Database) -> None:
    def work(_session: Session, _lines: Sequence[Line]) -> None:
        raise OperationalError("SELECT 1", None, Exception("gone away"))

    worklist = Worklist(database)
    worklist.add_last("last", ["mine"], work)
    with database.write() as session:
        append(session, "tickets/1", "mine")
    with pytest.raises(OperationalError):
        worklist.drain_last()
    with database.read() as session:
        assert session.scalars(select(Due.failures)).all() == [0]


def test_a_line_that_fails_keeps_none_of_the_others_waiting(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    done: list[str] = []

    def work(session: Session, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.stream == "tickets/2":
                raise RuntimeError
        session.add_all(Stream(name=f"made-from-{line.stream}", head=0) for line in lines)
        done.extend(line.stream for line in lines)

    worklist = Worklist(database)
    worklist.add_last("last", ["mine"], work)
    with database.write() as session:
        for number in (1, 2, 3):
            append(session, f"tickets/{number}", "mine")
    assert worklist.drain_last() == 2
    assert done == ["tickets/1", "tickets/3"]
    with database.read() as session:
        [left] = session.scalars(select(Due)).all()
    assert (left.stream, left.failures) == ("tickets/2", 1)
    for _ in range(GIVE_UP):
        worklist.drain_last()
    assert waiting(database) == 1
