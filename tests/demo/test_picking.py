"""The demo's rounds and its watch look lived in, and go again without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from swarm import clock
from swarm.db import Database
from swarm.demo.picking import pick_over
from swarm.demo.removal import remove
from swarm.demo.watching import keep_watch
from swarm.people.on_call.reading import on_call_at
from swarm.people.on_call.tables import Rotation
from swarm.people.tables import Person
from swarm.rooms.picking.tables import Pick
from swarm.rooms.tables import Closure, Swarm
from swarm.tickets.severity.rule import rule_in_force
from swarm.tickets.severity.tables import SeverityRule

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def desk(loaded_desk: Callable[[int], Database]) -> Database:
    return loaded_desk(60)


def test_a_dispatch_room_is_open_and_a_backlog_room_is_over(desk: Database) -> None:
    with desk.write() as session:
        over, open_one = pick_over(session, NOON, secret="s" * 32)
        assert session.get_one(Swarm, over).kind == "backlog"
        assert session.get_one(Closure, over).summary
        made = select(Pick.decision, func.count()).where(Pick.swarm_id == over)
        decided = {row[0]: row[1] for row in session.execute(made.group_by(Pick.decision))}
        assert decided == {"taken": 2, "left": 3}
        assert session.get_one(Swarm, open_one).kind == "dispatch"
        assert session.get(Closure, open_one) is None
        assert session.scalar(select(func.count()).select_from(Pick))


def test_somebody_is_on_call_and_urgent_tickets_are_severe(desk: Database) -> None:
    with desk.write() as session, clock.at(NOON):
        assert keep_watch(session, NOON) > 0
        session.flush()
        team = session.scalars(select(Rotation.team_id)).first()
        assert team is not None
        assert on_call_at(session, team, NOON) is not None
        rule = rule_in_force(session)
        assert (rule.opens, set(rule.priorities)) == (True, {"urgent"})
        assert keep_watch(session, NOON) == 0, "a desk that has a rule keeps it"


def test_both_go_with_the_demo(desk: Database) -> None:
    with desk.write() as session:
        pick_over(session, NOON, secret="s" * 32)
        keep_watch(session, NOON)
    with desk.write() as session:
        remove(session)
        for table in (Swarm, Pick, Rotation, SeverityRule, Person):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table
