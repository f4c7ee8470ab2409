"""Commands that are committed together: each whole or not at all, none taken down by another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, head_of
from swarm.activity.tables import ActivityLine, Stream
from swarm.committing import Together
from swarm.db import Database, IntegrityError
from swarm.errors import Conflict

pytestmark = pytest.mark.both


def run_at_once(
    database: Database, works: list[Callable[[Session], Any]], orders: Sequence[str] = ()
) -> list[Any]:
    """Let every work wait for the commit of one leader; what each got, an error included."""
    got: list[Any] = [None] * len(works)
    gate = threading.Event()

    def pause() -> None:
        gate.wait(10)

    def one(number: int) -> None:
        try:
            order = orders[number] if orders else ""
            got[number] = database.write_together(works[number], order)
        except Exception as error:  # noqa: BLE001 - it is looked at below
            got[number] = error

    database.pause = pause
    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    while len(database._together._waiting) < len(works):
        pass
    gate.set()
    for thread in threads:
        thread.join(20)
    return got


def say(stream: str) -> Callable[[Session], int]:
    return lambda session: append(session, stream, "said").seq


def count_commits(database: Database) -> list[int]:
    commits: list[int] = []
    event.listen(database.engine, "commit", lambda _connection: commits.append(1))
    return commits


def test_what_waits_together_is_one_commit_and_everybody_gets_their_answer(
    database: Database,
) -> None:
    told: list[int] = []
    database.after_commit.append(lambda lines: told.extend(line.seq for line in lines))
    commits = count_commits(database)
    got = run_at_once(database, [say("swarms/1") for _ in range(8)])
    assert sorted(got) == list(range(1, 9))
    assert told == list(range(1, 9))
    assert len(commits) == 1


def test_one_that_fails_leaves_nothing_and_takes_nobody_along(database: Database) -> None:
    told: list[str] = []
    database.after_commit.append(lambda lines: told.extend(line.stream for line in lines))

    def fails(session: Session) -> None:
        append(session, "swarms/2", "said")
        session.add(Stream(name="made", head=0))
        session.flush()
        raise Conflict("no", current={})

    got = run_at_once(database, [say("swarms/1"), fails, say("swarms/1")])
    assert sorted(answer for answer in got if isinstance(answer, int)) == [1, 2]
    assert sum(isinstance(answer, Conflict) for answer in got) == 1
    assert told == ["swarms/1", "swarms/1"]
    with database.read() as session:
        assert head_of(session, "swarms/2") == 0
        assert session.scalar(select(Stream.name).where(Stream.name == "made")) is None


def test_a_lost_race_is_told_to_the_one_who_lost_it(database: Database) -> None:
    def make(session: Session) -> None:
        session.add(Stream(name="only-one", head=0))

    got = run_at_once(database, [make, make, say("swarms/1")])
    assert sum(isinstance(answer, Exception) for answer in got) == 1
    assert 1 in got


def test_a_commit_that_fails_fails_for_everybody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    database.after_commit.append(told.extend)

    def full(*_how: Any) -> None:
        raise OSError("no space")

    monkeypatch.setattr(database.engine.dialect, "do_commit", full)
    got = run_at_once(database, [say("swarms/1") for _ in range(3)])
    assert [type(answer) for answer in got] == [OSError] * 3
    assert told == []
    monkeypatch.undo()
    with database.read() as session:
        assert head_of(session, "swarms/1") == 0
    assert database.write_together(say("swarms/1")) == 1


def test_more_than_one_commit_takes_are_led_by_those_who_wait(database: Database) -> None:
    commits = count_commits(database)
    got = run_at_once(database, [say("swarms/1") for _ in range(Together.MOST + 5)])
    assert sorted(got) == list(range(1, Together.MOST + 6))
    assert len(commits) == 2


def test_one_alone_is_answered_after_its_commit(database: Database) -> None:
    order: list[str] = []
    database.after_commit.append(lambda _lines: order.append("told"))
    database.write_together(say("swarms/1"))
    order.append("answered")
    assert order == ["told", "answered"]
    with pytest.raises(ZeroDivisionError):
        database.write_together(lambda _session: 1 // 0)


def test_streams_are_locked_in_the_order_of_their_names(database: Database) -> None:
    done: list[str] = []

    def note(name: str) -> Callable[[Session], None]:
        return lambda _session: done.append(name)

    names = ["swarms/2", "swarms/10", "swarms/1"]
    run_at_once(database, [note(name) for name in names], orders=names)
    assert done == ["swarms/1", "swarms/10", "swarms/2"]


def test_what_a_command_left_to_be_written_is_its_own_fault(database: Database) -> None:
    def forget(session: Session) -> None:
        session.add(ActivityLine(stream="nowhere", seq=1, kind="said", at=clock.now(), data={}))

    got = run_at_once(database, [say("swarms/1"), forget, say("swarms/1")])
    assert sum(isinstance(answer, IntegrityError) for answer in got) == 1
    assert sorted(answer for answer in got if isinstance(answer, int)) == [1, 2]


def test_a_command_that_needs_the_orm_shares_its_lines_and_its_end(database: Database) -> None:
    told: list[int] = []
    database.after_commit.append(lambda lines: told.extend(line.seq for line in lines))

    def by_orm(session: Session) -> int:
        line = append(session, "swarms/1", "said")
        stream = session.get_one(Stream, "swarms/1")
        session.add(Stream(name="made", head=line.seq))
        append(session, "swarms/1", "said again")
        return stream.head

    got = run_at_once(database, [say("swarms/1"), by_orm, say("swarms/1")])
    assert sorted(got) == [1, 2, 4]
    assert told == [1, 2, 3, 4]
    with database.read() as session:
        assert head_of(session, "made") == 2
