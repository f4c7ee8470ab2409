"""Loads the demo into a desk, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.demo.deeds import deeds_of
from swarm.demo.ledger import Ledger
from swarm.demo.recorder import Recorder
from swarm.demo.settling import settle
from swarm.demo.shapes import Demo
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket

FOUNDED = timedelta(days=400)
"""So long ago the company moved in."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded; `rows` counts every row that was written in bulk."""

    people: int
    tickets: int
    swarms: int
    articles: int
    rows: int


def has_demo(session: Session) -> bool:
    """Whether a demo is on this desk."""
    return bool(
        session.scalar(
            select(
                exists().where(Ticket.demo.is_(True))
                | exists().where(Person.demo.is_(True), Person.left_at.is_(None))
            )
        )
    )


def is_empty(session: Session) -> bool:
    """Whether nobody and nothing is on this desk yet."""
    return not session.scalar(select(exists(select(Person.id)) | exists(select(Ticket.number))))


def load(
    session: Session,
    demo: Demo,
    now: datetime,
    *,
    secret: str,
    password_hash: str,
    told: Callable[[], None] = lambda: None,
) -> Loaded:
    """Write the demo in the caller's transaction; `told` is called after each ticket.

    `secret` is the desk's own (SWARM_SECRET_KEY), which message fingerprints are made with.
    """
    with clock.at(now - FOUNDED):
        cast = settle(session, demo.company, password_hash)
    recorder = Recorder(Ledger(session), cast, secret)
    for deed in deeds_of(demo):
        recorder.at = deed.at
        deed.done_by(recorder)
        if deed.verb == "create":
            told()
    recorder.finish()
    rows = recorder.ledger.write()
    session.expire_all()
    return Loaded(
        people=len(demo.company.people),
        tickets=len(demo.tickets),
        swarms=len(recorder.rooms),
        articles=len(demo.articles),
        rows=rows,
    )
