"""Skills proposed from the work: found, kept, accepted, merged or dismissed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.db import Database
from swarm.errors import Conflict, NotFound
from swarm.people.tables import Person
from swarm.skills.growth.terms import Solved, Term, propose_terms
from swarm.skills.tables import (
    Evidence,
    EvidenceKind,
    Proposal,
    ProposalTicket,
    Skill,
    SkillAlias,
)
from swarm.skills.taxonomy import add_skill, check_administrator, named_skill, set_aliases
from swarm.tickets.tables import Outcome, Ownership, Status, Ticket

T = TypeVar("T")

NEWEST = 20_000
"""So many of the newest solved tickets are read for terms."""

LINKED = 500
"""So many tickets are kept with a proposal, the newest."""

SUMMARY_AND = 600
"""So many characters of a description are read beside the summary."""


def terms_of_desk(url: str) -> list[Term]:
    """`find_terms` on a connection of its own: for another thread, since it takes a while."""
    return beside(url, find_terms)


def beside(url: str, question: Callable[[Session], T]) -> T:
    """Answer a question on a connection of its own, which another thread may use."""
    database = Database(url, pool_size=1)
    try:
        with database.read() as session:
            return question(session)
    finally:
        database.close()


def find_terms(session: Session) -> list[Term]:
    """Read the newest solved tickets and the names of all skills, and propose."""
    rows = session.execute(
        select(Ticket.number, Ticket.component, Ticket.category, Ticket.summary,
               func.substr(Ticket.description, 1, SUMMARY_AND))
        .outerjoin(Outcome, (Outcome.ticket_number == Ticket.number) & Outcome.undone_at.is_(None))
        .where(
            Ticket.status.in_((Status.SOLVED, Status.CLOSED)),
            func.coalesce(Outcome.how, "solved") == "solved",
        )
        .order_by(Ticket.number.desc())
        .limit(NEWEST)
    )  # fmt: skip
    solved = [
        Solved(number, component or category or "", f"{summary}\n{words or ''}")
        for number, component, category, summary, words in rows
    ]
    names = {name.lower() for name in session.scalars(select(Skill.name))}
    return propose_terms(solved, names | set(session.scalars(select(SkillAlias.name))))


def keep_proposals(session: Session, terms: Sequence[Term]) -> int:
    """Keep what was proposed; returns how many terms are new.

    What somebody decided stays decided, and an undecided term that is proposed no more goes.
    """
    known = {one.term: one for one in session.scalars(select(Proposal))}
    _drop(session, known, {term.term for term in terms})
    new = 0
    for term in terms:
        proposal = known.get(term.term)
        if proposal is not None and proposal.decision is not None:
            continue
        if proposal is None:
            proposal = Proposal(term=term.term, found_at=clock.now())
            session.add(proposal)
            new += 1
        proposal.source, proposal.about = term.source, term.about[:120]
        proposal.solved = len(term.tickets)
        session.flush()
        _link(session, proposal, term.tickets)
    return new


def _drop(session: Session, known: Mapping[str, Proposal], wanted: Collection[str]) -> None:
    for name, old in known.items():
        if old.decision is None and name not in wanted:
            session.execute(delete(ProposalTicket).where(ProposalTicket.proposal_id == old.id))
            session.delete(old)


def _link(session: Session, proposal: Proposal, tickets: Sequence[int]) -> None:
    session.execute(delete(ProposalTicket).where(ProposalTicket.proposal_id == proposal.id))
    newest = sorted(tickets, reverse=True)[:LINKED]
    session.execute(
        insert(ProposalTicket),
        [{"proposal_id": proposal.id, "ticket_number": number} for number in newest],
    )


def accept_proposal(session: Session, actor: Person, proposal_id: int, name: str) -> Skill:
    """Make a proposal a skill of that name; its tickets become evidence of who solved them.

    Raises NotAllowed, NotFound, Conflict for a name that is taken or what was decided before.
    """
    proposal = _to_decide(session, actor, proposal_id)
    skill = add_skill(session, actor, name, aliases=[proposal.term])
    _decide(session, actor, proposal, "accepted", skill)
    return skill


def merge_proposal(session: Session, actor: Person, proposal_id: int, into: int) -> Skill:
    """Make a proposal another name of a skill there is; its tickets become evidence for that."""
    proposal = _to_decide(session, actor, proposal_id)
    skill = named_skill(session, into)
    aliases = session.scalars(select(SkillAlias.name).where(SkillAlias.skill_id == skill.id))
    set_aliases(session, skill, [*aliases, proposal.term])
    _decide(session, actor, proposal, "merged", skill)
    return skill


def dismiss_proposal(session: Session, actor: Person, proposal_id: int) -> None:
    """Say that a proposal is no skill; it is not proposed again."""
    _decide(session, actor, _to_decide(session, actor, proposal_id), "dismissed", None)


def _to_decide(session: Session, actor: Person, proposal_id: int) -> Proposal:
    check_administrator(actor)
    proposal = session.get(Proposal, proposal_id, with_for_update=True)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    if proposal.decision is not None:
        raise Conflict("That was decided already.", current={"decision": proposal.decision})
    return proposal


def _decide(
    session: Session, actor: Person, proposal: Proposal, decision: str, skill: Skill | None
) -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at = decision, actor.id, clock.now()
    proposal.skill_id = skill.id if skill else None
    facts: dict[str, int | str] = {"decision": decision}
    if skill is not None:
        facts |= {"skill": skill.id, "shown": _show(session, actor, proposal, skill)}
    append(session, f"skill-proposals/{proposal.id}", "proposal_decided", actor.id, **facts)


def _show(session: Session, actor: Person, proposal: Proposal, skill: Skill) -> int:
    """Whoever solved one of the tickets has shown the skill on it; returns how much is new."""
    linked = select(ProposalTicket.ticket_number).where(ProposalTicket.proposal_id == proposal.id)
    last = _last_owners(session, linked)
    known = set(
        session.scalars(
            select(Evidence.ticket_number).where(
                Evidence.skill_id == skill.id,
                Evidence.kind == EvidenceKind.SOLVED,
                Evidence.ticket_number.in_(linked),
            )
        )
    )
    fresh = {number: owner for number, owner in last.items() if number not in known}
    if fresh:
        session.execute(
            insert(Evidence),
            [
                {"person_id": owner, "skill_id": skill.id, "kind": EvidenceKind.SOLVED,
                 "ticket_number": number, "at": at}
                for number, (owner, at) in fresh.items()
            ],
        )  # fmt: skip
    _tell_shown(session, actor, skill, Counter(owner for owner, _ in fresh.values()))
    return len(fresh)


def _last_owners(session: Session, linked: Select[int]) -> dict[int, tuple[int, datetime]]:
    """Who solved each of these tickets, and when."""
    rows = session.execute(
        select(Ownership.ticket_number, Ownership.owner_id, Ticket.solved_at, Ticket.created_at)
        .join(Ticket, Ticket.number == Ownership.ticket_number)
        .where(Ownership.ticket_number.in_(linked))
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    )
    return {row.ticket_number: (row.owner_id, row.solved_at or row.created_at) for row in rows}


def _tell_shown(session: Session, actor: Person, skill: Skill, shown: Counter[int]) -> None:
    lock_streams(session, [f"people/{person}" for person in shown])
    for person in sorted(shown):
        append(
            session, f"people/{person}", "evidence_grown", actor.id,
            skill=skill.id, solved=shown[person],
        )  # fmt: skip
