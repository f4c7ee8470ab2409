"""How long a ticket lies in a queue, and what work it takes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from swarm.reports.survival import Floats
from swarm.reports.twins.journeys import Journey, Stop

SHRUNK, BELIEVED = 15.0, 0.5
LEAST_POOL = 20
SHORTEST = 0.02
"""Hours: about a minute. What is shorter is no different."""

Kind = tuple[str, bool, bool]
"""A queue, whether it was the last of its ticket, and whether the ticket had come from another."""


class Paces:
    """Draws hours, minutes and cost of stops as they were, moved by what the ticket says of itself.

    The logarithm of the hours is a mean for each kind of stop plus what each field's value adds,
    one field after the other, each shrunk towards nothing; what is left over is drawn from the
    stops of the same kind, together with their minutes and cost. Made by `fit`.
    """

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._pools: dict[Kind, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
        self._wide: dict[tuple[bool, bool], np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
        self._mean: dict[Kind, float] = {}
        self._wide_mean: dict[tuple[bool, bool], float] = {}
        self._added: dict[tuple[str, bool], dict[str, float]] = {}
        self._left: Floats = np.zeros(0)
        self._minutes: Floats = np.zeros(0)
        self._cost: Floats = np.zeros(0)

    @classmethod
    def fit(cls, journeys: Sequence[Journey], fields: Sequence[str]) -> Paces:
        """Learn from journeys; the same ones give the same."""
        out = cls()
        kinds = [
            (stop.place, step == one.hops, step > 0)
            for one in journeys
            for step, stop in enumerate(one.stops)
        ]
        out._stops = list(chain.from_iterable(one.stops for one in journeys))
        values = np.log(np.array([max(stop.hours, SHORTEST) for stop in out._stops]))
        out._minutes = np.array([_known(stop.minutes) for stop in out._stops])
        out._cost = np.array([_known(stop.cost) for stop in out._stops])
        out._learn_kinds(kinds, values)
        left = values - np.array([out._mean[kind] for kind in kinds])
        last = np.array([kind[1] for kind in kinds])
        for name in fields:
            said = [one.fields.get(name, "") for one in journeys for _ in one.stops]
            left = out._learn_field(name, said, last, left)
        out._left = left
        return out

    def _learn_kinds(self, kinds: Sequence[Kind], values: Floats) -> None:
        places: dict[Kind, list[int]] = {}
        for number, kind in enumerate(kinds):
            places.setdefault(kind, []).append(number)
        self._pools = {kind: np.array(rows, dtype=np.int64) for kind, rows in places.items()}
        for wide in ((False, False), (False, True), (True, False), (True, True)):
            rows = [rows for kind, rows in self._pools.items() if kind[1:] == wide]
            if rows:
                self._wide[wide] = np.concatenate(rows)
                self._wide_mean[wide] = float(values[self._wide[wide]].mean())
        for kind, mine in self._pools.items():
            mean = self._wide_mean[kind[1:]]
            self._mean[kind] = (values[mine].sum() + SHRUNK * mean) / (len(mine) + SHRUNK)

    def _learn_field(
        self, name: str, said: Sequence[str], last: np.ndarray[Any, Any], left: Floats
    ) -> Floats:
        names, place = np.unique(np.array(said, dtype=str), return_inverse=True)
        for ends in (False, True):
            mine = last == ends
            sums = np.bincount(place[mine], left[mine], minlength=len(names))
            counts = np.bincount(place[mine], minlength=len(names))
            added = BELIEVED * sums / (counts + SHRUNK)
            added[names == ""] = 0.0
            self._added[name, ends] = dict(zip(names.tolist(), added.tolist(), strict=True))
            left = np.where(mine, left - added[place], left)
        return left

    def draw(
        self, kind: Kind, fields: Mapping[str, str], chance: np.random.Generator, count: int
    ) -> tuple[Floats, Floats, Floats]:
        """Hours, minutes and cost of `count` stops of a kind (NaN: not known)."""
        pool = self._pools.get(kind)
        if pool is None or len(pool) < LEAST_POOL:
            pool = self._wide.get(kind[1:], np.arange(len(self._stops)))
        mean = self._mean.get(kind, self._wide_mean.get(kind[1:], 0.0))
        added = sum(
            known.get(fields.get(name, ""), 0.0)
            for (name, ends), known in self._added.items()
            if ends is kind[1]
        )
        rows = chance.choice(pool, size=count)
        hours: Floats = np.exp(mean + added + self._left[rows])
        return hours, self._minutes[rows], self._cost[rows]


def _known(amount: float | None) -> float:
    return np.nan if amount is None else amount
