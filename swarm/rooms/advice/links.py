"""What belongs together in the graph by record: articles and tickets, skills and skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.knowledge.actions import SOURCE
from swarm.knowledge.tables import ArticleUse
from swarm.matching.graph import Link, Node, relink
from swarm.rooms.advice.fitting import Fitted
from swarm.skills.tables import Skill, SkillRelation


def linked_graph(session: Session, fitted: Fitted) -> nx.Graph:
    """The graph of a model with all links as they are on record now."""
    graph = fitted.graph()
    mark = _mark(session)
    if graph.graph.get("mark") != mark:
        names = {skill_id: name for name, skill_id in fitted.skill_ids.items()}
        relink(graph, read_links(session, names))
        graph.graph["mark"] = mark
    return graph


def read_links(session: Session, names: Mapping[int, str]) -> list[Link]:
    """Articles with the tickets that they solved or were made from; skills with broader and
    related ones, of those in `names` (by id)."""
    return [*_article_links(session), *_skill_links(session, names)]


def _article_links(session: Session) -> list[Link]:
    rows = session.execute(
        select(ArticleUse.article_id, ArticleUse.ticket_number, ArticleUse.kind, ArticleUse.at)
    )
    return [
        Link(
            ("article", str(article)),
            ("ticket", str(ticket)),
            "made_from" if kind == SOURCE else "solved",
            at.timestamp(),
        )
        for article, ticket, kind, at in rows
    ]


def _skill_links(session: Session, names: Mapping[int, str]) -> list[Link]:
    since = {
        skill_id: at.timestamp()
        for skill_id, at in session.execute(select(Skill.id, Skill.created_at))
    }

    def link(one: int, other: int, kind: str) -> Link:
        nodes: list[Node] = [("skill", names[one]), ("skill", names[other])]
        return Link(nodes[0], nodes[1], kind, max(since[one], since[other]))

    pairs = [(one, other, "broader") for one, other in _broader(session)]
    below = {frozenset(pair[:2]) for pair in pairs}
    # Two skills have one edge: what contains the other says more than that they are related.
    pairs += [
        (one, other, "related")
        for one, other in _related(session)
        if frozenset((one, other)) not in below
    ]
    return [link(*pair) for pair in pairs if pair[0] in names and pair[1] in names]


def _broader(session: Session) -> Sequence[Any]:
    contained = Skill.broader_id.is_not(None)
    return session.execute(
        select(Skill.id, Skill.broader_id).where(contained).order_by(Skill.id)
    ).all()


def _related(session: Session) -> Sequence[Any]:
    return session.execute(
        select(SkillRelation.one_id, SkillRelation.other_id).order_by(
            SkillRelation.one_id, SkillRelation.other_id
        )
    ).all()


def _mark(session: Session) -> tuple[object, ...]:
    """Equal marks, equal links."""
    used = session.execute(select(func.count(), func.max(ArticleUse.at))).one()
    return (*used, tuple(_broader(session)), tuple(_related(session)))
