from __future__ import annotations

import pytest

from swarm.matching.evidence import SolvedTicket
from swarm.matching.shown import recall_figure, recalled_at, shown_skills

DAY = 86_400.0


def helped(day: float, *people: str, owner: str = "own") -> SolvedTicket:
    return SolvedTicket(id=str(day), created_at=day * DAY, owner=owner, helpers=people)


def test_a_ticket_that_took_two_skills_speaks_for_the_one_shown_elsewhere() -> None:
    tickets = [helped(1, "ann"), helped(2, "ann"), helped(3, "ann", "bob"), helped(4, "bob")]
    both = {"vpn": 1.0, "mail": 1.0}
    found = shown_skills(tickets, [{"vpn": 1.0}, {"vpn": 1.0}, both, {"mail": 1.0}], 4 * DAY)
    assert found["ann", "vpn"] > 0.99
    assert found["ann", "mail"] < 0.2
    assert 0.9 < found["bob", "mail"] <= found["ann", "vpn"]
    assert found["bob", "vpn"] < 0.2
    assert next(iter(found)) == ("ann", "vpn")
    assert not any(person == "own" for person, _ in found)


def test_what_was_shown_fades_and_who_solved_it_alone_showed_it() -> None:
    alone = SolvedTicket(id="1", created_at=0.0, owner="ann")
    tickets = [alone, helped(365, "bob")]
    found = shown_skills(tickets, [{"vpn": 0.8}, {"vpn": 0.8}], 365 * DAY, half_life=365.0)
    assert found["bob", "vpn"] == pytest.approx(0.8)
    assert found["ann", "vpn"] == pytest.approx(0.4)


def test_one_clear_ticket_says_more_than_several_that_took_many_skills() -> None:
    many = {"a": 0.3, "b": 0.3, "c": 0.3}
    tickets = [helped(1, "ann"), *(helped(day, "bob") for day in (1, 2, 3))]
    found = shown_skills(tickets, [{"vpn": 0.9}, many, many, many], 4 * DAY)
    assert found["ann", "vpn"] > 2 * found["bob", "a"]


def test_nothing_needed_shows_nothing() -> None:
    assert shown_skills([helped(1, "ann")], [{}], DAY) == {}


def test_recall_is_told_where_nine_of_ten_are_true() -> None:
    truth = {("a", str(n)) for n in range(20)}
    ranked = [("a", str(n)) for n in range(9)] + [("b", "x")] + [("b", str(n)) for n in range(9)]
    assert recalled_at(ranked, truth) == (0.45, 10)
    assert recalled_at([("b", "x")], truth) == (0.0, 0)


def test_recall_has_an_interval_over_people() -> None:
    """Ten people have two skills each; of five all is found, of five nothing."""
    truth = {(str(person), skill) for person in range(10) for skill in "ab"}
    ranked = sorted(pair for pair in truth if int(pair[0]) < 5)
    found = recall_figure(ranked, truth)
    assert (found.value, found.n) == (0.5, 10)
    assert found.low is not None
    assert found.high is not None
    assert 0.1 <= found.low <= 0.3
    assert 0.7 <= found.high <= 0.9
    whole = recall_figure(sorted(truth), truth)
    assert (whole.value, whole.low, whole.high) == (1.0, 1.0, 1.0)
    assert recall_figure([("0", "x")], truth).value == 0.0
    assert recall_figure([], set()).value is None
