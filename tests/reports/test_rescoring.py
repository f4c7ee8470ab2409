"""The tier classifier, held month by month against what people said."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from swarm.people.tables import Person
from swarm.reports.rescoring import MONTHS, TierScores
from swarm.tickets.tables import Ticket
from swarm.tiers.actions import record_touch
from swarm.tiers.tables import Touch, TouchOverride

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
SIGNS = {
    "L1": ["password", "reset", "login", "locked", "account", "unlock"],
    "L3": ["deadlock", "database", "replica", "query", "index", "migration"],
}


@pytest.fixture
def stated(database):
    """Two hundred decided tickets of January; in later months people gave tiers themselves."""
    chance = random.Random(5)
    with database.write() as session:
        manager = Person(name="Mia", role="manager", created_at=NOW)
        session.add(manager)
        session.flush()

        def work(at: datetime, words: str, tier: str | None) -> int:
            ticket = Ticket(summary=words, created_at=at, updated_at=at)
            session.add(ticket)
            session.flush()
            known = {"tier_of_work": tier} if tier else {}
            record_touch(session, ticket.number, None, started_at=at, ended_at=at, **known)
            session.flush()
            return session.query(Touch.id).filter_by(ticket_number=ticket.number).scalar()

        def says(touch: int, tier: str, at: datetime, **more) -> None:
            override = TouchOverride(
                touch_id=touch, tier_of_work=tier, by_id=manager.id, reason="So.", at=at, **more
            )
            session.add(override)

        for place in range(200):
            tier = "L3" if place % 2 else "L1"
            at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=place)
            work(at, " ".join(chance.choices(SIGNS[tier], k=6)), tier)
        february, march = datetime(2026, 2, 9, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
        says(work(february, "database deadlock replica query index", None), "L3", february)
        says(work(february, "the coffee machine is cold", None), "L2", february)
        says(work(february, "login locked account", None), "L3", february, undone_at=march)
        says(work(march, "password reset login locked unlock", None), "L3", march)
        long_ago = datetime(2025, 3, 9, tzinfo=UTC)
        says(work(long_ago, "password reset login", None), "L1", long_ago)
    return database


@pytest.mark.both
def test_each_month_is_held_against_what_was_decided_before_it(stated) -> None:
    scores = TierScores(stated)
    assert scores.months() == []
    assert scores.score_next(NOW)
    assert scores.score_next(NOW)
    assert not scores.score_next(NOW)
    february, march = scores.months()
    assert (february.month, march.month) == (date(2026, 2, 1), date(2026, 3, 1))
    assert (february.stated, february.told, february.right) == (2, 1, 1)  # cold coffee is asked
    assert (march.stated, march.told, march.right) == (1, 1, 0)
    assert february.learned_from >= 200
    assert march.learned_from == february.learned_from + 2  # what was said in February teaches


def test_a_month_of_which_more_is_said_is_scored_again_and_an_old_one_is_forgotten(stated) -> None:
    scores = TierScores(stated)
    while scores.score_next(NOW):
        pass
    with stated.write() as session:
        first = session.query(TouchOverride).order_by(TouchOverride.id).first()
        session.add(
            TouchOverride(
                touch_id=first.touch_id,
                tier_of_work="L1",
                by_id=first.by_id,
                reason="No.",
                at=first.at + timedelta(days=1),
            )
        )
    assert scores.score_next(NOW)
    assert scores.months()[0].right == 0  # the newest word on a ticket stands
    assert not scores.score_next(NOW)
    scores.score_next(NOW + timedelta(days=31 * MONTHS))
    assert [one.month for one in scores.months()] == []


def test_where_nobody_said_anything_nothing_is_scored(database) -> None:
    scores = TierScores(database)
    assert not scores.score_next(NOW)
    assert scores.months() == []
