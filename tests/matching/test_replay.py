from __future__ import annotations

import random

import pytest

from swarm.matching.exploration import Newcomer, explore
from swarm.matching.replay import Estimate, Shown, replay

TRUTH = {"ann": 0.7, "bob": 0.1, "cy": 0.4, "usual": 0.3}
THREE = [Newcomer("ann"), Newcomer("bob", 0, 2), Newcomer("cy", 1, 1)]


@pytest.fixture(scope="module")
def log() -> list[Shown]:
    """3,000 lists with the place given as the product gives it, rewards by a planted truth."""
    chance = random.Random(3)
    shown = []
    for number in range(3_000):
        draw = explore(THREE, f"list {number}", share=0.5)
        chosen = draw.person or "usual"
        reward = float(chance.random() < TRUTH[chosen])
        shown.append(Shown((*draw.propensities, "usual"), chosen, draw.propensity, reward))
    return shown


@pytest.mark.parametrize("always", sorted(TRUTH))
def test_what_another_policy_would_have_earned_is_found(log: list[Shown], always: str) -> None:
    estimate = replay(log, lambda one: float(one.chosen == always))
    assert estimate.low < TRUTH[always] < estimate.high
    assert estimate.weighted == pytest.approx(TRUTH[always], abs=0.12)
    assert 0 < estimate.effective <= estimate.n == 3_000


def test_a_mixed_policy_is_between_its_parts(log: list[Shown]) -> None:
    estimate = replay(log, lambda one: {"ann": 0.5, "cy": 0.5}.get(one.chosen, 0.0))
    assert estimate.low < 0.55 < estimate.high


def test_what_the_log_never_did_earns_nothing_and_says_so(log: list[Shown]) -> None:
    assert replay(log, lambda _: 0.0) == Estimate(0, 0, 0, 0, 0, 3_000)
    assert replay([], lambda _: 1.0).n == 0


@pytest.mark.parametrize("propensity", [0.0, -0.1, 1.1, float("nan")])
def test_an_impossible_propensity_is_refused(propensity: float) -> None:
    with pytest.raises(ValueError, match="propensity"):
        replay([Shown(("a",), "a", propensity, 1.0)], lambda _: 1.0)
