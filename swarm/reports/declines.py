"""Why people say no when they are asked: told only where it names nobody."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation

FEWEST = 5
"""A reason is told when at least so many people gave it."""

MONTHS = 3

UNSAID = "unsaid"

RULE = (
    f"Answers of no in the last {MONTHS} full months; a reason is shown when at least "
    f"{FEWEST} people gave it."
)


class DeclineReason(BaseModel):
    """One reason, how often it was given, and by how many people (at least five)."""

    why: str
    count: int
    people: int


class DeclineReasons(BaseModel):
    """Reasons for saying no in the last three full months, the most frequent first.

    `withheld`: some reasons were given by fewer than five people and are left out. They are
    counted in `count` (all answers of no) only where they come from five people together; else
    `count` is that of the reasons shown.
    """

    since: datetime
    until: datetime
    items: list[DeclineReason]
    count: int
    withheld: bool
    rule: str


def read_decline_reasons(session: Session, actor: Person | None) -> DeclineReasons:
    """Why people said no, for managers. Raises NotAllowed.

    The window moves by whole months, so that two readings cannot be subtracted from one another
    to find what one person said last week.
    """
    check_reads(actor)
    since, until = _months(clock.now())
    why = func.coalesce(Decline.why, UNSAID)
    said = and_(Decline.invitation_id == Invitation.id, Decline.undone_at.is_(None))
    rows = session.execute(
        select(why.label("why"), Invitation.person_id, func.count().label("times"))
        .outerjoin(Decline, said)
        .where(
            Invitation.answer == "declined",
            Invitation.answered_at >= since,
            Invitation.answered_at < until,
        )
        .group_by(why, Invitation.person_id)
    )
    times: dict[str, dict[int, int]] = {}
    for row in rows:
        times.setdefault(row.why, {})[row.person_id] = row.times
    return _told(since, until, times)


def _told(since: datetime, until: datetime, times: dict[str, dict[int, int]]) -> DeclineReasons:
    """`times`: how often each person gave each reason."""
    items = [
        DeclineReason(why=why, count=sum(by.values()), people=len(by))
        for why, by in times.items()
        if len(by) >= FEWEST
    ]
    rest = [by for by in times.values() if len(by) < FEWEST]
    hidden = {person for by in rest for person in by}
    count = sum(item.count for item in items)
    if len(hidden) >= FEWEST:
        count += sum(sum(by.values()) for by in rest)
    return DeclineReasons(
        since=since,
        until=until,
        items=sorted(items, key=lambda item: (-item.count, item.why)),
        count=count,
        withheld=bool(rest),
        rule=RULE,
    )


def _months(now: datetime) -> tuple[datetime, datetime]:
    """The beginning of the month three months ago, and of this month."""
    until = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = until.year * 12 + until.month - 1 - MONTHS
    return until.replace(year=before // 12, month=before % 12 + 1), until
