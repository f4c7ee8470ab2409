"""Will this ticket be passed on? Told when it comes in, from its fields alone.

The same faded counts that route tickets, of tickets that were passed on and that were not, and
how busy the desk and each field's value have been lately; boosted trees and a logistic
regression make a probability of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swarm.matching.intake.cases import Case
from swarm.matching.intake.keys import Key, keys_of
from swarm.matching.intake.mixture import Mixture
from swarm.matching.intake.router import in_order_of_time, known_at
from swarm.matching.intake.tallies import Tallies, shares
from swarm.matching.rows import Floats

_FIRST_LESSON = 0.15  # share of the history that comes before the first lesson
_MOST_LESSONS = 20_000
_FEWEST_LESSONS = 50
_TELLING, _FEWEST_TOLD = 3, 5  # reasons that are shown, and tickets behind each at least


@dataclass(frozen=True, slots=True)
class Ground:
    """Tickets that had these field values: how many of late, and what share was passed on."""

    values: tuple[tuple[str, str], ...]
    tickets: float
    share: float


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How likely a ticket is passed on, how usual that is on this desk, and what speaks for it."""

    probability: float
    usual: float
    grounds: tuple[Ground, ...]


class BounceForecast:
    """Foretells whether tickets are passed on. Made by `fit`; `add` counts at once."""

    def __init__(self, fields: Sequence[str], keys: Sequence[Key]) -> None:
        self._fields = list(fields)
        self._ended = Tallies(keys, 2)
        self._came = Tallies([key for key in keys if len(key) <= 1], 1)
        self._mixture: Mixture | None = None
        self.known = 0

    @classmethod
    def fit(
        cls, cases: Sequence[Case], bounced: Sequence[bool | None], *, seed: int = 0
    ) -> BounceForecast:
        """Learn from cases and whether each was passed on; None where that is not known."""
        fields = list(dict.fromkeys(name for case in cases for name in case.fields))
        values = [case.values(fields) for case in cases]
        labels = [None if one is None else int(one) for one in bounced]
        keys = keys_of(values, labels)
        out = cls(fields, keys)
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
        right: list[bool] = []
        counted: set[int] = set()
        for number, (place, ended) in enumerate(in_order_of_time(cases, labels)):
            for one in ended:
                self._end(values[one], labels[one], known_at(cases[one]))
            counted.update(ended)
            label = labels[place]
            if number >= first and number % step == 0 and label is not None and counted:
                rows.append(self._features(values[place], cases[place].at))
                right.append(bool(label))
            self._came.add(values[place], 0, cases[place].at)
        last = max((case.at for case in cases), default=0.0)
        for one, label in enumerate(labels):
            if one not in counted:
                self._end(values[one], label, min(known_at(cases[one]), last))
        if len(rows) >= _FEWEST_LESSONS:
            self._mixture = Mixture.fit(np.array(rows), np.array(right), seed)

    def _end(self, values: Sequence[str], label: int | None, at: float) -> None:
        if label is not None:
            self._ended.add(values, label, at)
            self.known += 1

    def add(self, case: Case, bounced: bool) -> None:
        """Count one more case that ended, at once and without a refit."""
        self._end(case.values(self._fields), int(bounced), known_at(case))

    def come(self, case: Case) -> None:
        """Count one more case that came in, whatever becomes of it."""
        self._came.add(case.values(self._fields), 0, case.at)

    def _features(self, values: Sequence[str], at: float) -> Floats:
        counts = self._ended.look(values, at)
        said = shares(counts)[:, :, 1]
        odds = np.log(said / (1 - said))
        seen = np.log1p(counts.sum(axis=2))
        trust = counts.sum(axis=2) / (counts.sum(axis=2) + 2)
        mean = (odds * trust).sum(axis=0) / (trust.sum(axis=0) + 1e-9)
        lately = np.log1p(self._came.look(values, at)[:, :, 0])
        parts = [odds.ravel(), seen.ravel(), mean, odds.max(axis=0), odds.min(axis=0)]
        return np.concatenate([*parts, lately.ravel()]).astype(np.float32)

    def foresee(self, case: Case) -> Foreseen:
        """The probability that this case is passed on, and the counts that say so."""
        values = case.values(self._fields)
        counts = self._ended.look(values, case.at)
        said = shares(counts)[:, -1, 1]
        probability = float(said[0])
        if self._mixture is not None:
            probability = float(self._mixture.probability(self._features(values, case.at)[None])[0])
        return Foreseen(
            round(probability, 6), round(float(said[0]), 6), self._grounds(values, counts)
        )

    def _grounds(self, values: Sequence[str], counts: Floats) -> tuple[Ground, ...]:
        """The counts that differ most from what is usual, whole fields alone."""
        whole = counts[0, -1]
        usual = float(whole[1] / max(whole.sum(), 1e-9))
        found = []
        for key, (kept, passed) in zip(self._ended.keys, counts[:, -1].tolist(), strict=True):
            named = tuple(
                (self._fields[field], values[field]) for field in key if field < len(self._fields)
            )
            told = kept + passed
            if len(named) == len(key) > 0 and told >= _FEWEST_TOLD and all(v for _, v in named):
                weight = abs(passed / told - usual) * np.sqrt(told)
                found.append((-weight, named, told, passed / told))
        found.sort(key=lambda one: (one[0], one[1]))
        return tuple(
            Ground(named, round(told, 1), round(share, 4))
            for _, named, told, share in found[:_TELLING]
        )
