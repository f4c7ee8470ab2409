"""The process of a ticket: decided once, before anything happens, and crossed over from later."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.access import check_staff, hold, lock_tellings
from swarm.tickets.severity.rule import rule_in_force
from swarm.tickets.states import check_live
from swarm.tickets.tables import Ticket
from swarm.tickets.telling import note
from swarm.tiers.policies.rules import Facts, Limit, Policy, Rule, decide
from swarm.tiers.policies.tables import Crossover, ProcessAssignment, ProcessPolicy
from swarm.tiers.queues.moving import leave, put_into_tier


def policy_in_force(session: Session) -> Policy | None:
    """The newest version of the policy; None until one is written: then all is swarmed."""
    row = session.scalars(
        select(ProcessPolicy).order_by(ProcessPolicy.version.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return replace(as_policy(row), severe=rule_in_force(session).priorities)


def as_policy(row: ProcessPolicy) -> Policy:
    """A stored version, ready to be asked."""
    return Policy(
        version=row.version,
        rules=[Rule.model_validate(rule) for rule in row.rules],
        otherwise=row.otherwise,  # type: ignore[arg-type] # checked when it was written
        by_choice=row.by_choice,
        share=row.share,
        seed=row.seed,
        start_tier=row.start_tier,
        limits=[Limit.model_validate(limit) for limit in row.limits],
    )


def facts_of(ticket: Ticket) -> Facts:
    """What rules can ask of this ticket."""
    return Facts(
        ticket.number, ticket.product, ticket.category, str(ticket.priority), ticket.team_id
    )


def assign_process(session: Session, ticket: Ticket) -> ProcessAssignment | None:
    """Decide swarm or tier for a ticket that was just made; None where no policy stands.

    Safe to repeat: what was decided stays. A tiered ticket goes into its first queue.
    """
    there = session.get(ProcessAssignment, ticket.number)
    policy = policy_in_force(session)
    if there is not None or policy is None:
        return there
    decision = decide(policy, facts_of(ticket))
    row = ProcessAssignment(
        ticket_number=ticket.number,
        policy_version=policy.version,
        process=decision.process,
        how=decision.how,
        rule=decision.rule,
        share=decision.share,
        draw=decision.draw,
        at=clock.now(),
    )
    session.add(row)
    ticket.process = decision.process
    facts = {"process": decision.process, "how": decision.how, "policy": policy.version}
    note(session, ticket, "process_assigned", None, **facts)
    if decision.process == "tier":
        put_into_tier(session, None, ticket, policy.start_tier, policy, how="assigned")
    return row


def cross_over(session: Session, actor: Person, ticket: Ticket, to: str, reason: str) -> None:
    """Go on under the other process: by a manager, or by anybody where the policy lets choose.

    The ticket is still counted as it was assigned. Going the way it goes already changes
    nothing. Raises NotAllowed, Invalid without a reason, or Conflict for an ended ticket.
    """
    check_staff(actor)
    policy = policy_in_force(session)
    if not actor.manages and not (policy and policy.by_choice):
        raise NotAllowed("Only managers choose the process; the policy leaves no choice.")
    if not reason.strip():
        raise Invalid("Say why.", fields={"reason": "is empty"})
    hold(session, ticket)
    check_live(ticket.status)
    if way_of(session, ticket) == to:
        return
    if to == "tier" and policy is None:
        raise Conflict(
            "There is no policy yet that says at which tier work starts.", current={"policy": None}
        )
    lock_tellings(session, ticket)
    record_crossover(session, actor, ticket, to, why="chosen", reason=reason.strip())
    if to == "tier" and policy is not None:
        put_into_tier(session, actor, ticket, policy.start_tier, policy, how="chosen")


def record_crossover(
    session: Session, actor: Person | None, ticket: Ticket, to: str, *, why: str, reason: str = ""
) -> None:
    """Write down that a held ticket goes on as `to`; a swarmed one leaves its queue."""
    session.add(
        Crossover(
            ticket_number=ticket.number,
            to=to,
            why=why,
            by_id=actor.id if actor else None,
            reason=reason,
            at=clock.now(),
        )
    )
    note(session, ticket, "process_crossed", actor, to=to, why=why)
    if to == "swarm":
        leave(session, ticket)


def way_of(session: Session, ticket: Ticket) -> str:
    """The process that a ticket goes by now: as it crossed over last, else as it began."""
    last = session.scalar(
        select(Crossover.to)
        .where(Crossover.ticket_number == ticket.number)
        .order_by(Crossover.id.desc())
        .limit(1)
    )
    return last or ticket.process


def in_experiment(session: Session, number: int) -> bool:
    """Whether lots were drawn for this ticket: then nobody should be nudged to cross over."""
    drawn = select(func.count()).where(
        ProcessAssignment.ticket_number == number, ProcessAssignment.how == "randomized"
    )
    return bool(session.scalar(drawn))
