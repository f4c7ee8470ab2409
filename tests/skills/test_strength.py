"""Strength from evidence: age, kinds, how many people carry a skill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.skills.strength import HALF_LIFE_DAYS, WEIGHTS, bus_factor, strength_of, weigh

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def test_evidence_counts_half_after_the_half_life() -> None:
    old = NOW - timedelta(days=HALF_LIFE_DAYS)
    assert weigh("solved", old, NOW) == pytest.approx(weigh("solved", NOW, NOW) / 2)
    assert weigh("solved", NOW + timedelta(days=9), NOW) == WEIGHTS["solved"]  # type: ignore[index]  # a StrEnum


def test_work_weighs_more_than_words() -> None:
    kinds = ["solved", "contributed", "wrote", "endorsed", "claimed"]
    weights = [weigh(kind, NOW, NOW) for kind in kinds]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_strength_grows_ever_less_and_stays_below_one() -> None:
    strengths = [strength_of([1.0] * count) for count in range(10)]
    steps = [b - a for a, b in pairwise(strengths)]
    assert strengths[0] == 0
    assert strengths[3] == pytest.approx(0.632, abs=0.001)
    assert steps == sorted(steps, reverse=True)
    assert strengths[-1] < 1


@pytest.mark.parametrize(
    ("held", "fewest"),
    [([], 0), ([0.0, 0.0], 0), ([5], 1), ([5, 4], 1), ([1, 1, 1, 1], 2), ([3, 1, 1, 1], 1)],
)
def test_bus_factor_is_the_fewest_who_hold_half(held: list[float], fewest: int) -> None:
    assert bus_factor(held) == fewest


@given(st.lists(st.floats(0, 100), max_size=20))
def test_the_bus_factor_is_never_more_than_half_of_the_holders_and_one(held: list[float]) -> None:
    holders = sum(weight > 0 for weight in held)
    assert bus_factor(held) <= (holders + 1) // 2
    assert (bus_factor(held) == 0) == (holders == 0)
