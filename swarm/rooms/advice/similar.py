"""What solved something like this before: past fixes and articles."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.matching.evidence import Query
from swarm.rooms.advice.articles import ArticleHit, Library, nearest_articles
from swarm.rooms.advice.fitting import Fitted
from swarm.tickets.tables import Outcome, Ticket

SHOWN = 3
LEAST = 0.25
"""Past fixes that are less alike are distant: shown as such where a list is filled, else not.

Measured on the demo: of 14 questions about nothing that it holds (a bicycle, the lunch menu) 10
were answered with past fixes without a floor and 3 with it; 12 of its 14 open tickets keep theirs.
"""
LOOKED_AT = 20
"""Neighbours looked at for three that have a fix on record."""


class PastFix(BaseModel):
    """A solved ticket that reads alike; `similarity` is 0 to 1, `distant` where that is little."""

    ticket: int
    summary: str
    cause: str
    fix: str
    similarity: float
    distant: bool
    solved_at: datetime


class Similar(BaseModel):
    """The nearest past fixes and articles, nearest first."""

    fixes: list[PastFix]
    articles: list[ArticleHit]


def find_similar(
    session: Session,
    fitted: Fitted,
    library: Library,
    query: Query,
    *,
    staff: bool,
    but: int | None = None,
    fill: bool = False,
) -> Similar:
    """The three nearest past fixes and articles; `but` is a ticket to leave out.

    With `fill` distant fixes that are alike at all come in where nearer ones are missing.

    Who is not `staff` is shown articles for requesters only: other people's tickets are not
    their business.
    """
    articles = nearest_articles(session, library, query, most=SHOWN, staff=staff)
    if not staff:
        return Similar(fixes=[], articles=articles)
    near = {
        int(one.ticket): one.similarity
        for one in fitted.model.nearest(query, k=LOOKED_AT, least=0.0)
        if one.ticket != str(but) and (one.similarity >= LEAST or (fill and one.similarity > 0))
    }
    rows = session.execute(
        select(Ticket.number, Ticket.summary, Outcome.cause, Outcome.fix, Outcome.at)
        .join(Outcome, Outcome.ticket_number == Ticket.number)
        .where(
            Ticket.number.in_(near),
            Outcome.undone_at.is_(None),
            Outcome.how == "solved",
            Outcome.fix != "",
        )
    ).all()
    best = sorted(rows, key=lambda row: (-near[row.number], -row.number))[:SHOWN]
    fixes = [
        PastFix(
            ticket=row.number,
            summary=row.summary,
            cause=row.cause,
            fix=row.fix,
            similarity=round(near[row.number], 3),
            distant=near[row.number] < LEAST,
            solved_at=row.at,
        )
        for row in best
    ]
    return Similar(fixes=fixes, articles=articles)
