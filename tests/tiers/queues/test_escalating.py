from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person, Team
from swarm.tickets.access import open_ownership
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import set_status
from swarm.tickets.tables import Ticket
from swarm.tiers.policies.deciding import assign_process
from swarm.tiers.policies.rules import Limit
from swarm.tiers.policies.writing import NewPolicy, write_policy
from swarm.tiers.queues import escalating
from swarm.tiers.queues.escalating import escalate_due, move_tier
from swarm.tiers.queues.moving import open_stay
from swarm.tiers.queues.tables import QueueClock, TierMove
from tests.conftest import NOON, Make


class Bench:
    """A desk that runs tiered, at NOON plus so many minutes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with clock.at(NOON), database.write() as session:
            make = Make(session)
            self.team = make.team("Network").id
            self.other = make.team("Servers").id
            self.manager = make.person("manager").id
            self.agent = make.person(team_id=self.team).id

    def policy(self, *limits):
        with clock.at(NOON), self.database.write() as session:
            write_policy(
                session,
                session.get_one(Person, self.manager),
                NewPolicy(
                    rules=[], otherwise="tier", by_choice=False, share=0.5, start_tier="L1",
                    limits=list(limits),
                ),
            )  # fmt: skip

    def at(self, minutes, work):
        """Do `work(session, ticket, agent)` so many minutes after noon."""
        with clock.at(NOON + timedelta(minutes=minutes)), self.database.write() as session:
            ticket = session.get(Ticket, 1)
            return work(session, ticket, session.get_one(Person, self.agent))

    def create(self):
        def make(session, _ticket, agent):
            team = agent.team
            ticket, _ = create_ticket(session, agent, summary="Printer", team=team)
            assign_process(session, ticket)

        self.at(0, make)

    def escalate(self, minutes):
        with clock.at(NOON + timedelta(minutes=minutes)):
            return escalate_due(self.database)

    def tier(self):
        with self.database.read() as session:
            stay = open_stay(session, 1)
            return stay.tier if stay else None


@pytest.fixture
def bench(database):
    bench = Bench(database)
    bench.policy(Limit(tier="L1", minutes=15, to="L2"), Limit(tier="L2", minutes=60, to="L3"))
    bench.create()
    return bench


def take(session, ticket, agent):
    take_ticket(session, agent, ticket)


@pytest.mark.both
def test_after_fifteen_minutes_a_ticket_goes_on_exactly_once(bench):
    bench.at(3, take)
    assert (bench.escalate(14), bench.tier()) == (0, "L1")
    assert (bench.escalate(15), bench.tier()) == (1, "L2")
    assert bench.escalate(16) == 0
    with bench.database.read() as session:
        assert open_ownership(session, 1) is None
        move = session.scalars(select(TierMove).order_by(TierMove.id.desc())).first()
        assert (move.how, move.from_tier, move.to_tier, move.by_id) == ("timed", "L1", "L2", None)
        assert move.reason == "15 working minutes at L1 are over."
        told = read_lines(session, f"people/{bench.agent}").items[-1]
        assert (told.kind, told.data["to"]) == ("ticket_escalated", "L2")
    assert (bench.escalate(75), bench.tier()) == (1, "L3")
    assert bench.escalate(600) == 0


@pytest.mark.both
def test_several_processes_escalate_a_ticket_once(bench, settings):
    done = []

    def round_of_another_process():
        database = Database(settings.database)
        with clock.at(NOON + timedelta(minutes=20)):
            done.append(escalate_due(database))
        database.close()

    rounds = [threading.Thread(target=round_of_another_process) for _ in range(4)]
    for one in rounds:
        one.start()
    for one in rounds:
        one.join()
    assert (sum(done), bench.tier()) == (1, "L2")
    with bench.database.read() as session:
        assert len(session.scalars(select(TierMove)).all()) == 2


def test_the_clock_stands_still_while_the_requester_is_asked(bench):
    bench.at(1, take)
    bench.at(5, lambda s, ticket, agent: set_status(s, agent, ticket, "waiting"))
    assert bench.escalate(100) == 0
    bench.at(125, lambda s, ticket, agent: set_status(s, agent, ticket, "open"))
    assert (bench.escalate(134), bench.tier()) == (0, "L1")
    assert (bench.escalate(135), bench.tier()) == (1, "L2")


def test_only_working_hours_count(bench):
    bench.at(290, lambda s, t, a: move_tier(s, a, t, "L2", "Needs rights"))  # 16:50, closes 17:00
    assert bench.escalate(300 + 15 * 60) == 0  # the next morning at 8:00
    assert bench.escalate(300 + 16 * 60 + 49) == 0
    assert (bench.escalate(300 + 16 * 60 + 50), bench.tier()) == (1, "L3")


def test_a_limit_until_it_is_claimed_ends_with_the_claim(bench):
    bench.policy(Limit(tier="L2", minutes=10, to="L3", counts="unclaimed"))
    bench.at(0, lambda s, t, a: move_tier(s, a, t, "L2", "Needs rights"))
    bench.at(9, take)
    assert bench.escalate(11) == 0
    with bench.database.read() as session:
        stay = open_stay(session, 1)
        assert session.get(QueueClock, stay.id).due_at is None


def test_by_hand_it_goes_up_and_down_with_a_reason_and_to_another_team(bench):
    bench.at(1, take)

    def up(session, ticket, agent):
        with pytest.raises(Invalid) as refusal:
            move_tier(session, agent, ticket, "L2", " ")
        assert "reason" in refusal.value.fields
        with pytest.raises(Invalid):
            move_tier(session, agent, ticket, "L9", "Too far")
        with pytest.raises(Conflict):
            move_tier(session, agent, ticket, "L1", "Where it is")
        servers = session.get_one(Team, bench.other)
        move_tier(session, agent, ticket, "L3", "A change of code", servers)
        assert open_stay(session, 1).group_name == "L3 Servers"
        assert ticket.team_id == servers.id
        assert open_ownership(session, 1) is None

    bench.at(2, up)
    bench.at(3, lambda s, t, a: move_tier(s, a, t, "L1", "It was known"))
    with bench.database.read() as session:
        moves = session.scalars(select(TierMove).order_by(TierMove.id)).all()
        assert [(move.how, move.reason) for move in moves] == [
            ("assigned", ""), ("escalated", "A change of code"), ("de_escalated", "It was known"),
        ]  # fmt: skip


def test_only_the_owner_or_a_manager_moves_what_is_owned(bench):
    bench.at(1, take)

    def by_others(session, ticket, _agent):
        other = Make(session).person()
        with pytest.raises(NotAllowed):
            move_tier(session, other, ticket, "L2", "Mine now")
        move_tier(session, session.get_one(Person, bench.manager), ticket, "L2", "I say so")

    bench.at(2, by_others)
    assert bench.tier() == "L2"


def test_a_swarmed_ticket_has_no_tier_to_move_from(bench):
    def swarmed(session, _ticket, agent):
        ticket, _ = create_ticket(session, agent, summary="Swarmed")
        with pytest.raises(Conflict):
            move_tier(session, agent, ticket, "L2", "Up")

    bench.at(1, swarmed)


def test_a_ticket_that_cannot_be_moved_keeps_none_of_the_others_waiting(bench, monkeypatch, caplog):
    bench.create()
    move = escalating._move

    def fail_on_the_first(session, actor, ticket, *more):
        if ticket.number == 1:
            raise Conflict("It is stuck.", current={})
        move(session, actor, ticket, *more)

    monkeypatch.setattr(escalating, "_move", fail_on_the_first)
    assert (bench.escalate(20), bench.tier()) == (1, "L1")
    assert [record.ticket for record in caplog.records] == [1]
    monkeypatch.undo()
    assert (bench.escalate(20), bench.tier()) == (1, "L2")
