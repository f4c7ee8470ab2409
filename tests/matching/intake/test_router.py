from __future__ import annotations

import numpy as np

from swarm.matching.intake.cases import Case
from swarm.matching.intake.keys import choose_keys, coded, foretells, joined
from swarm.matching.intake.router import Router, in_order_of_time
from swarm.matching.intake.tallies import Tallies, shares

DAY = 86_400.0


def hits(router: Router, told, what: str, places: int) -> float:
    found = [
        one.outcomes[what] in [n.outcome for n in router.route(one.case, places)] for one in told
    ]
    return sum(found) / len(found)


def test_who_will_end_it_is_learned_from_the_fields(desk) -> None:
    told = desk(700)
    cases = [one.case for one in told[:600]]
    for what, least in (("group", 0.99), ("person", 0.7)):
        router = Router.fit(cases, [one.outcomes[what] for one in told[:600]])
        assert hits(router, told[600:], what, 1) >= least
        assert hits(router, told[600:], what, 5) >= 0.95


def test_old_outcomes_fade_and_new_ones_count_at_once(desk) -> None:
    told = desk(600, drift=True)
    cases = [one.case for one in told[:300]]
    router = Router.fit(cases, [one.outcomes["group"] for one in told[:300]])
    assert hits(router, told[500:], "group", 1) < 0.5
    for one in told[300:500]:
        router.add(one.case, one.outcomes["group"])
    assert hits(router, told[500:], "group", 1) >= 0.8


def test_an_outcome_that_came_up_after_the_fit_can_be_named(desk) -> None:
    told = desk(200)
    router = Router.fit([t.case for t in told], [t.outcomes["group"] for t in told])
    strange = Case(id="x", at=30 * DAY, fields={"topic": "new"}, ended_at=30 * DAY)
    for _ in range(40):
        router.add(strange, "new group")
    assert router.route(strange)[0].outcome == "new group"


def test_a_few_cases_route_without_a_learned_ranker(desk) -> None:
    told = desk(40)
    router = Router.fit([t.case for t in told], [t.outcomes["group"] for t in told])
    assert hits(router, desk(20, seed=5), "group", 1) >= 0.8


def test_without_history_nobody_is_named() -> None:
    nothing = Case(id="1", at=0.0, fields={})
    assert Router.fit([], []).route(nothing) == []
    assert Router.fit([nothing], [None]).route(nothing) == []


def test_the_same_cases_give_the_same_answers(desk) -> None:
    told = desk(300)
    cases, outcomes = [t.case for t in told[:250]], [t.outcomes["person"] for t in told[:250]]
    first, second = (Router.fit(cases, outcomes, seed=3) for _ in range(2))
    assert all(first.route(t.case) == second.route(t.case) for t in told[250:])


def test_nothing_counts_before_it_ended() -> None:
    cases = [
        Case(id="slow", at=0.0, fields={}, ended_at=9.0),
        Case(id="quick", at=1.0, fields={}, ended_at=2.0),
        Case(id="later", at=5.0, fields={}, ended_at=None),
        Case(id="last", at=10.0, fields={}, ended_at=11.0),
    ]
    seen = list(in_order_of_time(cases, [0, 0, None, 0]))
    assert seen == [(0, []), (1, []), (2, [1]), (3, [0])]


def test_pairs_that_tell_more_than_each_alone_are_found() -> None:
    chance = np.random.default_rng(0)
    left, right = chance.integers(0, 2, 500), chance.integers(0, 2, 500)
    noise = chance.integers(0, 9, 500)
    codes = coded([[str(a), str(b), str(c)] for a, b, c in zip(left, right, noise, strict=True)])
    labels = left ^ right
    keys = choose_keys(codes, labels)
    assert keys[:4] == [(), (0,), (1,), (2,)]
    assert keys[4] == (0, 1)
    assert foretells(codes, labels, (0, 1)) > foretells(codes, labels, (0,)) + 0.5
    assert len(set(joined(codes, (0, 1)).tolist())) == 4


def test_counts_fade_by_half_and_are_smoothed_by_the_whole_desk() -> None:
    tallies = Tallies([(), (0,)], 2)
    tallies.add(["a"], 0, 0.0)
    tallies.add(["b"], 1, 90 * DAY)
    counts = tallies.look(["a"], 90 * DAY)
    assert counts[1, 1].tolist() == [0.5, 0.0]
    assert tallies.look(["never"], 90 * DAY)[1].sum() == 0
    said = shares(counts)
    assert said.shape == counts.shape
    assert np.allclose(said.sum(axis=2), 1)
    assert said[1, 1, 0] > said[0, 1, 0]
