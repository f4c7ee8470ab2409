"""An inverted index of texts that reads a bounded number of postings, however many there are.

Postings lie term by term. A question's terms are read in the order of what they can add for each
posting read (rare and heavy ones first) until a budget is spent; the tickets that this makes
likely are then compared exactly, by their own rows. What is left out are the commonest words,
which can add little to any one ticket. A desk whose postings fit the budget is read whole.

Method: MaxScore's split into terms that must be read and terms that need not (Turtle and Flood,
1995), with a budget as in impact-ordered "anytime" ranking (Lin and Trotman, 2015).
"""

from __future__ import annotations

import numpy as np

from swarm.matching.index.spans import Array
from swarm.matching.keeping.kept import Kept
from swarm.matching.rows import Rows, Stacked

BUDGET = 200_000  # postings read for one question


class TermIndex:
    """The texts of the tickets `since` to `upto`, by term."""

    def __init__(self, starts: Array, docs: Array, values: Array, since: int, upto: int) -> None:
        self.starts, self.docs, self.values = starts, docs, values
        self.since, self.upto = since, upto

    @classmethod
    def of(cls, texts: Rows | Stacked, width: int, since: int, upto: int) -> TermIndex:
        """The index of these rows of texts."""
        by_term = texts.matrix(width, upto, since).tocsc()
        return cls(by_term.indptr.astype(np.int64), by_term.indices, by_term.data, since, upto)

    def keep(self) -> Kept:
        """The postings."""
        arrays = {"starts": self.starts, "docs": self.docs, "values": self.values}
        return Kept(arrays, {"since": self.since, "upto": self.upto})

    @classmethod
    def restore(cls, kept: Kept) -> TermIndex:
        """The index that kept this."""
        starts, docs, values = (kept.arrays[name] for name in ("starts", "docs", "values"))
        return cls(starts, docs, values, kept.facts["since"], kept.facts["upto"])

    def read(self, columns: Array, weights: Array, upto: int) -> tuple[Array, Array, bool]:
        """Tickets that were met (from `since` on), what each gathered, and whether it is all."""
        first, last = self.starts[columns], self.starts[columns + 1]
        lengths = last - first
        whole = int(lengths.sum()) <= BUDGET
        if not whole:
            order = np.argsort(-(weights**2) / np.maximum(lengths, 1), kind="stable")
            kept = np.sort(order[np.cumsum(lengths[order]) <= BUDGET])
            first, last, weights = first[kept], last[kept], weights[kept]
        parts = [slice(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        size = min(self.upto, upto) - self.since
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.float32), whole
        docs = np.concatenate([self.docs[part] for part in parts])
        said = np.concatenate([self.values[part] for part in parts])
        said *= np.repeat(weights, last - first)
        gathered = np.bincount(docs, said, minlength=self.upto - self.since)
        found = np.flatnonzero(gathered[:size])
        return found, gathered[found].astype(np.float32), whole
