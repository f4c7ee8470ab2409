"""The graph and ways through it."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.errors import Invalid, NotFound
from swarm.rooms.advice.network import TIES_A_NODE, node_of, read_graph, read_path
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.skills.evidence import claim_skill
from swarm.skills.taxonomy import add_skill


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def solve_together(floor: Any, *helpers: Any) -> int:
    """A ticket that the owner solved in a swarm with these people."""
    ticket = floor.ticket(component="printing")
    swarm = floor.swarm(ticket)
    for helper in helpers:
        floor.join(swarm, helper)
    credited = [Credit(helper.id, "fix") for helper in helpers]
    close_swarm(
        floor.session, floor.owner, swarm.id, summary="Roller", solved=True, credits=credited
    )
    number: int = ticket.number
    return number


def ties(graph: Any) -> set[tuple[str, str, str]]:
    labels = {node.key: node.label for node in graph.nodes}
    return {(*sorted((labels[e.source], labels[e.target])), e.kind) for e in graph.edges}


def test_who_worked_on_the_same_ticket_is_tied(floor: Any, adviser: Adviser) -> None:
    solve_together(floor, floor.expert)
    graph = read_graph(floor.session, adviser.current(floor.session), None)
    assert ties(graph) == {
        ("Eva Expert", "Olga Owner", "together"),
        ("Eva Expert", "printing", "worked_in"),
        ("Olga Owner", "printing", "worked_in"),
    }
    assert not graph.cut
    assert all(edge.weight == 1 and edge.last_at == clock.now() for edge in graph.edges)


def test_a_neighbourhood_ends_where_it_was_told(floor: Any, adviser: Adviser) -> None:
    solve_together(floor, floor.expert)
    skill = add_skill(floor.session, None, "Rollers")
    claim_skill(floor.session, floor.expert, skill.id)
    fitted = adviser.current(floor.session)
    root = f"person:{floor.owner.id}"
    near = read_graph(floor.session, fitted, root)
    assert {node.label for node in near.nodes} == {"Olga Owner", "printing"}
    far = read_graph(floor.session, fitted, root, depth=2)
    assert {node.label for node in far.nodes} == {"Olga Owner", "printing", "Eva Expert"}
    cut = read_graph(floor.session, fitted, root, depth=2, limit=2)
    assert (len(cut.nodes), cut.cut) == (2, True)
    around = read_graph(floor.session, fitted, f"skill:{skill.id}")
    assert ties(around) == {("Eva Expert", "Rollers", "claimed")}


def test_only_the_strongest_ties_are_drawn(floor: Any, adviser: Adviser) -> None:
    crowd = [floor.make.person(name=f"Helper {number}") for number in range(12)]
    solve_together(floor, *crowd)
    graph = read_graph(floor.session, adviser.current(floor.session), None)
    assert len(graph.edges) == TIES_A_NODE * len(graph.nodes)
    assert graph.cut


def test_people_are_connected_through_shared_tickets(floor: Any, adviser: Adviser) -> None:
    first = solve_together(floor, floor.expert)
    second = solve_together(floor, floor.other)
    fitted = adviser.current(floor.session)
    way = read_path(
        floor.session, fitted, f"person:{floor.expert.id}", f"person:{floor.other.id}"
    ).steps
    assert [step.ticket for step in way] == [first, second]
    assert way[0].text == f"Eva Expert and Olga Owner worked on ticket {first}"
    nobody = f"person:{floor.manager.id}"
    assert read_path(floor.session, fitted, f"person:{floor.expert.id}", nobody).steps == []


def test_a_person_is_connected_with_a_component(floor: Any, adviser: Adviser) -> None:
    solve_together(floor, floor.expert)
    solve_together(floor, floor.expert)
    fitted = adviser.current(floor.session)
    way = read_path(floor.session, fitted, f"person:{floor.expert.id}", "component:printing").steps
    assert [step.text for step in way] == ["Eva Expert and printing: 2 times on record"]
    assert read_path(floor.session, fitted, "component:printing", "component:x").steps == []


def test_keys_are_checked(floor: Any, adviser: Adviser) -> None:
    fitted = adviser.current(floor.session)
    for bad in ("ticket:1", "person:", "person:x", "skill:-1", "person", ""):
        with pytest.raises(Invalid):
            node_of(fitted, bad)
    with pytest.raises(NotFound):
        node_of(fitted, "skill:7")
    assert node_of(fitted, "person:007") == ("person", "7")
    assert node_of(fitted, "component:a:b") == ("component", "a:b")


def test_a_way_between_people_names_the_ticket_and_the_swarm(floor: Any, adviser: Adviser) -> None:
    number = solve_together(floor, floor.expert)
    way = read_path(
        floor.session,
        adviser.current(floor.session),
        f"person:{floor.owner.id}",
        f"person:{floor.expert.id}",
    )
    (step,) = way.steps
    assert (step.ticket, step.summary) == (number, "The label printer prints blanks")
    assert step.swarm is not None
