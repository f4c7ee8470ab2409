"""What the evidence says of people: the signals that a ranker reads."""

from __future__ import annotations

from dataclasses import dataclass

from swarm.matching.rows import Floats

NEAREST, WIDE = 60, 300  # solved tickets that vote
LONG_AGO = 3_650.0  # days: the age given to what never happened


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence says of every person for every query.

    `votes[name]` and `ages[name]` have the shape (queries, people); ages are days.
    `lag` is the days between the newest evidence and each query, shape (queries,).
    """

    votes: dict[str, Floats]
    ages: dict[str, Floats]
    lag: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """Number of queries and of people."""
        first = next(iter(self.votes.values()))
        return first.shape[0], first.shape[1]
