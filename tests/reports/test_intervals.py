import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from swarm.reports import intervals
from swarm.reports.survival import Estimate


@given(st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_has_wilsons_interval(pair):
    hits, count = pair
    found = intervals.share(hits, count)
    if count == 0:
        assert found == Estimate(None)
        return
    reference = stats.binomtest(hits, count).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_more_hits_than_trials_are_refused():
    with pytest.raises(ValueError, match="between"):
        intervals.share(3, 2)


@pytest.mark.parametrize(("count", "q"), [(25, 0.5), (100, 0.5), (60, 0.9), (7, 0.5), (6, 0.5)])
def test_the_order_statistic_interval_has_the_exact_ranks(count, q):
    found = intervals.sample_quantile(np.arange(1.0, count + 1), q)
    assert found.low is not None
    assert found.high is not None
    chance_below = stats.binom(count, q).cdf
    low, high = int(found.low), int(found.high)  # the values are their own ranks
    assert chance_below(low - 1) <= 0.025 < chance_below(low)
    assert chance_below(high - 2) < 0.975 <= chance_below(high - 1)


def test_few_values_give_a_median_without_an_interval():
    found = intervals.sample_quantile(np.array([3.0, 1.0, 2.0]), 0.5)
    assert found == Estimate(2.0, None, None)
    assert intervals.sample_quantile(np.array([]), 0.5).value is None


def test_the_interval_of_a_mean_is_the_normal_one():
    values = np.array([1.0, 2.0, 3.0, 6.0])
    found = intervals.mean(values)
    reference = stats.norm.interval(0.95, values.mean(), stats.sem(values))
    assert found.value == 3
    assert (found.low, found.high) == pytest.approx(reference)
    assert intervals.mean(np.array([0.0, 0.0, 9.0])).low == 0
    assert intervals.mean(np.array([4.0])) == Estimate(4.0)
    assert intervals.mean(np.array([])) == Estimate(None)
    assert (intervals.mean(np.array([-9.0, 1.0])).low or 0) < -4


def test_the_difference_of_shares_is_newcombes_example():
    # Newcombe 1998, table II, example (a): 56/70 - 48/80, method 10: 0.0524 to 0.3339
    found = intervals.difference(intervals.share(56, 70), intervals.share(48, 80))
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_difference_is_only_as_known_as_both_sides():
    known, open_ended = Estimate(5.0, 4.0, 7.0), Estimate(3.0, 2.0, None)
    assert intervals.difference(known, Estimate(None)) == Estimate(None)
    assert intervals.difference(known, open_ended).low is None
    assert intervals.difference(known, open_ended).high == pytest.approx(2 + 5**0.5)
    assert intervals.difference(open_ended, known).high is None
