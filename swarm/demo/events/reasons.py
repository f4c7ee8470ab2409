"""Why people of the demo were asked: the work that they had done by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from swarm.demo.shapes import Call, DemoTicket
from swarm.matching.reasons import MOST_CITED, Reason

Done = dict[str, list[tuple[datetime, DemoTicket]]]


def with_reasons(tickets: Sequence[DemoTicket]) -> list[DemoTicket]:
    """The tickets, each invitation with the reasons that the record gives at its moment.

    Reasons cite tickets by their keys.
    """
    done: Done = defaultdict(list)
    for ticket in tickets:
        if ticket.solved_at is not None:
            for person in {ticket.owner or "", *ticket.helpers}:
                done[person].append((ticket.solved_at, ticket))
    return [_told(ticket, done) for ticket in tickets]


def _told(ticket: DemoTicket, done: Done) -> DemoTicket:
    if ticket.swarm is None:
        return ticket
    calls = tuple(
        replace(call, reasons=_reasons(call, ticket, done)) for call in ticket.swarm.calls
    )
    return replace(ticket, swarm=replace(ticket.swarm, calls=calls))


def _reasons(call: Call, ticket: DemoTicket, done: Done) -> tuple[Reason, ...]:
    before = sorted(
        ((at, other) for at, other in done[call.person] if at < call.sent_at),
        key=lambda one: one[0],
        reverse=True,
    )
    here = [one for one in before if one[1].component == ticket.component]
    found = [_reason("component", ticket.component, here, call.sent_at)] if here else []
    for skill in ticket.skills:
        shown = [one for one in before if skill in one[1].skills]
        if shown:
            found.append(_reason("skill_shown", skill, shown, call.sent_at))
    return tuple(found[:2])


def _reason(
    kind: str, subject: str, work: Sequence[tuple[datetime, DemoTicket]], now: datetime
) -> Reason:
    return Reason(
        kind="component" if kind == "component" else "skill_shown",
        count=len(work),
        subject=subject,
        tickets=tuple(other.key for _, other in work[:MOST_CITED]),
        age_days=(now - work[0][0]) / timedelta(days=1),
    )
