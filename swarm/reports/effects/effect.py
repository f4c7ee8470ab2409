"""Swarm against tier, adjusted for the mix of tickets, or why that cannot be said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.reports.effects.propensity import (
    fit_logistic,
    inverse_weights,
    propensity,
    standardized_differences,
)
from swarm.reports.effects.ratio import EDGE, RIDGE, Ratio, adjusted_ratio, raw_ratio
from swarm.reports.effects.reading import e_value, e_value_of_interval, tickets_needed
from swarm.reports.effects.refusing import PROCESSES, Sides, apart, too_small, untold
from swarm.reports.effects.study import Design, Study, design_of
from swarm.reports.effects.waiting import horizon_of
from swarm.reports.survival import Flags, Floats

MOST_UNLIKE = 0.25
"""A covariate that differs more than this after weighting was not balanced."""

ROUNDS = 300
BINS = 20


@dataclass(frozen=True)
class Balance:
    """One covariate column: standardized difference of the sides before and after weighting."""

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class Overlap:
    """How the chance to be swarmed is spread: tickets of each side in 20 equal bins from 0 to 1."""

    swarm: tuple[int, ...]
    tier: tuple[int, ...]
    outside: int
    """Tickets for which one of the ways was all but ruled out: they are compared with nobody."""


@dataclass(frozen=True)
class Effect:
    """What can be said: an effect, or the reasons why none is printed.

    `refusals` in plain words; where there is one `adjusted` is None. `raw` is None only where a
    side has no solved ticket. `e_value` and `e_value_of_interval` belong to `adjusted`;
    `needed` is how many tickets would show a ratio of 1.2 at the present spread.
    """

    horizon: float
    swarm_count: int
    tier_count: int
    covariates: tuple[str, ...]
    raw: Ratio | None
    adjusted: Ratio | None
    balance: tuple[Balance, ...]
    overlap: Overlap | None
    e_value: float | None
    e_value_of_interval: float | None
    needed: int | None
    refusals: tuple[str, ...]


def estimate_effect(
    study: Study, *, rounds: int = ROUNDS, seed: int = 0, sides: Sides = PROCESSES
) -> Effect:
    """The adjusted ratio of mean times to the solution, tier over swarm; deterministic by `seed`.

    Refuses where a side is too small, where a covariate is mostly unknown, where the sides hold
    different kinds of tickets, and where weighting did not balance them. Nothing that became
    known after work began may be among the covariates. `sides` are their names in refusals.
    """
    refusals = [*too_small(study, sides), *untold(study)]
    raw = _raw(study, rounds, seed)
    if refusals:
        return _refused(study, raw, refusals)
    chance = _chance(design_of(study), study)
    alike = could_go_either_way(chance)
    overlap = _overlap(chance, study.treated, alike)
    inside = study.take(alike)
    refusals = apart(study, alike, sides) or too_small(inside, sides)
    if refusals:
        return _refused(study, raw, refusals, overlap)
    within = design_of(inside)
    balance = _balance(within, inside)
    unlike = [one.name for one in balance if abs(one.after) > MOST_UNLIKE]
    if unlike:
        said = f"After weighting the sides still differ in {', '.join(unlike)}."
        return _refused(study, raw, [said], overlap, balance)
    horizon = horizon_of(inside.hours, inside.happened, inside.treated)
    if horizon <= 0:
        return _refused(study, raw, ["No time passed on one of the sides."], overlap, balance)
    found = adjusted_ratio(inside, within.matrix, horizon, rounds=rounds, seed=seed)
    return Effect(
        horizon=horizon,
        swarm_count=int(inside.treated.sum()),
        tier_count=int((~inside.treated).sum()),
        covariates=tuple(study.covariates),
        raw=raw,
        adjusted=found,
        balance=balance,
        overlap=overlap,
        e_value=e_value(found.value),
        e_value_of_interval=e_value_of_interval(found.low, found.high),
        needed=tickets_needed(found.error, len(inside)),
        refusals=(),
    )


def could_go_either_way(chance: Floats) -> Flags:
    """The tickets that are compared: neither way was all but ruled out for them."""
    return (chance > EDGE) & (chance < 1 - EDGE)


def compared(study: Study) -> Flags:
    """Which tickets of a study its effect is about: all of them where it is refused outright."""
    if too_small(study) or untold(study):
        return np.ones(len(study), dtype=np.bool_)
    alike = could_go_either_way(_chance(design_of(study), study))
    refused = apart(study, alike) or too_small(study.take(alike))
    return np.ones(len(study), dtype=np.bool_) if refused else alike


def _raw(study: Study, rounds: int, seed: int) -> Ratio | None:
    solved = [int((study.happened & side).sum()) for side in (study.treated, ~study.treated)]
    if min(solved) < 2:
        return None
    horizon = horizon_of(study.hours, study.happened, study.treated)
    return raw_ratio(study, horizon, rounds=rounds, seed=seed) if horizon > 0 else None


def _chance(design: Design, study: Study) -> Floats:
    return propensity(design.matrix, fit_logistic(design.matrix, study.treated, ridge=RIDGE))


def _overlap(chance: Floats, treated: Flags, alike: Flags) -> Overlap:
    edges = np.linspace(0, 1, BINS + 1)
    swarm, tier = (np.histogram(chance[side], edges)[0] for side in (treated, ~treated))
    return Overlap(tuple(swarm.tolist()), tuple(tier.tolist()), int((~alike).sum()))


def _balance(design: Design, study: Study) -> tuple[Balance, ...]:
    weights = inverse_weights(_chance(design, study), study.treated)
    before = standardized_differences(design.matrix, study.treated)[1:]
    after = standardized_differences(design.matrix, study.treated, weights)[1:]
    found = [
        Balance(name, float(one), float(other))
        for name, one, other in zip(design.names, before, after, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.before)))


def _refused(
    study: Study,
    raw: Ratio | None,
    refusals: list[str],
    overlap: Overlap | None = None,
    balance: tuple[Balance, ...] = (),
) -> Effect:
    return Effect(
        horizon=horizon_of(study.hours, study.happened, study.treated),
        swarm_count=int(study.treated.sum()),
        tier_count=int((~study.treated).sum()),
        covariates=tuple(study.covariates),
        raw=raw,
        adjusted=None,
        balance=balance,
        overlap=overlap,
        e_value=None,
        e_value_of_interval=None,
        needed=tickets_needed(raw.error, len(study)) if raw and np.isfinite(raw.error) else None,
        refusals=tuple(refusals),
    )
