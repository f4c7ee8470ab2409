from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.fairness import decayed, spread_load

PEOPLE = st.sampled_from([f"p{number}" for number in range(12)])


def test_where_others_are_as_likely_the_busy_give_way() -> None:
    spread = spread_load([("hero", 0.5), ("other", 0.49)], {"hero": 30, "other": 2})
    assert [person for person, _ in spread] == ["other", "hero"]


def test_who_is_clearly_the_best_stays_first() -> None:
    spread = spread_load([("hero", 0.9), ("other", 0.1)], {"hero": 20, "other": 20, "third": 60})
    assert spread[0][0] == "hero"
    assert spread[0][1] == pytest.approx(0.9 - 0.6 * 20 / 110 - 1.5 * (20 / 110) ** 2)


def test_a_desk_that_has_just_begun_has_no_heroes() -> None:
    spread = spread_load([("first", 0.50), ("second", 0.40)], {"first": 1})
    assert spread[0][0] == "first"


def test_a_request_weighs_half_after_four_weeks() -> None:
    assert (decayed(0), decayed(28)) == (1.0, 0.5)


@given(
    st.lists(st.tuples(PEOPLE, st.floats(0, 1)), unique_by=lambda one: one[0]),
    st.dictionaries(PEOPLE, st.floats(0, 1e6)),
)
def test_nobody_is_lost_or_raised_and_the_best_come_first(
    scored: list[tuple[str, float]], asked: dict[str, float]
) -> None:
    scored.sort(key=lambda one: -one[1])
    spread = spread_load(scored, asked)
    before = dict(scored)
    assert sorted(before) == sorted(dict(spread))
    assert all(0 <= score <= before[person] for person, score in spread)
    scores = [round(score, 6) for _, score in spread]
    assert scores == sorted(scores, reverse=True)
    assert spread_load(scored, {}) == scored


def test_on_a_desk_with_two_heroes_the_load_is_spread_at_little_cost() -> None:
    """A planted desk: two people are a little better than ten others at nearly everything."""
    chance = random.Random(7)
    names = [f"p{number}" for number in range(12)]
    shares, hits = [], []
    for spreads in (False, True):
        chance.seed(7)
        asked: defaultdict[str, float] = defaultdict(float)
        count: Counter[str] = Counter()
        hit = 0
        for _ in range(1_500):
            base = {name: 0.11 if place > 1 else 0.12 for place, name in enumerate(names)}
            base[chance.choice(names)] += 0.6
            scored = sorted(base.items(), key=lambda one: -one[1])
            first = (spread_load(scored, asked) if spreads else scored)[:3]
            wanted = chance.choices(names, [base[name] for name in names])[0]
            hit += any(name == wanted for name, _ in first)
            for name in asked:
                asked[name] *= decayed(0.3)
            for name, _ in first:
                asked[name] += 1
                count[name] += 1
        shares.append(max(count.values()) / count.total())
        hits.append(hit / 1_500)
    assert shares[1] <= 0.7 * shares[0]
    assert hits[1] >= hits[0] - 0.03
