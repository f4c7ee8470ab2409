"""Spread the load: who was asked more often than others gives way where it costs little.

Each person has a price that rises with their share of recent requests, and the price is taken
from their score. Where somebody is clearly the best the price does not matter; where others
are about as likely to help, they come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EVEN, STEEP = 0.6, 1.5
"""The price of a share s (0..1) of the recent requests is `EVEN * s + STEEP * s * s`, in units of
score: a tenth of all requests costs 0.08, a fifth 0.18."""

SLACK = 10.0
"""Requests that are counted to nobody: a desk that has just begun has no heroes yet."""

HALF_LIFE_DAYS = 28.0
"""After so many days a request weighs half: the load of four weeks, not of a career."""


def spread_load(
    scored: Sequence[tuple[str, float]],
    asked: Mapping[str, float],
    *,
    even: float = EVEN,
    steep: float = STEEP,
) -> list[tuple[str, float]]:
    """The same people with their scores less the price of their load, best first.

    Parameters
    ----------
    scored: (person, score in 0..1), best first; ties keep their order.
    asked: how often each person was asked lately, everybody who was asked at all, not only those
        in `scored`: decayed with `HALF_LIFE_DAYS` (see `decayed`), not negative.
    even, steep: the two parts of the price.

    Returns
    -------
    (person, score in 0..1), as many as were given.

    Notes
    -----
    Maximizing the chances of those asked under a limit on everybody's load is a linear program;
    its dual variables are prices per person, subtracted from the value of asking them, and
    prices that follow the load as it comes are near the best that can be done online.

    References
    ----------
    S. Agrawal, Z. Wang, Y. Ye: A dynamic near-optimal algorithm for online linear programming.
    Operations Research 62 (2014).
    """
    total = sum(asked.values()) + SLACK
    spread = []
    for person, score in scored:
        share = asked.get(person, 0.0) / total
        spread.append((person, max(0.0, score - even * share - steep * share * share)))
    return sorted(spread, key=lambda one: -round(one[1], 6))


def decayed(age_days: float) -> float:
    """What one request of that age (days, not negative) still weighs."""
    return float(0.5 ** (age_days / HALF_LIFE_DAYS))
