"""A model's report card: how it would have done on the newest questions of its own history.

The last fifth of the lessons is held out: a ranker that learned from the older ones answers them,
each with only the evidence that came before it, beside simple methods on the same tickets. What
serves afterwards learned from all lessons; its card is that of its sibling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from swarm.matching.measures.figures import bootstrapped
from swarm.matching.rows import Floats

HELD_OUT, MOST_JUDGED, FEWEST_JUDGED = 0.2, 1_000, 10  # share and number of lessons judged
SIMPLE = {
    "popularity with age": "active 365:any",
    "component popularity": "alike 365:any",
    "text neighbours": "near:any",
    "owner familiarity": "with owner:any",
    "random walk": "walk:any",
}
SERVED = "swarm"
_PLACES, _RESAMPLES, _BINS, _MOST_SKILLS = 10, 400, 10, 30
NOWHERE = 1_000_000

Verdict = Literal["ahead", "even", "behind"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over the judged tickets with its 95% bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Method:
    """What one way of naming people reached: Hit@1, Hit@3, Hit@5, R@5 and MRR by name."""

    name: str
    measures: dict[str, Measure]


@dataclass(frozen=True, slots=True)
class Bin:
    """Candidates whose probability of taking part was said to be about `said`, and how many did."""

    said: float
    happened: float
    count: int


@dataclass(frozen=True, slots=True)
class SkillMisses:
    """Tickets that took a skill, and on how many none of those wanted were among the first five."""

    skill: str
    judged: int
    missed: int


@dataclass(frozen=True, slots=True)
class Card:
    """How a model did on `judged` tickets, those asked from `since` on (seconds).

    `rival` is the simple method with the highest MRR; `verdict` says whether the model is ahead
    of it, behind it, or even with it (the paired 95% bootstrap interval of MRR holds 0).
    """

    judged: int
    people: int
    since: float
    methods: tuple[Method, ...]
    rival: str
    verdict: Verdict
    calibration: tuple[Bin, ...] = ()
    misses: tuple[SkillMisses, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, as they are stored and shown."""
        return asdict(self)


def first_held_out(lessons: int) -> int:
    """The number of the first lesson that is held out; all are learned from where few are."""
    kept_out = min(MOST_JUDGED, int(lessons * HELD_OUT))
    return lessons - (kept_out if kept_out >= FEWEST_JUDGED else 0)


def make_card(
    *,
    since: float,
    people: int,
    served: Sequence[Sequence[int]],
    simple: dict[str, list[list[int]]],
    chances: tuple[Floats, npt.NDArray[np.bool_]] | None,
    skills: Sequence[Sequence[str]],
    seed: int,
) -> Card:
    """The card from the places that each method gave those wanted, ticket by ticket."""
    everything = {SERVED: [list(places) for places in served], **simple}
    chance = np.random.default_rng(seed)
    draws = chance.integers(0, len(served), (_RESAMPLES, len(served)))
    columns = {name: _columns(places) for name, places in everything.items()}
    methods = tuple(
        Method(name, {what: _measure(values, draws) for what, values in measured.items()})
        for name, measured in columns.items()
    )
    rival = max(simple, key=lambda name: float(columns[name]["MRR"].mean()))
    apart = (columns[SERVED]["MRR"] - columns[rival]["MRR"])[draws].mean(axis=1)
    low, high = np.percentile(apart, [2.5, 97.5])
    verdict: Verdict = "ahead" if low > 0 else "behind" if high < 0 else "even"
    return Card(
        judged=len(served),
        people=people,
        since=since,
        methods=methods,
        rival=rival,
        verdict=verdict,
        calibration=_calibration(*chances) if chances is not None else (),
        misses=_misses(columns[SERVED]["Hit@5"], skills),
    )


def quality(places: Sequence[Sequence[int]]) -> npt.NDArray[np.float64]:
    """One figure a ticket to choose between methods by: R@5 and MRR, half and half."""
    measured = _columns(places)
    return (measured["R@5"] + measured["MRR"]) / 2


def surely_better(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], seed: int) -> bool:
    """Whether the paired 95% bootstrap interval of the difference of means lies above 0."""
    gain = bootstrapped(one - other, seed).low
    return gain is not None and gain > 0


def _columns(places: Sequence[Sequence[int]]) -> dict[str, npt.NDArray[np.float64]]:
    best = np.array([min(some, default=NOWHERE) for some in places])
    found = [sum(place <= 5 for place in some) / max(1, len(some)) for some in places]
    return {
        "Hit@1": (best <= 1).astype(np.float64),
        "Hit@3": (best <= 3).astype(np.float64),
        "Hit@5": (best <= 5).astype(np.float64),
        "R@5": np.array(found, np.float64),
        "MRR": np.where(best <= _PLACES, 1.0 / best, 0.0),
    }


def _measure(values: npt.NDArray[np.float64], draws: npt.NDArray[np.int64]) -> Measure:
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return Measure(round(float(values.mean()), 4), round(float(low), 4), round(float(high), 4))


def _calibration(said: Floats, happened: npt.NDArray[np.bool_]) -> tuple[Bin, ...]:
    bins = np.minimum((said * _BINS).astype(np.int64), _BINS - 1)
    return tuple(
        Bin(
            round(float(said[bins == one].mean()), 4),
            round(float(happened[bins == one].mean()), 4),
            int((bins == one).sum()),
        )
        for one in range(_BINS)
        if (bins == one).any()
    )


def _misses(
    hit: npt.NDArray[np.float64], skills: Sequence[Sequence[str]]
) -> tuple[SkillMisses, ...]:
    judged: dict[str, int] = {}
    missed: dict[str, int] = {}
    for one, took in zip(hit, skills, strict=True):
        for skill in took:
            judged[skill] = judged.get(skill, 0) + 1
            missed[skill] = missed.get(skill, 0) + int(one == 0)
    worst = sorted(judged, key=lambda skill: (-missed[skill], -judged[skill], skill))
    return tuple(SkillMisses(skill, judged[skill], missed[skill]) for skill in worst[:_MOST_SKILLS])
