"""The tier ledger added up: touches by process, tiers and how they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.orm import Session

from swarm.reports.cohorts import Cohort
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import Touch, TouchOverride


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


def _words() -> FromClause:
    """Each touch's newest correction."""
    newest = select(func.max(TouchOverride.id)).group_by(TouchOverride.touch_id)
    return (
        select(TouchOverride.touch_id, TouchOverride.tier_of_work)
        .where(TouchOverride.id.in_(newest))
        .subquery("word")
    )


def load_work(session: Session, cohort: Cohort) -> list[Work]:
    """The touches of a cohort's tickets; a manager's newest word on a tier counts."""
    word = _words()
    counted = func.coalesce(word.c.tier_of_work, Touch.tier_of_work).label("counted")
    keys = (Ticket.process, counted, Touch.tier_of_person, Touch.measured)
    rows = session.execute(
        select(*keys, func.count(), func.count(Touch.minutes), func.sum(Touch.minutes))
        .join_from(Touch, Ticket, Ticket.number == Touch.ticket_number)
        .outerjoin(word, word.c.touch_id == Touch.id)
        .where(*cohort.conditions())
        .group_by(*keys)
    )
    return [
        Work(process, of_work, of_person, how, touches, timed, float(minutes or 0))
        for process, of_work, of_person, how, touches, timed, minutes in rows
    ]


def tickets_touched(cohort: Cohort, column: str, value: str) -> Select[int]:
    """The numbers of the cohort's tickets with a touch of this tier, or measured so."""
    word = _words()
    chosen: dict[str, ColumnElement[Any]] = {
        "work": func.coalesce(word.c.tier_of_work, Touch.tier_of_work),
        "person": Touch.tier_of_person.expression,
        "measured": Touch.measured.expression,
    }
    return (
        select(Touch.ticket_number)
        .join_from(Touch, Ticket, Ticket.number == Touch.ticket_number)
        .outerjoin(word, word.c.touch_id == Touch.id)
        .where(*cohort.conditions(), chosen[column] == value)
        .distinct()
    )
