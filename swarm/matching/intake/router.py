"""Where a ticket will end, told by its fields alone: which group, which person.

Naive counts of what became of tickets that had the same field, or two or three fields, in common;
a learned ranker (boosted trees and a logistic regression, half and half) weighs what those
counts say of each candidate. The learning follows time: each lesson saw only the outcomes that
were known when its ticket came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from swarm.matching.intake.cases import Case
from swarm.matching.intake.keys import keys_of
from swarm.matching.intake.mixture import Mixture
from swarm.matching.intake.tallies import DAY, Tallies, shares
from swarm.matching.rows import Floats

CANDIDATES = 25
_FIRST_LESSON = 0.25  # share of the history that comes before the first lesson
_MOST_LESSONS = 8_000
_FEWEST_LESSONS = 50
UNTOLD_DAYS = 30.0  # an outcome whose time is not told counts as known this much later


def in_order_of_time(
    cases: Sequence[Case], labels: Sequence[int | None]
) -> Iterator[tuple[int, list[int]]]:
    """Places of the cases as they come, each with the places of those that ended since the last.

    Cases without a label never end; they are still asked about.
    """
    waiting: list[tuple[float, int]] = []
    for place in sorted(range(len(cases)), key=lambda place: cases[place].at):
        ended = []
        while waiting and waiting[0][0] <= cases[place].at:
            ended.append(heapq.heappop(waiting)[1])
        yield place, ended
        if labels[place] is not None:
            heapq.heappush(waiting, (known_at(cases[place]), place))


def known_at(case: Case) -> float:
    """When the outcome of a case became known."""
    return case.at + UNTOLD_DAYS * DAY if case.ended_at is None else case.ended_at


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome and how likely it is beside the others that were looked at."""

    outcome: str
    score: float


class Router:
    """Names the outcomes of a case, likeliest first. Made by `fit`; `add` counts at once."""

    def __init__(self, fields: Sequence[str], tallies: Tallies, outcomes: Sequence[str]) -> None:
        self._fields, self._tallies = list(fields), tallies
        self._outcomes = list(outcomes)
        self._place = {name: at for at, name in enumerate(self._outcomes)}
        self._mixture: Mixture | None = None

    @classmethod
    def fit(cls, cases: Sequence[Case], outcomes: Sequence[str | None], *, seed: int = 0) -> Router:
        """Learn from cases and what became of each; None where that is not known."""
        fields = list(dict.fromkeys(name for case in cases for name in case.fields))
        names = list(dict.fromkeys(name for name in outcomes if name is not None))
        place = {name: at for at, name in enumerate(names)}
        labels = [None if name is None else place[name] for name in outcomes]
        values = [case.values(fields) for case in cases]
        keys = keys_of(values, labels)
        out = cls(fields, Tallies(keys, len(names)), names)
        out._learn(cases, values, labels, seed)
        return out

    def _learn(
        self,
        cases: Sequence[Case],
        values: Sequence[Sequence[str]],
        labels: Sequence[int | None],
        seed: int,
    ) -> None:
        first = int(len(cases) * _FIRST_LESSON)
        step = -(-(len(cases) - first) // _MOST_LESSONS) or 1
        rows: list[Floats] = []
        right: list[np.ndarray] = []
        counted: set[int] = set()
        for number, (place, ended) in enumerate(in_order_of_time(cases, labels)):
            for one in ended:
                self._count(values[one], labels[one], known_at(cases[one]))
            counted.update(ended)
            label = labels[place]
            if number >= first and number % step == 0 and label is not None and counted:
                chosen, found = self._candidates(values[place], cases[place].at)
                rows.append(found)
                right.append(chosen == label)
        for one, label in enumerate(labels):
            if label is not None and one not in counted:
                self._count(values[one], label, min(known_at(cases[one]), cases[-1].at))
        if len(rows) >= _FEWEST_LESSONS:
            self._mixture = Mixture.fit(np.concatenate(rows), np.concatenate(right), seed)

    def _count(self, values: Sequence[str], label: int | None, at: float) -> None:
        if label is not None:
            self._tallies.add(values, label, at)

    def add(self, case: Case, outcome: str) -> None:
        """Count one more case that ended, at once and without a refit."""
        if outcome not in self._place:
            self._place[outcome] = len(self._outcomes)
            self._outcomes.append(outcome)
        self._count(case.values(self._fields), self._place[outcome], known_at(case))

    def route(self, case: Case, most: int = 10) -> list[Named]:
        """The likeliest outcomes, best first."""
        if not self._outcomes:
            return []
        chosen, found = self._candidates(case.values(self._fields), case.at)
        if not len(chosen):
            return []
        told = found[:, -1] if self._mixture is None else self._mixture.probability(found)
        order = np.argsort(-np.round(told, 6), kind="stable")[:most]
        return [Named(self._outcomes[chosen[at]], round(float(told[at]), 6)) for at in order]

    def _candidates(self, values: Sequence[str], at: float) -> tuple[np.ndarray, Floats]:
        """Places of the likeliest outcomes, and what the counts say of each: (n, features)."""
        counts = self._tallies.look(values, at)
        said = shares(counts)
        trust = counts.sum(axis=2, keepdims=True) / (counts.sum(axis=2, keepdims=True) + 2)
        fused = (said * trust).sum(axis=(0, 1))
        fused = fused / max(float(trust.sum()), 1e-9)
        chosen = np.argsort(-fused, kind="stable")[:CANDIDATES]
        chosen = chosen[counts[0, -1, chosen] > 0]
        logs = np.log(said[:, :, chosen]).reshape(-1, len(chosen))
        seen = np.log1p(counts[:, -1, chosen])
        mean = (np.log(said[:, -1, chosen]) * trust[:, -1]).sum(axis=0)
        parts = [logs, seen, mean[None], np.arange(len(chosen))[None], fused[chosen][None]]
        return chosen, np.concatenate(parts).T.astype(np.float32)
