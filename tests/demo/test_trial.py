"""The demo's experiment runs on the desk: lots were drawn, and its page reads them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import ActivityLine
from swarm.db import Database
from swarm.demo.loading import load
from swarm.demo.policy import is_ours
from swarm.demo.removal import remove
from swarm.demo.shapes import Demo
from swarm.demo.tiering import run_tiers
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.trials.design import Wish, read_design
from swarm.tickets.tables import Ticket
from swarm.tiers.policies.deciding import assign_process
from swarm.tiers.policies.rules import draw_lot
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy
from swarm.tiers.tables import QueueStay

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


def load_into(session: Session, year: Demo) -> None:
    load(session, year, NOON, secret="s" * 32, password_hash="a hash")


def drawn(session: Session) -> list[tuple[ProcessAssignment, Ticket]]:
    rows = session.execute(
        select(ProcessAssignment, Ticket)
        .join(Ticket, Ticket.number == ProcessAssignment.ticket_number)
        .where(ProcessAssignment.how == "randomized")
        .order_by(Ticket.number)
    )
    return [(assigned, ticket) for assigned, ticket in rows]


def test_lots_are_recorded_before_anything_happens_and_hold(database: Database, year: Demo) -> None:
    with database.write() as session:
        load_into(session, year)
        found = drawn(session)
        assert len(found) == sum(ticket.drawn for ticket in year.tickets)
        assert {assigned.process for assigned, _ in found} == {"swarm", "tier"}
        policy = session.scalars(select(ProcessPolicy)).one()
        for assigned, ticket in found:
            assert policy.made_at <= assigned.at == ticket.created_at
            assert assigned.draw == draw_lot(policy.seed, ticket.number)
            assert assigned.process == ticket.process
            assert (assigned.process == "swarm") == (assigned.draw < (assigned.share or 0))
            # Asked again, the policy changes nothing.
            assert assign_process(session, ticket) is assigned
            stream = ActivityLine.stream == f"tickets/{ticket.number}"
            lines = select(ActivityLine.kind).where(stream).order_by(ActivityLine.seq)
            kinds = [kind for kind in session.scalars(lines) if kind != "tag_added"]
            assert kinds[:2] == ["ticket_created", "process_assigned"]


def test_the_page_reads_the_running_experiment_week_by_week(database: Database, year: Demo) -> None:
    with database.write() as session:
        load_into(session, year)
        manager = session.scalars(select(Person).where(Person.role == "manager")).first()
        with clock.at(NOON):
            page = read_design(session, manager, Cohort(), Wish())
        assert page.running is not None
        assert page.running.count == len(drawn(session))
        assert page.running.swarm_count + page.running.tier_count == page.running.count
        assert len(page.looks) > 4, page.running
        assert [look.count for look in page.looks] == sorted(look.count for look in page.looks)


def test_a_desk_with_a_policy_of_its_own_draws_no_lots(database: Database, year: Demo) -> None:
    with database.write() as session:
        boss = Person(name="Boss", email="boss@example.org", created_at=NOON)
        session.add(boss)
        session.flush()
        own = {"rules": [], "limits": [], "otherwise": "swarm", "by_choice": False}
        session.add(
            ProcessPolicy(
                version=1,
                made_by=boss.id,
                made_at=NOON,
                share=0.5,
                seed="own",
                start_tier="L1",
                **own,
            )
        )
        load_into(session, year)
        assert drawn(session) == []
        assert run_tiers(session, NOON) == 0
        tiered = [ticket for ticket in year.tickets if ticket.drawn and ticket.path == "tiered"]
        queues = session.scalars(select(QueueStay.group_name)).all()
        assert sum(name.startswith("L1 ") for name in queues) == len(tiered)


def test_the_experiment_goes_with_the_demo(database: Database, year: Demo) -> None:
    with database.write() as session:
        load_into(session, year)
        assert is_ours(session)
        remove(session)
        assert session.scalars(select(ProcessAssignment)).all() == []
        assert session.scalars(select(ProcessPolicy)).all() == []
