"""The last owner answers the one question that the classifier leaves open."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tiers.actions import fold_ticket, undo_override
from swarm.tiers.asking import answer_question, read_question
from swarm.tiers.judging import judge_ticket
from swarm.tiers.rules import Verdict
from swarm.tiers.tables import Touch, TouchOverride


def asks(_session, _work) -> Verdict:
    return Verdict(reason="L3 or L2?", choices=("L3", "L2", "L9"))


@pytest.fixture
def solved(session, make):
    """A ticket that its owner solved, which reads like L3 or like L2."""
    owner = make.person("agent")
    ticket, _ = create_ticket(session, owner, summary="Till hangs")
    take_ticket(session, owner, ticket)
    solve_ticket(session, owner, ticket, "Cause", "Fix")
    fold_ticket(session, ticket.number)
    judge_ticket(session, ticket.number, asks)
    return ticket, owner


def choices(session, actor, number) -> list[str]:
    return [one.key for one in read_question(session, actor, number).choices]


def test_the_last_owner_is_asked_once_and_the_answer_counts(session, make, solved) -> None:
    ticket, owner = solved
    assert choices(session, owner, ticket.number) == ["L3", "L2"]  # the map has no L9
    answer_question(session, owner, ticket.number, "L2")
    words = session.scalars(select(TouchOverride)).all()
    assert {(word.tier_of_work, word.by_id) for word in words} == {("L2", owner.id)}
    assert len(words) == len(session.scalars(select(Touch)).all())
    assert choices(session, owner, ticket.number) == []
    with pytest.raises(Conflict):
        answer_question(session, owner, ticket.number, "L3")
    for word in words:
        undo_override(session, make.person("manager"), word.touch_id)
    assert choices(session, owner, ticket.number) == ["L3", "L2"]


def test_only_the_last_owner_of_an_ended_ticket_is_asked(session, make, solved) -> None:
    ticket, owner = solved
    for other in (make.person("agent"), make.person("manager")):
        assert choices(session, other, ticket.number) == []
        with pytest.raises(NotAllowed):
            answer_question(session, other, ticket.number, "L2")
    ticket.solved_at = None
    assert choices(session, owner, ticket.number) == []


def test_an_answer_is_one_of_the_likely_tiers(session, solved) -> None:
    ticket, owner = solved
    for tier in ("L1", "L9"):
        with pytest.raises(Invalid):
            answer_question(session, owner, ticket.number, tier)


def test_work_that_a_rule_decided_is_not_asked_about(session, solved) -> None:
    ticket, owner = solved
    judge_ticket(session, ticket.number, lambda _session, _work: Verdict("L1", 1.0, "Known."))
    assert choices(session, owner, ticket.number) == []
