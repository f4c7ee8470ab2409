"""An experiment as it runs: each ticket as the lots fell, readable on any day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.reports.effects.cards import Experiment, Look
from swarm.reports.effects.ratio import Ratio, raw_ratio, times_of
from swarm.reports.effects.reading import anytime_interval
from swarm.reports.effects.saying import card_of_ratio
from swarm.reports.effects.study import Study
from swarm.reports.effects.waiting import horizon_of
from swarm.reports.survival import Floats

WEEK = 7 * 24.0
LONGEST = 52

BY_LOT = (
    "Every ticket for which lots were drawn, on the side that was drawn, whether or not"
    " it crossed over later (intention to treat)."
)


@dataclass(frozen=True)
class _Reading:
    ratio: Ratio
    low: float
    high: float


def experiment_of(study: Study) -> Experiment:
    """What the drawn tickets of `study` show today."""
    found = _read(study)
    return Experiment(
        sentence=_sentence(found, len(study)),
        rule=BY_LOT,
        count=len(study),
        swarm_count=int(study.treated.sum()),
        tier_count=int((~study.treated).sum()),
        ratio=card_of_ratio(found.ratio) if found else None,
        low_anytime=found.low if found else None,
        high_anytime=found.high if found else None,
    )


def looks_at(study: Study, came: Floats) -> list[Look]:
    """What would have been read at the end of each week since the first ticket came.

    `came` are hours since then, one a ticket. Each look knows only what had happened by then:
    tickets that had come, solved or watched so far.
    """
    if not len(study):
        return []
    end = float((came + study.hours).max())
    found = []
    for week in range(1, min(int(np.ceil(end / WEEK)), LONGEST) + 1):
        then = week * WEEK
        there = came < then
        known = study.take(there)
        watched = np.minimum(known.hours, then - came[there])
        seen = Study(
            known.treated, watched, known.happened & (known.hours <= watched), known.cluster, {}
        )
        if (one := _read(seen)) is not None:
            found.append(
                Look(week=week, count=len(seen), value=one.ratio.value, low=one.low, high=one.high)
            )
    return found


def _read(study: Study) -> _Reading | None:
    solved = [int((study.happened & side).sum()) for side in (study.treated, ~study.treated)]
    if min(solved) < 2:
        return None
    horizon = horizon_of(study.hours, study.happened, study.treated)
    if horizon <= 0:
        return None
    # Read every week, so the variance of all draws is told and nothing is drawn.
    ratio = raw_ratio(study, times_of(study, horizon), rounds=0, seed=0)
    if not 0 < ratio.error < float("inf"):
        return None
    return _Reading(ratio, *anytime_interval(ratio.value, ratio.error, len(study)))


def _sentence(found: _Reading | None, count: int) -> str:
    if found is None:
        return f"Lots were drawn for {count} tickets; too few are solved to say anything yet."
    clear = found.low > 1 or found.high < 1
    verdict = "that holds whenever one looks" if clear else "not yet distinguishable"
    ratio = found.ratio
    return (
        f"By lot, tickets of the swarm process were resolved {ratio.value:.2f} times as fast (95%:"
        f" {ratio.low:.2f} to {ratio.high:.2f}; looking every day: {found.low:.2f} to"
        f" {found.high:.2f}): {verdict}."
    )
