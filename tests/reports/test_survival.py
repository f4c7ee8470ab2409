import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from swarm.reports.survival import (
    at_risk_at,
    kaplan_meier,
    quantile,
    restricted_mean,
    thin,
)


def arrays(durations, happened):
    return np.array(durations, dtype=float), np.array(happened, dtype=bool)


observations = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60)


def test_a_worked_example_by_hand():
    durations, happened = arrays([1, 2, 2, 3, 4], [True, True, False, False, True])
    curve = kaplan_meier(durations, happened)
    assert curve.times.tolist() == [1, 2, 4]
    assert curve.survival == pytest.approx([0.8, 0.6, 0.0])
    assert curve.at_risk.tolist() == [5, 4, 1]
    assert (curve.count, curve.events, curve.censored) == (5, 3, 2)


@given(observations)
def test_it_equals_scipy_on_any_censored_data(pairs):
    durations, happened = arrays(*zip(*pairs, strict=True))
    curve = kaplan_meier(durations, happened)
    reference = stats.ecdf(stats.CensoredData.right_censored(durations, ~happened)).sf
    steps = np.isin(reference.quantiles, curve.times)
    assert curve.survival == pytest.approx(reference.probabilities[steps], abs=1e-12)


def test_the_band_equals_scipys_log_log_band():
    random = np.random.default_rng(7)
    life, seen = random.exponential(10, 400), random.exponential(15, 400)
    durations, happened = np.minimum(life, seen), life <= seen
    curve = kaplan_meier(durations, happened)
    reference = stats.ecdf(stats.CensoredData.right_censored(durations, ~happened)).sf
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy says that the band does not exist at 1 and at 0
        band = reference.confidence_interval(method="log-log")
    steps = np.isin(reference.quantiles, curve.times)
    inner = (curve.survival > 0) & (curve.survival < 1)
    assert curve.low[inner] == pytest.approx(band.low.probabilities[steps][inner], abs=1e-9)
    assert curve.high[inner] == pytest.approx(band.high.probabilities[steps][inner], abs=1e-9)


@given(observations)
def test_the_band_holds_the_curve_and_stays_between_nought_and_one(pairs):
    curve = kaplan_meier(*arrays(*zip(*pairs, strict=True)))
    assert np.isfinite(curve.low).all()
    assert np.isfinite(curve.high).all()
    assert (curve.low >= 0).all()
    assert (curve.high <= 1).all()
    assert (curve.low <= curve.survival + 1e-12).all()
    assert (curve.survival <= curve.high + 1e-12).all()


def test_without_censoring_the_median_is_the_samples():
    durations = np.arange(1.0, 102.0)
    found = quantile(kaplan_meier(durations, np.ones(101, bool)), 0.5)
    assert found.value == 51
    assert found.low is not None
    assert found.high is not None
    assert found.low < 51 < found.high


def test_an_even_sample_reaches_its_half_in_spite_of_rounding():
    durations = np.arange(1.0, 11.0)
    assert quantile(kaplan_meier(durations, np.ones(10, bool)), 0.5).value == 5


def test_open_tickets_are_censored_and_not_dropped():
    durations, happened = arrays([1, 2, 9, 9, 9], [True, True, False, False, False])
    curve = kaplan_meier(durations, happened)
    assert quantile(curve, 0.5).value is None
    assert quantile(curve, 0.4).value == 2


def test_the_interval_of_the_median_covers_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(11)
    truth, covered = 10 * np.log(2), 0
    for _ in range(400):
        life, seen = random.exponential(10, 120), random.exponential(20, 120)
        found = quantile(kaplan_meier(np.minimum(life, seen), life <= seen), 0.5)
        covered += (found.low or 0) <= truth <= (found.high or np.inf)
    assert 0.92 <= covered / 400 <= 0.98


def test_the_restricted_mean_is_the_mean_when_nothing_is_censored():
    durations = np.array([1.0, 2.0, 5.0, 8.0])
    curve = kaplan_meier(durations, np.ones(4, bool))
    assert restricted_mean(curve, 8.0) == pytest.approx(4.0)
    assert restricted_mean(curve, 4.0) == pytest.approx(np.minimum(durations, 4).mean())


def test_one_moment_for_all_gives_no_interval():
    found = quantile(kaplan_meier(np.array([3.0, 3.0]), np.ones(2, bool)), 0.5)
    assert (found.value, found.low, found.high) == (3, None, None)


def test_thinning_keeps_the_ends_and_few_points():
    curve = kaplan_meier(np.arange(1.0, 5001.0), np.ones(5000, bool))
    kept = thin(curve, 100)
    assert len(kept) <= 103
    assert kept[0] == 0
    assert kept[-1] == 4999


def test_nothing_gives_an_empty_curve():
    curve = kaplan_meier(*arrays([], []))
    assert (curve.count, len(curve.times), len(thin(curve))) == (0, 0, 0)
    assert quantile(curve, 0.5).value is None


def test_counts_at_risk_include_those_who_leave_at_that_moment():
    assert at_risk_at(np.array([1.0, 2.0, 2.0, 5.0]), np.array([0.0, 2.0, 6.0])).tolist() == [
        4,
        3,
        0,
    ]


def test_lengths_that_differ_and_negative_durations_are_refused():
    with pytest.raises(ValueError, match="one flag"):
        kaplan_meier(np.array([1.0]), np.array([], dtype=bool))
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier(np.array([-1.0]), np.array([True]))
