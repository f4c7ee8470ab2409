"""Streams are numbered without gaps, in any order of arrival, on both databases."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from swarm.activity.lines import (
    append,
    count_lines,
    head_of,
    heads_of,
    lock_streams,
    read_lines,
)
from swarm.activity.tables import Stream
from swarm.db import Database


def test_the_first_line_of_a_stream_is_number_one(session: Session) -> None:
    line = append(session, "tickets/7", "ticket_created", 3, priority="high")
    assert (line.seq, line.kind, line.actor, line.data) == (
        1,
        "ticket_created",
        3,
        {"priority": "high"},
    )
    assert head_of(session, "tickets/7") == 1


def test_a_stream_without_lines_has_head_zero(session: Session) -> None:
    assert head_of(session, "tickets/7") == 0
    assert heads_of(session, ["tickets/7"]) == {}
    assert read_lines(session, "tickets/7").items == []


def test_streams_are_numbered_apart(session: Session) -> None:
    append(session, "tickets/7", "a")
    append(session, "tickets/8", "a")
    append(session, "tickets/7", "b")
    assert heads_of(session, ["tickets/7", "tickets/8", "tickets/9"]) == {
        "tickets/7": 2,
        "tickets/8": 1,
    }


def test_reading_begins_behind_the_given_number_and_stops_at_the_limit(session: Session) -> None:
    for kind in "abcde":
        append(session, "swarms/1", kind)
    page = read_lines(session, "swarms/1", after=1, limit=2)
    assert [line.seq for line in page.items] == [2, 3]
    assert page.head == 5


@pytest.mark.parametrize(("limit", "expected"), [(0, 1), (-5, 1), (5000, 1000)])
def test_a_page_holds_between_one_and_a_thousand_lines(
    session: Session, limit: int, expected: int
) -> None:
    for _ in range(1001):
        append(session, "swarms/1", "a")
    assert len(read_lines(session, "swarms/1", limit=limit).items) == expected


def test_texts_are_joined_when_lines_are_read(session: Session) -> None:
    append(session, "swarms/1", "message_posted", 3, message=9)

    def join(_session: Session, lines: Any) -> None:
        for line in lines:
            line.data["body"] = "joined"

    joined = read_lines(session, "swarms/1", joiner=join).items[0]
    assert joined.data == {"message": 9, "body": "joined"}
    assert read_lines(session, "swarms/1").items[0].data == {"message": 9}


def test_what_is_rolled_back_leaves_no_number_and_hands_nothing_on(database: Database) -> None:
    handed: list[Any] = []
    database.after_commit.append(handed.extend)
    with contextlib.suppress(RuntimeError), database.write() as session:
        append(session, "swarms/1", "a")
        raise RuntimeError
    with database.write() as session:
        assert append(session, "swarms/1", "b").seq == 1
    assert [line.kind for line in handed] == ["b"]


def test_lines_are_handed_on_only_after_the_commit(database: Database) -> None:
    seen: list[int] = []

    def look(lines: list[Any]) -> None:
        with database.read() as session:
            seen.append(count_lines(session, lines[0].stream))

    database.after_commit.append(look)
    with database.write() as session:
        append(session, "swarms/1", "a")
        append(session, "swarms/1", "b")
        assert seen == []
    assert seen == [2]


def test_a_transaction_without_lines_hands_nothing_on(database: Database) -> None:
    handed: list[Any] = []
    database.after_commit.append(handed.append)
    with database.write():
        pass
    assert handed == []


def test_a_reading_session_changes_nothing(database: Database) -> None:
    with database.read() as session:
        session.add(Stream(name="swarms/1", head=5))
        session.flush()
    with database.read() as session:
        assert head_of(session, "swarms/1") == 0


@pytest.mark.both
def test_many_writers_leave_no_gap_and_no_double(database: Database) -> None:
    def write(name: int) -> None:
        for turn in range(10):
            with database.write() as session:
                append(session, "swarms/1", "a", name, turn=turn)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        lines = read_lines(session, "swarms/1", limit=1000)
    assert [line.seq for line in lines.items] == list(range(1, 61))
    assert lines.head == 60
    for name in range(6):
        turns = [line.data["turn"] for line in lines.items if line.actor == name]
        assert turns == list(range(10))


@pytest.mark.both
def test_writers_of_several_streams_in_opposite_order_do_not_deadlock(database: Database) -> None:
    with database.write() as session:
        append(session, "swarms/1", "a")
        append(session, "swarms/2", "a")
    failed: list[BaseException] = []

    def write(first: str, second: str) -> None:
        try:
            for _ in range(15):
                with database.write() as session:
                    lock_streams(session, [first, second])
                    append(session, first, "b")
                    append(session, second, "b")
        except BaseException as error:  # noqa: BLE001 - a thread must not swallow what failed
            failed.append(error)

    threads = [
        threading.Thread(target=write, args=pair)
        for pair in (("swarms/1", "swarms/2"), ("swarms/2", "swarms/1"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with database.read() as session:
        assert heads_of(session, ["swarms/1", "swarms/2"]) == {"swarms/1": 31, "swarms/2": 31}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=25))
def test_whatever_is_written_or_rolled_back_numbers_have_no_gap(
    database: Database, plan: list[tuple[str, bool]]
) -> None:
    with database.read() as session:
        expected = heads_of(session, "abc")
    for stream, keep in plan:
        try:
            with database.write() as session:
                append(session, stream, "x")
                if not keep:
                    raise RuntimeError
            expected[stream] = expected.get(stream, 0) + 1
        except RuntimeError:
            pass
    with database.read() as session:
        assert heads_of(session, "abc") == expected
        for stream, head in expected.items():
            assert count_lines(session, stream) == head
