"""The tier ledger added up: touches by process, tiers and how they are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.reports.aggregates.kinds import KINDS, Said
from swarm.reports.aggregates.parts import Part
from swarm.reports.aggregates.reading import read_part
from swarm.reports.aggregates.touches import Where, add_up
from swarm.reports.cohorts import Cohort
from swarm.tiers.charts import Chart, read_chart

PROCESSES = ("swarm", "tier")


@dataclass(frozen=True)
class Work:
    """Touches of one kind, added up; `timed` of them tell how long they took."""

    process: str
    of_work: str
    of_person: str
    how: str
    touches: int
    timed: int
    minutes: float


def load_work(session: Session, cohort: Cohort, part: Part | None = None) -> list[Work]:
    """The touches of a cohort's tickets (`part`) by the cohort's version of the map.

    A manager's newest word on a tier counts. Raises NotFound for a version there is not.
    """
    chart = read_chart(session, cohort.map_version)
    part = read_part(session, cohort) if part is None else part
    tiered = part.columns["tiered"][part.work_at]
    which = part.work["kind"].astype(np.int64) * 2 + tiered
    sums = [np.bincount(which, weights=part.work[name]) for name in ("touches", "timed", "minutes")]
    return _told(
        Teller(session, chart),
        (
            (KINDS.said[place // 2], PROCESSES[place % 2], *(one[place] for one in sums))
            for place in np.flatnonzero(sums[0]).tolist()
        ),
    )


def load_work_of(session: Session, where: Where, chart: Chart) -> list[Work]:
    """The touches that fit `where` (of the ticket or the touch), told by `chart`."""
    return _told(
        Teller(session, chart),
        (
            (said, process, count, timed, minutes)
            for said, _, process, count, timed, minutes in add_up(session, where)
        ),
    )


def _told(teller: Teller, added: Iterable[tuple[Said, str, float, float, float]]) -> list[Work]:
    sums: defaultdict[tuple[str, str, str, str], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for said, process, count, timed, minutes in added:
        total = sums[process, *teller.tiers(said), said.how]
        total[0] += count
        total[1] += timed
        total[2] += minutes
    return [
        Work(*key, touches=int(count), timed=int(timed), minutes=float(minutes))
        for key, (count, timed, minutes) in sums.items()
    ]


class Teller:
    """Tells the two tiers of touches by one version of the map."""

    def __init__(self, session: Session, chart: Chart) -> None:
        self.chart = chart
        self._session = session
        self._person = cache(self._read_person)
        # Many touches are alike in everything that tells their tiers: of the work, of the person.
        self.tiers = cache(self._tiers)

    def _tiers(self, said: Said) -> tuple[str, str]:
        chart = self.chart
        if said.version == chart.version:
            return chart.translate(said.override or said.of_work), chart.translate(said.of_person)
        if said.override is not None:
            work = chart.translate(said.override)
        else:
            work = chart.of_work(said.of_work, said.facts, sure=said.sure)
        if said.person is None and said.group is None:
            return work, chart.translate(said.of_person)
        named = chart.holders.people.get(said.person) if said.person is not None else None
        # People of another desk have no role or team here: their name and group tell.
        person = self._person(said.person) if said.how != "status" else None
        return work, named or chart.of_person(said.of_person, person, said.group)

    def _read_person(self, person: int | None) -> Person | None:
        return self._session.get(Person, person) if person is not None else None


def touches_by_ticket(
    session: Session, cohort: Cohort, column: str, value: str
) -> dict[int, tuple[int, int, float]]:
    """The cohort's tickets with a touch of this tier, or measured so: how many such touches each
    has, how many of them tell their length, and its sum in minutes.

    `column` is `work`, `person` or `measured`.
    """
    teller = Teller(session, read_chart(session, cohort.map_version))
    part = read_part(session, cohort)
    places = {"work": 0, "person": 1}

    def belongs(said: Said) -> bool:
        if column == "measured":
            return said.how == value
        return teller.tiers(said)[places[column]] == value

    kinds = np.unique(part.work["kind"])
    wanted = kinds[[belongs(KINDS.said[kind]) for kind in kinds.tolist()]]
    mine = np.isin(part.work["kind"], wanted)
    at, work = part.work_at[mine], part.work[mine]
    touches, timed, minutes = (
        np.bincount(at, weights=work[name], minlength=len(part))
        for name in ("touches", "timed", "minutes")
    )
    there = np.flatnonzero(touches)
    return {
        number: (int(count), int(known), sum_)
        for number, count, known, sum_ in zip(
            part.number[there].tolist(),
            touches[there].tolist(),
            timed[there].tolist(),
            minutes[there].tolist(),
            strict=True,
        )
    }
