"""Touches as reports ask for them: with all that was said of each, added up by what is alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.kinds import Said
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import Touch, TouchOverride

Where = Sequence[ColumnElement[bool]]


def newest_words() -> FromClause:
    """Each touch's newest correction that was not taken back."""
    newest = (
        select(func.max(TouchOverride.id))
        .where(TouchOverride.undone_at.is_(None))
        .group_by(TouchOverride.touch_id)
    )
    return (
        select(TouchOverride.touch_id, TouchOverride.tier_of_work)
        .where(TouchOverride.id.in_(newest))
        .subquery("word")
    )


def touches_said(where: Where) -> tuple[list[Any], Select[Any]]:
    """The columns that make a `Said`, and a selection of the touches that fit `where`."""
    word = newest_words()
    said: list[Any] = [
        Touch.tier_of_work,
        Touch.tier_of_person,
        Touch.measured,
        word.c.tier_of_work,
        Touch.facts,
        func.coalesce(Touch.confidence, 0.0) == 1.0,
        Touch.person_id,
        Touch.group_name,
        Touch.map_version,
        Touch.resolving,
    ]
    question = (
        select(*said)
        .join_from(Touch, Ticket, Ticket.number == Touch.ticket_number)
        .outerjoin(word, word.c.touch_id == Touch.id)
        .where(*where)
    )
    return said, question


def add_up(session: Session, where: Where) -> Iterator[tuple[Said, int, str, int, int, float]]:
    """What was said of touches, ticket by ticket: its number and process, how many such touches
    it has, how many of them tell their length, and their minutes."""
    said, question = touches_said(where)
    rows = session.execute(
        question.add_columns(
            Touch.ticket_number,
            Ticket.process,
            func.count(),
            func.count(Touch.minutes),
            func.sum(Touch.minutes),
        )
        .group_by(Touch.ticket_number, Ticket.process, *said)
        .order_by(Touch.ticket_number)
    )
    for *facts, number, process, count, timed, minutes in rows:
        yield Said(*facts), number, process, count, timed, float(minutes or 0)
