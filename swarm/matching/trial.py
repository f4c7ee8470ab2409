"""A trial before serving: is the ranker better than the simple methods on questions held out?

A ranker that learned from the older lessons answers the newest fifth. Where a simple method surely
names people better there, learning has found nothing but chance, and that method is to serve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.card import Card, make_card, quality, surely_better
from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query
from swarm.matching.ranker import Ranker
from swarm.matching.rows import Floats
from swarm.matching.watch import Watch

FEWEST_TRIED = 100  # questions held out from which on a simple method can take over


@dataclass(frozen=True, slots=True)
class Lesson:
    """A past question, how many tickets were evidence then, who was right, and its own row.

    Of those wanted, `carried` bore the work: whoever resolved it, and whose help was credited.
    """

    query: Query
    cut: int
    wanted: tuple[str, ...]
    carried: tuple[str, ...]
    row: int
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The candidates of all lessons as rows; those of lesson i are `starts[i]` to `starts[i + 1]`.

    `people` are their columns, `fused` their score by fused popularity; `signs` says of each
    feature for or against whom more of it speaks; `columns` in which feature each signal stands.
    """

    values: Floats
    people: npt.NDArray[np.int64]
    fused: Floats
    took_part: npt.NDArray[np.bool_]
    resolved: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.int64]
    signs: Floats
    columns: Mapping[str, int]

    def rows(self, first: int, last: int) -> slice:
        """The rows of these lessons."""
        return slice(int(self.starts[first]), int(self.starts[last]))


@dataclass(frozen=True, slots=True)
class Trial:
    """The report card, and the simple method that was better than the ranker, where one was."""

    card: Card
    better: str | None


def hold_trial(
    corpus: Corpus, lessons: Sequence[Lesson], shown: Shown, watch: Watch, seed: int
) -> Trial:
    """Let a sibling that learned from the lessons before `watch.first` answer the others."""
    first = watch.first
    learned = shown.rows(0, first)
    sibling = Ranker(first, seed)
    if sibling.kind != "popularity":
        took, solved = shown.took_part[learned], shown.resolved[learned]
        sibling.fit(shown.values[learned], took, solved, shown.signs)
    held = shown.rows(first, len(lessons))
    scores = sibling.score_rows(shown.values[held], shown.fused[held])
    chance = sibling.chance(shown.values[held])
    served = []
    for number in range(first, len(lessons)):
        rows = shown.rows(number, number + 1)
        within = slice(rows.start - held.start, rows.stop - held.start)
        served.append(_places(corpus, lessons[number], shown.people[rows], scores[within]))
    simple = watch.places()
    better = _better(served, simple, seed)
    if better is not None:
        served, chance = simple[better], None
    card = make_card(
        since=lessons[first].query.created_at,
        people=len(corpus.people),
        served=served,
        simple=simple,
        chances=None if chance is None else (chance, shown.took_part[held]),
        skills=[lesson.skills for lesson in lessons[first:]],
        seed=seed,
    )
    return Trial(card, better)


def _better(
    served: Sequence[list[int]], simple: Mapping[str, list[list[int]]], seed: int
) -> str | None:
    if len(served) < FEWEST_TRIED:
        return None
    reached = {name: quality(places) for name, places in simple.items()}
    rival = max(reached, key=lambda name: float(reached[name].mean()))
    return rival if surely_better(reached[rival], quality(served), seed) else None


def _places(
    corpus: Corpus, lesson: Lesson, people: npt.NDArray[np.int64], scores: Floats
) -> list[int]:
    """Where those wanted stand among the candidates; who is no candidate stands beyond all."""
    order = people[np.argsort(-np.round(scores, 6), kind="stable")].tolist()
    place = {column: at for at, column in enumerate(order, 1)}
    return [place.get(corpus.column[one], len(corpus.people) + 1) for one in lesson.wanted]
