"""Turns work that was done into evidence, exactly once a line."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from swarm.activity.due import Work
from swarm.activity.lines import Line, append
from swarm.knowledge.actions import SOLVED
from swarm.knowledge.tables import Article, ArticleUse
from swarm.skills.evidence import add_evidence
from swarm.skills.needs import SURE, needs_of
from swarm.skills.tables import Evidence, EvidenceKind, Need
from swarm.skills.taxonomy import skills_called
from swarm.tickets.access import last_owner_of
from swarm.tickets.solving import standing_outcome
from swarm.tickets.tables import Ticket

KINDS: tuple[str, ...] = (
    "ticket_solved", "ticket_reopened", "credited", "article_written", "article_linked",
    "article_unlinked",
)  # fmt: skip

ANSWERED = ("solved", "withdrawn")
"""How a ticket ends that an article solved: by somebody who read it, or by its requester alone."""

Classify = Callable[[Session, Ticket], list[int]]
"""Finds the ids of the skills that a ticket's text needs."""


def nothing_found(_session: Session, _ticket: Ticket) -> list[int]:
    """The classifier of a desk that has none."""
    return []


def with_classifier(classify: Classify) -> Work:
    """A listener that asks `classify` where neither people nor names tell the skills."""

    def work_with(session: Session, line: Line) -> None:
        _work(session, line, classify)

    return work_with


def work(session: Session, line: Line) -> None:
    """The listener without a classifier."""
    _work(session, line, nothing_found)


def _work(session: Session, line: Line, classify: Classify) -> None:
    if line.kind == "ticket_solved":
        if line.data.get("how") == "solved":
            _solved(session, line, classify)
        _answered(session, line, classify)
    elif line.kind == "article_linked" and line.stream.startswith("tickets/"):
        _answered(session, line, classify)
    elif line.kind == "article_unlinked" and line.stream.startswith("tickets/"):
        _unlinked(session, line, classify)
    elif line.kind == "ticket_reopened":
        _reopened(session, line)
    elif line.kind == "credited":
        _credited(session, line, classify)
    elif line.kind == "article_written" and line.stream.startswith("people/"):
        _wrote(session, line, classify)


def skills_used(session: Session, ticket: Ticket, classify: Classify = nothing_found) -> list[int]:
    """The skills that work on a ticket shows: its needs; else its component and product by
    name; else what the classifier finds; else the likeliest need that stood on the ticket, as
    its owner saw it and let it stand. Never one that a person removed."""
    needs = needs_of(session, ticket.number)
    refused = {need.skill_id for need in needs if need.removed}
    counted = [need.skill_id for need in needs if not need.removed and _counts(need)]
    if counted:
        return sorted(counted)
    called = set(skills_called(session, [ticket.component, ticket.product])) - refused
    if called:
        return sorted(called)
    found = set(classify(session, ticket)) - refused
    if found:
        return sorted(found)
    shown = [need for need in needs if not need.removed]
    likeliest = max(shown, key=lambda need: need.probability or 0.0, default=None)
    return [likeliest.skill_id] if likeliest else []


def _counts(need: Need) -> bool:
    return need.by_id is not None or (need.probability or 0.0) >= SURE


def _ticket_of(session: Session, line: Line) -> Ticket:
    return session.get_one(Ticket, int(line.stream.removeprefix("tickets/")))


def _solved(session: Session, line: Line, classify: Classify) -> None:
    ticket = _ticket_of(session, line)
    owner = last_owner_of(session, ticket.number)
    if owner is None:
        return
    for skill_id in skills_used(session, ticket, classify):
        add_evidence(
            session,
            owner.id,
            skill_id,
            EvidenceKind.SOLVED,
            at=line.at,
            ticket=ticket.number,
        )


def _answered(session: Session, line: Line, classify: Classify) -> None:
    """Whoever wrote the articles that solved a ticket has shown what the ticket needed."""
    ticket = _ticket_of(session, line)
    outcome = standing_outcome(session, ticket.number)
    if outcome is None or outcome.how not in ANSWERED:
        return
    used = session.execute(
        select(Article.id, Article.author_id)
        .join(ArticleUse, ArticleUse.article_id == Article.id)
        .where(ArticleUse.ticket_number == ticket.number, ArticleUse.kind == SOLVED)
        .order_by(Article.author_id, Article.id)
    ).all()
    skills = skills_used(session, ticket, classify) if used else []
    for article_id, author_id in used:
        if author_id is None:
            continue
        for skill_id in skills:
            add_evidence(
                session,
                author_id,
                skill_id,
                EvidenceKind.WROTE,
                at=line.at,
                ticket=ticket.number,
                article=article_id,
            )


def _unlinked(session: Session, line: Line, classify: Classify) -> None:
    """The article did not solve it after all; another one of the same author may have."""
    mine = (Evidence.kind == EvidenceKind.WROTE, Evidence.article_id == line.data["article"])
    _take_back(session, line, *mine)
    _answered(session, line, classify)


def _reopened(session: Session, line: Line) -> None:
    """The fix did not hold: it no longer shows a skill, until the ticket is solved again."""
    _take_back(session, line, Evidence.kind.in_((EvidenceKind.SOLVED, EvidenceKind.WROTE)))


def _take_back(session: Session, line: Line, *which: ColumnElement[bool]) -> None:
    number = _ticket_of(session, line).number
    gone = session.execute(
        delete(Evidence)
        .where(Evidence.ticket_number == number, *which)
        .returning(Evidence.person_id)
    ).scalars()
    for person_id in sorted(set(gone)):
        append(session, f"people/{person_id}", "profile_changed", line.actor, fields=["evidence"])


def _credited(session: Session, line: Line, classify: Classify) -> None:
    ticket = session.get_one(Ticket, line.data["ticket"])
    for skill_id in skills_used(session, ticket, classify):
        add_evidence(
            session,
            int(line.stream.removeprefix("people/")),
            skill_id,
            EvidenceKind.CONTRIBUTED,
            at=line.at,
            ticket=ticket.number,
            given_by=line.actor,
        )


def _wrote(session: Session, line: Line, classify: Classify) -> None:
    article = session.get_one(Article, line.data["article"])
    skills = set(skills_called(session, [article.component, article.product]))
    tickets = session.scalars(
        select(Ticket)
        .join(ArticleUse, ArticleUse.ticket_number == Ticket.number)
        .where(ArticleUse.article_id == article.id)
    ).all()
    for ticket in tickets:
        skills.update(skills_used(session, ticket, classify))
    for skill_id in sorted(skills):
        add_evidence(
            session,
            int(line.stream.removeprefix("people/")),
            skill_id,
            EvidenceKind.WROTE,
            at=line.at,
            article=article.id,
        )
