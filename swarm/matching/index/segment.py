"""What a stretch of solved tickets says of people, summed once so that a question only looks up.

Every signal is a sum over tickets of weights that factor into what the question brings and what
the ticket's age brings, and the age decays by the same factor for all tickets as time goes on. So
the sums by person, by subject and person, by pair of people and by skill and person are made when
a stretch is built; a question gathers a few rows of them. Sums over stretches add up.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.index.spans import Array, compress, spans, summed

HALF_LIVES = (30.0, 90.0, 365.0)  # days
YEAR = HALF_LIVES.index(365.0)
CROWD = 30  # people of one ticket that are tied with one another; more are a crowd, not a team
NEVER = -np.inf


class Segment:
    """The tickets `since` to `upto` of a corpus; ages are weighed as seen from `moment`.

    Columns of sums: answered at each half-life, then helped at each.
    """

    def __init__(self, corpus: Corpus, since: int, upto: int, moment: float) -> None:
        self.since, self.upto = since, upto
        self.people = len(corpus.people)
        times = corpus.times(upto)[since:]
        ages = (times - moment) / DAY
        self._fresh = np.stack([np.exp2(ages / half) for half in HALF_LIVES], axis=1)
        answered, helped = corpus.parts(upto, since)
        self._docs = np.concatenate([_rows(answered), _rows(helped)])
        self._who = np.concatenate([answered.indices, helped.indices]).astype(np.int64)
        self._part = np.repeat([0, 1], [answered.nnz, helped.nnz])
        self._times = times
        self._sum_people()
        self._sum_subjects(corpus.profile(upto)[since:])
        self._sum_pairs()
        self._sum_skills(corpus.skilled(upto, since))
        del self._docs, self._who, self._part, self._fresh, self._times

    def _weights(self) -> Array:
        """(touches, 6): the age weight of each touch in its part's columns."""
        fresh = self._fresh[self._docs]
        is_help = self._part[:, None] == 1
        return np.hstack([np.where(is_help, 0, fresh), np.where(is_help, fresh, 0)])

    def _sum_people(self) -> None:
        halves = len(HALF_LIVES)
        self.activity = np.zeros((self.people, 2 * halves))
        weights = self._weights()
        for column in range(2 * halves):
            self.activity[:, column] = np.bincount(self._who, weights[:, column], self.people)
        self.last_any = np.full(self.people, NEVER)
        np.maximum.at(self.last_any, self._who, self._times[self._docs])
        self.last_answered = np.full(self.people, NEVER)
        own = self._part == 0
        np.maximum.at(self.last_answered, self._who[own], self._times[self._docs[own]])
        order = np.lexsort((self._docs, self._who))
        self.docs = self._docs[order] + self.since
        self.docs_starts = compress(self._who[order], self.people)

    def _sum_subjects(self, profile: Array) -> None:
        subjects = profile[self._docs].astype(np.int64)
        self.subjects = int(profile.max(initial=-1)) + 1
        keys = subjects * self.people + self._who
        unique, self.subject_sums = summed(keys, self._weights())
        self.subject_people = unique % max(1, self.people)
        self.subject_starts = compress(unique // max(1, self.people), self.subjects)
        order = np.lexsort((self._times[self._docs], keys))
        last = np.flatnonzero(np.diff(keys[order], append=-1))
        self.subject_last = self._times[self._docs[order[last]]]

    def _sum_pairs(self) -> None:
        """Sums by pairs: for the walk (shared out over a ticket's people), shared, owner's."""
        order = np.argsort(self._docs, kind="stable")
        docs, who, part = self._docs[order], self._who[order], self._part[order]
        starts = compress(docs, len(self._fresh))
        sizes = np.minimum(np.diff(starts), CROWD)
        within = np.arange(len(docs)) - starts[docs] < CROWD
        docs, who, part = docs[within], who[within], part[within]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        left = np.repeat(np.arange(len(docs)), sizes[docs])
        right, _ = spans(starts, docs)
        fresh = self._fresh[docs[left], YEAR]
        helping = np.where((part[left] == 0) & (part[right] == 1), fresh, 0)
        walked = fresh / (sizes[docs[left]] + 1.0)
        sums = np.stack([walked, fresh, helping], axis=1)
        unique, self.pair_sums = summed(who[left] * self.people + who[right], sums)
        self.pair_people = unique % max(1, self.people)
        self.pair_starts = compress(unique // max(1, self.people), self.people)

    def _sum_skills(self, skilled: sparse.csr_array) -> None:
        self.skills = skilled.shape[1]
        where, counts = spans(skilled.indptr.astype(np.int64), self._docs)
        who = np.repeat(self._who, counts)
        fresh = np.repeat(self._fresh[self._docs, YEAR], counts)
        keys = skilled.indices[where].astype(np.int64) * self.people + who
        unique, sums = summed(keys, fresh[:, None])
        self.skill_sums = sums[:, 0]
        self.skill_people = unique % max(1, self.people)
        self.skill_starts = compress(unique // max(1, self.people), self.skills)

    def rows_of(self, person: int) -> Array:
        """The tickets that a person was on, oldest first."""
        if person >= self.people:
            return self.docs[:0]
        return self.docs[self.docs_starts[person] : self.docs_starts[person + 1]]


def _rows(part: sparse.csr_array) -> Array:
    return np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
