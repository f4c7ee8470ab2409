"""What the process does when something happens to a ticket elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.due import Worklist
from swarm.activity.lines import append, read_lines
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person, Team
from swarm.tickets.creating import create_ticket
from swarm.tickets.editing import change_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import reopen_ticket, solve_ticket
from swarm.tickets.tables import Ticket
from swarm.tiers.drafts import DEFAULT_MAP, NewHolder, write_map
from swarm.tiers.policies import listener
from swarm.tiers.policies.deciding import way_of
from swarm.tiers.policies.rules import Limit
from swarm.tiers.policies.tables import Crossover, ProcessAssignment
from swarm.tiers.policies.writing import NewPolicy, write_policy
from swarm.tiers.queues.escalating import announce_vendor_checks, move_tier
from swarm.tiers.queues.listing import list_queues, read_queue
from swarm.tiers.queues.moving import open_stay
from swarm.tiers.queues.reasons import queue_reasons
from swarm.tiers.queues.standing import read_process
from swarm.tiers.queues.vendors import hand_to_vendor, open_vendor_stay, take_back
from tests.conftest import NOON, Make


class Bench:
    """A tiered desk on which the process follows what happens, minute by minute."""

    def __init__(self, database, *, policy=True):
        self.database = database
        worklist = Worklist(database)
        worklist.add("process", listener.KINDS, listener.work)
        database.after_commit.append(worklist.after_commit)
        with clock.at(NOON), database.write() as session:
            make = Make(session)
            self.teams = make.team("Network").id, make.team("Servers").id
            self.manager = make.person("manager").id
            self.agent = make.person("agent", "Ann", team_id=self.teams[0]).id
            if policy:
                limits = [Limit(tier="L1", minutes=15, to="L2")]
                new = NewPolicy(
                    rules=[], otherwise="tier", by_choice=False, share=0.5, start_tier="L1",
                    limits=limits,
                )  # fmt: skip
                write_policy(session, session.get_one(Person, self.manager), new)
        self.do(0, lambda s, _t, a: create_ticket(s, a, summary="Printer", team=a.team))

    def do(self, minutes, work):
        with clock.at(NOON + timedelta(minutes=minutes)), self.database.write() as session:
            return work(session, session.get(Ticket, 1), session.get_one(Person, self.agent))

    def see(self, question, minutes=60):
        with clock.at(NOON + timedelta(minutes=minutes)), self.database.read() as session:
            return question(session, session.get_one(Ticket, 1))


@pytest.fixture
def bench(database):
    return Bench(database)


def take(session, ticket, agent):
    take_ticket(session, agent, ticket)


def solve(session, ticket, agent):
    solve_ticket(session, agent, ticket, "cause", "fix")


def vendor(session, ticket, agent, **more):
    values = {"vendor": "Lumen", "asked": "Which firmware?", "reference": "L-7"}
    check_by = more.pop("check_by", clock.now() + timedelta(hours=4))
    return hand_to_vendor(session, agent, ticket, check_by=check_by, **(values | more))


@pytest.mark.both
def test_a_door_that_does_not_decide_is_made_good_by_the_listener(bench):
    assert bench.see(lambda s, t: (t.process, open_stay(s, 1).group_name)) == ("tier", "L1 Network")
    assert bench.see(lambda s, _t: s.get(ProcessAssignment, 1).how) == "default"


def test_without_a_policy_nothing_is_decided(database):
    bench = Bench(database, policy=False)
    assert bench.see(lambda s, t: (t.process, open_stay(s, 1))) == ("swarm", None)
    page = bench.see(lambda s, _t: read_process(s, s.get_one(Person, bench.manager), 1))
    assert (page.assignment, page.stay, page.can["to_tier"]) == (None, None, False)
    bench.do(1, lambda s, _t, a: append(s, "tickets/1", "swarm_opened", a.id, swarm=1))
    assert bench.see(lambda s, _t: s.scalars(select(Crossover)).all()) == []


def test_a_swarm_on_a_tiered_ticket_is_a_crossover(bench):
    bench.do(1, take)
    bench.do(2, lambda s, _t, a: append(s, "tickets/1", "swarm_opened", a.id, swarm=1))
    crossed = bench.see(lambda s, _t: s.scalars(select(Crossover)).one())
    assert (crossed.to, crossed.why, crossed.by_id) == ("swarm", "swarm_opened", bench.agent)
    assert bench.see(lambda s, t: (way_of(s, t), t.process)) == ("swarm", "tier")
    assert bench.see(lambda s, _t: open_stay(s, 1)) is None
    bench.do(3, lambda s, _t, a: append(s, "tickets/1", "swarm_opened", a.id, swarm=2))
    assert len(bench.see(lambda s, _t: s.scalars(select(Crossover)).all())) == 1


def test_a_solved_ticket_leaves_its_queue_and_a_reopened_one_comes_back_to_its_tier(bench):
    bench.do(1, lambda s, t, a: move_tier(s, a, t, "L2", "Needs rights"))
    bench.do(2, take)
    bench.do(3, solve)
    assert bench.see(lambda s, _t: open_stay(s, 1)) is None
    bench.do(9, lambda s, t, a: reopen_ticket(s, a, t))
    stay = bench.see(lambda s, _t: open_stay(s, 1))
    assert (stay.tier, stay.started_at) == ("L2", NOON + timedelta(minutes=9))


def test_a_ticket_that_is_given_another_team_waits_in_that_teams_queue(bench):
    bench.do(4, lambda s, t, a: change_ticket(s, a, t, {"team": bench.teams[1]}))
    assert bench.see(lambda s, _t: open_stay(s, 1).group_name) == "L1 Servers"
    bench.do(5, lambda s, t, a: change_ticket(s, a, t, {"summary": "Another one"}))
    stay = bench.see(lambda s, _t: open_stay(s, 1))
    assert stay.started_at == NOON + timedelta(minutes=4)


def test_a_claim_that_brings_a_team_does_not_start_the_clock_anew(bench):
    bench.do(1, lambda s, _t, a: create_ticket(s, a, summary="For nobody's team"))
    bench.do(9, lambda s, _t, a: take_ticket(s, a, s.get_one(Ticket, 2)))
    stay = bench.see(lambda s, _t: open_stay(s, 2))
    assert (stay.group_name, stay.started_at) == ("L1 Network", NOON + timedelta(minutes=1))
    page = bench.see(lambda s, _t: read_process(s, s.get_one(Person, bench.agent), 2), 10)
    assert page.stay.due_at == NOON + timedelta(minutes=16)
    assert [move.how for move in page.moves] == ["assigned"]


@pytest.mark.both
def test_a_vendor_has_it_until_it_returns_and_its_owner_looks_after_it(bench):
    with pytest.raises(NotAllowed):
        bench.do(1, vendor)
    bench.do(1, take)
    with pytest.raises(Invalid):
        bench.do(2, lambda s, t, a: vendor(s, t, a, check_by=clock.now()))
    bench.do(2, vendor)
    with pytest.raises(Conflict):
        bench.do(3, vendor)
    with pytest.raises(Conflict):
        bench.do(3, lambda s, t, a: move_tier(s, a, t, "L2", "While it is away"))
    assert bench.see(lambda s, _t: open_stay(s, 1).group_name) == "L4 Lumen"
    bench.do(3, lambda s, t, a: change_ticket(s, a, t, {"team": bench.teams[1]}))
    page = bench.see(lambda s, _t: read_process(s, s.get_one(Person, bench.agent), 1), 300)
    assert (page.vendor.vendor, page.vendor.overdue, page.stay.tier) == ("Lumen", True, "L4")
    assert (page.can["take_back"], page.can["vendor"], page.can["move"]) == (True, False, False)
    assert bench.do(300, lambda s, _t, _a: announce_vendor_checks(s)) == 1
    assert bench.do(301, lambda s, _t, _a: announce_vendor_checks(s)) == 0
    told = bench.see(lambda s, _t: read_lines(s, f"people/{bench.agent}").items[-1])
    assert (told.kind, told.data) == ("vendor_check_due", {"ticket": 1})
    later = NOON + timedelta(minutes=400)
    with pytest.raises(Invalid):
        bench.do(401, lambda s, t, a: take_back(s, a, t, "", later))
    bench.do(302, lambda s, t, a: take_back(s, a, t, "", later))
    assert bench.do(400, lambda s, _t, _a: announce_vendor_checks(s)) == 1
    bench.do(410, lambda s, t, a: take_back(s, a, t, "Version 9"))
    stay = bench.see(lambda s, _t: open_stay(s, 1))
    assert (stay.tier, stay.group_name) == ("L1", "L1 Servers")
    assert bench.see(lambda s, _t: open_vendor_stay(s, 1)) is None
    with pytest.raises(Conflict):
        bench.do(411, lambda s, t, a: take_back(s, a, t, "Twice"))


def test_what_is_solved_while_a_vendor_has_it_is_no_longer_with_them(bench):
    bench.do(1, take)
    bench.do(2, vendor)
    bench.do(3, solve)
    assert bench.see(lambda s, _t: (open_vendor_stay(s, 1), open_stay(s, 1))) == (None, None)


def test_the_page_of_a_ticket_tells_queue_clock_steps_and_what_one_can_do(bench):
    def page(minutes=5):
        return bench.see(lambda s, _t: read_process(s, s.get_one(Person, bench.agent), 1), minutes)

    first = page()
    assert first.assignment.words == "Tiered by the policy (version 1)."
    assert (first.stay.tier_name, first.stay.to, first.stay.limit_minutes) == (
        "Service desk", "L2", 15,
    )  # fmt: skip
    assert first.stay.due_at == NOON + timedelta(minutes=15)
    assert first.can == {
        "claim": True, "move": True, "vendor": False, "take_back": False, "to_swarm": False,
        "to_tier": False,
    }  # fmt: skip
    bench.do(1, take)
    bench.do(2, lambda s, t, a: move_tier(s, a, t, "L2", "Needs rights"))
    second = page()
    assert [(m.how, m.origin, m.to, m.reason) for m in second.moves] == [
        ("assigned", None, "L1", ""), ("escalated", "L1", "L2", "Needs rights"),
    ]  # fmt: skip
    assert (second.stay.due_at, second.moves[1].by.name) == (None, "Ann")
    bench.do(3, lambda s, _t, a: append(s, "tickets/1", "swarm_opened", a.id, swarm=1))
    assert page().moves[-1].how == "crossed"
    manager = bench.see(lambda s, _t: read_process(s, s.get_one(Person, bench.manager), 1))
    assert (manager.way, manager.can["to_tier"]) == ("swarm", True)


def test_queues_are_told_with_what_waits_and_whose_they_are(bench):
    def hold(session, _ticket, agent):
        holders = [NewHolder(tier="L1", team=agent.team_id)]
        new = DEFAULT_MAP.model_copy(update={"holders": holders})
        write_map(session, session.get_one(Person, bench.manager), new)
        create_ticket(session, agent, summary="For nobody's team")
        create_ticket(
            session, agent, summary="Elsewhere", team=session.get_one(Team, bench.teams[1])
        )

    bench.do(1, hold)
    bench.do(2, take)

    def agent(session):
        return session.get_one(Person, bench.agent)

    queues = bench.see(lambda s, _t: list_queues(s, agent(s)))
    assert [(q.team_name, q.waiting, q.claimed, q.mine) for q in queues.items] == [
        (None, 1, 0, True), ("Network", 0, 1, True), ("Servers", 1, 0, False),
    ]  # fmt: skip
    assert (queues.my_tier, queues.items[1].next_due_at) == ("L1", NOON + timedelta(minutes=15))
    everything = bench.see(lambda s, _t: read_queue(s, agent(s), "L1", None))
    assert len(everything.items) == 3
    one = bench.see(lambda s, _t: read_queue(s, agent(s), "L1", bench.teams[0])).items[0]
    assert (one.owner.name, one.why, one.to, one.paused) == ("Ann", "New here", "L2", False)
    assert bench.see(lambda s, _t: read_queue(s, agent(s), "L2", None)).items == []
    reasons = bench.see(lambda s, _t: queue_reasons(s, agent(s)))
    assert reasons == {
        2: "Waits in the queue L1, which is yours; it goes on to L2 when 15 working minutes are"
        " over."
    }
    bench.do(3, lambda s, t, a: move_tier(s, a, t, "L2", "Needs rights"))
    moved = bench.see(lambda s, _t: read_queue(s, agent(s), "L2", None)).items[0]
    assert (moved.why, moved.reason) == ("Escalated by Ann", "Needs rights")
