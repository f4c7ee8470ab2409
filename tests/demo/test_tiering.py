"""Some of the demo's tickets run through tiers, and go again without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from swarm.db import Database
from swarm.demo.removal import remove
from swarm.demo.tiering import DEEDS, run_tiers
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy
from swarm.tiers.queues.tables import QueueClock, TierMove, VendorStay
from swarm.tiers.tables import QueueStay

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def desk(loaded_desk: Callable[[int], Database]) -> Database:
    database = loaded_desk(120)
    with database.write() as session:
        assert run_tiers(session, NOON) == len(DEEDS)
    return database


def test_tickets_lie_in_queues_claimed_escalated_and_with_a_vendor(desk: Database) -> None:
    with desk.read() as session:
        tickets = session.scalars(
            select(Ticket).join(ProcessAssignment).where(ProcessAssignment.how == "rule")
        ).all()
        assert {ticket.process for ticket in tickets} == {"tier"}
        assert all(ticket.demo and ticket.created_at < NOON for ticket in tickets)
        numbers = [ticket.number for ticket in tickets]
        lying = select(func.count()).select_from(QueueStay).where(
            QueueStay.ended_at.is_(None), QueueStay.ticket_number.in_(numbers)
        )  # fmt: skip
        assert session.scalar(lying) == len(DEEDS)
        owned = select(func.count()).select_from(Ownership).where(
            Ownership.ended_at.is_(None), Ownership.ticket_number.in_(numbers)
        )  # fmt: skip
        assert session.scalar(owned) == 4
        moves = session.scalars(select(TierMove.how)).all()
        assert sorted(set(moves)) == ["assigned", "escalated", "vendor"]
        assert session.scalar(select(func.count()).select_from(VendorStay)) == 1


def test_a_desk_that_has_a_policy_keeps_it(desk: Database) -> None:
    with desk.write() as session:
        assert run_tiers(session, NOON) == 0
        assert session.scalar(select(func.count()).select_from(ProcessPolicy)) == 1


def test_all_of_it_goes_with_the_demo(desk: Database) -> None:
    with desk.write() as session:
        remove(session)
    with desk.read() as session:
        for table in (ProcessPolicy, ProcessAssignment, QueueClock, TierMove, VendorStay):
            assert session.scalar(select(func.count()).select_from(table)) == 0
