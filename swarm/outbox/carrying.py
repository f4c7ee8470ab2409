"""Carry what waits in the outbox out of the desk: once as far as can be known, again where not.

Whoever carries claims a row and commits, speaks with the outside without any transaction open, and
writes down how it went. Of several processes one gets the row. A claim that is never settled (the
process died) falls back after a while; the row then says that it may have arrived twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.db import Database
from swarm.outbox.mails import File
from swarm.outbox.posting import forget_files
from swarm.outbox.tables import Enclosure, Outgoing
from swarm.people.tables import Person
from swarm.signs import one_line

log = logging.getLogger(__name__)

MOST_TRIES = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
LEASE = timedelta(minutes=10)
"""Longer than one that is alive needs to carry one thing."""
STALE = timedelta(days=3)
KEPT = timedelta(days=30)


class Postponed(Exception):
    """It could not be carried now. `everywhere`: neither could anything else this way.

    `doubtful`: it may have arrived all the same.
    """

    def __init__(self, why: str, *, everywhere: bool = False, doubtful: bool = False) -> None:
        super().__init__(why)
        self.everywhere = everywhere
        self.doubtful = doubtful


class Refused(Exception):
    """It can never be carried; the words say why."""


class Needless(Exception):
    """Nobody waits for it any more; the words say why."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One row to carry; `email` is the person's present address, None where they have none."""

    id: int
    key: str
    kind: str
    person_id: int
    name: str
    email: str | None
    target: int | None
    content: dict[str, Any]
    until: datetime | None
    files: list[File] = field(default_factory=list)


Carry = Callable[[Parcel], None]


def carry_waiting(database: Database, way: str, carry: Carry, most: int = 50) -> int:
    """Carry at most `most` of what is due this way, the longest due first; returns how many went.

    Ends early where nothing can be carried at all at present.
    """
    done = 0
    for _ in range(most):
        parcel = claim(database, way)
        if parcel is None:
            break
        try:
            carry(parcel)
        except Refused as error:
            _settle(database, parcel, "dead", str(error))
        except Needless as error:
            _settle(database, parcel, "void", str(error))
        except Postponed as error:
            _put_off(database, parcel, str(error), doubtful=error.doubtful)
            if error.everywhere:
                break
        except Exception as error:
            log.exception("a parcel could not be carried", extra={"key": parcel.key})
            _put_off(database, parcel, type(error).__name__)
        else:
            _settle(database, parcel, "sent")
            done += 1
    return done


def claim(database: Database, way: str) -> Parcel | None:
    """The next row that is due this way, held for `LEASE`; None where none is."""
    now = clock.now()
    with database.read() as session:
        if session.scalar(select(Outgoing.id).where(_due(way, now)).limit(1)) is None:
            return None  # a transaction that changes nothing would still keep others waiting
    with database.write() as session:
        while True:
            row = session.scalar(
                select(Outgoing)
                .where(_due(way, now))
                .order_by(Outgoing.due_at, Outgoing.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if row is None:
                return None
            person = session.get_one(Person, row.person_id)
            if person.left_at is not None or _too_late(row, now):
                _end(session, row, "void")
                session.flush()
                continue
            row.doubtful = row.doubtful or row.state == "sending"
            row.state, row.claimed_at, row.tries = "sending", now, row.tries + 1
            return _parcel(session, row, person)


def _due(way: str, now: datetime) -> ColumnElement[bool]:
    waits = and_(Outgoing.state == "waiting", Outgoing.due_at <= now)
    dropped = and_(Outgoing.state == "sending", Outgoing.claimed_at <= now - LEASE)
    return and_(Outgoing.way == way, or_(waits, dropped))


def _too_late(row: Outgoing, now: datetime) -> bool:
    return row.content is None or (row.until or row.created_at + STALE) <= now


def _parcel(session: Session, row: Outgoing, person: Person) -> Parcel:
    files = session.scalars(
        select(Enclosure).where(Enclosure.outgoing_id == row.id).order_by(Enclosure.id)
    )
    return Parcel(
        id=row.id,
        key=row.key,
        kind=row.kind,
        person_id=person.id,
        name=person.name,
        email=person.email,
        target=row.target,
        content=row.content or {},
        until=row.until,
        files=[File(one.name, one.media_type, one.content) for one in files],
    )


def _settle(database: Database, parcel: Parcel, state: str, failure: str = "") -> None:
    with database.write() as session:
        row = session.get_one(Outgoing, parcel.id, with_for_update=True)
        row.failure = str(one_line(failure))[:200]
        _end(session, row, state)


def _end(session: Session, row: Outgoing, state: str) -> None:
    row.state, row.settled_at = state, clock.now()
    if state != "dead":  # what is dead can be sent again by hand
        row.content = None
        forget_files(session, [row.id])


def _put_off(database: Database, parcel: Parcel, why: str, *, doubtful: bool = False) -> None:
    with database.write() as session:
        row = session.get_one(Outgoing, parcel.id, with_for_update=True)
        row.failure = str(one_line(why))[:200]
        row.doubtful = row.doubtful or doubtful
        if row.tries >= MOST_TRIES:
            _end(session, row, "dead")
            return
        pause = min(FIRST_PAUSE * 2 ** (row.tries - 1), LONGEST_PAUSE)
        row.state, row.due_at = "waiting", clock.now() + pause


def forget_old(session: Session) -> None:
    """Rows that ended a month ago go, with all that they still hold."""
    old = Outgoing.settled_at <= clock.now() - KEPT
    forget_files(session, list(session.scalars(select(Outgoing.id).where(old))))
    session.execute(delete(Outgoing).where(old))


def send_again(session: Session, row_id: int) -> bool:
    """Give what is dead all its tries anew; False where it is not dead or not there."""
    now = clock.now()
    changed = session.scalar(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.state == "dead")
        .values(state="waiting", tries=0, due_at=now, created_at=now, settled_at=None)
        .returning(Outgoing.id)
    )
    return changed is not None
