"""The clocks of a ticket: first response, solution, and the next word to the requester.

They count the working hours of the ticket's team (round the clock without one) and stand
still while the ticket waits for its requester or is solved. That of the first response runs on
after a solution: whoever was told nothing still waits for a first word.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import append, lock_streams
from swarm.people.calendars import hours_of_team
from swarm.people.hours import WorkingHours
from swarm.people.tables import Team
from swarm.tickets.states import ENDED, LIVE
from swarm.tickets.tables import Ownership, Priority, Status, Target, Ticket

TARGETS = {
    Priority.LOW: (480, 4800, 2400),
    Priority.NORMAL: (240, 2400, 960),
    Priority.HIGH: (60, 480, 240),
    Priority.URGENT: (15, 240, 60),
}
"""Working minutes to the first response, to the solution, and between words."""
RUNNING = frozenset({Status.NEW, Status.OPEN})
BATCH = 500


def seed_targets(session: Session) -> None:
    """Write the default targets of the priorities that have none."""
    known = set(session.scalars(select(Target.priority)))
    session.add_all(_default(priority) for priority in TARGETS if priority not in known)
    session.flush()


def target_of(session: Session, priority: str) -> Target:
    """The target of a priority, the default where nobody set one."""
    return session.get(Target, priority) or _default(Priority(priority))


def _default(priority: Priority) -> Target:
    response, resolution, word = TARGETS[priority]
    return Target(
        priority=str(priority),
        response_minutes=response,
        resolution_minutes=resolution,
        next_word_minutes=word,
    )


def hours_of(session: Session, ticket: Ticket) -> WorkingHours:
    """The working hours that this ticket's clocks count."""
    return hours_of_team(session.get(Team, ticket.team_id) if ticket.team_id else None)


def set_clocks(session: Session, ticket: Ticket) -> None:
    """Calculate what is due when: at the start, after a pause, and when a target changes.

    A first response that was given keeps the target that it was given under, and so does a
    solution while it stands.
    """
    if ticket.solved_at is None:
        run_clocks(ticket, hours_of(session, ticket), target_of(session, ticket.priority))


def run_clocks(ticket: Ticket, hours: WorkingHours, target: Target) -> None:
    """The same with hours and target at hand, for many tickets at once."""
    paused = ticket.paused_seconds / 60
    if ticket.first_response_at is None:
        waited = paused - ticket.solved_seconds / 60
        ticket.respond_by = hours.after(ticket.created_at, target.response_minutes + waited)
    ticket.resolve_by = hours.after(ticket.created_at, target.resolution_minutes + paused)
    set_due(ticket)


def set_due(ticket: Ticket) -> None:
    """Keep `due_at`: the earliest of the targets that run just now."""
    running = [moment for moment, _ in running_targets(ticket)]
    ticket.due_at = min(running, default=None)


def running_targets(ticket: Ticket) -> list[tuple[datetime, str]]:
    """The moments that are still ahead to be kept, each with its kind."""
    targets: list[tuple[datetime | None, str]] = []
    if ticket.status in LIVE:
        targets.append((ticket.next_word_by, "next_word"))
        if ticket.paused_at is None:
            answered = ticket.first_response_at is not None
            targets.append((None if answered else ticket.respond_by, "response"))
            targets.append((ticket.resolve_by, "resolution"))
    return [(moment, kind) for moment, kind in targets if moment is not None]


def follow_step(session: Session, ticket: Ticket, start: str, now: datetime) -> None:
    """Stop the clocks or let them run, after the step from the status `start`."""
    if ticket.status in RUNNING:
        resume(session, ticket, now, solved=start in ENDED)
    elif start in LIVE:
        pause(session, ticket, now)
    set_due(ticket)


def pause(session: Session, ticket: Ticket, now: datetime) -> None:
    """Stop the clocks of response and solution; a pause that runs already ends in a new one.

    So what is done now, in a pause, is measured without the working hours that were waited.
    """
    resume(session, ticket, now)
    ticket.paused_at = now


def resume(session: Session, ticket: Ticket, now: datetime, *, solved: bool = False) -> None:
    """Let the clocks run again; what passed of the working hours meanwhile does not count.

    Where that was `solved` time, it does count to the first response.
    """
    if ticket.paused_at is not None:
        passed = hours_of(session, ticket).seconds_between(ticket.paused_at, now)
        ticket.paused_seconds += passed
        ticket.solved_seconds += passed if solved else 0
        ticket.paused_at = None
        set_clocks(session, ticket)


def respond(session: Session, ticket: Ticket, now: datetime) -> None:
    """Note the first response to the requester; later ones change nothing.

    What was waited for the requester before does not count.
    """
    if ticket.first_response_at is None:
        if response_stands_at(ticket) is not None:
            pause(session, ticket, now)
        ticket.first_response_at = now


def response_stands_at(ticket: Ticket) -> datetime | None:
    """Since when the clock of the first response stands still: in a pause, not by a solution."""
    return ticket.paused_at if ticket.solved_at is None else None


def owe_nobody(ticket: Ticket, owner_id: int, now: datetime) -> None:
    """Promise no first word where a solution leaves nobody to be told: nobody else asked.

    One that was missed by then stays missed.
    """
    if ticket.requester_id in (None, owner_id) and ticket.first_response_at is None:
        due = ticket.respond_by
        ticket.respond_by = due if due is not None and due < now else None


def promise_word(session: Session, ticket: Ticket, now: datetime) -> None:
    """Set when the requester should next hear from the owner."""
    minutes = target_of(session, ticket.priority).next_word_minutes
    ticket.next_word_by = hours_of(session, ticket).after(now, minutes)
    set_due(ticket)


def was_kept(
    due: datetime | None, done: datetime | None, now: datetime, *, paused_at: datetime | None
) -> bool | None:
    """Whether a target was kept; None while that is open, or where there was none.

    One that passed while its clock ran stays missed when that stops at `paused_at`. One that lay
    ahead then is open.
    """
    if due is None:
        return None
    if done is not None:
        return done <= due
    ran_until = now if paused_at is None else min(paused_at, now)
    return False if ran_until > due else None


def announce_due_words(session: Session, now: datetime) -> int:
    """Tell owners whose next word is due by now, once for each promised time."""
    rows = session.execute(
        select(Ticket, Ownership.owner_id)
        .join(Ownership, Ownership.ticket_number == Ticket.number)
        .where(
            Ownership.ended_at.is_(None),
            Ticket.next_word_by <= now,
            Ticket.status.in_((Status.OPEN, Status.WAITING)),
            or_(Ticket.next_word_told.is_(None), Ticket.next_word_told != Ticket.next_word_by),
        )
        .order_by(Ownership.owner_id, Ticket.number)
        .limit(BATCH)
        .with_for_update(of=Ticket, skip_locked=True, key_share=True)
    ).all()
    lock_streams(session, [f"people/{owner}" for _, owner in rows])
    for ticket, owner in rows:
        ticket.next_word_told = ticket.next_word_by
        append(session, f"people/{owner}", "next_word_due", ticket=ticket.number)
    return len(rows)
