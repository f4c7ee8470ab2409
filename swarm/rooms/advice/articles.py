"""The articles nearest to a text, by the same likeness that finds past tickets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from pydantic import BaseModel
from scipy import sparse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.knowledge.tables import Article
from swarm.matching.evidence import Query
from swarm.matching.text import TextSpace

LEAST = 0.2
"""Articles that are less alike are not shown; measured as `similar.LEAST` was."""


class ArticleHit(BaseModel):
    """An article that reads alike; `similarity` is 0 to 1."""

    id: int
    title: str
    fix: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of all articles: how many, and when one was last written."""

    count: int
    written_at: datetime | None


def read_edition(session: Session) -> Edition:
    """The present state of all articles; cheap to ask."""
    row = session.execute(
        select(func.count(), func.max(Article.updated_at)).where(Article.retired_at.is_(None))
    ).one()
    return Edition(*row)


class Library:
    """All articles as rows of words."""

    def __init__(self, edition: Edition, texts: dict[int, tuple[str, str]]) -> None:
        """Learn from title and text by article id."""
        self.edition = edition
        self.ids = sorted(texts)
        self.space = TextSpace([texts[one] for one in self.ids])
        rows, self.space.fitted = self.space.fitted, []
        columns = [columns for columns, _ in rows] or [np.array([], np.int32)]
        values = [values for _, values in rows] or [np.array([], np.float32)]
        ends = np.cumsum([0, *(len(row) for row, _ in rows)])
        self.matrix = sparse.csr_matrix(
            (np.concatenate(values), np.concatenate(columns), ends),
            shape=(len(rows), self.space.width),
        )

    def nearest(
        self, query: Query, most: int, *, among: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and similarities (0 to 1) of the nearest articles, nearest first.

        `among` are the ids that may be named, all where it is None.
        """
        if not self.ids:
            return []
        columns, values = self.space.row(query.summary, query.description)
        asked = np.zeros(self.space.width, np.float32)
        asked[columns] = values
        alike = np.asarray(self.matrix @ asked)
        if among is not None:
            alike = np.where(np.isin(self.ids, list(among)), alike, 0)
        best = np.argsort(-alike, kind="stable")[:most]
        return [(self.ids[place], float(alike[place])) for place in best if alike[place] >= LEAST]


def read_library(session: Session) -> Library:
    """All articles that are not retired."""
    rows = session.execute(
        select(Article.id, Article.title, Article.symptom, Article.cause, Article.fix).where(
            Article.retired_at.is_(None)
        )
    )
    texts = {row.id: (row.title, "\n".join((row.symptom, row.cause, row.fix))) for row in rows}
    return Library(read_edition(session), texts)


def nearest_articles(
    session: Session, library: Library, query: Query, *, most: int, staff: bool
) -> list[ArticleHit]:
    """The articles nearest to a text, nearest first; who is not `staff` gets shared ones only."""
    in_force = Article.retired_at.is_(None)
    shared = None
    if not staff:
        shared = set(
            session.scalars(select(Article.id).where(in_force, Article.shared_at.is_not(None)))
        )
    near = dict(library.nearest(query, most, among=shared))
    rows = session.execute(
        select(Article.id, Article.title, Article.fix).where(Article.id.in_(near), in_force)
    )
    found = {row.id: row for row in rows}
    return [
        ArticleHit(id=one, title=found[one].title, fix=found[one].fix, similarity=round(alike, 3))
        for one, alike in near.items()
        if one in found
    ]
