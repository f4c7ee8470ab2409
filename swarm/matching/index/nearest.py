"""The solved tickets that read like a question: exact, or a pool that holds the ones that matter.

What matters decays with age, and how fast depends on who asks; so the pool is the union of the
strongest tickets by similarity alone and by similarity squared at each age weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.matching.index.spans import Array, strongest
from swarm.matching.index.terms import TermIndex
from swarm.matching.keeping.kept import Kept
from swarm.matching.rows import Rows, Stacked

DAY = 86_400.0
POOL = 1_200  # tickets compared exactly where postings were left out
TAIL = 512  # tickets that came in since an index was built, compared one by one
SLOPE = np.float32(0.15)  # what text says of tickets about something else


@dataclass(frozen=True, slots=True)
class Near:
    """Tickets (ascending) with their cosine to the question, and how alike their subject is.

    `whole` says that every ticket with a word in common is there.
    """

    docs: Array
    like: Array
    alike: Array
    whole: bool


class TextNeighbours:
    """All texts of a corpus, indexed in at most two parts and a short tail."""

    def __init__(self, texts: Rows | Stacked, width: int, index: TermIndex | None = None) -> None:
        self._texts, self._width = texts, width
        self._parts = [index] if index is not None else []
        if len(texts) and index is None:
            self._parts = [TermIndex.of(texts, width, 0, len(texts))]
        self._query = np.zeros(width, np.float32)

    def keep(self) -> Kept:
        """The index of all texts in one part."""
        if len(self._parts) == 1 and self._parts[0].upto == len(self._texts):
            return self._parts[0].keep()
        return TermIndex.of(self._texts, self._width, 0, len(self._texts)).keep()

    def near(
        self,
        row: tuple[Array, Array],
        upto: int,
        times: Array,
        subject_alike: Array,
        profile: Array,
    ) -> Near:
        """Tickets before row `upto` that share words with the text `row`."""
        columns, weights = row
        self._index_tail()
        docs, like, whole = [], [], True
        for part in self._parts:
            if part.since >= upto:
                break
            found, said, complete = part.read(columns, weights, upto)
            if not complete:
                whole = False
                found = self._likely(found, said, part.since, times, subject_alike, profile)
                docs.append(found + part.since)
                like.append(self._exactly(row, docs[-1]))
            else:
                docs.append(found + part.since)
                like.append(said)
        end = self._parts[-1].upto if self._parts else 0
        if end < upto:
            tail = np.arange(end, upto)
            said = self._exactly(row, tail)
            docs.append(tail[said > 0])
            like.append(said[said > 0])
        if not docs:
            none = np.zeros(0, np.int64)
            return Near(none, none.astype(np.float32), none.astype(np.float32), True)
        at = np.concatenate(docs)
        return Near(at, np.concatenate(like), subject_alike[profile[at]], whole)

    def _index_tail(self) -> None:
        end = self._parts[-1].upto if self._parts else 0
        if len(self._texts) - end <= TAIL:
            return
        since = self._parts[0].upto if self._parts else 0
        if len(self._texts) - since > max(4 * TAIL, since // 4):
            self._parts, since = [], 0
        self._parts = [
            *self._parts[:1],
            TermIndex.of(self._texts, self._width, since, len(self._texts)),
        ]

    def _likely(
        self,
        found: Array,
        said: Array,
        since: int,
        times: Array,
        subject_alike: Array,
        profile: Array,
    ) -> Array:
        """The tickets that may be among the strongest by any of the weights in use."""
        at = found + since
        days = ((times[at] - times[-1]) / DAY).astype(np.float32)
        squared = said * said
        by_year = squared * np.exp2(days / np.float32(365))
        weights = (
            (said, POOL // 6),
            (by_year, POOL // 6),
            (by_year * (subject_alike[profile[at]] + SLOPE), POOL // 3),
            (squared * np.exp2(days / np.float32(90)), POOL // 2),
        )
        kept = np.zeros(len(found), np.bool_)
        for weight, most in weights:
            kept[strongest(weight, most)] = True
        return found[kept]

    def _exactly(self, row: tuple[Array, Array], docs: Array) -> Array:
        """The cosine of each of these tickets."""
        columns, weights = row
        self._query[columns] = weights
        like = self._texts.product(docs, self._query)
        self._query[columns] = 0
        return like
