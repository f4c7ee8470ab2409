"""How a ticket ends, how it comes back, and the one question."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.activity.lines import head_of
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.tickets.access import owner_of
from swarm.tickets.queries import read_page
from swarm.tickets.solving import (
    close_ticket,
    rate_ticket,
    reopen_ticket,
    set_status,
    solve_ticket,
    standing_outcome,
    write_cause,
)
from swarm.tickets.tables import Outcome, Rating


def solve(floor: Any, ticket: Any, who: Any = None, **more: Any) -> Outcome:
    facts = {"cause": "A full disk", "fix": "Made room", **more}
    return solve_ticket(floor.session, who or floor.owner, ticket, **facts)


def test_solving_records_cause_and_fix_and_ends_the_ownership(floor: Any) -> None:
    ticket = floor.owned()
    head = len(floor.lines(ticket))
    outcome = solve(floor, ticket, cause=" A full disk ", fix="Made room\n")
    assert (outcome.cause, outcome.fix, outcome.how) == ("A full disk", "Made room", "solved")
    assert (ticket.status, ticket.solved_at) == ("solved", clock.now())
    assert owner_of(floor.session, ticket.number) is None
    assert floor.kinds(ticket, after=head) == [
        "ownership_ended",
        "ticket_solved",
        "status_changed",
    ]
    ended, solved, _ = floor.lines(ticket)[head:]
    assert ended.data["why"] == "solved"
    assert solved.data == {"outcome": outcome.id, "how": "solved"}
    assert floor.lines(floor.requester)[-1].data["status"] == "solved"


def test_a_swarm_that_solved_it_is_named(floor: Any) -> None:
    ticket = floor.owned()
    solve(floor, ticket, swarm_id=12)
    assert [line.data.get("swarm") for line in floor.lines(ticket)][-2] == 12


def test_a_cause_that_a_swarm_left_out_is_written_down_later_and_once(floor: Any) -> None:
    ticket = floor.owned()
    outcome = solve(floor, ticket, cause="", swarm_id=12)
    head = len(floor.lines(ticket))

    def may(who: Any) -> bool:
        return read_page(floor.session, who, ticket).can.write_cause

    whos = (floor.owner, floor.manager, floor.other, floor.requester)
    assert [may(who) for who in whos] == [True, True, False, False]
    with pytest.raises(NotAllowed):
        write_cause(floor.session, floor.other, ticket, "A full disk")
    with pytest.raises(Invalid) as refusal:
        write_cause(floor.session, floor.owner, ticket, " ")
    assert refusal.value.fields == {"cause": "is empty"}
    write_cause(floor.session, floor.owner, ticket, " A full disk\n")
    assert outcome.cause == "A full disk"
    assert floor.kinds(ticket, after=head) == ["cause_written"]
    assert floor.lines(ticket)[-1].data == {"outcome": outcome.id}
    assert [may(who) for who in whos] == [False] * 4
    with pytest.raises(Conflict) as told:
        write_cause(floor.session, floor.manager, ticket, "Something else")
    assert told.value.current == {"cause": "A full disk"}


@pytest.mark.parametrize("how", ["open", "declined", "reopened"])
def test_only_a_solution_has_a_cause_to_be_written(floor: Any, how: str) -> None:
    ticket = floor.owned()
    if how == "declined":
        solve(floor, ticket, cause="", how=how)
    elif how == "reopened":
        solve(floor, ticket, cause="", swarm_id=12)
        reopen_ticket(floor.session, floor.owner, ticket)
    assert read_page(floor.session, floor.owner, ticket).can.write_cause is False
    with pytest.raises(Conflict):
        write_cause(floor.session, floor.owner, ticket, "A full disk")


@pytest.mark.parametrize("missing", ["cause", "fix"])
def test_cause_and_fix_are_both_needed(floor: Any, missing: str) -> None:
    with pytest.raises(Invalid) as refusal:
        solve(floor, floor.owned(), **{missing: "  "})
    assert refusal.value.fields == {missing: "is empty"}


@pytest.mark.parametrize("how", ["withdrawn", "declined"])
def test_what_was_not_solved_needs_neither(floor: Any, how: str) -> None:
    ticket = floor.owned()
    assert solve(floor, ticket, cause="", fix="", how=how).how == how
    assert ticket.status == "solved"


def test_there_are_no_other_ends(floor: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        solve(floor, floor.owned(), how="forgotten")
    assert "how" in (refusal.value.fields or {})


def test_a_duplicate_names_the_ticket_that_it_repeats(floor: Any) -> None:
    original, copy = floor.owned(), floor.owned()
    for more in ({"how": "duplicate"}, {"duplicate_of": original}):
        with pytest.raises(Invalid) as refusal:
            solve(floor, copy, **more)
        assert "duplicate_of" in (refusal.value.fields or {})
    with pytest.raises(Invalid):
        solve(floor, copy, how="duplicate", duplicate_of=copy)
    solve(floor, copy, cause="", fix="", how="duplicate", duplicate_of=original)
    assert floor.lines(original)[-1].data == {"other": copy.number, "kind": "duplicate"}
    assert "relation_added" in floor.kinds(copy)


def test_only_owner_and_managers_solve(floor: Any) -> None:
    ticket = floor.owned()
    for person in (floor.other, floor.requester):
        with pytest.raises(NotAllowed):
            solve(floor, ticket, who=person)
    solve(floor, ticket, who=floor.manager)


def test_what_nobody_owns_is_taken_first(floor: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        solve(floor, floor.ticket())
    assert refusal.value.current == {"owner": None}


def test_solving_twice_is_a_conflict(floor: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        solve(floor, floor.solved())
    assert refusal.value.current == {"status": "solved"}


def test_reopening_brings_the_same_owner_back(floor: Any) -> None:
    ticket = floor.solved()
    head = len(floor.lines(ticket))
    reopen_ticket(floor.session, floor.requester, ticket)
    assert (ticket.status, ticket.reopened, ticket.solved_at) == ("open", 1, None)
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert standing_outcome(floor.session, ticket.number) is None
    assert floor.kinds(ticket, after=head) == [
        "ticket_reopened",
        "status_changed",
        "ownership_started",
    ]
    assert floor.lines(ticket)[-1].data["how"] == "reopened"
    assert floor.kinds(floor.owner)[-1] == "ownership_given"
    again = solve(floor, ticket)
    assert standing_outcome(floor.session, ticket.number) is again


def test_an_owner_who_left_does_not_come_back(floor: Any) -> None:
    ticket = floor.solved()
    floor.owner.left_at = clock.now()
    reopen_ticket(floor.session, floor.requester, ticket)
    assert (ticket.status, owner_of(floor.session, ticket.number)) == ("open", None)


@pytest.mark.parametrize("stage", ["ticket", "owned", "waiting", "closed"])
def test_only_solved_tickets_are_reopened(floor: Any, stage: str) -> None:
    with pytest.raises(Conflict):
        reopen_ticket(floor.session, floor.requester, getattr(floor, stage)())


def test_strangers_neither_reopen_nor_close(floor: Any) -> None:
    ticket = floor.solved()
    for verb in (reopen_ticket, close_ticket):
        with pytest.raises(NotAllowed):
            verb(floor.session, floor.stranger, ticket)


def test_closed_is_the_end(floor: Any) -> None:
    ticket = floor.solved()
    close_ticket(floor.session, floor.requester, ticket)
    assert floor.kinds(ticket)[-2:] == ["ticket_closed", "status_changed"]
    for verb in (reopen_ticket, close_ticket):
        with pytest.raises(Conflict):
            verb(floor.session, floor.owner, ticket)


def test_the_owner_sets_waiting_and_open(floor: Any) -> None:
    ticket = floor.owned()
    set_status(floor.session, floor.owner, ticket, "waiting")
    head = head_of(floor.session, f"tickets/{ticket.number}")
    set_status(floor.session, floor.owner, ticket, "waiting")
    assert head_of(floor.session, f"tickets/{ticket.number}") == head
    set_status(floor.session, floor.owner, ticket, "open")
    assert ticket.status == "open"
    with pytest.raises(NotAllowed):
        set_status(floor.session, floor.other, ticket, "waiting")


def test_a_status_is_not_set_past_the_machine(floor: Any) -> None:
    with pytest.raises(Conflict):
        set_status(floor.session, floor.manager, floor.ticket(), "open")
    with pytest.raises(Conflict):
        set_status(floor.session, floor.owner, floor.owned(), "closed")
    with pytest.raises(Conflict):
        set_status(floor.session, floor.owner, floor.solved(), "waiting")
    ticket = floor.solved()
    set_status(floor.session, floor.owner, ticket, "closed")
    assert ticket.status == "closed"


def test_the_requester_is_asked_once_it_is_solved(floor: Any) -> None:
    ticket = floor.owned()
    with pytest.raises(Conflict):
        rate_ticket(floor.session, floor.requester, ticket, 5)
    solve(floor, ticket)
    rating = rate_ticket(floor.session, floor.requester, ticket, 4, "Quick")
    assert (rating.score, rating.comment, rating.answered_at) == (4, "Quick", clock.now())
    assert floor.lines(ticket)[-1].data == {"score": 4}
    close_ticket(floor.session, floor.owner, ticket)
    assert rate_ticket(floor.session, floor.requester, ticket, 5).score == 5


def test_only_the_requester_rates(floor: Any) -> None:
    ticket = floor.solved()
    for person in (floor.owner, floor.manager, floor.stranger):
        with pytest.raises(NotAllowed):
            rate_ticket(floor.session, person, ticket, 5)


def test_a_second_solution_is_asked_about_anew(floor: Any) -> None:
    ticket = floor.solved()
    rate_ticket(floor.session, floor.requester, ticket, 1, "Not at all")
    reopen_ticket(floor.session, floor.requester, ticket)
    with pytest.raises(Conflict):
        rate_ticket(floor.session, floor.requester, ticket, 1)
    solve(floor, ticket)
    rating = floor.session.get(Rating, ticket.number)
    assert (rating.score, rating.comment, rating.answered_at) == (None, "", None)


def test_nobody_is_asked_where_nobody_else_asked(floor: Any) -> None:
    for ticket in (floor.owned(requester=None), floor.owned(requester=floor.owner)):
        solve(floor, ticket)
        assert floor.session.get(Rating, ticket.number) is None
