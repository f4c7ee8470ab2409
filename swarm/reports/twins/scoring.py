"""How far a tier twin is off: on tiered tickets that it had not seen, beside simpler estimates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from swarm.reports.survival import Floats
from swarm.reports.twins.imagining import Drawn, Twins, interval
from swarm.reports.twins.journeys import Journey

ALL = ""
LEAST = 5
"""A category with fewer tickets than this is told by all of them."""


@dataclass(frozen=True)
class Scored:
    """One entry a held-out ticket. The error is the continuous ranked probability score, in the
    unit of the measure: of one plain number it is the absolute error (Gneiting & Raftery 2007).

    `average` is the mean of the ticket's category, `spread` the whole spread of its category.
    `held` tells whether the 80% interval held the truth.
    """

    twin: Floats
    average: Floats
    spread: Floats
    held: Floats


def split(journeys: Sequence[Journey], share: float = 0.2) -> tuple[list[Journey], list[Journey]]:
    """The newest `share`, and those that had ended before the first of it came."""
    ordered = sorted(journeys, key=lambda one: (one.at, one.id))
    cut = int(len(ordered) * (1 - share))
    held = ordered[cut:]
    opening = held[0].at if held else 0.0
    return [one for one in ordered[:cut] if one.ended_at <= opening], held


MEASURES: Mapping[str, tuple[Callable[[Journey], float], Callable[[Drawn], Floats]]] = {
    "hops": (lambda one: float(one.hops), lambda drawn: drawn.hops),
    "hours": (lambda one: one.hours, lambda drawn: drawn.hours),
}


def judge(
    learned: Sequence[Journey], held: Sequence[Journey], category: str
) -> tuple[dict[str, Scored], Floats]:
    """Errors by measure, and for each ticket whether the likeliest path was the one it took."""
    twins = Twins.fit(learned)
    known = _by_category(learned, category)
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in MEASURES}
    paths = []
    for number, (one, drawn) in enumerate(_drawn(twins, held)):
        of_category = known[one.fields.get(category, ALL)]
        if len(of_category) < LEAST:
            of_category = known[ALL]
        for name, (truth_of, values_of) in MEASURES.items():
            truth, values = truth_of(one), values_of(drawn)
            others = np.array([truth_of(other) for other in of_category])
            low, high = interval(values)
            rows[name].append(
                (
                    crps(values, truth),
                    abs(float(others.mean()) - truth),
                    crps(_thinned(others, number), truth),
                    float(low <= truth <= high),
                )
            )
        likely = drawn.likely(1)[0][0]
        paths.append(float(likely == tuple(stop.place for stop in one.stops)))
    tables = {name: np.array(told).reshape(len(told), 4) for name, told in rows.items()}
    return {name: Scored(*table.T) for name, table in tables.items()}, np.array(paths)


def _drawn(twins: Twins, held: Sequence[Journey]) -> Iterator[tuple[Journey, Drawn]]:
    for number, one in enumerate(held):
        yield one, twins.draw(one.fields, first=one.stops[0].place, seed=number)


def _by_category(journeys: Sequence[Journey], category: str) -> dict[str, list[Journey]]:
    found: dict[str, list[Journey]] = defaultdict(list)
    for one in journeys:
        found[ALL].append(one)
        if value := one.fields.get(category, ALL):
            found[value].append(one)
    return found


def _thinned(values: Floats, seed: int, most: int = 400) -> Floats:
    if len(values) <= most:
        return values
    return np.random.default_rng(seed).choice(values, size=most, replace=False)


def crps(values: Floats, truth: float) -> float:
    """The continuous ranked probability score of draws against what happened; less is better."""
    ordered = np.sort(values)
    count = len(ordered)
    weight = 2 * np.arange(1, count + 1) - count - 1
    apart = float(weight @ ordered) / count**2
    return float(np.abs(ordered - truth).mean()) - apart
