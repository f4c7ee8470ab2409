"""A measure by the name that an address gives it: one of the table, or one with a value in it.

`work:L2` is a tier's touches, `work_minutes:L2` their minutes, `created_week:2026-03-02` a
Monday, `resolve_after:12.5` and `first_response_after:12.5` hours of waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.behind import effect_tickets
from swarm.reports.facts import Facts
from swarm.reports.flow.log import flow_tickets
from swarm.reports.ledger import touches_by_ticket
from swarm.reports.load.behind import load_tickets
from swarm.reports.measure import Measure, answerable
from swarm.reports.measures import MEASURES
from swarm.reports.shift.behind import ledger_tickets
from swarm.reports.survival import Flags, Floats

TOUCHED = {
    "work": "Tickets with work of tier {}.",
    "person": "Tickets with work by people of tier {}.",
    "measured": "Tickets with work that is known as: {}.",
}
MINUTES = "_minutes"
LONGEST_TIER = 12


def find_measure(session: Session, facts: Facts, cohort: Cohort, name: str) -> Measure:
    """The measure called `name`. Raises Invalid where there is none."""
    if name in MEASURES:
        return MEASURES[name]
    kind, _, value = name.partition(":")
    if kind.removesuffix(MINUTES) in TOUCHED and 0 < len(value) <= LONGEST_TIER:
        return _touched(session, facts, cohort, kind, value)
    if kind in FURTHER and value:
        return _further(session, facts, cohort, kind, value)
    if kind in DATED:
        return _in_week(kind, value)
    if kind in WAITING:
        return _still_waiting(kind, value)
    raise _unknown()


def _unknown() -> Invalid:
    return Invalid("There is no such measure.", fields={"measure": "not a measure"})


def _touched(session: Session, facts: Facts, cohort: Cohort, kind: str, value: str) -> Measure:
    column = kind.removesuffix(MINUTES)
    found = touches_by_ticket(session, cohort, column, value)
    told = [found.get(number, (0, 0, np.nan)) for number in facts.number.tolist()]
    table = np.array(told, dtype=np.float64).reshape(len(facts), 3)
    touches, timed, minutes = table.T
    rule = TOUCHED[column].format(value)
    if kind == column:
        return Measure(rule, *_constant(touches > 0, touches), "touches",
                       lambda _: touches, "touches")  # fmt: skip
    return Measure(f"{rule} Minutes of the touches whose length is known.",
                   *_constant(timed > 0, minutes), "minutes",
                   lambda _: timed, "touches of a known length")  # fmt: skip


FURTHER: dict[str, tuple[str, Callable[[Session, Cohort, str], list[int]]]] = {
    "flow": ("The tickets behind a number of the flow.", flow_tickets),
    "effect": ("The tickets that a part of the comparison holds.", effect_tickets),
    "load": ("The tickets behind a number of the load.", load_tickets),
    "ledger": ("The tickets behind a number of the tier ledger.", ledger_tickets),
}


def _further(session: Session, facts: Facts, cohort: Cohort, kind: str, value: str) -> Measure:
    rule, tickets = FURTHER[kind]
    mask = np.isin(facts.number, np.array(tickets(session, cohort, value), dtype=np.int64))
    return Measure(rule, lambda _: mask)


def _constant(
    mask: Flags, values: Floats
) -> tuple[Callable[[Facts], Flags], Callable[[Facts], Floats]]:
    return lambda _: mask, lambda _: values


DATED: dict[str, tuple[str, Callable[[Facts], Floats]]] = {
    "created_week": ("Created", lambda facts: facts.created),
    "solved_week": ("Solved", lambda facts: facts.solved),
}


def _in_week(kind: str, value: str) -> Measure:
    try:
        monday = datetime.combine(date.fromisoformat(value), time(), UTC)
        start, end = monday.timestamp(), (monday + timedelta(days=7)).timestamp()
    except (ValueError, OverflowError) as error:
        raise _unknown() from error
    word, moments = DATED[kind]
    return Measure(
        f"{word} in the seven days from {monday:%Y-%m-%d} (UTC).",
        lambda facts: (moments(facts) >= start) & (moments(facts) < end),
    )


WAITING = {"resolve_after": "the solution", "first_response_after": "the first public reply"}


def _still_waiting(kind: str, value: str) -> Measure:
    try:
        hours = float(value)
    except ValueError as error:
        raise _unknown() from error
    if not np.isfinite(hours):
        raise _unknown()
    measure = kind.removesuffix("_after")
    known = answerable if measure == "first_response" else MEASURES["tickets"].pick
    return Measure(
        f"Watched for {hours:g} hours or longer without {WAITING[kind]} having come before.",
        lambda facts: known(facts) & (facts.waiting(measure)[0] >= hours),
        lambda facts: facts.waiting(measure)[0],
        "hours",
    )
