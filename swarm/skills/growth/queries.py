"""The proposals that wait for a word, and the last that were decided."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.skills.queries import SkillRef, skill_refs
from swarm.skills.tables import Proposal, ProposalTicket
from swarm.skills.taxonomy import skills_called

SHOWN = 6
"""Tickets shown with each proposal, the newest; `solved` counts them all."""

DECIDED = 20


class ProposalCard(BaseModel):
    """A term that `solved` tickets speak for.

    `about` is the component or category that it tells of, `near` the skill called so.
    """

    id: int
    term: str
    source: str
    about: str
    near: SkillRef | None
    solved: int
    tickets: list[int]
    found_at: datetime


class DecidedCard(BaseModel):
    """What became of a proposal; `skill` is None where it was dismissed."""

    id: int
    term: str
    decision: str
    skill: SkillRef | None
    by: PersonRef | None
    at: datetime


class ProposalList(BaseModel):
    """What waits, most tickets first, and the last twenty that were decided."""

    items: list[ProposalCard]
    decided: list[DecidedCard]


def list_proposals(session: Session) -> ProposalList:
    """Every proposal that waits, and the last decisions."""
    waiting = session.scalars(
        select(Proposal)
        .where(Proposal.decision.is_(None))
        .order_by(Proposal.solved.desc(), Proposal.term)
    ).all()
    return ProposalList(items=[_card(session, one) for one in waiting], decided=_decided(session))


def _decided(session: Session) -> list[DecidedCard]:
    decided = session.scalars(
        select(Proposal)
        .where(Proposal.decision.is_not(None))
        .order_by(Proposal.decided_at.desc(), Proposal.id.desc())
        .limit(DECIDED)
    ).all()
    skills = skill_refs(session, [one.skill_id for one in decided if one.skill_id])
    people = refs(session, [one.decided_by for one in decided])
    return [
        DecidedCard(
            id=one.id,
            term=one.term,
            decision=one.decision or "",
            skill=skills.get(one.skill_id or 0),
            by=people.get(one.decided_by or 0),
            at=one.decided_at or one.found_at,
        )
        for one in decided
    ]


def _card(session: Session, proposal: Proposal) -> ProposalCard:
    tickets = session.scalars(
        select(ProposalTicket.ticket_number)
        .where(ProposalTicket.proposal_id == proposal.id)
        .order_by(ProposalTicket.ticket_number.desc())
        .limit(SHOWN)
    )
    near = skills_called(session, [proposal.about])
    return ProposalCard(
        id=proposal.id,
        term=proposal.term,
        source=proposal.source,
        about=proposal.about,
        near=skill_refs(session, near).get(near[0]) if near else None,
        solved=proposal.solved,
        tickets=list(tickets),
        found_at=proposal.found_at,
    )
