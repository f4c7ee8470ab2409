"""A number as a report shows it: what was counted, over how many, by which rule, how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel

from swarm.reports import intervals
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts
from swarm.reports.measures import MEASURES
from swarm.reports.survival import Estimate, Flags

NOTHING = "There are no such tickets."


class Figure(BaseModel):
    """One number.

    `count` is what it was calculated over; `low` and `high` are a 95% interval where the
    number is an estimate; `tickets` is the address, below /api, of the tickets behind the
    value (for a share: of those that are the share), `over` that of the `count`; `why` tells
    why a value is missing.
    """

    value: float | None
    count: int
    rule: str
    unit: str
    low: float | None = None
    high: float | None = None
    tickets: str | None = None
    over: str | None = None
    why: str | None = None


def figure(
    estimate: Estimate,
    count: int,
    rule: str,
    unit: str,
    *,
    tickets: str | None = None,
    over: str | None = None,
    why: str | None = None,
) -> Figure:
    """A figure from an estimate; `why` is kept only where there is no value."""
    return Figure(
        value=_round(estimate.value),
        low=_round(estimate.low),
        high=_round(estimate.high),
        count=count,
        rule=rule,
        unit=unit,
        tickets=tickets,
        over=over or tickets,
        why=(why or NOTHING) if estimate.value is None else None,
    )


def _round(value: float | None) -> float | None:
    return None if value is None else round(float(value), 9)


@dataclass(frozen=True)
class Desk:
    """The tickets of one cohort, ready to be counted."""

    facts: Facts
    cohort: Cohort

    def side(self, process: str) -> Desk:
        """Those of one process."""
        tiered = self.facts.tiered
        mask = tiered if process == "tier" else ~tiered
        return Desk(self.facts.where(mask), self.cohort.of(process))

    def pick(self, measure: str) -> Flags:
        """Which tickets belong to a measure."""
        return MEASURES[measure].pick(self.facts)

    def number(self, measure: str) -> Figure:
        """How many tickets belong to a measure."""
        hits = int(self.pick(measure).sum())
        return figure(
            Estimate(hits), hits, MEASURES[measure].rule, "tickets", tickets=self.link(measure)
        )

    def link(self, measure: str) -> str:
        """The address of the tickets behind a measure."""
        return self.cohort.link(measure)

    def share(
        self, measure: str, base: str = "tickets", of: str = "all tickets", why: str | None = None
    ) -> Figure:
        """Which share of the tickets of the measure `base` belongs to `measure` too.

        `of` says the base in words. The measure's tickets have to be among those of the base.
        """
        hits, count = int(self.pick(measure).sum()), int(self.pick(base).sum())
        return figure(
            intervals.share(hits, count),
            count,
            f"{MEASURES[measure].rule} Share of {of}; interval: Wilson.",
            "share",
            tickets=self.link(measure) if count else None,
            over=self.link(base) if count else None,
            why=why,
        )

    def mean(self, measure: str, why: str | None = None) -> Figure:
        """The mean over the tickets of a measure."""
        chosen = MEASURES[measure]
        values = self._values(measure)
        return figure(
            intervals.mean(values),
            len(values),
            f"{chosen.rule} Mean; interval: normal.",
            chosen.unit,
            tickets=self.link(measure) if len(values) else None,
            why=why,
        )

    def median(self, measure: str, values_of: str | None = None, why: str | None = None) -> Figure:
        """The sample median over the tickets of a measure that have a value."""
        chosen = MEASURES[measure]
        values = self._values(measure)
        rule = f"{chosen.rule} {values_of}" if values_of else chosen.rule
        return figure(
            intervals.sample_quantile(values, 0.5),
            len(values),
            f"{rule} Median; interval: order statistics.",
            chosen.unit,
            tickets=self.link(measure) if len(values) else None,
            why=why,
        )

    def _values(self, measure: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        chosen = MEASURES[measure]
        if chosen.value is None:
            raise ValueError(f"{measure} has no values")
        values = chosen.value(self.facts)[chosen.pick(self.facts)]
        return values[~np.isnan(values)]


SIDES = "Swarm minus tier, unadjusted; the interval is recovered from the two (MOVER)."


def difference(
    first: Figure, second: Figure, least: int, over: str | None, rule: str = SIDES
) -> Figure:
    """`first - second`; no value where either side has fewer than `least` behind it.

    `over` is the address of the tickets of both sides. Two shares are apart by so many
    percentage points, no share of anything: unit `share_difference`, 0.01 a point.
    """
    few = min(first.count, second.count) < least
    estimate = intervals.difference(
        Estimate(first.value, first.low, first.high),
        Estimate(second.value, second.low, second.high),
    )
    if few:
        estimate = Estimate(None)
    return figure(
        estimate,
        first.count + second.count,
        rule,
        "share_difference" if first.unit == "share" else first.unit,
        over=over,
        why=f"Fewer than {least} on one side." if few else "One side has no value.",
    )


__all__ = ["Desk", "Estimate", "Figure", "difference", "figure"]
