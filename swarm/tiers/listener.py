"""Turns lines of activity into touches, exactly once a line."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from swarm.activity.due import WorkOnMany
from swarm.activity.lines import Line
from swarm.people.tables import Person, Role
from swarm.tiers.folding import Act
from swarm.tiers.holders import Strengths, no_strengths
from swarm.tiers.judging import BY_MAP, Classify, Judges, judge_ticket
from swarm.tiers.streams import ticket_of
from swarm.tiers.touching import ACTS, take_acts

KINDS: tuple[str, ...] = (*ACTS, "article_linked", "article_unlinked")

TELLING = frozenset(
    {
        "ticket_solved", "ticket_reopened", "contribution_credited", "article_linked",
        "article_unlinked", "tag_added", "tag_removed", "ticket_changed",
    }
)  # fmt: skip
"""The lines after which something else may be known of all work on a ticket."""


def with_classifier(classify: Classify, strengths: Strengths = no_strengths) -> WorkOnMany:
    """A listener that asks `classify` where the rules of the map do not tell the tier.

    `strengths` tells what people know, for maps in which a skill holds a tier.
    """
    judges = Judges(classify, strengths)

    def work_with(session: Session, lines: Sequence[Line]) -> None:
        _work(session, lines, judges)

    return work_with


def work(session: Session, *lines: Line) -> None:
    """The listener that decides by the rules of the map alone."""
    _work(session, lines, BY_MAP)


def _work(session: Session, lines: Sequence[Line], judges: Judges) -> None:
    """Take some lines of one stream, in their order."""
    number = ticket_of(session, lines[0].stream)
    if number is None:
        return
    acts: dict[int, list[Act]] = {}
    for line in lines:
        if line.kind in ACTS and line.actor is not None:
            acts.setdefault(line.actor, []).append(Act(line.at, line.stream, line.seq))
    for actor, mine in acts.items():
        person = session.get(Person, actor)
        if person is not None and person.role != Role.REQUESTER:
            take_acts(session, number, person, mine, judges)
    if any(line.kind in TELLING for line in lines):
        # Above all its end: only then is it known what the solution was, and whose.
        judge_ticket(session, number, judges.classify)
