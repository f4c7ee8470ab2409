"""Loads the demo into a desk, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from swarm import clock
from swarm.demo.policy import found_policy
from swarm.demo.records.deeds import deeds_of
from swarm.demo.records.ledger import Ledger
from swarm.demo.records.recorder import Recorder
from swarm.demo.settling import settle
from swarm.demo.shapes import Demo

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
    with clock.at(demo.trial.since):
        policy = found_policy(session, demo.trial)
    recorder = Recorder(Ledger(session), cast, secret)
    recorder.policy = policy
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
