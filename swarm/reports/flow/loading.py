"""How tickets travelled, from the kept figures: owners, groups, tiers, and turns of waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.reports.aggregates.kinds import WORDS, Lain
from swarm.reports.aggregates.parts import Part
from swarm.reports.flow.moves import Ids
from swarm.reports.flow.waits import QUEUE, WORK
from swarm.tiers.charts import Chart
from swarm.tiers.rules import UNKNOWN


@dataclass(frozen=True)
class Trail:
    """Who or what held tickets one after the other; `names` are told by `holders`."""

    tickets: Ids
    holders: Ids
    names: list[str]


def people_of(session: Session, part: Part) -> Trail:
    """The owners of tickets, one after the other."""
    owners = part.entries["owners"]
    persons, places = _ranks(owners.values)
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    return Trail(part.number[owners.at], places, [names[one] for one in persons])


def groups_of(part: Part) -> Trail:
    """The groups in whose queues tickets lay."""
    queues = part.entries["queues"]
    words, places = _ranks(queues.values["word"])
    groups = [_lain(word).group for word in words]
    names = sorted(set(groups))
    rank = {group: place for place, group in enumerate(names)}
    told = np.array([rank[group] for group in groups], dtype=np.int64)
    return Trail(part.number[queues.at], told[places], names)


def tiers_of(part: Part, chart: Chart) -> Trail:
    """The tiers of those queues, by `chart`; -1 where it does not know one.

    A stay with a vendor is no step: whoever handed the ticket over looks after it.
    """
    names = list(chart.names)
    queues = part.entries["queues"]
    words, places = _ranks(queues.values["word"])

    def place(lain: Lain) -> int:
        tier = lain.tier
        key = chart.holders.of_group(lain.group) if tier == UNKNOWN else chart.translate(tier)
        return names.index(key) if key in names else -1

    lain = [_lain(word) for word in words]
    told = np.array([place(one) for one in lain], dtype=np.int64)
    stepped = np.array([one.how != "vendor" for one in lain], dtype=np.bool_)[places]
    return Trail(part.number[queues.at[stepped]], told[places[stepped]], names)


def _lain(word: int) -> Lain:
    said = WORDS.said[word]
    if not isinstance(said, Lain):
        raise TypeError(f"{said} is no queue")
    return said


def _ranks(values: Ids) -> tuple[list[int], Ids]:
    """The different ones of small numbers, rising, and the place of each among them."""
    there = np.zeros(int(values.max(initial=-1)) + 1, dtype=np.bool_)
    there[values] = True
    rank = np.cumsum(there) - 1
    return np.flatnonzero(there).tolist(), rank[values].astype(np.int64)


def causes_of(kinds: Iterable[int]) -> dict[int, str]:
    """The causes of waiting among kinds of spells, by their number; the requester is always one."""
    found = {0, *kinds} - {WORK, QUEUE}
    return {number: str(WORDS.said[number]) for number in sorted(found, key=_place)}


def _place(cause: int) -> tuple[bool, str]:
    return cause > 0, str(WORDS.said[cause])
