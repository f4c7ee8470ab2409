"""What another policy would have earned, from a log of what was shown and how likely that was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

_TWO_SIDED_95 = 1.96


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision: among which `choices`, which was `chosen`, its propensity, what came of it.

    `propensity` (0..1, above 0) is the probability with which the logging policy chose it;
    `reward` is any number, here 1 where somebody who was named came and helped.
    """

    choices: tuple[str, ...]
    chosen: str
    propensity: float
    reward: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean reward of a policy over `n` decisions.

    `weighted` is unbiased, `normalised` is steadier with a small bias; `low` and `high` bound
    `normalised`, `weighted_low` and `weighted_high` the other (95%, normal approximations of a
    ratio and of a mean). `effective` is how many decisions of the
    policy's own the log is worth. All 0 where the log never did what the policy would do.
    """

    weighted: float
    normalised: float
    low: float
    high: float
    effective: float
    n: int
    weighted_low: float = 0.0
    weighted_high: float = 0.0


Policy = Callable[[Shown], float]
"""The probability with which another policy would have chosen `chosen` in that place."""


def replay(shown: Sequence[Shown], policy: Policy) -> Estimate:
    """Estimate the mean reward of `policy` by inverse propensities. Raises ValueError for 0.

    References
    ----------
    D. G. Horvitz, D. J. Thompson: A generalization of sampling without replacement from a finite
    universe (1952). A. Swaminathan, T. Joachims: The self-normalized estimator for
    counterfactual learning (2015). L. Kish: Survey sampling (1965), for the effective number.
    """
    if any(not 0 < one.propensity <= 1 for one in shown):
        raise ValueError("a propensity lies above 0 and is at most 1")
    weights = [policy(one) / one.propensity for one in shown]
    total, n = sum(weights), len(shown)
    if total == 0:
        return Estimate(0.0, 0.0, 0.0, 0.0, 0.0, n)
    earned = sum(weight * one.reward for weight, one in zip(weights, shown, strict=True))
    mean = earned / total
    spread = sum(
        (weight * (one.reward - mean)) ** 2 for weight, one in zip(weights, shown, strict=True)
    )
    half = _TWO_SIDED_95 * sqrt(spread) / total
    squares = sum(weight * weight for weight in weights)
    unbiased = earned / n
    scatter = sum(
        (weight * one.reward - unbiased) ** 2 for weight, one in zip(weights, shown, strict=True)
    )
    off = _TWO_SIDED_95 * sqrt(scatter) / n
    return Estimate(
        weighted=unbiased,
        normalised=mean,
        low=mean - half,
        high=mean + half,
        effective=total * total / squares,
        n=n,
        weighted_low=unbiased - off,
        weighted_high=unbiased + off,
    )
