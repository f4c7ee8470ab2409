"""The full-text index of articles, kept by the database itself.

SQLite: an FTS5 table without content of its own, filled by triggers. PostgreSQL: a generated
tsvector column with a GIN index. The migration and `create_all` call the same functions.
"""

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
    select,
    table,
    text,
)

from swarm.knowledge.tables import Article

MOST_WORDS = 12
RANKED = 1_000
"""At most so many hits are ranked, the newest ones: ranking reads every hit."""

ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y")
_WORD = re.compile(r"\w+")
_TAKE = (
    " INSERT INTO article_fts(article_fts, rowid, title, symptom, cause, fix)"
    " VALUES ('delete', old.id, old.title, old.symptom, old.cause, old.fix);"
)
_ADD = (
    " INSERT INTO article_fts(rowid, title, symptom, cause, fix)"
    " VALUES (new.id, new.title, new.symptom, new.cause, new.fix);"
)

_SQLITE = [
    "CREATE VIRTUAL TABLE article_fts USING fts5(title, symptom, cause, fix, content='article',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN" + _ADD + " END",
    "CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN" + _TAKE + " END",
    "CREATE TRIGGER article_fts_update AFTER UPDATE OF title, symptom, cause, fix ON article"
    " BEGIN" + _TAKE + _ADD + " END",
]

_POSTGRES = [
    "ALTER TABLE article ADD COLUMN search tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', title), 'A') ||"
    " setweight(to_tsvector('simple', left(symptom, 100000)), 'B') ||"
    " to_tsvector('simple', left(cause, 100000) || ' ' || left(fix, 100000))) STORED",
    "CREATE INDEX ix_article_search ON article USING gin (search)",
]


def create_search(connection: Connection) -> None:
    """Make the index on a table that exists."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def drop_search(connection: Connection) -> None:
    """Take the index away; the table stays."""
    if connection.dialect.name == "sqlite":
        for moment in ("insert", "delete", "update"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS article_fts_{moment}"))
        connection.execute(text("DROP TABLE IF EXISTS article_fts"))
    else:
        connection.execute(text("ALTER TABLE article DROP COLUMN IF EXISTS search"))


def is_search_object(name: str | None, kind: str) -> bool:
    """Whether a table, column or index found in a database belongs to the search index."""
    if name is None:
        return False
    if kind == "table":
        return name.startswith("article_fts")
    return (kind == "column" and name == "search") or name == "ix_article_search"


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
        create_search(connection)
