from __future__ import annotations

import numpy as np
import pytest

from swarm.matching.measures.calibration import calibration, reliability


def drawn(n: int, seed: int, honest: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    said = chance.beta(4, 2, n)
    return said, chance.random(n) < said * honest


def test_a_perfect_model_shows_a_raw_error_and_none_when_the_bias_is_off() -> None:
    found = [calibration(*drawn(2_579, seed), seed=seed) for seed in range(4)]
    assert all(one is not None for one in found)
    raw = np.mean([one.raw.value for one in found if one])
    assert raw == pytest.approx(0.025, abs=0.006)
    inside = [one.debiased.low <= 0 <= one.debiased.high for one in found if one]
    assert all(inside)
    assert abs(np.mean([one.debiased.value for one in found if one])) < 0.006


def test_one_who_promises_too_much_is_found_out() -> None:
    found = calibration(*drawn(2_000, 1, honest=0.9))
    assert found is not None
    assert found.debiased.low is not None
    assert found.debiased.low > 0.02
    parts = found.perfect.value + found.debiased.value
    assert found.raw.value == pytest.approx(parts, abs=2e-4)
    # What was counted is beyond what a perfect model shows in 95 of 100 samples.
    assert found.raw.low > found.perfect.high > found.perfect.low > 0


def test_the_curve_goes_up_in_bins_of_equal_size() -> None:
    said, real = drawn(1_500, 2)
    curve = reliability(said, real)
    assert [one.n for one in curve] == [100] * 15
    assert [one.said for one in curve] == sorted(one.said for one in curve)
    assert abs(curve[-1].true - curve[-1].said) < 0.15


def test_nothing_judged_is_no_figure_and_few_cases_do_not_break_it() -> None:
    assert calibration([], []) is None
    assert calibration([0.5, 0.7], [True, False]) is not None
    assert len(reliability(np.array([0.1]), np.array([True]))) == 1
