"""What the graph is made of, as people read it: keys, names, and what can be looked around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import cast

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotFound
from swarm.knowledge.tables import Article
from swarm.matching.graph import Kind, Node
from swarm.people.refs import refs
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.links import linked_graph

KINDS = ("person", "skill", "component", "product", "article")
"""What a neighbourhood is made of; tickets, which are most of the graph, stand beside articles."""
NAMED = ("component", "product")
"""Kinds that go by a name; all others by a number."""


class GraphNode(BaseModel):
    """A person, skill, component, product, article or ticket; `weight` sums what is known of it."""

    key: str
    kind: str
    label: str
    weight: float


class GraphPlaces(BaseModel):
    """Nodes that can be looked around, by name."""

    items: list[GraphNode]


class Labels:
    """Keys and names of nodes: persons, skills, articles by id, components and products by name."""

    def __init__(
        self, session: Session, skill_ids: Mapping[str, int], nodes: Iterable[Node]
    ) -> None:
        nodes = list(nodes)
        self.people = refs(session, [int(name) for kind, name in nodes if kind == "person"])
        written = [int(name) for kind, name in nodes if kind == "article" and name.isdecimal()]
        titles = select(Article.id, Article.title).where(Article.id.in_(written))
        self.articles = {str(row.id): row.title for row in session.execute(titles)}
        self.skill_ids = skill_ids

    def key(self, node: Node) -> str:
        """`person:3`, `skill:5`, `component:Printer`."""
        kind, name = node
        return f"{kind}:{self.skill_ids.get(name, 0) if kind == 'skill' else name}"

    def named(self, node: Node) -> tuple[str, str]:
        """Both, for a file."""
        return self.key(node), self.label(node)

    def label(self, node: Node) -> str:
        """What people call it."""
        kind, name = node
        if kind == "person":
            known = self.people.get(int(name))
            return known.name if known else name
        if kind == "ticket":
            return f"#{name}"
        return self.articles.get(name, name) if kind == "article" else name


def node_of(fitted: Fitted, key: str) -> Node:
    """The node of a key. Raises Invalid for what is no key, NotFound where nothing is known."""
    kind, _, name = key.partition(":")
    known = kind in (*KINDS, "ticket")
    if not known or not name or (kind not in NAMED and not name.isdecimal()):
        raise Invalid(
            "Name a person, skill, component, product, article or ticket.",
            fields={"key": "like person:ID, skill:ID, component:NAME or product:NAME"},
        )
    if kind == "skill":
        names = {skill_id: skill for skill, skill_id in fitted.skill_ids.items()}
        if int(name) not in names:
            raise NotFound("There is no such skill.")
        return ("skill", names[int(name)])
    return (cast(Kind, kind), name if kind in NAMED else str(int(name)))


def card_of(labels: Labels, node: Node, weight: float) -> GraphNode:
    """A node as it is shown."""
    return GraphNode(
        key=labels.key(node), kind=node[0], label=labels.label(node), weight=round(weight, 3)
    )


def read_places(
    session: Session, fitted: Fitted, words: str, *, limit: int = 20
) -> list[GraphNode]:
    """Components, products and articles whose names hold these words, by name."""
    graph, wanted = linked_graph(session, fitted), words.casefold()
    if "places" not in graph.graph:
        graph.graph["places"] = sorted(
            (name.casefold(), kind, name) for kind, name in graph if kind in NAMED
        )
    places = ((kind, name) for plain, kind, name in graph.graph["places"] if wanted in plain)
    found: list[Node] = list(islice(places, limit))
    titled = select(Article.id).where(Article.title.icontains(words, autoescape=True))
    found += [
        ("article", str(number))
        for number in session.scalars(titled.order_by(Article.title, Article.id).limit(limit))
    ]
    labels = Labels(session, fitted.skill_ids, found)
    return [card_of(labels, node, 0.0) for node in found]
