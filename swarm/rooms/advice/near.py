"""Who or what is closest to a person, skill, component or article through work."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.nodes import GraphNode, Labels, node_of

NearKind = Literal["person", "skill", "component"]


class NearNodes(BaseModel):
    """Nodes of one kind, closest first; `weight` is the share of a walk's time, 0 to 1."""

    items: list[GraphNode]


def read_near(
    session: Session, fitted: Fitted, key: str, kind: NearKind, *, limit: int = 10
) -> NearNodes:
    """The closest nodes of a kind, by personalised PageRank.

    Raises Invalid for what is no key, NotFound where nothing is known.
    """
    start = node_of(fitted, key)
    found = fitted.closeness().nearest(start, kind, limit)
    labels = Labels(session, fitted.skill_ids, [node for node, _ in found])
    return NearNodes(
        items=[
            GraphNode(
                key=labels.key(node),
                kind=node[0],
                label=labels.label(node),
                weight=round(share, 6),
            )
            for node, share in found
        ]
    )
