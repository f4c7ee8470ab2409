from __future__ import annotations

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.tiers.actions import seed_tier_map
from swarm.tiers.drafts import NewHolder, NewMap, write_map
from swarm.tiers.holders import holder_lookup, read_holders, read_rules, version_in_force
from swarm.tiers.map import read_map
from swarm.tiers.rules import DEFAULT_RULES, FACTS, by_rules

TIERS = [("front", "Front desk", "First"), ("back", "Back office", "")]


def new(**more):
    return NewMap(**{"tiers": TIERS, "rules": [("vendor", "back")], "holders": [], **more})


def test_until_a_map_is_written_the_default_stands(session, make):
    page = read_map(session, make.person("manager"))
    assert (page.version, page.made_by) == (0, None)
    assert [tier.key for tier in page.tiers] == ["L0", "L1", "L2", "L3", "L4"]
    assert [(holder.tier, holder.role) for holder in page.holders] == [("L4", "guest")]
    assert page.can == {"edit": True}


def test_the_seeded_map_says_the_same_as_the_default(session, make):
    agent = make.person()
    before = read_map(session, agent)
    assert (seed_tier_map(session), seed_tier_map(session)) == (1, 1)
    after = read_map(session, agent)
    for part in ("tiers", "rules", "holders"):
        assert getattr(before, part) == getattr(after, part)
    assert after.can == {"edit": False}


@pytest.mark.both
def test_a_new_version_is_in_force_and_the_old_one_stays(session, make):
    manager, team = make.person("manager"), make.team()
    write_map(session, manager, new())
    holders = [
        NewHolder(tier="front", team=team.id), NewHolder(tier="back", group="Network"),
        NewHolder(tier="back", person=manager.id), NewHolder(tier="back", role="guest"),
    ]  # fmt: skip
    page = write_map(session, manager, new(rules=[("article", "front")], holders=holders))
    assert (page.version, version_in_force(session)) == (2, 2)
    assert page.made_by is not None
    assert page.made_by.id == manager.id
    assert [(rule.fact, rule.tier) for rule in page.rules] == [("article", "front")]
    assert page.rules[0].words == FACTS["article"]
    assert len(page.holders) == 4
    assert read_rules(session) == [("article", "front")]
    found = read_holders(session)
    colleague = make.person(team_id=team.id)
    assert found.of_person(colleague) == "front"
    assert found.of_person(manager) == "back"
    assert found.of_person(make.person("guest", team_id=team.id)) == "back"
    assert found.of_person(make.person(), "Network") == "back"
    assert found.of_person(make.person(), "Elsewhere") == "unknown"
    assert found.of_person(None, None) == "unknown"


def test_somebody_elses_newer_map_is_not_overwritten(session, make):
    manager = make.person("manager")
    write_map(session, manager, new(version=0))
    with pytest.raises(Conflict) as refusal:
        write_map(session, manager, new(version=0))
    assert refusal.value.current == {"version": 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tiers": []}, "tiers"),
        ({"tiers": [*TIERS, TIERS[0]]}, "tiers"),
        ({"tiers": [("unknown", "?", ""), *TIERS]}, "tiers"),
        ({"rules": [("moonlight", "back")]}, "rules"),
        ({"rules": [("vendor", "back"), ("vendor", "front")]}, "rules"),
        ({"rules": [("vendor", "L9")]}, "rules"),
        ({"holders": [NewHolder(tier="L9", group="g")]}, "holders"),
        ({"holders": [NewHolder(tier="back")]}, "holders"),
        ({"holders": [NewHolder(tier="back", group="g", role="agent")]}, "holders"),
        ({"holders": [NewHolder(tier="back", person=999)]}, "holders"),
        ({"holders": [NewHolder(tier="back", team=999)]}, "holders"),
        ({"holders": [NewHolder(tier=t, group="g") for t in ("back", "front")]}, "holders"),
    ],
)
def test_a_map_that_contradicts_itself_is_refused(session, make, change, field):
    with pytest.raises(Invalid) as refusal:
        write_map(session, make.person("manager"), new(**change))
    assert field in (refusal.value.fields or {})
    assert version_in_force(session) is None


def test_only_managers_change_the_map_and_only_staff_see_it(session, make):
    with pytest.raises(NotAllowed):
        write_map(session, make.person("agent"), new())
    for role in ("requester", "guest"):
        with pytest.raises(NotFound):
            read_map(session, make.person(role))
        with pytest.raises(NotFound):
            write_map(session, make.person(role), new())


def test_the_most_decisive_rule_counts_and_nothing_is_guessed():
    assert by_rules({"article", "vendor"}, DEFAULT_RULES).tier == "L4"
    assert by_rules({"known_fix"}, DEFAULT_RULES).tier == "L1"
    verdict = by_rules(set(), DEFAULT_RULES)
    assert (verdict.tier, verdict.confidence) == ("unknown", None)


def test_every_fact_of_the_rules_is_said_in_words():
    assert {fact for fact, _ in DEFAULT_RULES} == FACTS.keys()


def test_the_organizations_map_speaks_before_an_imports_mapping(session, make):
    manager = make.person("manager")
    holders = [NewHolder(tier="back", group="Desk"), NewHolder(tier="front", person=manager.id)]
    write_map(session, manager, new(holders=holders))
    tier_of = holder_lookup(session, {"Desk": "L1", "Other": "L2"}.get)
    assert tier_of("Desk", None) == "back"
    assert tier_of("Other", None) == "L2"
    assert tier_of("Desk", manager.id) == "front"
    assert tier_of("Nobody", 5) == "unknown"
    assert tier_of(None, None) == "unknown"
