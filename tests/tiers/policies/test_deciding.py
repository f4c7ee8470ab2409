from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.tickets.creating import create_ticket
from swarm.tiers.policies.deciding import assign_process, cross_over, in_experiment, way_of
from swarm.tiers.policies.rules import Facts, Limit, Policy, Rule, decide, draw_lot, limit_of
from swarm.tiers.policies.tables import Crossover, ProcessAssignment
from swarm.tiers.policies.writing import NewPolicy, read_policy, write_policy
from swarm.tiers.queues.moving import open_stay


def new(**more):
    values = {
        "rules": [], "otherwise": "tier", "by_choice": False, "share": 0.5, "start_tier": "L1",
        "limits": [],
    }  # fmt: skip
    return NewPolicy(**(values | more))


def kinds(session, number):
    return [line.kind for line in read_lines(session, f"tickets/{number}").items]


def test_the_first_rule_that_fits_decides():
    rules = [
        Rule(process="swarm", product="Shop", priority="high"),
        Rule(process="tier", product="Shop"),
        Rule(process="experiment", team=3),
    ]
    policy = Policy(4, rules, otherwise="swarm", seed="s")
    assert decide(policy, Facts(1, product="Shop", priority="high")).process == "swarm"
    tiered = decide(policy, Facts(1, product="Shop"))
    assert (tiered.process, tiered.how, tiered.rule) == ("tier", "rule", 1)
    assert decide(policy, Facts(1)).how == "default"
    assert decide(policy, Facts(1, team=3)).how == "randomized"


def test_severe_tickets_draw_no_lots_and_are_swarmed():
    policy = Policy(1, otherwise="experiment", share=0.05, seed="s")
    decision = decide(policy, Facts(1, priority="urgent"))
    assert (decision.process, decision.how, decision.draw) == ("swarm", "severity", None)


@settings(deadline=None)
@given(st.text(max_size=20), st.integers(1, 2**31))
def test_a_lot_is_the_same_whenever_it_is_drawn(seed, number):
    assert draw_lot(seed, number) == draw_lot(seed, number)
    assert 0 <= draw_lot(seed, number) < 1


def test_lots_fall_by_the_stated_share():
    policy = Policy(1, otherwise="experiment", share=0.3, seed="a seed")
    drawn = [decide(policy, Facts(number)) for number in range(4_000)]
    swarmed = sum(one.process == "swarm" for one in drawn) / len(drawn)
    assert swarmed == pytest.approx(0.3, abs=0.025)
    assert all((one.process == "swarm") == (one.draw < 0.3) for one in drawn)


def test_the_first_limit_that_fits_counts():
    limits = [
        Limit(tier="L1", minutes=5, to="L2", priority="high"),
        Limit(tier="L1", minutes=15, to="L3"),
    ]
    policy = Policy(1, limits=limits)
    assert limit_of(policy, "L1", Facts(1, priority="high")).minutes == 5
    assert limit_of(policy, "L1", Facts(1)).minutes == 15
    assert limit_of(policy, "L2", Facts(1)) is None


@pytest.mark.both
def test_a_ticket_is_assigned_before_anything_happens_and_only_once(session, make, noon):
    manager, agent, team = make.person("manager"), make.person(), make.team("Network")
    before, _ = create_ticket(session, agent, summary="Before any policy")
    assert assign_process(session, before) is None
    write_policy(session, manager, new())
    ticket, _ = create_ticket(session, agent, summary="Printer", team=team)
    row = assign_process(session, ticket)
    assert (row.process, row.how, row.policy_version) == ("tier", "default", 1)
    assert open_stay(session, ticket.number).group_name == "L1 Network"
    assert kinds(session, ticket.number) == ["ticket_created", "process_assigned", "tier_changed"]
    write_policy(session, manager, new(otherwise="swarm"))
    assert assign_process(session, ticket) is row
    assert ticket.process == "tier"


def test_who_crosses_over_is_still_counted_as_assigned(session, make, noon):
    manager, agent = make.person("manager"), make.person()
    write_policy(session, manager, new(otherwise="experiment", share=0.05))
    tickets = [create_ticket(session, agent, summary=f"No {n}")[0] for n in range(12)]
    for ticket in tickets:
        assign_process(session, ticket)
    ticket = next(one for one in tickets if one.process == "tier")
    assert in_experiment(session, ticket.number)
    with pytest.raises(NotAllowed):
        cross_over(session, agent, ticket, "swarm", "It is urgent")
    with pytest.raises(Invalid):
        cross_over(session, manager, ticket, "swarm", "  ")
    cross_over(session, manager, ticket, "swarm", "It is urgent")
    cross_over(session, manager, ticket, "swarm", "Again")
    assert (way_of(session, ticket), ticket.process) == ("swarm", "tier")
    assert open_stay(session, ticket.number) is None
    assert session.get(ProcessAssignment, ticket.number).process == "tier"
    cross_over(session, manager, ticket, "tier", "It was not")
    assert open_stay(session, ticket.number).tier == "L1"
    rows = session.scalars(select(Crossover).order_by(Crossover.id)).all()
    assert [(row.to, row.reason) for row in rows] == [
        ("swarm", "It is urgent"), ("tier", "It was not"),
    ]  # fmt: skip


def test_the_policy_may_let_everybody_choose(session, make, noon):
    manager, agent = make.person("manager"), make.person()
    ticket, _ = create_ticket(session, agent, summary="Printer")
    with pytest.raises(Conflict):
        cross_over(session, manager, ticket, "tier", "No policy says where to begin")
    write_policy(session, manager, new(by_choice=True, otherwise="swarm"))
    cross_over(session, agent, ticket, "tier", "A standard case")
    assert way_of(session, ticket) == "tier"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_tier": "L9"}, "start_tier"),
        ({"limits": [Limit(tier="L9", minutes=5, to="L2")]}, "limits"),
        ({"limits": [Limit(tier="L2", minutes=5, to="L1")]}, "limits"),
        ({"limits": [Limit(tier="L1", minutes=5, to="L2", team=99)]}, "limits"),
        ({"rules": [Rule(process="tier", team=99)]}, "rules"),
    ],
)
def test_a_policy_that_cannot_be_used_is_refused(session, make, change, field):
    with pytest.raises(Invalid) as refusal:
        write_policy(session, make.person("manager"), new(**change))
    assert field in (refusal.value.fields or {})


def test_a_policy_has_versions_that_say_what_they_decide(session, make, noon):
    manager, agent, team = make.person("manager", "Mia"), make.person(), make.team("Network")
    assert read_policy(session, agent).version == 0
    write_policy(session, manager, new(otherwise="swarm"))
    page = write_policy(
        session,
        manager,
        new(
            version=1,
            rules=[Rule(process="experiment", product="Shop", team=team.id)],
            limits=[
                Limit(tier="L1", minutes=15, to="L2"),
                Limit(tier="L2", minutes=60, to="L3", priority="low", counts="unclaimed"),
            ],
            by_choice=True,
            share=0.4,
        ),
    )
    newest, first = page.versions
    assert newest.says == [
        "Tickets of product Shop, team Network draw lots.",
        "All others run through tiers.",
        "Of those that draw lots 40% are swarmed; urgent ones draw none and are swarmed.",
        "Tiered work starts at L1.",
        "All tickets go from L1 to L2 after 15 working minutes.",
        "Tickets of priority low go from L2 to L3 after 60 working minutes unless somebody claims"
        " them.",
        "Everybody of the desk may choose otherwise, with a reason.",
    ]
    assert (first.version, first.made_by.name, first.says[0]) == (
        1,
        "Mia",
        "All tickets are swarmed.",
    )
    with pytest.raises(Conflict):
        write_policy(session, manager, new(version=1))
    with pytest.raises(NotAllowed):
        write_policy(session, agent, new())
    with pytest.raises(NotFound):
        read_policy(session, make.person("requester"))
