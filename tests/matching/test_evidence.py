from __future__ import annotations

from swarm.matching.evidence import SolvedTicket, asked

TICKET = SolvedTicket(
    id="7",
    created_at=10.0,
    solved_at=20.0,
    owner="ann",
    resolver="bob",
    helpers=("cy", "bob", "cy", "ann"),
    requester="req",
)


def test_people_are_named_once_in_their_order() -> None:
    assert TICKET.people == ("cy", "bob", "ann")


def test_those_to_find_are_everyone_but_the_owner() -> None:
    assert TICKET.wanted == ("cy", "bob")


def test_evidence_counts_from_when_it_was_solved() -> None:
    assert TICKET.at == 20.0
    assert SolvedTicket(id="8", created_at=10.0).at == 10.0


def test_the_resolver_answers_for_a_ticket_and_else_its_owner() -> None:
    assert TICKET.answerable == "bob"
    assert SolvedTicket(id="8", created_at=1.0, owner="ann").answerable == "ann"


def test_a_question_never_carries_its_answer() -> None:
    query = asked(TICKET)
    assert query.owner == "ann"
    assert query.excluded == {"req"}
    assert "bob" not in repr(query)
