"""Tickets found by their words, and by those of their replies."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
)

from swarm.fulltext import FullText
from swarm.markdown import plain
from swarm.tickets.tables import Reply, Ticket

MOST_WORDS = 12
RANKED = 2_000
"""At most so many hits are ranked, the newest ones: ranking reads every hit."""
OPEN_MARK, CLOSE_MARK = "\x02", "\x03"
"""Around a hit within a snippet; the door turns them into plain text ranges."""

_WORD = re.compile(r"\w+")

INDEXES = (
    FullText(
        "ticket",
        "number",
        ("summary", "description"),
        "porter unicode61 remove_diacritics 2",
        "setweight(to_tsvector('english', summary), 'A') ||"
        " setweight(to_tsvector('english', left(description, 200000)), 'B')",
    ),
    FullText(
        "reply",
        "id",
        ("body",),
        "porter unicode61 remove_diacritics 2",
        "to_tsvector('english', left(coalesce(body, ''), 200000))",
    ),
)


def create_search(connection: Connection) -> None:
    """Make the indexes on tables that exist."""
    for index in INDEXES:
        index.create(connection)


def drop_search(connection: Connection) -> None:
    """Take the indexes away; the tables stay."""
    for index in INDEXES:
        index.drop(connection)


def is_search_object(name: str | None, kind: str) -> bool:
    """Whether a table, column or index found in a database belongs to the search indexes."""
    return any(index.owns(name, kind) for index in INDEXES)


def words_of(query: str) -> list[str]:
    """The words of a query, at most MOST_WORDS."""
    return _WORD.findall(query)[:MOST_WORDS]


def holds_signs(query: str) -> ColumnElement[bool]:
    """Whether a summary holds what is asked for, sign by sign: for queries without any word."""
    return Ticket.summary.contains(query, autoescape=True)


def in_own_text(words: list[str], *, sqlite: bool) -> ColumnElement[bool]:
    """Whether summary and description of a ticket hold every word; the last may be a beginning."""
    return _holds("ticket", words, sqlite)


def in_one_reply(words: list[str], *, sqlite: bool, notes: bool) -> ColumnElement[bool]:
    """Whether one reply of a ticket holds every word; without `notes`, one public reply."""
    hits = select(Reply.ticket_number).where(_holds("reply", words, sqlite))
    if not notes:
        hits = hits.where(Reply.public.is_(True))
    return Ticket.number.in_(hits)


def ranked(words: list[str], where: Sequence[ColumnElement[bool]], *, sqlite: bool) -> Subquery:
    """`number` and `rank` (lower is better) of the newest RANKED tickets whose own text fits."""
    hits = select(Ticket.number.label("number"))
    if sqlite:
        rank: ColumnElement[float] = func.bm25(literal_column("ticket_fts"), 10.0, 1.0)
        index = table("ticket_fts", column("rowid", Integer))
        hits = hits.add_columns(rank.label("rank")).join(index, index.c.rowid == Ticket.number)
        hits = hits.where(literal_column("ticket_fts").op("MATCH")(fts_query(words)))
    else:
        rank = -func.ts_rank_cd(literal_column("ticket.search"), _tsquery(words))
        # A float4 does not survive the way through a cursor.
        hits = hits.add_columns(cast(rank, Double).label("rank"))
        hits = hits.where(_holds("ticket", words, sqlite))
    return hits.where(*where).order_by(Ticket.number.desc()).limit(RANKED).subquery()


def snippet_of(words: list[str], content: str, length: int = 160) -> str:
    """A stretch of a text around the first of the words, or its beginning."""
    flat = plain(content, 4_000)
    found = re.search("|".join(rf"\b{re.escape(word)}" for word in words), flat, re.IGNORECASE)
    start = max(0, found.start() - 50) if found else 0
    stretch = flat[start : start + length].strip()
    return ("…" if start else "") + stretch + ("…" if start + length < len(flat) else "")


def fts_query(words: list[str]) -> str:
    """The words as FTS5 reads them: all of them, the last one as a beginning."""
    return " ".join(f'"{word}"' for word in words) + "*"


def _holds(noun: str, words: list[str], sqlite: bool) -> ColumnElement[bool]:
    if not sqlite:
        return literal_column(f"{noun}.search").op("@@", is_comparison=True)(_tsquery(words))
    index = table(f"{noun}_fts", column("rowid", Integer))
    match = literal_column(f"{noun}_fts").op("MATCH", is_comparison=True)(fts_query(words))
    key = Ticket.number if noun == "ticket" else Reply.id
    return key.in_(select(index.c.rowid).where(match))


def _tsquery(words: list[str]) -> ColumnElement[Any]:
    return func.to_tsquery("english", " & ".join(words) + ":*")


@event.listens_for(Ticket.metadata, "after_create")
def _create_search(_target: Any, connection: Connection, tables: Any = (), **_: Any) -> None:
    if Ticket.__table__ in tables:
        create_search(connection)
