from __future__ import annotations

import pytest

from swarm.errors import NotFound
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.drafts import NewHolder, NewMap, write_map

TIERS = [("L1", "Desk", ""), ("L2", "Experts", ""), ("L3", "Makers", "")]


def test_a_tier_is_followed_through_every_merge(session, make):
    manager = make.person("manager")
    write_map(session, manager, NewMap(tiers=TIERS, rules=[], holders=[]))
    for key, merged in (("L12", ["L1", "L2"]), ("L123", ["L12", "L3"])):
        write_map(
            session,
            manager,
            NewMap(
                tiers=[(key, key, ""), *([] if key == "L123" else [TIERS[2]])],
                rules=[("vendor", key)],
                holders=[],
                merged=dict.fromkeys(merged, key),
                rates={key: 30.0},
                currency="EUR",
            ),
        )
    newest, second, first = read_chart(session), read_chart(session, 2), read_chart(session, 1)
    assert [newest.translate(key) for key in ("L1", "L12", "L3", "T9")] == [*["L123"] * 3, "T9"]
    assert [second.translate(key) for key in ("L1", "L3", "L123")] == ["L12", "L3", "L123"]
    assert first.translate("L1") == "L1"
    assert (newest.rates, newest.currency, first.rates) == ({"L123": 30.0}, "EUR", {})
    assert second.order == {"L12": 0, "L3": 1}
    with pytest.raises(NotFound):
        read_chart(session, 4)


def test_the_default_is_a_chart_of_its_own(session):
    chart = read_chart(session, 0)
    assert (chart.version, list(chart.names)) == (None, ["L0", "L1", "L2", "L3", "L4"])
    assert chart.of_work("unknown", "vendor", sure=False) == "L4"


def test_work_is_judged_by_its_facts_where_a_rule_decided_and_else_translated():
    chart = Chart(2, {"A": "a", "B": "b"}, rules=[("known_fix", "B")], merged={"L1": "A"})
    assert chart.of_work("L1", "known_fix", sure=True) == "B"
    assert chart.of_work("L1", "specialist", sure=True) == "unknown"
    assert chart.of_work("L1", "known_fix", sure=False) == "A"
    assert chart.of_work("unknown", "known_fix", sure=False) == "B"
    assert chart.of_work("L1", "", sure=True) == "A"


def test_people_are_told_by_the_holders_of_the_version(session, make):
    manager, agent = make.person("manager"), make.person()
    holders = [NewHolder(tier="L2", person=agent.id), NewHolder(tier="L3", group="Core")]
    write_map(session, manager, NewMap(tiers=TIERS, rules=[], holders=holders))
    chart = read_chart(session)
    assert chart.of_person("L1", agent, None) == "L2"
    assert chart.of_person("L1", None, "Core") == "L3"
    assert chart.of_person("L1", manager, "Other") == "L1"
