"""The graph and ways through it."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.errors import Invalid, NotFound
from swarm.knowledge.actions import link_article, unlink_article, write_article
from swarm.knowledge.texts import ArticleText
from swarm.rooms.advice.network import TIES_A_NODE, read_graph
from swarm.rooms.advice.nodes import node_of, read_places
from swarm.rooms.advice.ways import read_path
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.skills.evidence import claim_skill
from swarm.skills.order.relations import set_related
from swarm.skills.taxonomy import add_skill


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def solve_together(floor: Any, *helpers: Any, **more: Any) -> int:
    """A ticket that the owner solved in a swarm with these people."""
    ticket = floor.ticket(component="printing", **more)
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
    for bad in ("ticket:x", "person:", "person:x", "skill:-1", "person", ""):
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


def link(floor: Any, number: int, title: str = "Blank labels") -> int:
    """An article of the expert that solved a ticket."""
    article = write_article(floor.session, floor.expert, ArticleText(title=title, fix="Clean it"))
    link_article(floor.session, floor.owner, article.id, number)
    return int(article.id)


def test_components_belong_to_products_and_both_are_found_by_name(
    floor: Any, adviser: Adviser
) -> None:
    solve_together(floor, floor.expert, product="Label studio")
    fitted = adviser.current(floor.session)
    assert ties(read_graph(floor.session, fitted, "product:Label studio")) == {
        ("Eva Expert", "Label studio", "worked_in"),
        ("Label studio", "Olga Owner", "worked_in"),
        ("Label studio", "printing", "part_of"),
        ("Eva Expert", "printing", "worked_in"),
        ("Olga Owner", "printing", "worked_in"),
        ("Eva Expert", "Olga Owner", "together"),
    }
    for end in ("component:printing", "product:Label studio"):
        other = "product:Label studio" if end.startswith("c") else "component:printing"
        (step,) = read_path(floor.session, fitted, end, other).steps
        assert step.text == "printing is part of Label studio"
    link(floor, 1, "Printing blank labels")
    found = read_places(floor.session, fitted, "PRINT")
    assert [node.label for node in found] == ["printing", "Printing blank labels"]
    assert [node.key for node in read_places(floor.session, fitted, "studio")] == [
        "product:Label studio"
    ]


def test_an_article_is_tied_to_the_tickets_that_it_solved_as_soon_as_it_did(
    floor: Any, adviser: Adviser
) -> None:
    number = solve_together(floor, floor.other)
    fitted = adviser.current(floor.session)
    assert ties(read_graph(floor.session, fitted, f"ticket:{number}")) == {
        ("Olga Owner", "printing", "worked_in"),
        ("Otto Other", "printing", "worked_in"),
        ("Olga Owner", "Otto Other", "together"),
        (f"#{number}", "printing", "about"),
        (f"#{number}", "Olga Owner", "answered"),
        (f"#{number}", "Otto Other", "helped"),
    }
    article = link(floor, number)
    around = read_graph(floor.session, fitted, f"article:{article}")
    assert (f"#{number}", "Blank labels", "solved") in ties(around)
    way = read_path(floor.session, fitted, f"person:{floor.other.id}", f"article:{article}").steps
    assert [step.text for step in way] == [
        f"Otto Other and #{number}: once on record", f"Blank labels solved #{number}",
    ]  # fmt: skip
    assert way[1].summary == "The label printer prints blanks"
    unlink_article(floor.session, floor.owner, article, number)
    assert ties(read_graph(floor.session, fitted, f"article:{article}")) == set()


def test_skills_are_tied_to_what_contains_them_and_to_related_ones(
    floor: Any, adviser: Adviser
) -> None:
    network = add_skill(floor.session, None, "Network")
    vpn = add_skill(floor.session, None, "VPN", broader=network.id)
    proxy = add_skill(floor.session, None, "Proxies")
    set_related(floor.session, None, vpn.id, [proxy.id, network.id])
    fitted = adviser.current(floor.session)
    assert ties(read_graph(floor.session, fitted, f"skill:{vpn.id}")) == {
        ("Network", "VPN", "broader"), ("Proxies", "VPN", "related"),
    }  # fmt: skip
    way = read_path(floor.session, fitted, f"skill:{network.id}", f"skill:{proxy.id}").steps
    assert [step.text for step in way] == [
        "VPN belongs to Network", "VPN and Proxies have to do with one another",
    ]  # fmt: skip
    set_related(floor.session, None, vpn.id, [])
    around = read_graph(floor.session, fitted, f"skill:{proxy.id}")
    assert ties(around) == set()
