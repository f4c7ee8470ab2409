from __future__ import annotations

from swarm.matching.evidence import SolvedTicket, Statement
from swarm.matching.graph import Link, Step, path_between, relink, work_graph

TICKETS = [
    SolvedTicket(
        id="1",
        created_at=1.0,
        resolver="ann",
        helpers=("bob",),
        components=("net",),
        skills=("vpn",),
    ),
    SolvedTicket(id="2", created_at=2.0, resolver="ann", helpers=("bob",), skills=("vpn",)),
    SolvedTicket(id="3", created_at=3.0, owner="cy", helpers=("bob",)),
]


def test_every_edge_says_what_it_is_how_strong_and_since_when() -> None:
    graph = work_graph(TICKETS, [])
    assert graph.edges[("person", "ann"), ("ticket", "1")]["kind"] == "answered"
    assert graph.edges[("person", "bob"), ("ticket", "1")]["kind"] == "helped"
    assert graph.edges[("ticket", "1"), ("component", "net")]["kind"] == "about"
    assert graph.edges[("person", "bob"), ("component", "net")]["kind"] == "worked_in"
    assert graph.edges[("person", "ann"), ("skill", "vpn")] == {
        "kind": "shown",
        "weight": 2.0,
        "at": 2.0,
    }


def test_a_statement_is_an_edge_and_its_newest_word_counts() -> None:
    said = [
        Statement(person="zoe", skill="vpn", kind="endorsed", at=9.0),
        Statement(person="zoe", skill="vpn", kind="claimed", at=4.0),
    ]
    edge = work_graph([], said).edges[("person", "zoe"), ("skill", "vpn")]
    assert edge == {"kind": "endorsed", "weight": 2.0, "at": 9.0}


def test_products_are_nodes_that_components_belong_to() -> None:
    ticket = SolvedTicket(
        id="1", created_at=1.0, resolver="ann", product="till", components=("drawer",)
    )
    graph = work_graph([ticket], [])
    assert graph.edges[("component", "drawer"), ("product", "till")]["kind"] == "part_of"
    assert graph.edges[("ticket", "1"), ("product", "till")]["kind"] == "about"
    assert graph.edges[("person", "ann"), ("product", "till")]["kind"] == "worked_in"


def test_links_are_replaced_as_a_whole_and_what_contains_a_skill_is_told() -> None:
    links = [
        Link(("article", "7"), ("ticket", "1"), "solved", 5.0),
        Link(("skill", "vpn"), ("skill", "network"), "broader", 2.0),
    ]
    graph = work_graph(TICKETS, [], links)
    plain = work_graph(TICKETS, []).number_of_edges()
    assert graph.edges[("article", "7"), ("ticket", "1")] == {
        "kind": "solved", "weight": 1.0, "at": 5.0,
    }  # fmt: skip
    assert graph.edges[("skill", "network"), ("skill", "vpn")]["narrower"] == ("skill", "vpn")
    relink(graph, links[:1])
    relink(graph, links[:1])
    assert graph.edges[("article", "7"), ("ticket", "1")]["weight"] == 1.0
    assert graph.number_of_edges() == plain + 1
    relink(graph, [])
    assert graph.number_of_edges() == plain


def test_the_path_names_the_newest_ticket_of_each_step() -> None:
    assert path_between(TICKETS, "ann", "cy") == [
        Step("ann", "bob", "2", 2.0),
        Step("bob", "cy", "3", 3.0),
    ]


def test_there_is_no_path_to_oneself_or_to_a_stranger() -> None:
    assert path_between(TICKETS, "ann", "ann") == []
    assert path_between(TICKETS, "ann", "zoe") == []
    assert path_between([], "ann", "bob") == []
