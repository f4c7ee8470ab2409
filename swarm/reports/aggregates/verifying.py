"""Every kept figure beside what the record says, ticket by ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.tables import Due
from swarm.reports.aggregates.counting import count_tickets
from swarm.reports.aggregates.entries import IN_ORDER, Entries
from swarm.reports.aggregates.growth import LEARNED, OFFERED, SOLO
from swarm.reports.aggregates.keeping import LISTENER, tickets_of
from swarm.reports.aggregates.kinds import KINDS, WORDS
from swarm.reports.aggregates.naming import as_here
from swarm.reports.aggregates.parts import PACKED, RECORD, Part, unpack
from swarm.reports.aggregates.tables import TicketAggregate
from swarm.reports.aggregates.witness import Witness
from swarm.reports.flow.waits import QUEUE, WORK
from swarm.tickets.tables import Ticket

BATCH = 500
ROUNDING = 1e-6
"""Sums of minutes may be added in another order; a part of a millionth is not a difference."""
LINES_LATER = 2.0
"""Seconds: a line is written a moment after the row that it tells of."""

ENTRIES = {
    "work": "work",
    "swarms": "people of its swarms",
    "steps": "its touches in order",
    "owners": "its owners in order",
    "queues": "its queues in order",
    "spells": "what its time went into",
    "growth": "growth seats and solo solutions",
}
SPELLS = {WORK: "work", QUEUE: "queue"}
GROWN = {LEARNED: "learned", OFFERED: "came by an offer to", SOLO: "solved alone with"}

Value = float | str | None


@dataclass(frozen=True)
class Difference:
    """A figure of a ticket that is kept otherwise than it was `counted` again.

    `by` says what it was counted from: the rows that activity keeps, or its lines alone.
    """

    ticket: int
    figure: str
    kept: Value
    counted: Value
    by: str


@dataclass
class Verdict:
    """How many tickets were looked at, how many wait to be counted anew, and what differs."""

    tickets: int = 0
    figures: int = 0
    waiting: int = 0
    differences: int = 0


def verify(
    session: Session, told: Callable[[Difference], None], looked: Callable[[int], None]
) -> Verdict:
    """Compare the figures of every ticket with its record. Changes nothing.

    Tickets whose newest lines nobody has counted yet are not compared: reports count those
    while they are read. `told` hears of each difference, `looked` how many tickets were done.
    """
    waits = session.scalars(select(Due.stream).where(Due.listener == LISTENER).distinct())
    waiting = tickets_of(session, waits)
    verdict, witness, last = Verdict(waiting=len(waiting)), Witness(session), 0
    while numbers := _some(session, last):
        ready = [number for number in numbers if number not in waiting]
        counted = count_tickets(session, [Ticket.number.in_(ready)])
        kept = _kept(session, ready)
        for difference in _differences(counted, kept, witness.hear(ready)):
            verdict.differences += 1
            told(difference)
        verdict.tickets += len(ready)
        verdict.figures += len(counted) * len(RECORD.names or ()) + sum(
            len(one.at) for one in counted.entries.values()
        )
        last = numbers[-1]
        looked(len(numbers))
    return verdict


def _some(session: Session, last: int) -> list[int]:
    some = select(Ticket.number).where(Ticket.number > last).order_by(Ticket.number).limit(BATCH)
    return list(session.scalars(some))


def _kept(session: Session, numbers: list[int]) -> Part:
    table = TicketAggregate
    rows = session.execute(
        select(table.ticket_number, *(getattr(table, name) for name in PACKED))
        .where(table.ticket_number.in_(numbers))
        .order_by(table.ticket_number)
    )
    return as_here(session, unpack([tuple(row) for row in rows]))


def _differences(
    counted: Part, kept: Part, heard: dict[int, dict[str, float]]
) -> Iterator[Difference]:
    there = np.isin(counted.number, kept.number)
    for number in counted.number[~there].tolist():
        yield Difference(number, "every figure", None, "not kept", "rows")
    counted = counted.where(there)
    for name, values in counted.columns.items():
        mine = kept.columns[name]
        for place in np.flatnonzero(~_alike(mine, values)).tolist():
            number = int(counted.number[place])
            yield Difference(number, name, _plain(mine[place]), _plain(values[place]), "rows")
    for sort, figure in ENTRIES.items():
        yield from _other_entries(sort, figure, kept, counted)
    yield from _unheard(kept, heard)


def _unheard(kept: Part, heard: dict[int, dict[str, float]]) -> Iterator[Difference]:
    # Work that somebody stated (a system, an import) has no acts among the lines.
    stated = [how != "activity" for how in map(_how, kept.work["kind"].tolist())]
    unseen = set(kept.work_at[np.array(stated, dtype=np.bool_)].tolist())
    for place, number in enumerate(kept.number.tolist()):
        for name, value in heard[number].items():
            if name == "touches" and place in unseen:
                continue
            mine = float(kept.columns[name][place])
            close = LINES_LATER if RECORD[name].kind == "f" else 0
            if not np.isclose(mine, value, rtol=0, atol=close, equal_nan=True):
                yield Difference(number, name, _plain(mine), _plain(value), "lines")


def _how(kind: int) -> str:
    return KINDS.said[kind].how


def _alike(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    exact = one.dtype.kind != "f"
    alike: NDArray[np.bool_] = (
        one == other if exact else np.isclose(one, other, rtol=0, atol=ROUNDING, equal_nan=True)
    )
    return alike


def _plain(value: np.generic | float) -> Value:
    plain = float(value)
    return None if np.isnan(plain) else plain


def _other_entries(sort: str, figure: str, kept: Part, counted: Part) -> Iterator[Difference]:
    if _same(kept.entries[sort], counted.entries[sort]):
        return
    one, other = (_in_words(sort, part) for part in (kept, counted))
    for number in sorted(one.keys() | other.keys()):
        if one.get(number) != other.get(number):
            yield Difference(number, figure, one.get(number), other.get(number), "rows")


def _same(one: Entries, other: Entries) -> bool:
    """Whether entries are the same to the bit and in the same order: then nobody words them."""
    return np.array_equal(one.at, other.at) and one.values.tobytes() == other.values.tobytes()


def _in_words(sort: str, part: Part) -> dict[int, str]:
    entries = part.entries[sort]
    found: dict[int, list[str]] = {}
    for at, entry in zip(entries.at.tolist(), entries.values.tolist(), strict=True):
        found.setdefault(int(part.number[at]), []).append(_word(sort, entry))
    if sort not in IN_ORDER:
        found = {number: sorted(said) for number, said in found.items()}
    between = ", " if sort == "swarms" else "; "
    return {number: between.join(said) for number, said in found.items()}


def _word(sort: str, entry: Any) -> str:
    match sort:
        case "work":
            kind, touches, timed, minutes = entry
            return f"{touches} ({timed} timed, {minutes:.4f} min) {KINDS.said.get(kind)}"
        case "steps":
            kind, start, end = entry
            return f"{start:.4f} to {end:.4f} {KINDS.said.get(kind)}"
        case "queues":
            return str(WORDS.said.get(entry[0]))
        case "spells":
            kind, seconds, since = entry
            return f"{SPELLS.get(kind) or WORDS.said.get(kind)} {seconds:.4f} s, since {since:.4f}"
        case "growth":
            skill, person, how, at = entry
            return f"person {person} {GROWN.get(how)} skill {skill} at {at:.4f}"
        case _:
            return str(entry)
