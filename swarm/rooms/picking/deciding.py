"""Decide together on a ticket: take it, hand it out, open a swarm on it, or leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.conflicts import opposed_teams
from swarm.people.tables import Person
from swarm.rooms.access import Standing, hold_swarm, require_open, stream_of
from swarm.rooms.opening import open_swarm
from swarm.rooms.picking.access import find_picking
from swarm.rooms.picking.rules import does_wait
from swarm.rooms.picking.standing import Picked
from swarm.rooms.picking.tables import Pick
from swarm.rooms.weighed.concerned import teams_on
from swarm.tickets.access import find_ticket, hold, open_ownership, owner_of
from swarm.tickets.handovers import offer_handover, offer_unowned
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import take_ticket
from swarm.tickets.tables import Handover, Ticket

LONGEST_WHY = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """What a member says: `to` is whom it is offered to, `help_needed` what the swarm is asked,
    `why` the word with which it is left."""

    decision: str
    to: int | None = None
    help_needed: str = ""
    tried: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    session: Session
    actor: Person
    ticket: Ticket
    said: Decided


def pick_ticket(
    session: Session, actor: Person, swarm_id: int, number: int, said: Decided
) -> tuple[Pick, bool]:
    """Decide on a ticket that waits in the room; the pick, and whether it was made now.

    The same decision of the same person again changes nothing. Raises NotFound for who is not in
    the room and for no such ticket, NotAllowed for who watches and for another owner's ticket,
    Conflict where the ticket does not wait (any more) or the room is closed, Invalid.
    """
    find_picking(session, actor, swarm_id)
    ticket = find_ticket(session, actor, number)
    hold(session, ticket)
    told = _people_told(session, ticket, said)
    further = [f"tickets/{number}", *(f"people/{one}" for one in sorted(told))]
    standing = hold_swarm(session, actor, swarm_id, *further)
    if not standing.reads:
        raise NotFound
    require_open(standing)
    if not standing.picks:
        raise NotAllowed("You are watching this room.")
    before = _newest(session, swarm_id, number)
    fits = does_wait(session, standing.swarm, number, clock.now())
    if before is not None and _repeats(before, actor, said):
        place = Picked(before, None).place(standing.swarm.kind, fits=fits)
        if place != "waiting":  # what was given back since then is decided on anew
            return before, False
    if not fits:
        _refuse(session, ticket)
    case = _Case(session, actor, ticket, said)
    pick = Pick(swarm_id=swarm_id, ticket_number=number, decision=said.decision)
    pick.by_id, pick.at, pick.why = actor.id, clock.now(), ""
    _DECISIONS[said.decision](case, pick)
    session.add(pick)
    session.flush()
    _tell(session, standing, ticket, pick, said)
    return pick, True


def _people_told(session: Session, ticket: Ticket, said: Decided) -> set[int]:
    """Everybody on whose streams a decision may write."""
    owner, offered = owner_of(session, ticket.number), open_handover(session, ticket.number)
    people = {ticket.requester_id, said.to, owner.id if owner else None}
    if offered is not None:
        people |= offered.sides
    return {one for one in people if one is not None}


def _newest(session: Session, swarm_id: int, number: int) -> Pick | None:
    return session.scalar(
        select(Pick)
        .where(Pick.swarm_id == swarm_id, Pick.ticket_number == number)
        .order_by(Pick.id.desc())
        .limit(1)
    )


def _repeats(before: Pick, actor: Person, said: Decided) -> bool:
    if before.by_id != actor.id or before.decision != said.decision:
        return False
    # Offered to somebody else, or left with another word, is another decision.
    return before.decision in ("taken", "swarmed") or (
        before.decision == "left" and before.why == said.why.strip()
    )


def _refuse(session: Session, ticket: Ticket) -> NoReturn:
    owner = owner_of(session, ticket.number)
    named = {"id": owner.id, "name": owner.name} if owner else None
    said = f"{owner.name} owns this ticket." if owner else "This ticket does not wait here."
    current = {"ticket": ticket.number, "owner": named, "status": str(ticket.status)}
    raise Conflict(said, code="not_waiting", current=current)


def _take(case: _Case, _pick: Pick) -> None:
    take_ticket(case.session, case.actor, case.ticket)


def _offer(case: _Case, pick: Pick) -> None:
    to = case.session.get(Person, case.said.to) if case.said.to is not None else None
    if to is None:
        raise Invalid("Say to whom it is offered.", fields={"to": "unknown"})
    if to.id == case.actor.id:
        raise Invalid("Take it instead.", fields={"to": "is you"})
    concerned = teams_on(case.session, case.ticket, None)[1]
    if to.team_id in opposed_teams(case.session, concerned):
        raise Invalid(
            f"{to.name}'s team must not work on this ticket.",
            fields={"to": "of a team in conflict"},
        )
    owned = open_ownership(case.session, case.ticket.number) is not None
    make: Callable[..., Handover] = offer_handover if owned else offer_unowned
    pick.handover_id = make(case.session, case.actor, case.ticket, to).id


def _swarm(case: _Case, pick: Pick) -> None:
    if open_ownership(case.session, case.ticket.number) is None:
        take_ticket(case.session, case.actor, case.ticket)
    opened = open_swarm(
        case.session,
        case.actor,
        case.ticket.number,
        help_needed=case.said.help_needed,
        tried=case.said.tried,
    )
    pick.opened_id = opened.id


def _leave(case: _Case, pick: Pick) -> None:
    why = case.said.why.strip()
    if not 0 < len(why) <= LONGEST_WHY:
        raise Invalid("Say in a word why it is left.", fields={"why": "1 to 500 characters"})
    if open_handover(case.session, case.ticket.number):
        raise Conflict(
            "It is offered to somebody who has not answered.",
            code="offer_waiting",
            current={"ticket": case.ticket.number},
        )
    pick.why = why


_DECISIONS: Mapping[str, Callable[[_Case, Pick], None]] = {
    "taken": _take,
    "offered": _offer,
    "swarmed": _swarm,
    "left": _leave,
}
DECISIONS = tuple(_DECISIONS)


def _tell(session: Session, standing: Standing, ticket: Ticket, pick: Pick, said: Decided) -> None:
    facts: dict[str, Any] = {"pick": pick.id, "decision": pick.decision}
    if said.decision == "offered":
        facts["to"] = said.to
    if pick.opened_id is not None:
        facts["opened"] = pick.opened_id
    room = standing.swarm.id
    append(session, stream_of(room), "ticket_picked", pick.by_id, ticket=ticket.number, **facts)
    # The ticket does not count as touched by what its requester never hears of.
    append(session, f"tickets/{ticket.number}", "ticket_picked", pick.by_id, swarm=room, **facts)
