"""The tier twins of a desk: learned once an hour at most, with how far they were off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.db import Database
from swarm.reports.intakes import count_ended
from swarm.reports.learning import FromEnded
from swarm.reports.twins.imagining import Twins
from swarm.reports.twins.journeys import Journey
from swarm.reports.twins.loading import load_journeys
from swarm.reports.twins.scoring import judge, split

FEWEST = 100
"""With fewer tiered tickets nothing is imagined."""

MOST_JUDGED = 300


@dataclass(frozen=True)
class Proof:
    """Mean errors on the newest fifth of the tiered tickets, by a twin that had not seen them:
    of the twin and of the average of the ticket's category, in passes and in hours.

    `held` is the share of the 80% intervals of hours that held the truth.
    """

    judged: int
    hops: float
    hops_average: float
    hours: float
    hours_average: float
    held: float


@dataclass(frozen=True)
class Learned:
    """What is known of the tiered history, and how well it foretells."""

    twins: Twins
    proof: Proof | None


class TwinKeeper(FromEnded):
    """Keeps the twins of a desk. One for each process; `refit` belongs off the loop."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.learned: Learned | None = None

    def refit(self) -> int:
        """Learn anew from the newest tiered tickets; returns from how many."""
        with self.database.read() as session:
            ended, journeys = count_ended(session), load_journeys(session)
        self.learned = None
        if len(journeys) >= FEWEST:
            self.learned = Learned(Twins.fit(journeys), prove(journeys))
        self._fitted(ended)
        return len(journeys)


def prove(journeys: list[Journey]) -> Proof | None:
    """How far twins of the older journeys were off on the newest fifth; None with too few."""
    learned, held = split(journeys)
    held = held[:: -(-len(held) // MOST_JUDGED) or 1]
    if len(learned) < FEWEST // 2 or not held:
        return None
    scored, _ = judge(learned, held, "category")
    hops, hours = scored["hops"], scored["hours"]
    return Proof(
        judged=len(held),
        hops=float(np.mean(hops.twin)),
        hops_average=float(np.mean(hops.average)),
        hours=float(np.mean(hours.twin)),
        hours_average=float(np.mean(hours.average)),
        held=float(np.mean(hours.held)),
    )
