"""Every touch of a selection, in the order of time within its ticket, with its two tiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from swarm.reports.aggregates.epochs import epoch
from swarm.reports.aggregates.kinds import KINDS, Said
from swarm.reports.aggregates.parts import Part
from swarm.reports.aggregates.touches import Where, touches_said
from swarm.reports.flow.moves import Ids
from swarm.reports.ledger import Teller
from swarm.reports.survival import Flags
from swarm.tiers.charts import Chart
from swarm.tiers.tables import Touch

Floats = NDArray[np.float64]
UNTOLD = -1


@dataclass(frozen=True)
class Steps:
    """Parallel arrays, a touch each, those of one ticket next to each other. `at` is the place of
    its ticket among those of the selection. `work` and `person` are places of tiers (-1: not
    known); `resolving` ones solved the ticket; moments are seconds since 1970."""

    at: Ids
    work: Ids
    person: Ids
    resolving: Flags
    start: Floats
    end: Floats

    def where(self, mask: Flags) -> Steps:
        """Those of the tickets in a mask, at the places that these have among themselves."""
        mine = mask[self.at]
        place = np.cumsum(mask) - 1
        return Steps(
            place[self.at[mine]],
            self.work[mine],
            self.person[mine],
            self.resolving[mine],
            self.start[mine],
            self.end[mine],
        )


def steps_of(session: Session, part: Part, chart: Chart) -> Steps:
    """The touches of the tickets of a part, told by `chart`, from the kept figures."""
    teller, order = Teller(session, chart), chart.order
    steps = part.entries["steps"]
    kinds = steps.values["kind"]
    # What is said is much the same of very many touches: each is told once.
    there = np.flatnonzero(np.bincount(kinds))
    told = np.full((3, int(kinds.max(initial=-1)) + 1), UNTOLD, dtype=np.int64)
    for kind in there.tolist():
        said = KINDS.said[kind]
        told[:, kind] = [*(order.get(tier, UNTOLD) for tier in teller.tiers(said)), said.resolving]
    work, person, resolving = told[:, kinds]
    return Steps(steps.at, work, person, resolving == 1, steps.values["start"], steps.values["end"])


def load_steps(session: Session, where: Where, chart: Chart) -> Steps:
    """The touches of one ticket that fit `where`, told by `chart`, from their rows."""
    teller, order = Teller(session, chart), chart.order
    _, question = touches_said(where)
    rows = session.execute(
        question.add_columns(epoch(Touch.started_at), epoch(Touch.ended_at)).order_by(
            Touch.ticket_number, Touch.started_at, Touch.id
        )
    )
    found = [
        (*(order.get(tier, UNTOLD) for tier in teller.tiers(Said(*said))), said[-1], start, end)
        for *said, start, end in rows
    ]
    table = np.array(found, dtype=np.float64).reshape(len(found), 5)
    told = table[:, :3].astype(np.int64)
    at = np.zeros(len(found), dtype=np.int64)
    return Steps(at, told[:, 0], told[:, 1], told[:, 2] == 1, table[:, 3], table[:, 4])
