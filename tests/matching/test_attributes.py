from __future__ import annotations

import numpy as np

from swarm.matching.attributes import AttributeSpace, attributes


def test_a_component_stands_within_its_product_whatever_its_case() -> None:
    assert attributes("Mail", ["Server "]) == attributes("mail", ["server"])
    assert attributes("mail", ["server"]) != attributes("web", ["server"])


def test_a_path_also_stands_for_its_folders_but_more_weakly() -> None:
    found = attributes("", ["docs/api/auth.md"])
    assert found["component  docs/api/auth.md"] == 1.0
    assert found["folder  docs/api"] == found["folder  docs"] < 1.0


def test_nothing_known_is_nothing() -> None:
    columns, values = AttributeSpace([]).row("", [])
    assert len(columns) == len(values) == 0


def likeness(
    space: AttributeSpace, one: tuple[str, list[str]], two: tuple[str, list[str]]
) -> float:
    dense = np.zeros((2, max(1, space.width)))
    for place, ticket in enumerate((one, two)):
        columns, values = space.row(*ticket)
        dense[place, columns] = values
    return float(dense[0] @ dense[1])


def test_the_same_component_is_more_alike_than_the_same_product() -> None:
    tickets = [("mail", ["server"]), ("mail", ["client"]), ("web", ["server"])]
    space = AttributeSpace(tickets)
    for ticket in tickets:
        space.learn(*ticket)
    same = likeness(space, tickets[0], tickets[0])
    assert abs(same - 1) < 1e-5
    assert same > likeness(space, tickets[0], tickets[1]) > 0
    assert likeness(space, tickets[0], tickets[2]) == 0


def test_a_new_component_is_learned_when_it_comes_and_not_when_it_is_asked_for() -> None:
    space = AttributeSpace([("mail", ["server"])])
    width = space.width
    assert len(space.row("mail", ["brand new"])[0]) == 1  # the product alone is known
    assert space.width == width
    space.learn("mail", ["brand new"])
    assert space.width == width + 1
    assert abs(likeness(space, ("mail", ["brand new"]), ("mail", ["brand new"])) - 1) < 1e-5
