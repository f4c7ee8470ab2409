"""A corpus up to a moment, as the signals see it: a large part summed long ago and a short one.

New tickets fall into a small stretch that is summed anew when somebody asks; when it has grown it
becomes part of a middle one, and that, much later, of the large one. A ticket so counts at once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.question import Question
from swarm.matching.index.segment import Segment
from swarm.matching.index.spans import Array, spans
from swarm.matching.index.votes import Signals

SMALL = 128  # tickets in the stretch that is summed anew at each question after news
LEAST_MIDDLE = 2_000


class Past:
    """The first `upto` tickets of a corpus."""

    def __init__(self, corpus: Corpus, upto: int) -> None:
        self.corpus, self.upto = corpus, 0
        times = corpus.times()
        self._moment = float(times[-1]) if len(times) else 0.0
        self._large = Segment(corpus, 0, upto, self._moment)
        self._middle = self._small = Segment(corpus, upto, upto, self._moment)
        self.upto = upto
        self._last: tuple[object, Question, str | None, Signals] | None = None

    def advance(self, upto: int) -> None:
        """Let more tickets count; never fewer."""
        corpus, moment = self.corpus, self._moment
        if upto == self.upto and self._small.people == len(corpus.people):
            return
        self.upto = upto
        if upto - self._middle.upto > SMALL:
            self._middle = Segment(corpus, self._large.upto, upto, moment)
            if upto - self._large.upto > max(LEAST_MIDDLE, self._large.upto // 5):
                self._large = Segment(corpus, 0, upto, moment)
                self._middle = Segment(corpus, upto, upto, moment)
        self._small = Segment(corpus, self._middle.upto, upto, moment)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches that hold anything, oldest first."""
        return tuple(
            part for part in (self._large, self._middle, self._small) if part.upto > part.since
        )

    def rows_of(self, person: int) -> Array:
        """The tickets that a person was on, oldest first."""
        found = [part.rows_of(person) for part in self.segments]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def work_of(self, people: Array) -> tuple[Array, Array]:
        """The tickets that these people (-1: nobody) were on, and the place of each's person.

        Person after person, and of each the oldest first.
        """
        rows, who = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for part in self.segments:
            known = np.flatnonzero((people >= 0) & (people < part.people))
            where, counts = spans(part.docs_starts, people[known])
            rows.append(part.docs[where])
            who.append(np.repeat(known, counts))
        order = np.argsort(np.concatenate(who), kind="stable")
        return np.concatenate(rows)[order], np.concatenate(who)[order]

    def signals(self, query: Query, row: int | None = None) -> Signals:
        """All signals of one question; `row` is its own ticket, where its text was read before.

        The same question for another owner, or for somebody else to be left out, is asked at
        once: all but the owner's ties is then known.
        """
        key = (replace(query, owner=None, excluded=frozenset()), row, self.upto, self._width)
        if self._last is None or self._last[0] != key:
            asked = Question(self.corpus, self.segments, self.upto, self._moment, query, row)
            self._last = (key, asked, query.owner, asked.signals())
        _, asked, owner, found = self._last
        return found if owner == query.owner else asked.owned_by(found, query.owner)

    @property
    def _width(self) -> tuple[int, int]:
        return len(self.corpus.people), len(self.corpus.skills)
