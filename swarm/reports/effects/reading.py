"""What an effect's size means: hidden difficulty, detectability, and looks taken on the way."""

from __future__ import annotations

from math import ceil, exp, log, sqrt
from statistics import NormalDist

FIFTH = 1.2
"""The difference that a manager would act on: a fifth faster."""


def e_value(ratio: float) -> float:
    """How strongly unmeasured difficulty had to go with both sides to explain a ratio away.

    The least ratio, on both arms of the confounding, that could move `ratio` of mean times to 1
    (VanderWeele & Ding 2017). 1 means that nothing is needed.
    """
    if ratio <= 0:
        raise ValueError("a ratio of times is positive")
    above = max(ratio, 1 / ratio)
    return above + sqrt(above * (above - 1))


def e_value_of_interval(low: float, high: float) -> float:
    """The E-value of the end of an interval that lies nearer to 1; 1 where it holds 1."""
    if low <= 1 <= high:
        return 1.0
    return e_value(low if low > 1 else high)


def tickets_needed(error: float, count: int, *, ratio: float = FIFTH, power: float = 0.8) -> int:
    """How many tickets would show `ratio` at the 5% level with `power`.

    `error` is the standard error of the logarithm over `count` tickets; it shrinks with their
    root.
    """
    normal = NormalDist()
    wanted = log(ratio) / (normal.inv_cdf(0.975) + normal.inv_cdf(power))
    return ceil(count * (error / wanted) ** 2)


def tickets_for_experiment(
    spread: float, *, share: float = 0.5, ratio: float = FIFTH, power: float = 0.8
) -> int:
    """How many eligible tickets a randomized comparison needs, both sides together.

    `spread` is the coefficient of variation of the time to the solution; `share` is drawn to be
    swarmed. Two-sided 5%, logarithm of the ratio of means by the delta method.
    """
    if not 0 < share < 1 or spread <= 0 or ratio <= 0 or ratio == 1:
        raise ValueError("a share between 0 and 1, a positive spread, a ratio other than 1")
    normal = NormalDist()
    wanted = abs(log(ratio)) / (normal.inv_cdf(0.975) + normal.inv_cdf(power))
    return ceil(spread**2 * (1 / share + 1 / (1 - share)) / wanted**2)


def anytime_interval(
    ratio: float, error: float, count: int, *, planned: int = 1_000
) -> tuple[float, float]:
    """An interval that may be looked at after every ticket and still errs in at most 5%.

    The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024),
    tightest when about `planned` tickets are in. `error` is the standard error of the
    logarithm of `ratio` over `count` tickets.
    """
    deviation = error * sqrt(count)
    tuned = sqrt((-2 * log(0.05) + log(-2 * log(0.05) + 1)) / planned)
    grown = count * tuned**2 + 1
    half = deviation * sqrt(2 * grown / (count**2 * tuned**2) * log(sqrt(grown) / 0.05))
    return exp(log(ratio) - half), exp(log(ratio) + half)
