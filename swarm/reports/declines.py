"""Why people say no when they are asked: told only where it names nobody."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation

FEWEST = 5
"""A reason is told when at least so many people gave it."""

MONTHS = 3
"""A quarter."""

UNSAID = "unsaid"

RULE = (
    "Answers of no in the last full quarter, as they stood at its end; a reason is shown when at "
    f"least {FEWEST} people gave it."
)


class DeclineReason(BaseModel):
    """One reason, how often it was given, and by how many people (at least five)."""

    why: str
    count: int
    people: int


class DeclineReasons(BaseModel):
    """Reasons for saying no in the last full quarter, the most frequent first.

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

    No two readings can be subtracted from one another to find what fewer said: quarters have no
    day in common, nobody chooses the window, and what somebody takes back after a quarter's end
    changes nothing that was read of it before.
    """
    check_reads(actor)
    since, until = _quarter(clock.now())
    why = func.coalesce(Decline.why, UNSAID)
    stood = or_(Decline.undone_at.is_(None), Decline.undone_at >= until)
    said = and_(Decline.invitation_id == Invitation.id, Decline.at < until, stood)
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


def _quarter(now: datetime) -> tuple[datetime, datetime]:
    """Where the last full quarter begins and ends, in UTC as all times are."""
    month = now.year * 12 + (now.month - 1) // MONTHS * MONTHS
    begins, ends = (
        now.replace(
            year=at // 12, month=at % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
        )
        for at in (month - MONTHS, month)
    )
    return begins, ends
