"""What spreading the load costs and what it brings: the same questions asked two ways, in time.

Each question is put to the first few people named; who is asked carries that request for a while,
and under the second way gives way to others by its price (`swarm.matching.fairness`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.fairness import HALF_LIFE_DAYS, spread_load
from swarm.matching.measures.figures import Figure, bootstrapped, resampled

ASKED = 3  # people who are asked for each question
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Question:
    """When it was asked, who was named with which score (best first), and who was right."""

    at: float
    scored: tuple[tuple[str, float], ...]
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked for each question, and whether one of them was right."""

    people: tuple[tuple[str, ...], ...]
    hits: npt.NDArray[np.float64]

    def share(self, most: int, rows: npt.NDArray[np.int64]) -> float:
        """Share of all requests that fell on the `most` who were asked most."""
        counts = Counter(person for row in rows for person in self.people[row])
        total = sum(counts.values())
        return sum(n for _, n in counts.most_common(most)) / total if total else 0.0


def ask(questions: Sequence[Question], *, spread: bool) -> Asked:
    """Put the questions in their order, with or without the price of load."""
    load: dict[str, float] = {}
    last = questions[0].at if questions else 0.0
    people: list[tuple[str, ...]] = []
    hits: list[float] = []
    for question in questions:
        faded = 0.5 ** (max(question.at - last, 0.0) / _DAY / HALF_LIFE_DAYS)
        last = max(last, question.at)
        load = {person: carried * faded for person, carried in load.items()}
        scored = spread_load(question.scored, load) if spread else question.scored
        chosen = tuple(person for person, _ in scored[:ASKED])
        for person in chosen:
            load[person] = load.get(person, 0.0) + 1.0
        people.append(chosen)
        hits.append(float(any(person in question.wanted for person in chosen)))
    return Asked(tuple(people), np.array(hits))


def compared(questions: Sequence[Question], seed: int = 0) -> Mapping[str, dict[str, Figure]]:
    """Both ways side by side, and the difference that spreading makes, each with its interval."""
    ordered = sorted(questions, key=lambda one: one.at)
    plain, fair = ask(ordered, spread=False), ask(ordered, spread=True)
    columns = {
        name: {
            "Hit@3": bootstrapped(way.hits, seed),
            "most-asked person's share": _share(way, 1, seed),
            "top ten's share": _share(way, 10, seed),
        }
        for name, way in (("by score alone", plain), ("load spread", fair))
    }

    columns["lost or taken off"] = {
        "Hit@3": bootstrapped(plain.hits - fair.hits, seed),
        "most-asked person's share": _fewer(plain, fair, 1, seed),
        "top ten's share": _fewer(plain, fair, 10, seed),
    }
    return columns


def _fewer(plain: Asked, fair: Asked, most: int, seed: int) -> Figure:
    def change(rows: npt.NDArray[np.int64]) -> float:
        before = plain.share(most, rows)
        return 1 - fair.share(most, rows) / before if before else 0.0

    return resampled(change, len(plain.people), seed=seed, resamples=200)


def _share(way: Asked, most: int, seed: int) -> Figure:
    return resampled(lambda rows: way.share(most, rows), len(way.people), seed=seed, resamples=200)
