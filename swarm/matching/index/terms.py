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
from swarm.matching.rows import Rows

BUDGET = 200_000  # postings read for one question


class TermIndex:
    """The texts of the tickets `since` to `upto`, by term."""

    def __init__(self, texts: Rows, width: int, since: int, upto: int) -> None:
        self.since, self.upto = since, upto
        by_term = texts.matrix(width, upto, since).tocsc()
        self.starts = by_term.indptr.astype(np.int64)
        self.docs = by_term.indices
        self.values = by_term.data

    def read(self, columns: Array, weights: Array, upto: int) -> tuple[Array, bool]:
        """The similarity gathered for each ticket, and whether it is the whole of it."""
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
            return np.zeros(size, np.float32), whole
        docs = np.concatenate([self.docs[part] for part in parts])
        said = np.concatenate([self.values[part] for part in parts])
        said *= np.repeat(weights, last - first)
        gathered = np.bincount(docs, said, minlength=self.upto - self.since)
        return gathered[:size].astype(np.float32), whole
