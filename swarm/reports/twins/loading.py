"""The journeys of a desk's tiered tickets that ended, and where an open one lies now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.reports.intakes import case_of
from swarm.reports.twins.journeys import Journey, Stop, added_up
from swarm.tickets.tables import Ticket
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import QueueStay, Touch

MOST = 5_000
"""So many of the newest tiered tickets that ended are learned from."""

HOUR = 3600.0


@dataclass(frozen=True)
class _Stay:
    place: str
    begins: float


@dataclass(frozen=True)
class _Work:
    at: float
    minutes: float | None
    cost: float | None


def load_journeys(session: Session) -> list[Journey]:
    """The newest ended tickets that began tiered and lay in a queue, oldest first."""
    chart = read_chart(session)
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.process == "tier", Ticket.solved_at.is_not(None))
        .where(Ticket.status.in_(("solved", "closed")))
        .order_by(Ticket.number.desc())
        .limit(MOST)
    ).all()
    numbers = [ticket.number for ticket in tickets]
    stays, work = _stays(session, numbers, chart), _work(session, numbers, chart)
    found = [
        _journey(ticket, stays[ticket.number], work[ticket.number])
        for ticket in reversed(tickets)
        if ticket.number in stays
    ]
    return sorted(found, key=lambda one: (one.at, int(one.id)))


def _journey(ticket: Ticket, stays: Sequence[_Stay], work: Sequence[_Work]) -> Journey:
    created, solved = ticket.created_at.timestamp(), _solved(ticket).timestamp()
    begins = [created, *(min(max(stay.begins, created), solved) for stay in stays[1:])]
    ends = [*begins[1:], max(solved, created)]
    # Work after the solution belongs to the last stop.
    spans = list(zip(begins, [*begins[1:], float("inf")], strict=True))
    mine = [[one for one in work if start <= one.at < end] for start, end in spans]
    return Journey(
        id=str(ticket.number),
        at=created,
        ended_at=solved,
        fields=case_of(ticket).fields,
        stops=[
            Stop(
                stay.place,
                max(end - begin, 0.0) / HOUR,
                _sum([one.minutes for one in done]) if work else None,
                _sum([one.cost for one in done]) if work else None,
            )
            for stay, begin, end, done in zip(stays, begins, ends, mine, strict=True)
        ],
    )


def _sum(amounts: Sequence[float | None]) -> float | None:
    # A stop at which nobody worked took no work: only what is not known makes it unknown.
    return added_up(amounts) if amounts else 0.0


def _solved(ticket: Ticket) -> datetime:
    return ticket.solved_at or ticket.updated_at


def _stays(session: Session, numbers: Sequence[int], chart: Chart) -> Mapping[int, list[_Stay]]:
    wanted = set(numbers)
    rows = session.execute(
        select(QueueStay.ticket_number, QueueStay.group_name, QueueStay.tier, QueueStay.started_at)
        .join(Ticket, Ticket.number == QueueStay.ticket_number)
        .where(Ticket.process == "tier", Ticket.number >= min(numbers, default=0))
        .order_by(QueueStay.ticket_number, QueueStay.started_at, QueueStay.id)
    )
    found: dict[int, list[_Stay]] = {}
    for number, group, tier, started in rows:
        if number in wanted:
            mine = found.setdefault(number, [])
            place = place_of(chart, group, tier)
            if not mine or mine[-1].place != place:
                mine.append(_Stay(place, started.timestamp()))
    return found


def place_of(chart: Chart, group: str, tier: str) -> str:
    """How a queue is called: its tier, where the map tells it, and its group."""
    key = chart.holders.of_group(group) if tier == UNKNOWN else chart.translate(tier)
    return group if key == UNKNOWN or group.startswith(f"{key} ") else f"{key} {group}"


def _work(session: Session, numbers: Sequence[int], chart: Chart) -> Mapping[int, list[_Work]]:
    wanted = set(numbers)
    rows = session.execute(
        select(Touch.ticket_number, Touch.started_at, Touch.minutes, Touch.tier_of_person)
        .join(Ticket, Ticket.number == Touch.ticket_number)
        .where(Ticket.process == "tier", Ticket.number >= min(numbers, default=0))
    )
    found: dict[int, list[_Work]] = defaultdict(list)
    for number, at, minutes, tier in rows:
        if number in wanted:
            rate = chart.rates.get(chart.translate(tier))
            cost = None if minutes is None or rate is None else minutes / 60 * rate
            found[number].append(_Work(at.timestamp(), minutes, cost))
    return found


def lies_in(session: Session, ticket: Ticket) -> tuple[QueueStay, str, bool] | None:
    """The open stay of a ticket, its queue's name, and whether it came there from another queue.

    None where it lies in no queue, or with a vendor: that one comes back.
    """
    found = session.execute(
        select(QueueStay, QueueClock.how)
        .outerjoin(QueueClock, QueueClock.stay_id == QueueStay.id)
        .where(QueueStay.ticket_number == ticket.number, QueueStay.ended_at.is_(None))
    ).first()
    if found is None or found.how == "vendor":
        return None
    stay = found[0]
    before = session.scalar(
        select(func.count())
        .select_from(QueueStay)
        .where(QueueStay.ticket_number == ticket.number, QueueStay.group_name != stay.group_name)
    )
    return stay, place_of(read_chart(session), stay.group_name, stay.tier), bool(before)
