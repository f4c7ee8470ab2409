"""A past ticket that is like the one asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A solved ticket like the one asked about."""

    ticket: str
    similarity: float
    age_days: float


def nearest_in(corpus: Corpus, query: Query, k: int, least: float) -> list[Neighbour]:
    """The `k` tickets most like the question that are at least so (0..1), by text first."""
    near = corpus.near(query)
    like = near.like * (0.85 + 0.15 * near.alike)
    first = np.argsort(-like, kind="stable")[:k]
    days = np.maximum((query.created_at - corpus.times()[near.docs[first]]) / DAY, 0)
    return [
        Neighbour(
            corpus.tickets.id_of(int(near.docs[place])),
            round(min(1.0, float(like[place])), 6),
            round(float(age), 3),
        )
        for place, age in zip(first, days, strict=True)
        if like[place] >= least
    ]
