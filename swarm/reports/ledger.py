"""The tier ledger added up: touches by process, tiers and how they are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.tickets.tables import Ticket
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.tables import Touch, TouchOverride

Where = Sequence[ColumnElement[bool]]


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


@dataclass(frozen=True)
class Said:
    """What was said of touches: by whom they are, and by which version of the map."""

    process: str
    of_work: str
    of_person: str
    how: str
    override: str | None
    facts: str = ""
    sure: bool = False
    person: int | None = None
    group: str | None = None
    version: int | None = None


def newest_words() -> FromClause:
    """Each touch's newest correction that was not taken back."""
    newest = (
        select(func.max(TouchOverride.id))
        .where(TouchOverride.undone_at.is_(None))
        .group_by(TouchOverride.touch_id)
    )
    return (
        select(TouchOverride.touch_id, TouchOverride.tier_of_work)
        .where(TouchOverride.id.in_(newest))
        .subquery("word")
    )


def load_work(session: Session, cohort: Cohort) -> list[Work]:
    """The touches of a cohort's tickets by the cohort's version of the map.

    A manager's newest word on a tier counts. Raises NotFound for a version there is not.
    """
    return load_work_of(session, cohort.conditions(), read_chart(session, cohort.map_version))


def load_work_of(session: Session, where: Where, chart: Chart) -> list[Work]:
    """The touches that fit `where` (of the ticket or the touch), told by `chart`."""
    teller = Teller(session, chart)
    sums: defaultdict[tuple[str, str, str, str], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for said, count, timed, minutes in _added_up(session, where, chart):
        total = sums[said.process, *teller.tiers(said), said.how]
        total[0] += count
        total[1] += timed
        total[2] += float(minutes or 0)
    return [
        Work(*key, touches=int(count), timed=int(timed), minutes=minutes)
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
        if said.version is not None and said.version == chart.version:
            work = said.of_work if said.override is None else chart.translate(said.override)
            return work, said.of_person
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


def _under(chart: Chart) -> ColumnElement[bool]:
    """Whether a touch was judged under this version: then what it says stands as it is."""
    return Touch.map_version.is_not_distinct_from(chart.version)


def _questions(where: Where, chart: Chart, by: Sequence[Any] = ()) -> Iterator[Select[Any]]:
    """What was said of touches, with how many, timed and their minutes, of each kind.

    `by` are further columns that tell kinds apart.

    Two questions: only touches of other versions need all that is known of them, and grouping
    a million touches by little is several times as fast.
    """
    word = newest_words()
    plain = [
        Ticket.process,
        Touch.tier_of_work,
        Touch.tier_of_person,
        Touch.measured,
        word.c.tier_of_work,
    ]
    sure = func.coalesce(Touch.confidence, 0.0) == 1.0
    whole = [*plain, Touch.facts, sure, Touch.person_id, Touch.group_name]
    for keys, judged in ((plain, _under(chart)), (whole, ~_under(chart))):
        question = (
            select(*keys, *by, func.count(), func.count(Touch.minutes), func.sum(Touch.minutes))
            .join_from(Touch, Ticket, Ticket.number == Touch.ticket_number)
            .outerjoin(word, word.c.touch_id == Touch.id)
            .where(*where, judged)
        )
        yield question.group_by(*keys, *by)


def _added_up(
    session: Session, where: Where, chart: Chart
) -> Iterator[tuple[Said, int, int, float | None]]:
    for question in _questions(where, chart):
        for *said, count, timed, minutes in session.execute(question):
            yield Said(*said), count, timed, minutes


def touches_by_ticket(
    session: Session, cohort: Cohort, column: str, value: str
) -> dict[int, tuple[int, int, float]]:
    """The cohort's tickets with a touch of this tier, or measured so: how many such touches each
    has, how many of them tell their length, and its sum in minutes.

    `column` is `work`, `person` or `measured`.
    """
    teller = Teller(session, read_chart(session, cohort.map_version))
    places = {"work": 0, "person": 1}

    @cache
    def belongs(said: Said) -> bool:
        if column == "measured":
            return said.how == value
        return teller.tiers(said)[places[column]] == value

    found: dict[int, tuple[int, int, float]] = {}
    for question in _questions(cohort.conditions(), teller.chart, (Touch.ticket_number,)):
        for *said, number, count, timed, minutes in session.execute(question):
            if belongs(Said(*said)):
                touches, known, sum_ = found.get(number, (0, 0, 0.0))
                found[number] = (touches + count, known + timed, sum_ + float(minutes or 0))
    return found
