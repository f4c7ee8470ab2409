"""Every touch of a selection, in the order of time within its ticket, with its two tiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from swarm.reports.aggregates.kinds import Said
from swarm.reports.aggregates.touches import Where, touches_said
from swarm.reports.flow.moves import Ids
from swarm.reports.ledger import Teller
from swarm.tiers.charts import Chart
from swarm.tiers.tables import Touch

Floats = NDArray[np.float64]
UNTOLD = -1


@dataclass(frozen=True)
class Steps:
    """Parallel arrays, a touch each. `work` and `person` are places of tiers (-1: not known);
    moments are seconds since 1970."""

    tickets: Ids
    work: Ids
    person: Ids
    start: Floats
    end: Floats


def load_steps(session: Session, where: Where, chart: Chart) -> Steps:
    """The touches of the tickets that fit `where`, told by `chart`."""
    teller, order = Teller(session, chart), chart.order
    rows: list[tuple[int, int, int, float, float]] = []
    for said, number, started, ended in touches_in_order(session, where):
        work, person = teller.tiers(said)
        rows.append(
            (
                number,
                order.get(work, UNTOLD),
                order.get(person, UNTOLD),
                _seconds(started),
                _seconds(ended),
            )
        )
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 5)
    ids = table[:, :3].astype(np.int64)
    return Steps(ids[:, 0], ids[:, 1], ids[:, 2], table[:, 3], table[:, 4])


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def touches_in_order(
    session: Session, where: Where
) -> Iterator[tuple[Said, int, datetime, datetime]]:
    """Every touch that fits `where`: what was said of it, its ticket, its beginning and end."""
    _, question = touches_said(where)
    rows = session.execute(
        question.add_columns(Touch.ticket_number, Touch.started_at, Touch.ended_at).order_by(
            Touch.ticket_number, Touch.started_at, Touch.id
        )
    )
    for *said, number, started, ended in rows:
        yield Said(*said), number, started, ended
