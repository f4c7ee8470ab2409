"""What the ranker learns from: past tickets, each with only the evidence that came before it.

A model that serves a live desk learns from tickets that saw everything up to their own day. A
model that will be asked long after its last evidence (frozen) learns from stretches of the past
that saw only what came before the stretch, so that it meets in training the lag it serves with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.card import Card, first_held_out, make_card
from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.forms import Features, features, signs_of
from swarm.matching.ranker import Ranker
from swarm.matching.rows import Floats
from swarm.matching.signals import replay
from swarm.matching.watch import Watch

_STARTS = (0.20, 0.35, 0.50, 0.65, 0.80, 0.95)  # shares of the history seen by frozen stretches
_STRETCH = 0.20  # share of the history that a stretch is long
_LARGE, _MOST_OF_LARGE = 50_000, 2_500  # tickets from which on fewer lessons have to do
_FEWEST_SEEN = 5  # tickets of evidence below which a lesson teaches nothing


@dataclass(frozen=True, slots=True)
class Lesson:
    """A past question, how many tickets were evidence then, who was right, and its own row."""

    query: Query
    cut: int
    wanted: tuple[str, ...]
    resolver: str | None
    row: int
    skills: tuple[str, ...] = ()


def schedule(
    corpus: Corpus, *, frozen: bool, embargo_days: float, enough: int, most: int
) -> list[Lesson]:
    """Lessons in the order of time, at most `most`.

    Where fewer than `enough` tickets name a helper, tickets solved alone are added as if their
    owner had been the one to find: who could solve it alone could have helped.
    """
    if len(corpus) >= _LARGE:
        most = min(most, _MOST_OF_LARGE)
    rows = [row for row, ticket in enumerate(corpus.tickets) if ticket.wanted]
    if len(rows) < enough:
        alone = [r for r, t in enumerate(corpus.tickets) if t.people and not t.wanted]
        rows = sorted(rows + alone[-most:])
    if frozen:
        return _thinned(list(_stretches(corpus, rows)), most)
    return [
        _lesson(corpus.tickets[row], cut, row)
        for row in rows[-most:]
        if (cut := _seen_by(corpus, row, embargo_days)) >= _FEWEST_SEEN
    ]


def _stretches(corpus: Corpus, rows: Sequence[int]) -> Iterator[Lesson]:
    size = len(corpus)
    for start in _STARTS:
        cut = int(size * start)
        end = min(size, int(cut + _STRETCH * size))
        if cut >= _FEWEST_SEEN:
            yield from (_lesson(corpus.tickets[row], cut, row) for row in rows if cut <= row < end)


def _seen_by(corpus: Corpus, row: int, embargo_days: float) -> int:
    """How many tickets were evidence when this one was asked; never itself."""
    return min(row, corpus.before(corpus.tickets[row].created_at - embargo_days * DAY))


def _lesson(ticket: SolvedTicket, cut: int, row: int) -> Lesson:
    if ticket.wanted:
        resolver = ticket.resolver if ticket.resolver != ticket.owner else None
        return Lesson(asked(ticket), cut, ticket.wanted, resolver, row, ticket.skills)
    alone = replace(asked(ticket), owner=None)
    return Lesson(alone, cut, ticket.people, ticket.owner, row, ticket.skills)


def _thinned(lessons: list[Lesson], most: int) -> list[Lesson]:
    """Every n-th lesson, so that all stretches stay in."""
    step = -(-len(lessons) // most) or 1
    return lessons[::step]


@dataclass(frozen=True, slots=True)
class Shown:
    """The candidates of all lessons as rows; those of lesson i are `starts[i]` to `starts[i + 1]`.

    `people` are their columns, `fused` their score by fused popularity; `signs` says of each
    feature for or against whom more of it speaks.
    """

    values: Floats
    people: npt.NDArray[np.int64]
    fused: Floats
    took_part: npt.NDArray[np.bool_]
    resolved: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.int64]
    signs: Floats

    def rows(self, first: int, last: int) -> slice:
        """The rows of these lessons."""
        return slice(int(self.starts[first]), int(self.starts[last]))


def gather(
    corpus: Corpus, lessons: Sequence[Lesson], *, candidates: int, watch: Watch | None = None
) -> Shown:
    """Show each lesson's candidates as they stood then, and who of them was right."""
    parts: list[tuple[npt.NDArray[Any], ...]] = [()] * len(lessons)
    queries = [lesson.query for lesson in lessons]
    cuts, rows = [lesson.cut for lesson in lessons], [lesson.row for lesson in lessons]
    signs = np.zeros(0, np.float32)
    for number, found in replay(corpus, queries, cuts, rows):
        lesson = lessons[number]
        barred = corpus.barred([lesson.query])
        shown = features(found, barred, candidates)
        took, solved = _labels(corpus, lesson, shown)
        signs = signs_of(found)
        counted = ~shown.barred[0]
        parts[number] = (
            shown.values[0][counted],
            shown.people[0][counted],
            shown.fused[0][counted],
            took[counted],
            solved[counted],
            np.array([counted.sum()]),
        )
        if watch is not None:
            wanted = [corpus.column[one] for one in lesson.wanted]
            watch.see(number, found, barred[0], wanted)
    values, people, fused, took_part, resolved, counts = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Shown(values, people, fused, took_part, resolved, starts, signs)


def fit_ranker(
    corpus: Corpus, lessons: Sequence[Lesson], *, candidates: int, seed: int, judge: bool = False
) -> tuple[Ranker, Card | None]:
    """A ranker that has learned from these lessons what candidates look like who were right.

    With `judge` also the report card of one that learned from all but the newest of them.
    """
    first = first_held_out(len(lessons)) if judge else len(lessons)
    ranker = Ranker(len(lessons), seed)
    if ranker.kind == "popularity" and first == len(lessons):
        return ranker, None
    watch = Watch(first) if judge else None
    shown = gather(corpus, lessons, candidates=candidates, watch=watch)
    if ranker.kind != "popularity":
        ranker.fit(shown.values, shown.took_part, shown.resolved, shown.signs)
    if watch is None or first == len(lessons):
        return ranker, None
    return ranker, _judged(corpus, lessons, shown, watch, seed)


def _judged(
    corpus: Corpus, lessons: Sequence[Lesson], shown: Shown, watch: Watch, seed: int
) -> Card:
    first = watch.first
    learned = shown.rows(0, first)
    sibling = Ranker(first, seed)
    if sibling.kind != "popularity":
        took, solved = shown.took_part[learned], shown.resolved[learned]
        sibling.fit(shown.values[learned], took, solved, shown.signs)
    held = shown.rows(first, len(lessons))
    scores = sibling.score_rows(shown.values[held], shown.fused[held])
    chance = sibling.chance(shown.values[held])
    places = []
    for number in range(first, len(lessons)):
        rows = shown.rows(number, number + 1)
        within = slice(rows.start - held.start, rows.stop - held.start)
        places.append(_places(corpus, lessons[number], shown.people[rows], scores[within]))
    return make_card(
        since=lessons[first].query.created_at,
        people=len(corpus.people),
        served=places,
        simple=watch.places(),
        chances=None if chance is None else (chance, shown.took_part[held]),
        skills=[lesson.skills for lesson in lessons[first:]],
        seed=seed,
    )


def _places(
    corpus: Corpus, lesson: Lesson, people: npt.NDArray[np.int64], scores: Floats
) -> list[int]:
    """Where those wanted stand among the candidates; who is no candidate stands beyond all."""
    order = people[np.argsort(-np.round(scores, 6), kind="stable")].tolist()
    place = {column: at for at, column in enumerate(order, 1)}
    return [place.get(corpus.column[one], len(corpus.people) + 1) for one in lesson.wanted]


def _labels(
    corpus: Corpus, lesson: Lesson, shown: Features
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Who of the candidates took part, and who resolved: two (candidates,) arrays."""
    people = shown.people[0]
    took = np.isin(people, [corpus.column[person] for person in lesson.wanted])
    if lesson.resolver is None:
        return took, np.zeros(len(people), np.bool_)
    return took, people == corpus.column[lesson.resolver]
