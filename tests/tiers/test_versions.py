from __future__ import annotations

import pytest

from swarm.activity.lines import read_lines
from swarm.errors import Invalid, NotFound
from swarm.tiers.drafts import STREAM, NewHolder, NewMap, write_map
from swarm.tiers.holders import BySkill, Holders, compile_pattern, read_holders
from swarm.tiers.map import read_map
from swarm.tiers.versions import list_versions

TIERS = [("L1", "Desk", ""), ("L2", "Experts", ""), ("L3", "Makers", "")]


def new(**more):
    return NewMap(**{"tiers": TIERS, "rules": [("vendor", "L3")], "holders": [], **more})


def test_each_version_says_who_changed_what(session, make):
    manager, team = make.person("manager", "Mia"), make.team("Network")
    write_map(session, manager, new())
    write_map(
        session,
        manager,
        new(
            tiers=[("L12", "Desk", ""), ("L3", "Engineers", "code")],
            rules=[("vendor", "L12"), ("article", "L12")],
            holders=[
                NewHolder(tier="L12", team=team.id),
                NewHolder(tier="L3", skill=4, level="deep"),
                NewHolder(tier="L3", pattern="*kernel*"),
                NewHolder(tier="L3", group="Core"),
                NewHolder(tier="L3", person=manager.id),
            ],
            merged={"L1": "L12", "L2": "L12"},
            rates={"L3": 90.5},
            currency="EUR",
        ),
        skills={4},
    )
    write_map(session, manager, new(tiers=[("L3", "Engineers", "code"), ("L12", "Desk", "")]))
    last, second, first, default = list_versions(session, manager, {4: "Linux"}).items
    assert (second.version, second.made_by.name) == (2, "Mia")
    assert second.changes == [
        "L1 and L2 became part of L12.", "L12 (Desk) is new.",
        "L3 is called Engineers, was Makers.",
        "L3 means something else now.", "An hour at L3 costs 90.50, none was entered before.",
        "Rates are in EUR.", "“Done by somebody from a vendor” is L12, was L3.",
        "“The requester helped themselves from an article” is L12, was none.",
        "Mia holds L3.", "deep knowledge of Linux holds L3.", "group Core holds L3.",
        "groups like *kernel* holds L3.", "team Network holds L12.",
    ]  # fmt: skip
    assert "The order of the tiers changed." in last.changes
    assert "Mia no longer holds L3." in last.changes
    assert "L0 is gone." in first.changes
    assert "role guest no longer holds L4." in first.changes
    assert (default.version, default.changes) == (0, [])
    kinds = [(line.kind, line.data) for line in read_lines(session, STREAM).items]
    assert kinds[1] == ("tier_map_changed", {"version": 2})


def test_a_holder_that_moves_to_another_tier_is_told_with_both(session, make):
    manager = make.person("manager", "Mia")
    for tier in ("L1", "L2"):
        write_map(session, manager, new(holders=[NewHolder(tier=tier, person=manager.id)]))
    assert list_versions(session, manager, {}).items[0].changes == ["Mia holds L2, held L1."]


def test_an_earlier_version_can_be_read_but_not_edited(session, make):
    manager = make.person("manager")
    write_map(session, manager, new())
    write_map(session, manager, new(tiers=[("L9", "All", "")], rules=[]))
    old, default = read_map(session, manager, 1), read_map(session, manager, 0)
    assert ([tier.key for tier in old.tiers], old.in_force) == (["L1", "L2", "L3"], 2)
    assert (old.can, read_map(session, manager).can) == ({"edit": False}, {"edit": True})
    assert [tier.published for tier in default.tiers] == [2, 22, 69, 104, 599]
    with pytest.raises(NotFound):
        read_map(session, manager, 3)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"merged": {"L0": "L9"}}, "tiers"),
        ({"merged": {"L1": "L2"}}, "tiers"),
        ({"merged": {"L77": "L2"}}, "tiers"),
        ({"rates": {"L1": 3.0}}, "currency"),
        ({"holders": [NewHolder(tier="L1", skill=4, level="deep")]}, "holders"),
        ({"holders": [NewHolder(tier="L1", skill=7)]}, "holders"),
        ({"holders": [NewHolder(tier="L1", group="g", level="deep")]}, "holders"),
    ],
)
def test_merges_rates_and_skills_are_checked(session, make, change, field):
    with pytest.raises(Invalid) as refusal:
        write_map(session, make.person("manager"), new(**change), skills={7})
    assert field in (refusal.value.fields or {})


def test_groups_are_known_by_pattern_and_people_by_what_they_know(session, make):
    manager, agent = make.person("manager"), make.person()
    holders = [
        NewHolder(tier="L1", pattern="*desk*"),
        NewHolder(tier="L2", pattern="net?work [a]*"),
        NewHolder(tier="L2", group="Desk of networks"),
        NewHolder(tier="L1", skill=7, level="some"),
        NewHolder(tier="L3", skill=7, level="deep"),
    ]
    write_map(session, manager, new(holders=holders), skills={7})
    found = read_holders(session)
    assert found.of_person(None, "Service DESK 2") == "L1"
    assert found.of_person(None, "Desk of networks") == "L2"
    assert found.of_person(None, "net-work [a] team") == "L2"
    assert found.of_person(None, "Elsewhere") == "unknown"
    by_strength = {0.2: "unknown", 0.3: "L1", 0.8: "L3"}
    assert {s: found.of_person(agent, None, {7: s}) for s in by_strength} == by_strength


def test_a_pattern_cannot_keep_the_desk_busy():
    assert compile_pattern("*a" * 60).match("a" * 59 + "b") is None


def test_who_fits_two_skills_holds_the_deeper_tier():
    holders = Holders(skills=[BySkill(1, 0.5, "L3"), BySkill(2, 0.25, "L1")])
    agent = type("Agent", (), {"id": 1, "role": "agent", "team_id": None})()
    assert holders.of_person(agent, None, {1: 0.6, 2: 0.9}) == "L3"
    assert holders.of_person(agent, None, {1: 0.4, 2: 0.9}) == "L1"
