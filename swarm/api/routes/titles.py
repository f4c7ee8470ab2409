"""What links in a text lead to, told to those who may see it."""

from __future__ import annotations

from pydantic import BaseModel, Field
from sqlalchemy import select

from swarm.api.door import EVERYONE, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.knowledge.access import may_read
from swarm.knowledge.tables import Article
from swarm.tickets.access import may_see
from swarm.tickets.tables import Ticket

door = Door("titles")

MOST = 20


class TitlesQuery(Input):
    """Numbers of tickets and ids of articles, each field as often as needed."""

    tickets: list[Id] = Field(default_factory=list, max_length=MOST)
    articles: list[Id] = Field(default_factory=list, max_length=MOST)


class TicketTitle(BaseModel):
    """What a ticket is called."""

    number: int
    summary: str
    status: str


class ArticleTitle(BaseModel):
    """What an article is called."""

    id: int
    title: str


class Titles(BaseModel):
    """The titles of those that the caller may see; what is left out is hidden or not there."""

    tickets: list[TicketTitle]
    articles: list[ArticleTitle]


@door.get("/titles", who=EVERYONE, answers=Titles, by_pass=True)
def read(ask: Ask, query: TitlesQuery) -> Titles:
    """The titles of tickets and articles that a text refers to."""
    session, actor = ask.session, ask.actor
    tickets = session.scalars(select(Ticket).where(Ticket.number.in_(query.tickets)))
    articles = session.scalars(select(Article).where(Article.id.in_(query.articles)))
    return Titles(
        tickets=[
            TicketTitle(number=one.number, summary=one.summary, status=one.status)
            for one in tickets
            if may_see(actor, one)
        ],
        articles=[
            ArticleTitle(id=one.id, title=one.title) for one in articles if may_read(actor, one)
        ],
    )
