from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.exploration import MOST, SHARE, Newcomer, explore

THREE = [Newcomer("ann", 3, 1), Newcomer("bob", 1, 3), Newcomer("cy")]


def test_the_same_seed_draws_the_same() -> None:
    assert explore(THREE, "model/7/12.40") == explore(THREE, "model/7/12.40")


def test_without_newcomers_or_share_nothing_is_tried() -> None:
    for draw in (explore([], "seed"), explore(THREE, "seed", share=0)):
        assert (draw.person, draw.propensities, draw.propensity) == (None, {}, 1.0)


def test_the_stated_share_of_lists_has_a_newcomer_as_often_as_the_propensities_say() -> None:
    """4,000 seeds: each outcome lies within four standard errors of its propensity."""
    draws = [explore(THREE, f"seed {number}") for number in range(4_000)]
    count = Counter(draw.person for draw in draws)
    told: dict[str | None, float] = {None: draws[0].usual, **draws[0].propensities}
    assert told[None] == 1 - SHARE
    for person, propensity in told.items():
        error = (propensity * (1 - propensity) / 4_000) ** 0.5
        assert count[person] / 4_000 == pytest.approx(propensity, abs=4 * error)


def test_who_helped_more_often_is_likelier_and_the_unknown_has_a_chance() -> None:
    told = explore(THREE, "seed").propensities
    assert told["ann"] > told["cy"] > told["bob"] > 0


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=30),
    st.text(max_size=20),
)
def test_propensities_sum_to_one(counts: list[tuple[int, int]], seed: str) -> None:
    newcomers = [Newcomer(str(n), *count) for n, count in enumerate(counts)]
    draw = explore(newcomers, seed)
    assert draw.usual + sum(draw.propensities.values()) == pytest.approx(1)
    assert len(draw.propensities) == min(MOST, len(newcomers))
    assert 0 <= draw.propensity <= 1
