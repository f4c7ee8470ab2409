"""Articles found by their words."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Integer,
    Subquery,
    cast,
    column,
    event,
    func,
    literal_column,
    or_,
    select,
    table,
)

from swarm.fulltext import FullText
from swarm.knowledge.tables import Article

MOST_WORDS = 12
RANKED = 1_000
"""At most so many hits are ranked, the newest ones: ranking reads every hit."""

ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y")
_WORD = re.compile(r"\w+")
INDEX = FullText(
    "article",
    "id",
    ("title", "symptom", "cause", "fix"),
    "unicode61 remove_diacritics 2",
    "setweight(to_tsvector('simple', title), 'A') ||"
    " setweight(to_tsvector('simple', left(symptom, 100000)), 'B') ||"
    " to_tsvector('simple', left(cause, 100000) || ' ' || left(fix, 100000))",
)


def ranked(q: str, *, sqlite: bool) -> Subquery | None:
    """`id` and `rank` (lower is better) of the articles that hold every word of `q`.

    A word may be a beginning or another form of it. None where `q` holds no word at all.
    """
    roots = [root_of(word) for word in _WORD.findall(q.lower())[:MOST_WORDS]]
    if not roots:
        return None
    hits = select(Article.id.label("id"))
    if sqlite:
        match = " AND ".join(f'"{root}"*' for root in roots)
        rank: ColumnElement[float] = func.bm25(literal_column("article_fts"), 10.0, 4.0, 1.0, 2.0)
        index = table("article_fts", column("rowid", Integer))
        hits = hits.add_columns(rank.label("rank")).join(index, index.c.rowid == Article.id)
        hits = hits.where(literal_column("article_fts").op("MATCH")(match))
    else:
        query = func.to_tsquery("simple", " & ".join(f"{root}:*" for root in roots))
        found: ColumnElement[Any] = literal_column("article.search")
        # A float4 does not survive the way through a cursor.
        hits = hits.add_columns(cast(-func.ts_rank_cd(found, query), Double).label("rank"))
        hits = hits.where(found.op("@@", is_comparison=True)(query))
    return hits.order_by(Article.id.desc()).limit(RANKED).subquery()


def holds_signs(q: str) -> ColumnElement[bool]:
    """Whether an article holds what is asked for, sign by sign: for queries without any word."""
    texts = (Article.title, Article.symptom, Article.cause, Article.fix)
    return or_(*(part.contains(q.strip(), autoescape=True) for part in texts))


def root_of(word: str) -> str:
    """The beginning that a word shares with its other forms: “queries” and “query” are “quer”.

    The index keeps whole words and is asked for beginnings. An index of stems would lose a
    word while it is typed: it knows “certificates” as “certif” and finds no “certificat”.
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


@event.listens_for(Article.metadata, "after_create")
def _create_search(_target: Any, connection: Connection, tables: Any = (), **_: Any) -> None:
    if Article.__table__ in tables:
        INDEX.create(connection)
