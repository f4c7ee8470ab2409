from __future__ import annotations

import itertools
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import ActivityLine, Due, Stream
from swarm.db import Base, Database
from swarm.demo.loading import FOUNDED, load
from swarm.demo.policy import found_policy
from swarm.demo.presence import has_demo, is_empty
from swarm.demo.records.deeds import deeds_of
from swarm.demo.removal import remove
from swarm.demo.settling import settle
from swarm.demo.shapes import Demo, DemoTicket, Trial
from swarm.people.tables import Person
from swarm.rooms.tables import Closure, Message, Swarm
from swarm.skills.tables import Evidence
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.rules import draw_lot
from swarm.tiers.tables import Touch

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
SECRET = "a secret of this test, long enough"
# These are numbered in the order of being written, which for these two is nobody's business.
UNORDERED = {"touch", "evidence"}


def empty_desk(path: Path) -> Database:
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    return database


def load_into(database: Database, demo: Demo) -> None:
    with database.write() as session:
        load(session, demo, NOON, secret=SECRET, password_hash="a hash")


def rows_of(session: Session, table: Table) -> list[dict[str, Any]]:
    rows = [dict(row) for row in session.execute(select(table)).mappings()]
    if table.name in UNORDERED:
        for row in rows:
            row.pop("id")
    return sorted(rows, key=lambda row: str(sorted(row.items())))


def features(ticket: DemoTicket) -> set[str]:
    """What is special about a ticket, for whoever records it."""
    found = {ticket.path, ticket.state, f"{ticket.path} reopened {bool(ticket.reopened_at)}"}
    found |= {f"drawn {ticket.path}"} if ticket.drawn else set()
    found |= {"tagged"} if ticket.tags else set()
    found |= {stay.how for stay in ticket.stays} | {stretch.tier for stretch in ticket.stretches}
    if ticket.swarm:
        found |= {f"{call.role} {call.answer}" for call in ticket.swarm.calls}
        found.add(f"swarm closed {ticket.swarm.closed_at is not None} {ticket.swarm.solved}")
    rated = ticket.verdict is not None and ticket.verdict.score is not None
    if ticket.verdict and ticket.verdict.score:
        found.add(f"content {ticket.verdict.score >= 4}")
    return found | {f"rated {rated}", f"waited {bool(ticket.waits)}"}


@pytest.fixture(scope="module")
def small(year: Demo) -> Demo:
    """A handful of the year's tickets in which everything happens at least once."""
    article = next(article for article in year.articles if article.solved)
    wanted = {article.made_from, article.solved[0]}
    kept = [ticket for ticket in year.tickets if ticket.key in wanted]
    seen = {feature for ticket in kept for feature in features(ticket)}
    for ticket in year.tickets:
        if features(ticket) - seen and ticket not in kept:
            kept.append(ticket)
            seen |= features(ticket)
    articles = (replace(article, solved=article.solved[:1]),)
    kept.sort(key=lambda one: one.key)
    return Demo(year.company, tuple(kept), articles, trial_of(kept, year.trial))


def trial_of(tickets: list[DemoTicket], trial: Trial) -> Trial:
    """The experiment with a seed by which the lots of so few tickets fall as they went."""
    ways = {n: t.path != "tiered" for n, t in enumerate(tickets, start=1) if t.drawn}
    fits = (
        f"seed {one}"
        for one in itertools.count()
        if all((draw_lot(f"seed {one}", n) < trial.share) == way for n, way in ways.items())
    )
    return replace(trial, seed=next(fits))


@pytest.fixture(scope="module")
def loaded(year: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = empty_desk(tmp_path_factory.mktemp("demo") / "desk.db")
    load_into(database, year)
    yield database
    database.close()


def test_every_kind_of_deed_is_among_those_compared(small: Demo) -> None:
    kinds = Counter(deed.verb for deed in deeds_of(small))
    assert kinds.keys() == {
        "mark", "suppose", "confirm",
        "create", "draw", "take", "escalate", "offer", "accept", "say", "name_needs", "queue",
        "record_work", "open_swarm", "call", "see", "answer", "expire", "volunteer", "welcome",
        "post", "read", "close_swarm", "solve", "rate", "close", "write", "use", "plan_leave",
    }  # fmt: skip
    assert any(ticket.reopened_at for ticket in small.tickets)
    assert len(small.tickets) < 30


def test_loading_leaves_the_rows_that_the_actions_leave(
    small: Demo, by_actions: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_bulk, one_by_one = empty_desk(tmp_path / "bulk.db"), empty_desk(tmp_path / "slow.db")
    load_into(in_bulk, small)
    with clock.at(NOON - FOUNDED), one_by_one.write() as session:
        cast = settle(session, small.company, "a hash")
    with clock.at(small.trial.since), one_by_one.write() as session:
        assert found_policy(session, small.trial) is not None
    hands = by_actions(one_by_one, cast, SECRET)
    with caplog.at_level(logging.ERROR):
        for deed in deeds_of(small):
            hands.carry_out(deed)
    assert not caplog.records
    with in_bulk.read() as bulk, one_by_one.read() as slow:
        for table in Base.metadata.sorted_tables:
            here, there = rows_of(bulk, table), rows_of(slow, table)
            unlike = [row for row in here if row not in there][:3]
            unlike += [row for row in there if row not in here][:3]
            assert not unlike, f"{table.name}: {unlike}"
            assert len(here) == len(there), table.name
    in_bulk.close()
    one_by_one.close()


def test_every_stream_is_numbered_without_gaps_and_in_the_order_of_time(loaded: Database) -> None:
    with loaded.read() as session:
        rows = session.execute(
            select(
                Stream.name,
                Stream.head,
                func.count(ActivityLine.seq),
                func.max(ActivityLine.seq),
            )
            .outerjoin(ActivityLine, ActivityLine.stream == Stream.name)
            .group_by(Stream.name, Stream.head)
        ).all()
        assert rows
        assert all(head == lines == last for _, head, lines, last in rows)
        by_stream: dict[str, datetime] = {}
        lines = select(ActivityLine).order_by(ActivityLine.stream, ActivityLine.seq)
        for line in session.scalars(lines):
            assert by_stream.get(line.stream, line.at) <= line.at
            by_stream[line.stream] = line.at


def test_nothing_waits_for_a_listener(loaded: Database) -> None:
    with loaded.read() as session:
        assert session.scalar(select(func.count()).select_from(Due)) == 0


def test_open_tickets_have_one_owner_and_ended_ones_none(loaded: Database) -> None:
    with loaded.read() as session:
        owned = session.scalars(
            select(Ownership.ticket_number).where(Ownership.ended_at.is_(None))
        ).all()
        open_ones = session.scalars(
            select(Ticket.number).where(Ticket.status.in_(("open", "waiting")))
        ).all()
        assert sorted(owned) == sorted(open_ones)
        assert len(open_ones) == 14


def test_the_demo_can_be_searched_at_once(loaded: Database) -> None:
    with loaded.read() as session:
        hits = select(text("count(*)")).select_from(text("ticket_fts"))
        found = session.scalar(hits.where(text("ticket_fts MATCH 'checkout'")))
        assert found is not None
        assert found > 0


def test_work_has_left_evidence_touches_and_articles(loaded: Database) -> None:
    with loaded.read() as session:
        kinds = set(session.scalars(select(Evidence.kind).distinct()))
        assert kinds == {"solved", "contributed", "wrote", "claimed"}
        tiers = set(session.scalars(select(Touch.tier_of_work).distinct()))
        assert {"L1", "L2", "L3", "unknown"} <= tiers
        assert session.scalar(select(func.count()).select_from(Message)) > 100
        live = session.scalar(
            select(func.count(Swarm.id))
            .outerjoin(Closure, Closure.swarm_id == Swarm.id)
            .where(Closure.swarm_id.is_(None))
        )
        assert live == 2


@pytest.mark.both
def test_it_loads_and_goes_on_both_databases(database: Database, small: Demo) -> None:
    with database.read() as session:
        assert is_empty(session)
    load_into(database, small)
    with database.write() as session:
        assert has_demo(session)
        assert not is_empty(session)
        # Ids go on where the demo stopped.
        session.add(Person(name="Real Person", email="real@example.org", created_at=NOON))
        session.flush()
        session.add(Ticket(summary="A real ticket", created_at=NOON, updated_at=NOON))
        session.flush()
        done = remove(session)
    assert (done.tickets, done.tickets_kept, done.people_kept) == (len(small.tickets), 0, 0)
    with database.read() as session:
        assert not has_demo(session)
        assert session.scalars(select(Ticket.summary)).all() == ["A real ticket"]
        assert session.scalars(select(Person.name)).all() == ["Real Person"]
        assert session.scalar(select(func.count()).select_from(ActivityLine)) == 0
