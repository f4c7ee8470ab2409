"""What the ranker learns from: past tickets, each with only the evidence that came before it.

A model that serves a live desk learns from tickets that saw everything up to their own day. A
model that will be asked long after its last evidence (frozen) learns from stretches of the past
that saw only what came before the stretch, so that it meets in training the lag it serves with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.card import SIMPLE, Card, first_held_out
from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import SolvedTicket, asked
from swarm.matching.forms import Features, columns_of, features, signs_of
from swarm.matching.ranker import Ranker
from swarm.matching.signals import replay
from swarm.matching.trial import FEWEST_TRIED, Lesson, Shown, hold_trial
from swarm.matching.watch import Watch

_STARTS = (0.20, 0.35, 0.50, 0.65, 0.80, 0.95)  # shares of the history seen by frozen stretches
_STRETCH = 0.20  # share of the history that a stretch is long
_LARGE, _MOST_OF_LARGE = 50_000, 2_000  # tickets from which on fewer lessons have to do
_FEWEST_SEEN = 5  # tickets of evidence below which a lesson teaches nothing


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
        carried = tuple(p for p in ticket.wanted if p == resolver or p in ticket.credited)
        return Lesson(asked(ticket), cut, ticket.wanted, carried, row, ticket.skills)
    alone = replace(asked(ticket), owner=None)
    carried = (ticket.owner,) if ticket.owner else ()
    return Lesson(alone, cut, ticket.people, carried, row, ticket.skills)


def _thinned(lessons: list[Lesson], most: int) -> list[Lesson]:
    """Every n-th lesson, so that all stretches stay in."""
    step = -(-len(lessons) // most) or 1
    return lessons[::step]


def gather(
    corpus: Corpus, lessons: Sequence[Lesson], *, candidates: int, watch: Watch | None = None
) -> Shown:
    """Show each lesson's candidates as they stood then, and who of them was right."""
    parts: list[tuple[npt.NDArray[Any], ...]] = [()] * len(lessons)
    queries = [lesson.query for lesson in lessons]
    cuts, rows = [lesson.cut for lesson in lessons], [lesson.row for lesson in lessons]
    signs, columns = np.zeros(0, np.float32), {}
    for number, found in replay(corpus, queries, cuts, rows):
        lesson = lessons[number]
        barred = corpus.barred([lesson.query])
        shown = features(found, barred, candidates)
        took, solved = _labels(corpus, lesson, shown)
        signs, columns = signs_of(found), columns_of(found)
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
    return Shown(values, people, fused, took_part, resolved, starts, signs, columns)


def fit_ranker(
    corpus: Corpus, lessons: Sequence[Lesson], *, candidates: int, seed: int, judge: bool = False
) -> tuple[Ranker, Card | None]:
    """A ranker that has learned from these lessons what candidates look like who were right.

    With `judge` also the report card of one that learned from all but the newest of them. Where a
    simple method named people better than that one, it serves instead.
    """
    first = first_held_out(len(lessons))
    ranker, held = Ranker(len(lessons), seed), len(lessons) - first
    learned = ranker.kind != "popularity"
    tried = held >= FEWEST_TRIED or (judge and held > 0)
    if not learned and not (judge and held):
        return ranker, None
    watch = Watch(first) if tried else None
    shown = gather(corpus, lessons, candidates=candidates, watch=watch)
    if learned:
        ranker.fit(shown.values, shown.took_part, shown.resolved, shown.signs)
    if watch is None:
        return ranker, None
    trial = hold_trial(corpus, lessons, shown, watch, seed)
    if ranker.kind != "popularity" and trial.better is not None:
        column = shown.columns[SIMPLE[trial.better]]
        ranker.fall_back(shown.values, shown.took_part, column)
    return ranker, trial.card if judge else None


def _labels(
    corpus: Corpus, lesson: Lesson, shown: Features
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Who of the candidates took part, and who bore the work: two (candidates,) arrays."""
    people = shown.people[0]
    took, carried = (
        np.isin(people, [corpus.column[person] for person in named])
        for named in (lesson.wanted, lesson.carried)
    )
    return took, carried
