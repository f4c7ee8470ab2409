"""The transfer graph of tiered history: from each queue, where a ticket goes next, or ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from swarm.reports.survival import Floats
from swarm.reports.twins.journeys import Journey

START = -1
"""Before the first queue."""

PULLS = (3.0, 10.0)
"""How many tickets' worth the general share counts beside the special ones."""

TRUSTS = (0.1, 0.2, 0.35, 0.5, 0.75)
"""How far the fields are believed together: they repeat each other."""

TRIED, HELD = 1_500, 0.2
RATHER = 1e-6
MOST_PULLED = 500
"""So many values of fields are kept with what they move."""

Counts = dict[int, float]


class TransferGraph:
    """How likely each next queue is, given the present one and what the ticket says of itself.

    The shares of a queue are those of all tickets that left it; each field of the ticket moves
    them by how tickets with its value went, shrunk towards all (naive Bayes, with one exponent
    for how far the fields are believed; both constants are those with the least log loss on the
    newest fifth). First and later steps are told apart. Made by `fit`.
    """

    def __init__(self, places: Sequence[str], fields: Sequence[str]) -> None:
        self.places = list(places)
        self.fields = list(fields)
        self.pull, self.trust = PULLS[0], TRUSTS[2]
        self.left: Floats = np.zeros(len(self.places))
        """How many stays each queue had."""
        self._base: dict[tuple[int, bool], Floats] = {}
        self._all: dict[tuple[bool, bool], Floats] = {}
        self._seen: dict[tuple[int, bool, int, str], Counts] = {}
        self._pulled: dict[tuple[int, str], Floats] = {}

    @classmethod
    def fit(cls, journeys: Sequence[Journey], *, chosen: bool = True) -> TransferGraph:
        """Learn from journeys in the order of time; the same ones give the same graph."""
        places = sorted({stop.place for one in journeys for stop in one.stops})
        fields = sorted({name for one in journeys for name in one.fields})
        out = cls(places, fields)
        cut = len(journeys) - int(len(journeys) * HELD)
        if chosen and cut > 20 and cut < len(journeys):
            out._count(journeys[:cut])
            out._choose(journeys[cut:])
        out._count(journeys)
        return out

    @property
    def end(self) -> int:
        """The place in a vector of chances that stands for the solution."""
        return len(self.places)

    def place(self, name: str) -> int | None:
        """The number of a queue, None where no ticket lay in it."""
        try:
            return self.places.index(name)
        except ValueError:
            return None

    def nearest(self, name: str) -> int | None:
        """The number of a queue, or of the busiest one of the same tier (its first word)."""
        here = self.place(name)
        if here is not None:
            return here
        tier = name.split(" ", 1)[0]
        alike = [
            (-self.left[place], place)
            for place, other in enumerate(self.places)
            if other.split(" ", 1)[0] == tier
        ]
        return min(alike)[1] if alike else None

    def next(self, place: int, fields: Mapping[str, str], *, later: bool) -> Floats:
        """Chances of each queue and, last, of the end; `place` may be START."""
        base = self._base.get((place, later))
        if base is None:
            base = self._all[place == START, later]
        said = np.log(base)
        for number, name in enumerate(self.fields):
            counts = self._seen.get((place, later, number, fields.get(name, "")))
            if counts:
                said = said + self.trust * self._moved(base, counts)
        if place >= 0:
            said[place] = -np.inf  # a ticket that stays does not move
        odds = np.exp(said - said.max())
        chance: Floats = odds / odds.sum()
        return chance

    def ends(self, fields: Mapping[str, str]) -> Floats:
        """The chance that a ticket ends in each queue if that is the first one it comes to: of all
        of them what `next` says of the end."""
        said = np.log(self._firsts)
        for number, name in enumerate(self.fields):
            if value := fields.get(name, ""):
                said += self.trust * self._moved_all(number, value)
        np.fill_diagonal(said, -np.inf)
        odds = np.exp(said - said.max(axis=1, keepdims=True))
        chance: Floats = odds[:, self.end] / odds.sum(axis=1)
        return chance

    @cached_property
    def _firsts(self) -> Floats:
        """The shares of each queue at a first step, a row each."""
        usual = self._all[False, False]
        return np.stack([self._base.get((one, False), usual) for one in range(self.end)])

    def _moved_all(self, number: int, value: str) -> Floats:
        """How a field's value moves the chances of a first step from each queue, a row each."""
        found = self._pulled.get((number, value))
        if found is None:
            found = np.zeros((self.end, self.end + 1))
            for place in range(self.end):
                if counts := self._seen.get((place, False, number, value)):
                    found[place] = self._moved(self._firsts[place], counts)
            if len(self._pulled) >= MOST_PULLED:
                self._pulled = {}
            self._pulled[number, value] = found
        return found

    def _moved(self, base: Floats, counts: Counts) -> Floats:
        told = sum(counts.values())
        ratio = np.full(len(base), self.pull / (told + self.pull))
        for target, count in counts.items():
            ratio[target] += count / (told + self.pull) / base[target]
        moved: Floats = np.log(ratio)
        return moved

    def _count(self, journeys: Sequence[Journey]) -> None:
        size = self.end + 1
        self.left = np.zeros(len(self.places))
        base: dict[tuple[int, bool], Floats] = defaultdict(lambda: np.zeros(size))
        seen: dict[tuple[int, bool, int, str], Counts] = defaultdict(dict)
        number = {name: place for place, name in enumerate(self.places)}
        for one in journeys:
            for here, there, later in self.steps(one, number):
                if here >= 0:
                    self.left[here] += 1
                base[here, later][there] += 1
                for field, name in enumerate(self.fields):
                    if value := one.fields.get(name, ""):
                        counts = seen[here, later, field, value]
                        counts[there] = counts.get(there, 0.0) + 1
        self._all = {}
        for kind in ((True, False), (False, False), (False, True)):
            rows = [row for (here, later), row in base.items() if (here == START, later) == kind]
            whole: Floats = np.full(size, RATHER) + np.sum(rows, axis=0)
            self._all[kind] = whole / whole.sum()
        self._base = {
            (here, later): (row + self.pull * self._all[here == START, later])
            / (row.sum() + self.pull)
            for (here, later), row in base.items()
        }
        self._seen = dict(seen)
        self._pulled = {}
        self.__dict__.pop("_firsts", None)

    def steps(self, journey: Journey, number: Mapping[str, int]) -> list[tuple[int, int, bool]]:
        """Each step of a journey: from where, to where (the last to the end), whether a later one.

        The step into the first queue comes from START.
        """
        at = [number[stop.place] for stop in journey.stops if stop.place in number]
        pairs = list(zip([START, *at], [*at, self.end], strict=True))
        return [(here, there, step > 1) for step, (here, there) in enumerate(pairs)]

    def _choose(self, journeys: Sequence[Journey]) -> None:
        number = {name: place for place, name in enumerate(self.places)}
        tried = [
            (one.fields, *step)
            for one in journeys[-TRIED:]
            for step in self.steps(one, number)
            if step[0] != START
        ]
        if not tried:
            return
        losses = {}
        for self.pull in PULLS:
            for self.trust in TRUSTS:
                told = [
                    -np.log(max(self.next(here, fields, later=later)[there], RATHER))
                    for fields, here, there, later in tried
                ]
                losses[self.pull, self.trust] = float(np.mean(told))
        self.pull, self.trust = min(losses, key=lambda key: losses[key])
