from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from swarm.reports.effects.propensity import (
    fit_logistic,
    inverse_weights,
    propensity,
    standardized_differences,
)


@pytest.fixture
def drawn():
    chance = np.random.default_rng(1)
    matrix = np.column_stack([np.ones(400), chance.normal(size=(400, 2))])
    treated = chance.random(400) < propensity(matrix, np.array([-0.4, 0.9, -0.3]))
    return matrix, treated


def test_the_coefficients_are_those_of_the_greatest_likelihood(drawn):
    matrix, treated = drawn

    def loss(coefficients):
        score = matrix @ coefficients
        return float(np.logaddexp(0, score).sum() - score[treated].sum())

    best = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-6}).x
    assert fit_logistic(matrix, treated) == pytest.approx(best, abs=1e-5)


def test_a_column_that_separates_the_sides_stays_finite_with_a_ridge():
    treated = np.arange(100) < 40
    matrix = np.column_stack([np.ones(100), treated.astype(float)])
    found = fit_logistic(matrix, treated, ridge=1.0)
    assert np.isfinite(found).all()
    assert propensity(matrix, found)[treated].min() > 0.8


def test_weighting_by_the_chance_balances_what_decided(drawn):
    matrix, treated = drawn
    chance = propensity(matrix, fit_logistic(matrix, treated))
    sides = treated.astype(float), (~treated).astype(float)
    before = standardized_differences(matrix, sides)
    after = standardized_differences(matrix, sides, inverse_weights(chance, sides))
    assert before[0] == after[0] == 0
    assert abs(before[1]) > 0.5
    assert np.abs(after).max() < 0.1
