"""Reports that a manager gets by mail, week by week or month by month."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotFound
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.saved.tables import ReportSchedule
from swarm.reports.saved.times import Every, next_after

Page = Literal["overview", "comparison", "flow", "ledger"]
Format = Literal["csv", "xlsx"]
MOST = 20
"""So many a person may have."""
UTC_ZONE = "UTC"


class Schedule(BaseModel):
    """What is to come: a page, the filters of its address, how often, when, and as which file.

    `day` is 0 (Monday) to 6 of a week, 1 to 28 of a month; `hour` is on the reader's clock.
    """

    page: Page
    filter: dict[str, str]
    every: Every
    day: int
    hour: int
    format: Format


class ScheduleCard(Schedule):
    """One that comes, of which tickets in words, and when next."""

    id: int
    rule: str
    zone: str
    next_at: datetime
    last_at: datetime | None


class ScheduleList(BaseModel):
    """One's own reports by mail; `mails` tells whether this desk can send any."""

    items: list[ScheduleCard]
    mails: bool
    address: str | None
    zone: str


def list_schedules(session: Session, actor: Person, *, mails: bool) -> ScheduleList:
    """One's own, the oldest first. Raises NotFound or NotAllowed."""
    check_reads(actor)
    rows = session.scalars(_own(actor).order_by(ReportSchedule.id))
    return ScheduleList(
        items=[_card(session, row) for row in rows],
        mails=mails,
        address=actor.email,
        zone=actor.time_zone or UTC_ZONE,
    )


def add_schedule(session: Session, actor: Person, new: Schedule) -> ScheduleCard:
    """Have a report come from now on. Raises NotFound, NotAllowed, Invalid or Conflict."""
    check_reads(actor)
    count = session.scalar(select(func.count()).select_from(_own(actor).subquery())) or 0
    if count >= MOST:
        raise Conflict(f"{MOST} reports come already.", current={"schedules": count})
    if not actor.email:
        raise Invalid("There is no address to send it to.", fields={"page": "needs an address"})
    row = ReportSchedule(person_id=actor.id, made_at=clock.now(), **_columns(actor, new))
    session.add(row)
    session.flush()
    append(session, f"people/{actor.id}", "report_scheduled", actor.id, schedule=row.id)
    return _card(session, row)


def change_schedule(session: Session, actor: Person, number: int, new: Schedule) -> ScheduleCard:
    """Have it come otherwise. Raises NotFound, NotAllowed or Invalid."""
    check_reads(actor)
    row = _find(session, actor, number)
    for name, value in _columns(actor, new).items():
        setattr(row, name, value)
    append(session, f"people/{actor.id}", "report_scheduled", actor.id, schedule=row.id)
    session.flush()
    return _card(session, row)


def end_schedule(session: Session, actor: Person, number: int) -> None:
    """Let it come no more. Raises NotFound or NotAllowed."""
    check_reads(actor)
    end(session, _find(session, actor, number), "asked", actor.id)


def end(session: Session, row: ReportSchedule, why: str, by: int | None = None) -> None:
    """End it: `why` is asked, no access or unsubscribed."""
    row.ended_at, row.ended_why = clock.now(), why
    append(session, f"people/{row.person_id}", "report_ended", by, schedule=row.id, why=why)


def _columns(actor: Person, new: Schedule) -> dict[str, Any]:
    if not (0 <= new.day <= 6 if new.every == "week" else 1 <= new.day <= 28):
        raise Invalid(
            "There is no such day.", fields={"day": "is 0 to 6 of a week, 1 to 28 of a month"}
        )
    if {"from", "to"} & new.filter.keys():
        raise Invalid(
            "The period is the week or month before.", fields={"filter": "names a period"}
        )
    zone = actor.time_zone or UTC_ZONE
    return {
        "page": new.page,
        "query": new.filter,
        "every": new.every,
        "day": new.day,
        "hour": new.hour,
        "zone": zone,
        "format": new.format,
        "next_at": next_after(clock.now(), new.every, new.day, new.hour, zone),
    }


def _own(actor: Person) -> Any:
    return select(ReportSchedule).where(
        ReportSchedule.person_id == actor.id, ReportSchedule.ended_at.is_(None)
    )


def _find(session: Session, actor: Person, number: int) -> ReportSchedule:
    row: ReportSchedule | None = session.scalar(
        _own(actor).where(ReportSchedule.id == number).with_for_update()
    )
    if row is None:
        raise NotFound("There is no such report by mail.")
    return row


def _card(session: Session, row: ReportSchedule) -> ScheduleCard:
    return ScheduleCard.model_validate(
        {
            "id": row.id,
            "page": row.page,
            "filter": row.query,
            "rule": Cohort.of_query(row.query).words(session),
            "every": row.every,
            "day": row.day,
            "hour": row.hour,
            "zone": row.zone,
            "format": row.format,
            "next_at": row.next_at,
            "last_at": row.last_at,
        }
    )
