"""The tier twin: ways that a ticket would likely have taken through tiers, drawn many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from swarm.reports.survival import Flags, Floats
from swarm.reports.twins.graph import START, TransferGraph
from swarm.reports.twins.journeys import Journey
from swarm.reports.twins.paces import Paces

DRAWS = 400
MOST_STOPS = 12
INSIDE = 0.8
"""The share of the drawn ways that an interval holds."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """Ways that were drawn: parallel arrays, a way each. Minutes and cost are NaN where a stop's
    are not known."""

    hops: Floats
    hours: Floats
    minutes: Floats
    cost: Floats
    paths: Sequence[Path]

    def likely(self, most: int = 3) -> list[tuple[Path, float]]:
        """The commonest paths and their share of the draws."""
        counts = Counter(self.paths)
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        return [(path, count / len(self.paths)) for path, count in ordered[:most]]


class Twins:
    """What tiered history would make of a ticket. Made by `fit`."""

    def __init__(self, graph: TransferGraph, paces: Paces, count: int) -> None:
        self.graph, self.paces, self.count = graph, paces, count

    @classmethod
    def fit(cls, journeys: Sequence[Journey]) -> Twins:
        """Learn from journeys in the order of time."""
        graph = TransferGraph.fit(journeys)
        return cls(graph, Paces.fit(journeys, graph.fields), len(journeys))

    def passed_on(self, place: str, fields: Mapping[str, str], *, later: bool) -> float | None:
        """The chance that a ticket which lies in this queue leaves it for another.

        Where no ticket of the history lay in it, the busiest queue of its tier tells; None where
        there is none of that tier either.
        """
        here = self.graph.nearest(place)
        if here is None:
            return None
        return float(1 - self.graph.next(here, fields, later=later)[self.graph.end])

    def ever_passed_on(self, fields: Mapping[str, str]) -> float:
        """The chance that a ticket which comes now leaves its first queue for another."""
        first = self.graph.next(START, fields, later=False)[:-1]
        return float(1 - (first / first.sum()) @ self.graph.ends(fields))

    def draw(
        self, fields: Mapping[str, str], *, first: str | None = None, seed: int = 0,
        draws: int = DRAWS,
    ) -> Drawn:  # fmt: skip
        """Ways through tiers; `first` is the queue in which it would begin, None: drawn too."""
        chance = np.random.default_rng(seed)
        start = self.graph.place(first) if first is not None else None
        at = np.full(draws, start) if start is not None else self._first(fields, chance, draws)
        hours, minutes, cost = (np.zeros(draws) for _ in range(3))
        paths: list[list[str]] = [[] for _ in range(draws)]
        going = np.full(draws, True)
        for step in range(MOST_STOPS):
            self._step(_State(at, going, hours, minutes, cost, paths), fields, chance, step)
            if not going.any():
                break
        hops = np.array([len(path) - 1 for path in paths], dtype=np.float64)
        return Drawn(hops, hours, minutes, cost, [tuple(path) for path in paths])

    def _first(
        self, fields: Mapping[str, str], chance: np.random.Generator, draws: int
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        likely = self.graph.next(START, fields, later=False)[:-1]
        return chance.choice(len(likely), size=draws, p=likely / likely.sum())

    def _step(
        self, state: _State, fields: Mapping[str, str], chance: np.random.Generator, step: int
    ) -> None:
        end = self.graph.end
        for place in np.unique(state.at[state.going]).tolist():
            mine = np.flatnonzero(state.going & (state.at == place))
            likely = self.graph.next(place, fields, later=step > 0)
            follow = chance.choice(len(likely), size=len(mine), p=likely)
            if step == MOST_STOPS - 1:
                follow[:] = end
            name = self.graph.places[place]
            for ends in (False, True):
                rows = mine[(follow == end) == ends]
                if len(rows):
                    found = self.paces.draw((name, ends, step > 0), fields, chance, len(rows))
                    for whole, part in zip(
                        (state.hours, state.minutes, state.cost), found, strict=True
                    ):
                        whole[rows] += part
            for row in mine.tolist():
                state.paths[row].append(name)
            state.going[mine[follow == end]] = False
            state.at[mine] = np.where(follow == end, -1, follow)


@dataclass
class _State:
    at: np.ndarray[tuple[int], np.dtype[np.int64]]
    going: Flags
    hours: Floats
    minutes: Floats
    cost: Floats
    paths: list[list[str]]


def interval(values: Floats) -> tuple[float, float]:
    """Between which values four of five of the draws lie."""
    low, high = np.quantile(values, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return float(low), float(high)
