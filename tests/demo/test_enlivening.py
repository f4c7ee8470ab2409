"""The demo's live rooms look lived in, and go again without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import exists, func, select

from swarm.db import Database
from swarm.demo.enlivening import enliven
from swarm.demo.removal import remove
from swarm.people.tables import Person
from swarm.rooms.mentions.unread import unread_mentions
from swarm.rooms.severity.tables import Severity
from swarm.rooms.tables import Closure, Message, Swarm
from swarm.rooms.talk.tables import Mention, Pin, Reaction

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
TABLES = (Pin, Reaction, Mention, Message, Swarm)


@pytest.fixture
def desk(loaded_desk: Callable[[int], Database]) -> Database:
    return loaded_desk(30)


def test_every_live_room_has_signs_a_pin_a_thread_and_a_mention(desk: Database) -> None:
    with desk.write() as session:
        live = select(func.count()).select_from(Swarm).outerjoin(Closure)
        open_rooms = session.scalar(live.where(Closure.swarm_id.is_(None)))
        assert enliven(session, NOON, secret="s" * 32) == open_rooms
        assert open_rooms
        for table in (Pin, Mention):
            assert session.scalar(select(func.count()).select_from(table)) == open_rooms
        answers = select(func.count()).where(Message.thread_id.is_not(None))
        assert session.scalar(answers) == 2 * open_rooms
        assert session.scalar(select(func.max(Message.at))) <= NOON
        named = session.get_one(Person, session.scalar(select(Mention.person_id)))
        assert unread_mentions(session, named)


def test_no_severe_room_owes_a_word(desk: Database) -> None:
    with desk.write() as session:
        closed = exists().where(Closure.swarm_id == Severity.swarm_id)
        due = select(Severity.due_at).where(~closed)
        assert min(session.scalars(due)) < NOON
        enliven(session, NOON, secret="s" * 32)
        assert min(session.scalars(due)) > NOON


def test_all_of_it_goes_with_the_demo(desk: Database) -> None:
    with desk.write() as session:
        enliven(session, NOON, secret="s" * 32)
    with desk.write() as session:
        remove(session)
        left = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    assert left == [0] * len(TABLES)
