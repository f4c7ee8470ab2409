"""What the flow of a selection is calculated from, and the tickets behind each of its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from sqlalchemy.orm import Session

from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts
from swarm.reports.flow.loading import (
    Trail,
    causes_of,
    groups_of,
    people_of,
    tiers_of,
)
from swarm.reports.flow.moves import Ids, Travel, edges, travel, with_step
from swarm.reports.flow.order import BACKWARD, FRONT, IN_ORDER, SKIPPED, UNTOLD, order_of
from swarm.reports.flow.waits import QUEUE, WORK, Spells, spells_until
from swarm.reports.memory import recall
from swarm.tiers.charts import Chart, read_chart

T = TypeVar("T")

LEVELS = {
    "person": "owner",
    "group": "group whose queue it was in",
    "tier": "tier of the queue it was in",
}
NOTHING = -99
ORDERS = {
    FRONT: ("front", "never left the tier at which work begins"),
    IN_ORDER: ("in_order", "each step went to the next tier"),
    SKIPPED: ("skipped", "a tier was left out on the way up, or at the beginning"),
    BACKWARD: ("backward", "a step went back down"),
}


@dataclass(frozen=True)
class Log:
    """Everything that the flow of one selection is calculated from."""

    facts: Facts
    chart: Chart
    trails: dict[str, Trail]
    spells: Spells
    causes: dict[int, str]
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """The place of the tier at which people's work begins: L1, or the first of the map."""
        return self.chart.order.get("L1", 0)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes, made when it is first asked for: several numbers come out of it."""
        if name not in self.made:
            self.made[name] = make()
        found: T = self.made[name]
        return found


def load_log(session: Session, cohort: Cohort) -> Log:
    """The flow of a selection, ready to be counted. Raises NotFound for a map there is not."""
    kept = recall(session, cohort)
    part, chart = kept.part, read_chart(session, cohort.map_version)
    trails = {
        "person": people_of(session, part),
        "group": groups_of(part),
        "tier": tiers_of(part, chart),
    }
    spells = spells_until(part.number, part.entries["spells"], kept.at.timestamp())
    return Log(kept.facts, chart, trails, spells, causes_of(spells.totals))


def travels(log: Log, level: str) -> Travel:
    """How tickets changed hands at a level; holders that are not known are passed over."""
    return log.once(f"travel:{level}", lambda: travel(*_known(log, level)))


def handovers(log: Log, level: str) -> tuple[Ids, Ids, Ids]:
    """Who handed over to whom at a level, and how often; the most frequent first."""
    return log.once(f"edges:{level}", lambda: edges(*_known(log, level)))


def _known(log: Log, level: str) -> tuple[Ids, Ids]:
    trail = log.trails[level]
    known = trail.holders >= 0
    if known.all():
        return trail.tickets, trail.holders
    return trail.tickets[known], trail.holders[known]


def first_assignment(log: Log) -> tuple[Ids, Ids]:
    """Solved tickets with an owner on record, and those of them that kept the first one."""
    found = travels(log, "person")
    solved = ~np.isnan(log.facts.solved[np.searchsorted(log.facts.number, found.numbers)])
    return found.numbers[solved], found.numbers[solved & (found.moves == 0)]


def order(log: Log) -> tuple[Ids, Ids]:
    """Per ticket that was in a queue: its number, and what became of the order of tiers."""
    trail = log.trails["tier"]
    return log.once("order", lambda: order_of(trail.tickets, trail.holders, log.start))


def flow_tickets(session: Session, cohort: Cohort, measure: str) -> list[int]:
    """The tickets behind a number of the flow: see the links of the report."""
    log = load_log(session, cohort)
    what, _, rest = measure.partition("-")
    if what == "kept":
        return _plain(first_assignment(log)[1])
    if what == "order":
        numbers, kinds = order(log)
        named = {key: [kind] for kind, (key, _) in ORDERS.items()}
        named |= {"untold": [UNTOLD], "conforming": [FRONT, IN_ORDER]}
        return _plain(numbers[np.isin(kinds, named.get(rest, []))])
    if what == "wait":
        known = {"work": WORK, "queue": QUEUE} | {said: n for n, said in log.causes.items()}
        return _plain(log.spells.of(known.get(rest, NOTHING)))
    level, _, which = rest.partition("-")
    return _of_level(log, level, what, which) if level in LEVELS else []


def _of_level(log: Log, level: str, what: str, which: str) -> list[int]:
    if what == "step":
        start, _, end = which.partition("-")
        if not (start.isdigit() and end.isdigit()):
            return []
        return _plain(with_step(*_known(log, level), int(start), int(end)))
    found = travels(log, level)
    chosen = {
        "known": found.moves >= 0,
        "moved": found.moves > 0,
        "bounced": found.bounces > 0,
        "looped": found.loops > 0,
    }
    return _plain(found.numbers[chosen[what]]) if what in chosen else []


def _plain(numbers: Ids) -> list[int]:
    return [int(one) for one in numbers]
