"""Turns lines of activity into touches, exactly once a line."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.activity.due import Work
from swarm.activity.lines import Line
from swarm.people.tables import Person, Role
from swarm.tiers.folding import Act
from swarm.tiers.holders import Strengths, no_strengths
from swarm.tiers.judging import BY_MAP, Classify, Judges, judge_ticket
from swarm.tiers.streams import ticket_of
from swarm.tiers.touching import ACTS, take_act

KINDS: tuple[str, ...] = ACTS


def with_classifier(classify: Classify, strengths: Strengths = no_strengths) -> Work:
    """A listener that asks `classify` where the rules of the map do not tell the tier.

    `strengths` tells what people know, for maps in which a skill holds a tier.
    """
    judges = Judges(classify, strengths)

    def work_with(session: Session, line: Line) -> None:
        _work(session, line, judges)

    return work_with


def work(session: Session, line: Line) -> None:
    """The listener that decides by the rules of the map alone."""
    _work(session, line, BY_MAP)


def _work(session: Session, line: Line, judges: Judges) -> None:
    number = ticket_of(session, line.stream)
    if number is None:
        return
    actor = session.get(Person, line.actor) if line.actor is not None else None
    if line.kind in ACTS and actor is not None and actor.role != Role.REQUESTER:
        take_act(session, number, actor, Act(line.at, line.stream, line.seq), judges)
    if line.kind == "ticket_solved":
        # Only now is it known what the solution was: every touch is judged by that.
        judge_ticket(session, number, judges.classify)
