"""Swarm against tier, adjusted for the mix of tickets, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from swarm.reports.effects.propensity import (
    fit_logistic,
    inverse_weights,
    propensity,
    standardized_differences,
)
from swarm.reports.effects.ratio import (
    EDGE,
    RIDGE,
    Ratio,
    adjusted_ratio,
    raw_ratio,
    times_of,
)
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
    `needed` is how many tickets would show a ratio of 1.2 at the present spread. `about` are the
    tickets that it speaks of: all of them where it is refused outright.
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
    about: Flags = field(repr=False, compare=False)


def estimate_effect(
    study: Study,
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
    sides: Sides = PROCESSES,
    unadjusted: bool = True,
) -> Effect:
    """The adjusted ratio of mean times to the solution, tier over swarm; deterministic by `seed`.

    Refuses where a side is too small, where a covariate is mostly unknown, where the sides hold
    different kinds of tickets, and where weighting did not balance them. Nothing that became
    known after work began may be among the covariates. `sides` are their names in refusals;
    without `unadjusted` there is no raw ratio.
    """
    refusals = [*too_small(study, sides), *untold(study)]
    horizon = horizon_of(study.hours, study.happened, study.treated)
    told = _Told(study, horizon, rounds, seed, unadjusted=unadjusted)
    if refusals:
        return _refused(told, refusals)
    design, chance = _fitted(study)
    alike = could_go_either_way(chance)[design.place]
    overlap = _overlap(design, study, chance, alike)
    inside = study.take(alike)
    if refusals := apart(study, alike, sides) or too_small(inside, sides):
        return _refused(told, refusals, overlap)
    if inside is not study:
        horizon = horizon_of(inside.hours, inside.happened, inside.treated)
        design, chance = _fitted(inside)
    balance = _balance(design, inside, chance)
    if refusals := _unbalanced(balance, horizon):
        return _refused(told, refusals, overlap, balance, alike)
    times = told.times if inside is study else times_of(inside, horizon)
    found = adjusted_ratio(inside, design, chance, times, rounds=rounds, seed=seed)
    return Effect(
        horizon=horizon,
        swarm_count=int(inside.treated.sum()),
        tier_count=int((~inside.treated).sum()),
        covariates=tuple(study.covariates),
        raw=told.raw,
        adjusted=found,
        balance=balance,
        overlap=overlap,
        e_value=e_value(found.value),
        e_value_of_interval=e_value_of_interval(found.low, found.high),
        needed=tickets_needed(found.error, len(inside)),
        refusals=(),
        about=alike,
    )


def _unbalanced(balance: Sequence[Balance], horizon: float) -> list[str]:
    unlike = [one.name for one in balance if abs(one.after) > MOST_UNLIKE]
    if unlike:
        return [f"After weighting the sides still differ in {', '.join(unlike)}."]
    return ["No time passed on one of the sides."] if horizon <= 0 else []


def could_go_either_way(chance: Floats) -> Flags:
    """The tickets that are compared: neither way was all but ruled out for them."""
    return (chance > EDGE) & (chance < 1 - EDGE)


def compared(study: Study) -> Flags:
    """Which tickets of a study its effect is about: all of them where it is refused outright."""
    if too_small(study) or untold(study):
        return np.ones(len(study), dtype=np.bool_)
    design, chance = _fitted(study)
    alike = could_go_either_way(chance)[design.place]
    refused = apart(study, alike) or too_small(study.take(alike))
    return np.ones(len(study), dtype=np.bool_) if refused else alike


class _Told:
    """What can be said of a study without adjusting, worked out when it is asked for."""

    def __init__(
        self, study: Study, horizon: float, rounds: int, seed: int, *, unadjusted: bool
    ) -> None:
        self.study, self.horizon = study, horizon
        self._rounds, self._seed, self._wanted = rounds, seed, unadjusted

    @cached_property
    def times(self) -> Floats:
        return times_of(self.study, self.horizon)

    @cached_property
    def raw(self) -> Ratio | None:
        study = self.study
        solved = [int((study.happened & side).sum()) for side in (study.treated, ~study.treated)]
        if not self._wanted or min(solved) < 2 or self.horizon <= 0:
            return None
        return raw_ratio(study, self.times, rounds=self._rounds, seed=self._seed)


def _fitted(study: Study) -> tuple[Design, Floats]:
    """The design of a study, and the chance of each of its cells to be swarmed."""
    design = design_of(study)
    swarmed, cells = design.total(study.treated), design.cells
    pull = fit_logistic(cells, swarmed, ridge=RIDGE, counts=design.counts)
    return design, propensity(cells, pull)


def _overlap(design: Design, study: Study, chance: Floats, alike: Flags) -> Overlap:
    edges, swarmed = np.linspace(0, 1, BINS + 1), design.total(study.treated)
    swarm, tier = (
        np.histogram(chance, edges, weights=counts)[0].round().astype(np.int64).tolist()
        for counts in (swarmed, design.counts - swarmed)
    )
    return Overlap(tuple(swarm), tuple(tier), int((~alike).sum()))


def _balance(design: Design, study: Study, chance: Floats) -> tuple[Balance, ...]:
    swarmed = design.total(study.treated)
    counts = swarmed, design.counts - swarmed
    weights = inverse_weights(chance, counts)
    before = standardized_differences(design.cells, counts)[1:]
    after = standardized_differences(design.cells, counts, weights)[1:]
    found = [
        Balance(name, float(one), float(other))
        for name, one, other in zip(design.names, before, after, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.before)))


def _refused(
    told: _Told,
    refusals: list[str],
    overlap: Overlap | None = None,
    balance: tuple[Balance, ...] = (),
    about: Flags | None = None,
) -> Effect:
    study, raw = told.study, told.raw
    return Effect(
        horizon=told.horizon,
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
        about=np.ones(len(study), dtype=np.bool_) if about is None else about,
    )
