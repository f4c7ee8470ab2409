"""Sends the reports that are due: each once, however many processes look for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.db import Database
from swarm.outbox.mails import File, Mail, Said, Way
from swarm.outbox.posting import post_mail
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import Comparison, read_comparison
from swarm.reports.export import rows_of
from swarm.reports.flow.page import FlowReport, read_flow
from swarm.reports.overview import Overview, read_overview
from swarm.reports.saved.schedules import end
from swarm.reports.saved.tables import ReportSchedule
from swarm.reports.saved.times import Every, before, next_after
from swarm.reports.sheets import as_csv, as_xlsx
from swarm.reports.shift.report import LedgerReport, read_ledger
from swarm.rooms.reaching.wishes import ways_for

KIND: Literal["report"] = "report"
Read = Callable[[Session, Person | None, Cohort], BaseModel]

PAGES: dict[str, tuple[str, str, Read]] = {
    "overview": ("Overview", "/reports", read_overview),
    "comparison": ("Swarm and tier", "/reports/comparison", read_comparison),
    "flow": ("Flow", "/reports/flow", read_flow),
    "ledger": ("Tiers", "/reports/ledger", read_ledger),
}
"""What each page is called, where it stands, and what it reads."""

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Written:
    """A report as it goes out, and the moment for which it was due."""

    due: datetime
    mail: Mail
    file: File


def find_due(session: Session) -> list[int]:
    """The reports whose moment has come."""
    due = (ReportSchedule.ended_at.is_(None), ReportSchedule.next_at <= clock.now())
    return list(session.scalars(select(ReportSchedule.id).where(*due).order_by(ReportSchedule.id)))


def send_due(database: Database) -> int:
    """Write what is due and put it into the outbox; returns how many. Slow: not for the loop."""
    with database.read() as session:
        numbers = find_due(session)
    return sum(_send(database, number) for number in numbers)


def _send(database: Database, number: int) -> bool:
    with database.read() as session:
        row = session.get_one(ReportSchedule, number)
        person = session.get_one(Person, row.person_id)
        why = ended_why(session, person)
        written = None if why else _write(session, person, row)
    with database.write() as session:
        row = session.get_one(ReportSchedule, number)
        if written is None:
            if row.ended_at is None:
                end(session, row, why)
            return False
        return _claim(session, row, written.due) and post_mail(
            session,
            to=row.person_id,
            kind=KIND,
            mail=written.mail,
            key=f"report/{number}/{written.due.isoformat()}",
            about=f"reports/{number}",
            files=[written.file],
        )


def ended_why(session: Session, person: Person) -> str:
    """Why nothing comes to somebody any more; empty while it does."""
    if person.left_at is not None or not person.manages or not person.email:
        return "no access"
    return "unsubscribed" if ways_for(session, person.id, KIND).mail == "off" else ""


def _times(row: ReportSchedule) -> tuple[Every, int, int, str]:
    return ("week" if row.every == "week" else "month"), row.day, row.hour, row.zone


def _claim(session: Session, row: ReportSchedule, due: datetime) -> bool:
    """Take the moment for oneself. One that was missed for long is made up for once, not often."""
    following = next_after(max(clock.now(), due), *_times(row))
    done: Any = session.execute(
        update(ReportSchedule)
        .where(
            ReportSchedule.id == row.id,
            ReportSchedule.next_at == due,
            ReportSchedule.ended_at.is_(None),
        )
        .values(next_at=following, last_at=due)
    )
    return bool(done.rowcount)


def _write(session: Session, person: Person, row: ReportSchedule) -> Written:
    title, path, read = PAGES[row.page]
    start = before(row.next_at, *_times(row))
    cohort = replace(Cohort.of_query(row.query), start=start, end=row.next_at)
    report = read(session, person, cohort)
    rows = rows_of(report)
    content = as_xlsx(rows, title) if row.format == "xlsx" else as_csv(rows).encode()
    mail = Mail(
        subject=f"{title}: the last {row.every}",
        blocks=[
            *(Said(text=sentence) for sentence in opening_of(report)),
            Said(text=cohort.words(session), small=True),
            Way(label="Open the report", path=f"{path}?{urlencode(cohort.query())}", chief=True),
            Way(label="Change or end this report", path=f"{path}?mails=open"),
        ],
    )
    name = f"{row.page}-{row.next_at:%Y-%m-%d}.{row.format}"
    return Written(row.next_at, mail, File(name, TYPES[row.format], content))


def opening_of(report: BaseModel) -> list[str]:
    """What a report says first, in sentences."""
    if isinstance(report, Comparison):
        return [report.sentence]
    if isinstance(report, Overview):
        count, solved = (int(one.value or 0) for one in (report.tickets, report.solved))
        said = [f"{count:,} tickets came; {solved:,} of them are solved."]
        median = report.flow.resolve.median
        if median.value is not None:
            said.append(
                f"Half of them were solved within {median.value:,.1f} hours{_sure(median)}."
            )
        return said
    if isinstance(report, FlowReport):
        kept = report.first_assignment
        if kept.value is None:
            return [f"{report.tickets:,} tickets came; none of them is solved yet."]
        share = f"{kept.value:.0%} of {kept.count:,} solved tickets"
        return [f"{share} kept their first owner{_sure(kept)}."]
    if isinstance(report, LedgerReport):
        return [f"{report.whole.tickets:,} tickets came.", report.measured_why]
    return []


def _sure(figure: Any) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (
        f"{end_:.0%}" if figure.unit == "share" else f"{end_:,.1f}"
        for end_ in (figure.low, figure.high)
    )
    return f" (95%: {low}-{high})"
