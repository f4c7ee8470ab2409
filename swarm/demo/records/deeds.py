"""What people of the demo did, as commands in the order of time.

The same deeds are carried out by the loader in bulk and, in a test, by the product's own
actions: both must leave the same rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from swarm.demo.cast.hours import next_shared
from swarm.demo.cast.shapes import DemoPerson
from swarm.demo.records.hands import Hands
from swarm.demo.shapes import Call, Demo, DemoArticle, DemoTicket, Said

BEFORE_SOLVING = timedelta(seconds=30)
AFTER_RATING = timedelta(seconds=15)
CONTENT = 4
"""Who gives this many points also closes the ticket for good."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One command, when it was given."""

    at: datetime
    verb: str
    args: tuple[object, ...]

    def done_by(self, hands: Hands) -> None:
        """Let `hands` carry it out."""
        getattr(hands, self.verb)(*self.args)


def _deed(at: datetime, verb: str, *args: object) -> Deed:
    return Deed(at, verb, args)


def deeds_of(demo: Demo) -> list[Deed]:
    """Every deed of the demo in the order of time."""
    found = [deed for ticket in demo.tickets for deed in _of_ticket(ticket)]
    tickets = {ticket.key: ticket for ticket in demo.tickets}
    for article in demo.articles:
        found.extend(_of_article(article, [tickets[key] for key in article.solved]))
    found += [deed for person in demo.company.people.values() for deed in _of_person(person)]
    # The sort is stable: what happened in one moment to one ticket stays in its order.
    return sorted(found, key=lambda deed: deed.at)


def _of_person(person: DemoPerson) -> Iterator[Deed]:
    for away in person.away:
        # Asked for a week or so before, at the start of a working day.
        wanted = datetime.combine(away.first, time.min, UTC) - timedelta(days=12)
        yield _deed(next_shared([person], wanted), "plan_leave", person.key, away)


def _of_ticket(ticket: DemoTicket) -> Iterator[Deed]:
    found = [_deed(ticket.created_at, "create", ticket)]
    if ticket.drawn:
        found.append(_deed(ticket.created_at, "draw", ticket))
    found += _queues(ticket)
    found += _owners(ticket)
    found += _words(ticket)
    if ticket.swarm is not None:
        found += _room(ticket)
    found += _end(ticket)
    yield from sorted(found, key=lambda deed: deed.at)


def _owners(ticket: DemoTicket) -> Iterator[Deed]:
    passings = {passing.answered_at: passing for passing in ticket.passings}
    for stay in ticket.stays:
        if stay.how == "handover":
            passing = passings[stay.started_at]
            yield _deed(passing.offered_at, "offer", ticket, passing)
            yield _deed(passing.answered_at, "accept", ticket, passing)
        else:
            verb = "take" if stay.how == "taken" else "escalate"
            yield _deed(stay.started_at, verb, ticket, stay)


def _words(ticket: DemoTicket) -> Iterator[Deed]:
    asked = {start for start, _ in ticket.waits}
    for words in ticket.words:
        yield _deed(words.at, "say", ticket, words, words.public and words.at in asked)
    notes = [words.at for words in ticket.words if not words.public]
    if notes and _needs_are_named(ticket):
        yield _deed(notes[0], "name_needs", ticket)


def _needs_are_named(ticket: DemoTicket) -> bool:
    # Whoever asks for help says what for; others now and then.
    return ticket.swarm is not None or zlib.crc32(ticket.key.encode()) % 3 == 0


def _queues(ticket: DemoTicket) -> Iterator[Deed]:
    # A ticket for which a lot was drawn lies in its first queue since then.
    place = ticket.stretches[0].queue if ticket.drawn and ticket.stretches else None
    for stretch in sorted(ticket.stretches, key=lambda stretch: stretch.queued_at):
        if stretch.queue != place:
            who = ticket.requester if place is None else _owner_at(ticket, stretch.queued_at)
            yield _deed(stretch.queued_at, "queue", ticket, stretch.queue, who)
        place = stretch.queue
        if stretch.tier == "L4":
            who = _owner_at(ticket, stretch.ended_at)
            yield _deed(stretch.ended_at, "queue", ticket, ticket.team, who)
            place = ticket.team
        yield _deed(stretch.ended_at, "record_work", ticket, stretch)


def _owner_at(ticket: DemoTicket, moment: datetime) -> str:
    return [stay.owner for stay in ticket.stays if stay.started_at <= moment][-1]


def _room(ticket: DemoTicket) -> Iterator[Deed]:
    swarm = ticket.swarm
    if swarm is None:
        return
    yield _deed(swarm.opened_at, "open_swarm", ticket)
    for call in swarm.calls:
        yield from _called(ticket, call)
    supposed: Said | None = None
    for said in swarm.said:
        yield _deed(said.at, "post", ticket, said)
        if said.credit is not None:
            yield _deed(said.at, "mark", ticket, said)
        if said.credit == "hypothesis":
            yield _deed(said.at, "suppose", ticket, said)
            supposed = said
        elif said.credit == "unblocked" and supposed is not None:
            yield _deed(said.at, "confirm", ticket, supposed, said)
            supposed = None
        if swarm.closed_at is None:
            yield _deed(said.at, "read", ticket, said.author)


def _called(ticket: DemoTicket, call: Call) -> Iterator[Deed]:
    if call.role == "learner":
        yield _deed(call.sent_at, "volunteer", ticket, call)
        yield _deed(call.answered_at, "welcome", ticket, call)
        return
    yield _deed(call.sent_at, "call", ticket, call)
    if call.seen_at is not None:
        yield _deed(call.seen_at, "see", ticket, call)
    yield _deed(call.answered_at, "answer" if call.seen_at else "expire", ticket, call)


def _end(ticket: DemoTicket) -> Iterator[Deed]:
    first, swarm = ticket.first_solved_at, ticket.swarm
    if swarm is not None and swarm.closed_at is not None:
        yield _deed(swarm.closed_at, "close_swarm", ticket)
        lead = [stay.owner for stay in ticket.stays if stay.started_at <= swarm.opened_at][-1]
        for person in sorted({lead, *ticket.helpers}):
            yield _deed(swarm.closed_at, "read", ticket, person)
    if first is not None and (swarm is None or not swarm.solved):
        yield _deed(first, "solve", ticket)
    if ticket.reopened_at is not None and ticket.solved_at is not None:
        yield _deed(ticket.solved_at, "solve", ticket)
    if ticket.verdict is not None and ticket.verdict.answered_at is not None:
        yield _deed(ticket.verdict.answered_at, "rate", ticket)
        if (ticket.verdict.score or 0) >= CONTENT:
            yield _deed(ticket.verdict.answered_at + AFTER_RATING, "close", ticket)


def _of_article(article: DemoArticle, solved: Sequence[DemoTicket]) -> Iterator[Deed]:
    yield _deed(article.created_at, "write", article)
    for ticket in solved:
        if ticket.first_solved_at is not None:
            yield _deed(ticket.first_solved_at - BEFORE_SOLVING, "use", article, ticket)
