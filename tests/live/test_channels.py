"""Lines go on in the order of their numbers, each once, whatever order they are heard of in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, append
from swarm.db import Database
from swarm.live.channels import PAGE, Channels, Following

ROOM = "swarms/1"


class Heard:
    """Channels over a database, and what each connection was sent."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.lines: dict[str, list[int]] = defaultdict(list)
        self.left: list[tuple[str, int]] = []
        self.channels = Channels(
            database,
            lambda _session, _lines: None,
            lambda line: "html" in line.data,
            self._send,
            lambda *who: self.left.append(who),
        )

    def _send(self, _stream: str, line: Line, to: Iterable[str]) -> None:
        for connection in to:
            self.lines[connection].append(line.seq)

    def write(self, count: int = 1, kind: str = "message_posted", **data: int) -> list[Line]:
        """Commit lines that nobody has been told of."""
        with self.database.write() as session:
            return [append(session, ROOM, kind, 1, **data) for _ in range(count)]

    def follow(self, connection: str, person: int = 1, after: int = 0) -> Following:
        """Arrive and join."""
        following = Following(connection, person, ROOM)
        self.channels.arrive(following)
        assert self.channels.join(following, after, lambda: True)
        return following


@pytest.fixture
def heard(database: Database) -> Heard:
    return Heard(database)


def whole(lines: list[Line]) -> list[Line]:
    for line in lines:
        line.data.update(html="x")
    return lines


def test_a_whole_line_that_follows_on_asks_the_database_nothing(heard: Heard) -> None:
    heard.write()
    heard.follow("a", after=1)
    lines = whole(heard.write(3))
    asked: list[str] = []
    event.listen(
        heard.database.engine, "before_cursor_execute", lambda *how: asked.append(str(how[2]))
    )
    heard.channels.hand_on(lines)
    assert heard.lines["a"] == [2, 3, 4]
    assert asked == []


def test_a_line_that_leaves_a_gap_brings_what_is_between(heard: Heard) -> None:
    heard.follow("a")
    first, second, third = whole(heard.write(3))
    heard.channels.hand_on([third])
    heard.channels.hand_on([first])
    heard.channels.hand_on([second])
    assert heard.lines["a"] == [1, 2, 3]


def test_a_line_without_its_texts_is_read_back(heard: Heard) -> None:
    heard.follow("a")
    heard.channels.hand_on(heard.write(2))
    assert heard.lines["a"] == [1, 2]


def test_what_was_missed_is_found_by_asking_for_the_heads(heard: Heard) -> None:
    heard.follow("a")
    heard.write(PAGE + 5)
    heard.channels.look_at_all()
    heard.channels.look_at_all()
    assert heard.lines["a"] == list(range(1, PAGE + 6))


def test_what_is_heard_of_elsewhere_is_read_once(heard: Heard) -> None:
    heard.follow("a")
    heard.write(2)
    heard.channels.look([(ROOM, 2), (ROOM, 1), ("swarms/9", 4)])
    assert heard.lines["a"] == [1, 2]


def test_someone_far_behind_is_sent_lines_as_long_as_they_keep_up(heard: Heard) -> None:
    heard.write(3 * PAGE)
    slow = Following("slow", 1, ROOM)
    heard.channels.arrive(slow)
    assert not heard.channels.join(slow, 0, lambda: len(heard.lines["slow"]) < PAGE + 50)
    assert heard.lines["slow"] == list(range(1, PAGE + 51))
    heard.follow("quick")
    assert heard.lines["quick"] == list(range(1, 3 * PAGE + 1))


def test_lines_that_come_while_somebody_catches_up_come_once(heard: Heard) -> None:
    heard.write(PAGE)
    heard.follow("other", after=PAGE)
    late = Following("late", 1, ROOM)
    heard.channels.arrive(late)

    def meanwhile() -> bool:
        if len(heard.lines["late"]) % 20 == 0:
            heard.channels.hand_on(whole(heard.write(1)))
        return True

    assert heard.channels.join(late, 0, meanwhile)
    last = heard.lines["other"][-1]
    assert last >= PAGE + 10
    assert heard.lines["late"] == list(range(1, last + 1))


def test_someone_removed_hears_not_even_that(heard: Heard) -> None:
    heard.follow("a", person=1)
    heard.follow("b", person=2)
    heard.channels.hand_on(heard.write(1, "member_removed", person=2))
    heard.channels.hand_on(whole(heard.write(1)))
    assert heard.lines == {"a": [1, 2]}
    assert heard.left == [(ROOM, 2)]


def test_someone_removed_while_catching_up_is_not_let_in(heard: Heard) -> None:
    heard.write(PAGE)
    late = Following("late", 5, ROOM)
    heard.channels.arrive(late)

    def removed() -> bool:
        if len(heard.lines["late"]) == 50:
            heard.channels.hand_on(heard.write(1, "member_left", person=5))
        return True

    assert not heard.channels.join(late, 0, removed)
    assert heard.lines["late"] == list(range(1, 51))
    assert not late.live
    assert heard.channels.followers(ROOM) == []


def test_someone_removed_between_check_and_joining_is_not_let_in(heard: Heard) -> None:
    heard.write(1)
    late = Following("late", 5, ROOM)
    heard.channels.arrive(late)
    heard.write(1, "member_removed", person=5)
    assert not heard.channels.join(late, 0, lambda: True)
    assert heard.lines["late"] == []


def test_a_stream_that_nobody_follows_is_forgotten(heard: Heard) -> None:
    first, second = heard.follow("a"), heard.follow("b")
    heard.channels.leave(first)
    assert ROOM in heard.channels.channels
    heard.channels.leave(second)
    heard.channels.leave(second)
    assert heard.channels.channels == {}
    heard.channels.hand_on(whole(heard.write(1)))
    assert heard.lines == {}


def test_a_new_wish_of_one_connection_is_not_ended_by_its_old_one(heard: Heard) -> None:
    former = heard.follow("a")
    heard.follow("a")
    heard.channels.leave(former)
    heard.channels.hand_on(whole(heard.write(1)))
    assert heard.lines["a"] == [1]


def test_nobody_hears_of_what_was_rolled_back(heard: Heard) -> None:
    heard.follow("a")
    heard.database.after_commit.append(heard.channels.hand_on)

    def fail(session: Session) -> None:
        append(session, ROOM, "message_posted", 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), heard.database.write() as session:
        fail(session)
    heard.channels.look_at_all()
    assert heard.lines == {}
