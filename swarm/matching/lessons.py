"""What the ranker learns from: past tickets, each with only the evidence that came before it.

A model that serves a live desk learns from tickets that saw everything up to their own day. A
model that will be asked long after its last evidence (frozen) learns from stretches of the past
that saw only what came before the stretch, so that it meets in training the lag it serves with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.forms import Features, features
from swarm.matching.ranker import Ranker
from swarm.matching.rows import Floats
from swarm.matching.signals import in_chunks

_STARTS = (0.20, 0.35, 0.50, 0.65, 0.80, 0.95)  # shares of the history seen by frozen stretches
_STRETCH = 0.20  # share of the history that a stretch is long
_FEWEST_SEEN = 5  # tickets of evidence below which a lesson teaches nothing


@dataclass(frozen=True, slots=True)
class Lesson:
    """A past question, how many tickets were evidence then, and who was right."""

    query: Query
    cut: int
    wanted: tuple[str, ...]
    resolver: str | None


def schedule(
    corpus: Corpus, *, frozen: bool, embargo_days: float, enough: int, most: int
) -> list[Lesson]:
    """Lessons in the order of time, at most `most`.

    Where fewer than `enough` tickets name a helper, tickets solved alone are added as if their
    owner had been the one to find: who could solve it alone could have helped.
    """
    rows = [row for row, ticket in enumerate(corpus.tickets) if ticket.wanted]
    if len(rows) < enough:
        alone = [r for r, t in enumerate(corpus.tickets) if t.people and not t.wanted]
        rows = sorted(rows + alone[-most:])
    if frozen:
        return _thinned(list(_stretches(corpus, rows)), most)
    return [
        _lesson(corpus.tickets[row], cut)
        for row in rows[-most:]
        if (cut := _seen_by(corpus, row, embargo_days)) >= _FEWEST_SEEN
    ]


def _stretches(corpus: Corpus, rows: Sequence[int]) -> Iterator[Lesson]:
    size = len(corpus)
    for start in _STARTS:
        cut = int(size * start)
        end = min(size, int(cut + _STRETCH * size))
        if cut >= _FEWEST_SEEN:
            yield from (_lesson(corpus.tickets[row], cut) for row in rows if cut <= row < end)


def _seen_by(corpus: Corpus, row: int, embargo_days: float) -> int:
    """How many tickets were evidence when this one was asked; never itself."""
    return min(row, corpus.before(corpus.tickets[row].created_at - embargo_days * DAY))


def _lesson(ticket: SolvedTicket, cut: int) -> Lesson:
    if ticket.wanted:
        resolver = ticket.resolver if ticket.resolver != ticket.owner else None
        return Lesson(asked(ticket), cut, ticket.wanted, resolver)
    return Lesson(replace(asked(ticket), owner=None), cut, ticket.people, ticket.owner)


def _thinned(lessons: list[Lesson], most: int) -> list[Lesson]:
    """Every n-th lesson, so that all stretches stay in."""
    step = -(-len(lessons) // most) or 1
    return lessons[::step]


def fit_ranker(corpus: Corpus, lessons: Sequence[Lesson], *, candidates: int, seed: int) -> Ranker:
    """A ranker that has learned from these lessons what candidates look like who were right."""
    ranker = Ranker(len(lessons), seed)
    if ranker.kind == "popularity":
        return ranker
    values: list[Floats] = []
    took_part: list[npt.NDArray[np.bool_]] = []
    resolved: list[npt.NDArray[np.bool_]] = []
    queries = [lesson.query for lesson in lessons]
    for part, found in in_chunks(corpus, queries, [lesson.cut for lesson in lessons]):
        shown = features(found, corpus.barred(queries[part]), candidates)
        took, solved = _labels(corpus, lessons[part], shown)
        counted = ~shown.barred
        values.append(shown.values[counted])
        took_part.append(took[counted])
        resolved.append(solved[counted])
    ranker.fit(np.concatenate(values), np.concatenate(took_part), np.concatenate(resolved))
    return ranker


def _labels(
    corpus: Corpus, lessons: Sequence[Lesson], shown: Features
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Who of the candidates took part, and who resolved: two (lessons, candidates) arrays."""
    took = np.zeros(shown.people.shape, np.bool_)
    solved = np.zeros(shown.people.shape, np.bool_)
    for row, lesson in enumerate(lessons):
        wanted = [corpus.column[person] for person in lesson.wanted]
        took[row] = np.isin(shown.people[row], wanted)
        if lesson.resolver is not None:
            solved[row] = shown.people[row] == corpus.column[lesson.resolver]
    return took, solved
