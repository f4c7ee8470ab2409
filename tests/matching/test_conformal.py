from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.matching.conformal import learn_thresholds


def cases(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of three classes, and classes drawn by them."""
    chance = np.random.default_rng(seed)
    chances = chance.dirichlet([0.5, 0.5, 0.5], count)
    truth = (chances.cumsum(axis=1) > chance.random((count, 1))).argmax(axis=1)
    return chances, truth


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1_000), st.sampled_from([0.05, 0.1, 0.3]))
def test_the_right_answer_is_left_out_no_oftener_than_was_promised(seed: int, miss: float) -> None:
    thresholds = learn_thresholds(*cases(2_000, seed), miss)
    chances, truth = cases(2_000, seed + 10_000)
    for place in range(3):
        left_out = [place not in thresholds.answers(row) for row in chances[truth == place]]
        # Both halves of the cases were drawn by lot: four of the standard errors of that.
        lot = 4 * np.sqrt(2 * miss * (1 - miss) / len(left_out))
        assert np.mean(left_out) <= miss + lot


def test_a_class_with_too_few_cases_stays_in_every_set() -> None:
    chances, truth = np.array([[0.9, 0.1]] * 30), np.zeros(30, np.int64)
    thresholds = learn_thresholds(chances, truth, 0.05)
    assert thresholds.least.tolist() == [0.9, 0.0]
    assert thresholds.answers(np.array([0.95, 0.05])) == [0, 1]
    assert thresholds.answers(np.array([0.2, 0.8])) == [1]


def test_answers_come_likeliest_first() -> None:
    thresholds = learn_thresholds(np.array([[0.2, 0.3, 0.5]]), np.array([2]), 0.05)
    assert thresholds.answers(np.array([0.2, 0.5, 0.3])) == [1, 2, 0]
