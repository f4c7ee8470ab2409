"""What each ticket of a selection took: minutes, people, and what their time costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.reports.aggregates.kinds import KINDS
from swarm.reports.aggregates.parts import Part
from swarm.reports.survival import Flags, Floats
from swarm.tiers.charts import Chart


@dataclass(frozen=True)
class Costs:
    """Parallel arrays, one entry a ticket; only those of the `known` ones mean something: they
    have work whose length is known.

    `amount` is money where every tier that worked has an hourly rate, else NaN. `by_activity`
    tells that all of its work is folded from activity, `stated` that none of it is.
    """

    known: Flags
    minutes: Floats
    amount: Floats
    people: Floats
    by_activity: Flags
    stated: Flags


def costs_of(part: Part, chart: Chart) -> Costs:
    """The costs of the tickets of a part by the rates of `chart`."""
    kinds, at = part.work["kind"], part.work_at
    rates = np.full(int(kinds.max(initial=-1)) + 1, np.nan)
    folded = np.zeros(len(rates), dtype=np.bool_)
    for kind in np.flatnonzero(np.bincount(kinds)).tolist():
        said = KINDS.said[kind]
        rates[kind] = chart.rates.get(chart.translate(said.of_person), np.nan)
        folded[kind] = said.how == "activity"
    minutes = part.work["minutes"]
    amount = np.where(minutes > 0, minutes / 60 * rates[kinds], 0.0)

    def total(column: Floats) -> Floats:
        return np.bincount(at, column, len(part)).astype(np.float64)

    touches, by_activity = part.work["touches"], total(part.work["touches"] * folded[kinds])
    return Costs(
        known=total(part.work["timed"]) > 0,
        minutes=total(minutes),
        amount=total(amount),
        people=np.maximum(part.columns["people"], 1).astype(np.float64),
        by_activity=by_activity == total(touches),
        stated=by_activity == 0,
    )
