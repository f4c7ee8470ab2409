"""Every number with a closed form, beside the same number of statsmodels on the same data."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from statsmodels.stats.weightstats import DescrStatsW
from statsmodels.treatment.treatment_effects import TreatmentEffect

from swarm.reports.effects.comparing import compare, mean_until
from swarm.reports.effects.logrank import log_rank
from swarm.reports.effects.propensity import (
    fit_logistic,
    inverse_weights,
    propensity,
    standardized_differences,
)
from swarm.reports.effects.ratio import doubly_robust
from swarm.reports.effects.study import design_of
from swarm.reports.effects.waiting import restricted_times
from swarm.reports.survival import kaplan_meier, quantile, restricted_mean

CLOSE = 1e-6


@pytest.fixture(scope="module")
def study(planted):
    return planted(3, tickets=600)


@pytest.fixture(scope="module")
def reference(study):
    return SurvfuncRight(study.hours, study.happened.astype(int))


@pytest.fixture(scope="module")
def logit(study):
    design = design_of(study).matrix
    return design, sm.Logit(study.treated.astype(float), design).fit(disp=False, tol=1e-12)


def test_the_curve_and_those_at_risk_are_those_of_kaplan_and_meier(study, reference):
    curve = kaplan_meier(study.hours, study.happened)
    assert curve.survival == pytest.approx(reference.surv_prob, abs=CLOSE)
    assert curve.at_risk.tolist() == reference.n_risk.tolist()
    # At a share that a step reaches exactly theirs waits for the next one.
    for share in (0.251, 0.501, 0.901):
        assert quantile(curve, share).value == reference.quantile(share)


def test_the_band_comes_of_the_same_variance(study, reference):
    curve = kaplan_meier(study.hours, study.happened)
    inner = (curve.survival > 0) & (curve.survival < 1)
    s, error = reference.surv_prob[inner], reference.surv_prob_se[inner]
    width = np.exp(1.959963984540054 * error / (s * np.log(s)))
    assert curve.low[inner] == pytest.approx(np.minimum(s**width, s ** (1 / width)), abs=CLOSE)
    assert curve.high[inner] == pytest.approx(np.maximum(s**width, s ** (1 / width)), abs=CLOSE)


def test_the_mean_up_to_a_horizon_is_the_area_under_their_curve(study, reference):
    horizon = 30.0
    edges = np.concatenate(([0.0], reference.surv_times[reference.surv_times < horizon], [horizon]))
    heights = np.concatenate(([1.0], reference.surv_prob[reference.surv_times < horizon]))
    area = float(np.diff(edges) @ heights)
    curve = kaplan_meier(study.hours, study.happened)
    assert restricted_mean(curve, horizon) == pytest.approx(area, abs=CLOSE)
    told = restricted_times(study.hours, study.happened, horizon)
    assert told.mean() == pytest.approx(area, abs=CLOSE)


def test_where_all_are_solved_the_means_interval_is_that_of_an_ordinary_mean(study):
    hours = np.minimum(study.hours, 30.0)
    found = mean_until(kaplan_meier(study.hours, np.full(len(study), True)), 30.0)
    plain = DescrStatsW(hours, ddof=0)
    low, high = plain.zconfint_mean()
    # Theirs divides the variance by n - 1, Greenwood's by n.
    shrink = np.sqrt((len(hours) - 1) / len(hours))
    assert found.value == pytest.approx(plain.mean, abs=CLOSE)
    assert found.high - found.low == pytest.approx((high - low) * shrink, abs=CLOSE)


def test_the_log_rank_test_is_theirs(study):
    found = log_rank(study.hours, study.happened, study.treated)
    statistic, p = survdiff(study.hours, study.happened.astype(int), study.treated)
    assert (found.statistic, found.p) == pytest.approx((statistic, p), abs=CLOSE)


def test_the_log_rank_test_takes_ties_as_theirs_does(study):
    whole = np.ceil(study.hours / 5)
    found = log_rank(whole, study.happened, study.treated)
    assert found.statistic == pytest.approx(
        survdiff(whole, study.happened.astype(int), study.treated)[0], abs=CLOSE
    )


def test_sides_that_were_never_watched_together_are_not_tested():
    alone = np.array([True, True])
    assert log_rank(np.array([1.0, 2.0]), alone, alone) is None


def test_the_chance_to_be_swarmed_is_that_of_their_logistic_regression(study, logit):
    design, theirs = logit
    ours = fit_logistic(design, study.treated)
    assert ours == pytest.approx(theirs.params, abs=CLOSE)
    assert propensity(design, ours) == pytest.approx(theirs.predict(design), abs=CLOSE)


def test_the_differences_of_the_sides_are_those_of_weighted_samples(study, logit):
    design, theirs = logit
    counts = study.treated.astype(float), (~study.treated).astype(float)
    of_sides = inverse_weights(theirs.predict(design), counts)
    weights = sum(of_sides)
    sides = [DescrStatsW(design[s], ddof=0) for s in (study.treated, ~study.treated)]
    spread = np.sqrt((sides[0].var + sides[1].var) / 2)[1:]
    weighted = [DescrStatsW(design[s], weights[s]).mean for s in (study.treated, ~study.treated)]
    before = standardized_differences(design, counts)[1:]
    after = standardized_differences(design, counts, of_sides)[1:]
    assert before == pytest.approx((sides[0].mean - sides[1].mean)[1:] / spread, abs=CLOSE)
    assert after == pytest.approx((weighted[0] - weighted[1])[1:] / spread, abs=CLOSE)


def test_the_doubly_robust_means_are_theirs_where_nothing_is_censored(study, logit):
    design, theirs = logit
    hours = np.minimum(study.hours, 30.0)
    outcome = sm.OLS(hours, design)
    known = TreatmentEffect(outcome, study.treated.astype(int), results_select=theirs)
    effect = known.aipw(return_results=False)
    found = doubly_robust(hours, study.treated, design, theirs.predict(design))
    tier, swarm = float(found.tier.mean()), float(found.swarm.mean())
    assert (swarm - tier, tier, swarm) == pytest.approx(effect, abs=CLOSE)


def test_the_whole_comparison_is_one_call_on_a_frame(study):
    frame = {
        "swarmed": study.treated, "took": study.hours, "done": study.happened,
        "owner": study.cluster, **study.covariates,
    }  # fmt: skip
    names = {"treated": "swarmed", "hours": "took", "happened": "done", "cluster": "owner"}
    first = compare(frame, covariates=list(study.covariates), seed=4, **names)
    again = compare(frame, covariates=list(study.covariates), seed=4, **names)
    assert first.effect == again.effect
    assert first.sentence.startswith("Tickets of the swarm process were resolved ")
    assert first.swarm.curve.count + first.tier.curve.count == len(study)
    assert first.swarm.mean.low < first.swarm.mean.value < first.swarm.mean.high
    assert first.swarm.mean.value == pytest.approx(first.effect.raw.swarm_hours, rel=0.2)
    assert first.log_rank.p < 0.001
