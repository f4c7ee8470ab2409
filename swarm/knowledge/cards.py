"""The shapes in which articles are answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef


class ArticleRow(BaseModel):
    """An article in a list; `solved` counts the tickets it solved or was made from."""

    id: int
    title: str
    snippet: str
    product: str | None
    component: str | None
    author: PersonRef | None
    updated_at: datetime
    solved: int
    retired: bool
    for_requesters: bool


class ArticleList(BaseModel):
    """A page of articles: the best hits first, or the latest where nothing was searched."""

    items: list[ArticleRow]
    next: str | None
    can: dict[str, bool]


class EditionRow(BaseModel):
    """One edition in the history."""

    number: int
    by: PersonRef | None
    at: datetime


class EditionPage(BaseModel):
    """An article as one person left it."""

    article: int
    number: int
    title: str
    symptom: str
    symptom_html: str
    cause: str
    cause_html: str
    fix: str
    fix_html: str
    by: PersonRef | None
    at: datetime


class SolvedTicket(BaseModel):
    """A ticket that the article solved (`solved`) or was made from (`source`)."""

    number: int
    summary: str
    status: str
    kind: str


class ArticlePage(BaseModel):
    """One article with its history. `tickets` is filled in where the reader may see them."""

    id: int
    title: str
    symptom: str
    symptom_html: str
    cause: str
    cause_html: str
    fix: str
    fix_html: str
    product: str | None
    component: str | None
    author: PersonRef | None
    edition: int
    created_at: datetime
    updated_at: datetime
    retired_at: datetime | None
    for_requesters: bool
    editions: list[EditionRow]
    tickets: list[SolvedTicket]
    head: int
    can: dict[str, bool]
