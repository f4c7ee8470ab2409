"""Keeps the figures of tickets: whatever happened to one, it is counted anew as a whole.

So it does not matter in which order lines come, how often, or how late: the last count sees
everything that was committed before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from secrets import randbelow

from sqlalchemy import Select, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.db import Database
from swarm.reports.aggregates.counting import count_tickets
from swarm.reports.aggregates.naming import as_stored
from swarm.reports.aggregates.parts import PACKED, Part, pack
from swarm.reports.aggregates.tables import AggregateClock, TicketAggregate
from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.skills.tables import Need
from swarm.tickets.tables import Outcome, Ownership, Ticket
from swarm.tiers.listener import KINDS as TOUCHING
from swarm.tiers.tables import Touch

LISTENER = "aggregates"
KINDS: tuple[str, ...] = (
    *TOUCHING, "ownership_ended", "group_changed", "ticket_rated", "process_assigned",
    "member_left", "touch_overridden", "override_undone", "person_matched", "skill_absorbed",
)  # fmt: skip
"""The lines after which a ticket may count otherwise."""

BATCH = 500


def work(session: Session, lines: Sequence[Line]) -> None:
    """Count the tickets of some lines anew."""
    keep(session, tickets_of(session, {line.stream for line in lines}))


def tickets_of(session: Session, streams: Iterable[str]) -> set[int]:
    """The tickets that streams tell of: a person's stream, of all that they had a part in; a
    skill's, of all that need it."""
    ids: dict[str, set[int]] = {"tickets": set(), "swarms": set(), "people": set(), "skills": set()}
    for stream in streams:
        noun, _, number = stream.partition("/")
        if noun in ids:
            ids[noun].add(int(number))
    found = ids["tickets"]
    if ids["swarms"]:
        on = select(ON_TICKET).where(ON_TICKET.is_not(None), Swarm.id.in_(ids["swarms"]))
        found |= set(session.scalars(on))
    for person in ids["people"]:
        joined = select(ON_TICKET).join(Member, Member.swarm_id == Swarm.id)
        for part in (
            select(Touch.ticket_number).where(Touch.person_id == person),
            select(Ownership.ticket_number).where(Ownership.owner_id == person),
            select(Outcome.ticket_number).where(Outcome.by_id == person),
            joined.where(Member.person_id == person, ON_TICKET.is_not(None)),
        ):
            found |= set(session.scalars(part))
    if ids["skills"]:
        needing = select(Need.ticket_number).where(Need.skill_id.in_(ids["skills"]))
        found |= set(session.scalars(needing))
    return found


def keep(session: Session, numbers: Collection[int]) -> int:
    """Count tickets anew and keep the figures, in the caller's transaction; returns how many.

    Numbers of tickets that there are not (any more) are passed over.
    """
    some = sorted(set(numbers))
    kept = 0
    for start in range(0, len(some), BATCH):
        # First the lock, then the look: two who count at once would else keep the older count.
        stamp = _next_stamp(session)
        part = count_tickets(session, [Ticket.number.in_(some[start : start + BATCH])])
        _write(session, part, stamp)
        kept += len(part)
    return kept


def keep_missing(database: Database, told: Callable[[int], None] = lambda _: None) -> int:
    """Keep the figures of all tickets that have none yet, a transaction for every few; returns
    how many. `told` hears after each transaction how many were added."""
    kept = last = 0
    while True:
        with database.read() as session:
            if not last and _counts_agree(session):
                return 0
            some = missing().where(Ticket.number > last).order_by(Ticket.number).limit(BATCH)
            numbers = list(session.scalars(some))
        if not numbers:
            return kept
        with database.write() as session:
            keep(session, numbers)
        kept, last = kept + len(numbers), numbers[-1]
        told(len(numbers))


def _counts_agree(session: Session) -> bool:
    tickets, figures = (
        session.scalar(select(func.count()).select_from(table))
        for table in (Ticket, TicketAggregate)
    )
    return tickets == figures


def missing() -> Select[int]:
    """The numbers of tickets without figures."""
    return select(Ticket.number).where(
        ~exists().where(TicketAggregate.ticket_number == Ticket.number)
    )


def _next_stamp(session: Session) -> int:
    session.flush()
    table = AggregateClock
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    step = make(table).values(id=1, stamp=1, epoch=randbelow(2**31))
    step = step.on_conflict_do_update(index_elements=[table.id], set_={"stamp": table.stamp + 1})
    return session.scalars(step.returning(table.stamp)).one()


def _write(session: Session, part: Part, stamp: int) -> None:
    if not len(part):
        return
    rows = [
        {"ticket_number": number, "stamp": stamp, **dict(zip(PACKED, packed, strict=True))}
        for number, *packed in pack(as_stored(session, part))
    ]
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    step = make(TicketAggregate)
    changed = {name: step.excluded[name] for name in ("stamp", *PACKED)}
    session.connection().execute(
        step.on_conflict_do_update(index_elements=["ticket_number"], set_=changed), rows
    )
