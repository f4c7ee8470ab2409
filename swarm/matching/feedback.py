"""What answers, credits and thumbs teach, at once and without a refit: factors on a score.

They move a score a little: who comes when asked, whose help counted in the end, and whom the owner
was glad of. What somebody knows is told by their work; this tells whether asking was worth it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

BELIEVED = 6.0
"""So many answers at the desk's own rate are credited beforehand: one no is not a verdict."""

LEAST, BEST = 0.7, 1.2
LEAST_CREDITED = 0.8
THUMB, THUMBS_LEAST, THUMBS_BEST = 1.2, 0.5, 1.5
HALF_LIFE_DAYS = 180.0


@dataclass(frozen=True, slots=True)
class Thumb:
    """An owner's word on a suggestion: up or down, how old, and how alike the need was (0..1)."""

    up: bool
    age_days: float
    alike: float


def answer_factor(yes: int, no: int, *, usual: float) -> float:
    """From how often somebody came when asked (`yes`) or did not (`no`: declined, expired).

    `usual` is the rate of yes at this desk (0..1). The rate of the person, drawn towards the
    usual one, over the usual one; its root, so that knowledge weighs more than willingness.
    """
    return _drawn_to_usual(yes, no, usual, LEAST)


@dataclass(frozen=True, slots=True)
class Help:
    """How often somebody's help on tickets like this one was credited, and how often it was not.

    Tickets, each counted as far as its needs were alike and as it is fresh; not negative.
    """

    credited: float = 0.0
    not_credited: float = 0.0


def credit_factor(help_given: Help, *, usual: float) -> float:
    """From how often somebody who came helped, by the owner's word.

    `usual` is the rate (0..1) of those who could be asked instead. As with answers, one ticket is
    no verdict: the rate is drawn towards the usual one, and its root is taken.
    """
    return _drawn_to_usual(help_given.credited, help_given.not_credited, usual, LEAST_CREDITED)


def _drawn_to_usual(good: float, other: float, usual: float, least: float) -> float:
    usual = min(max(usual, 0.05), 1.0)
    rate = (good + BELIEVED * usual) / (good + other + BELIEVED)
    return min(BEST, max(least, sqrt(rate / usual)))


def usual_rate(all_help: Iterable[Help]) -> float:
    """The share of their help that was credited, of those who could be asked; high without any."""
    helped = times = 0.0
    for one in all_help:
        helped += one.credited
        times += one.credited + one.not_credited
    return (helped + 3) / (times + 4)


def thumb_factor(thumbs: Iterable[Thumb]) -> float:
    """From thumbs: each moves the score by a fifth where the need was the same and it is new."""
    weight = sum(
        (1 if one.up else -1) * one.alike * 0.5 ** (one.age_days / HALF_LIFE_DAYS) for one in thumbs
    )
    return float(min(THUMBS_BEST, max(THUMBS_LEAST, THUMB**weight)))
