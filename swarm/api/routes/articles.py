"""Articles: found before asking, written after solving."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select

from swarm.api.article_draft import read_draft
from swarm.api.door import REQUESTER, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Component, Id, Product, Words
from swarm.knowledge import actions, queries
from swarm.knowledge.access import find_article
from swarm.knowledge.cards import ArticleList, ArticlePage, ArticleRow, EditionPage, SolvedTicket
from swarm.knowledge.tables import Article
from swarm.knowledge.texts import ArticleText
from swarm.tickets.access import find_ticket, may_see
from swarm.tickets.tables import Ticket

door = Door("articles")

READERS = STAFF | REQUESTER


class ArticleQuery(Input):
    """Which articles: words in them, a product, those retired (colleagues only)."""

    q: Annotated[str, Field(max_length=200)] | None = None
    product: Product | None = None
    component: Component | None = None
    retired: bool = False
    cursor: Annotated[str, Field(max_length=800)] | None = None
    limit: int = Field(50, ge=1, le=100)


class ArticleWords(Input):
    """What an article says; all but the title is Markdown."""

    title: Annotated[str, Field(min_length=1, max_length=200), ONE_LINE]
    symptom: Words = ""
    cause: Words = ""
    fix: Annotated[str, Field(min_length=1, max_length=20_000)]
    product: Product | None = None
    component: Component | None = None


class NewArticle(ArticleWords):
    """A new article, made from `ticket` where one is named; colleagues only unless said."""

    ticket: Id | None = None
    for_requesters: bool = False


class ArticleEdit(ArticleWords):
    """The whole new text, and the edition it was made from."""

    edition: Id
    for_requesters: bool | None = Field(None, description="Left as it is where not said.")


class LinkedArticles(BaseModel):
    """The articles linked to one ticket."""

    items: list[ArticleRow]
    next: None = None


@door.get("/articles", who=READERS, answers=ArticleList)
def list_all(ask: Ask, query: ArticleQuery) -> ArticleList:
    """Search articles, or list the latest."""
    return queries.list_articles(ask.session, ask.actor, **query.model_dump())


@door.post("/articles", who=STAFF, answers=ArticlePage, status=201)
def write(ask: Ask, body: NewArticle) -> ArticlePage:
    """Write an article, from a solved ticket or from what one knows."""
    if body.ticket is not None:
        find_ticket(ask.session, ask.actor, body.ticket)
    article = actions.write_article(ask.session, ask.actor, _words(body), ticket=body.ticket)
    return _shared(ask, article, body.for_requesters or None)


@door.get("/articles/<int:article>", who=READERS, answers=ArticlePage)
def read(ask: Ask, article: int) -> ArticlePage:
    """One article; colleagues see its history and the tickets it solved."""
    return _page(ask, find_article(ask.session, ask.actor, article))


@door.put("/articles/<int:article>", who=STAFF, answers=ArticlePage)
def edit(ask: Ask, article: int, body: ArticleEdit) -> ArticlePage:
    """Write a new edition; 409 when somebody else was faster."""
    edited = actions.edit_article(
        ask.session, ask.actor, article, _words(body), based_on=body.edition
    )
    return _shared(ask, edited, body.for_requesters)


@door.get("/articles/<int:article>/editions/<int:number>", who=STAFF, answers=EditionPage)
def read_edition(ask: Ask, article: int, number: int) -> EditionPage:
    """The article as one edition had it."""
    found = find_article(ask.session, ask.actor, article)
    return queries.read_edition(ask.session, found, number)


@door.put("/articles/<int:article>/retirement", who=STAFF, answers=ArticlePage)
def retire(ask: Ask, article: int) -> ArticlePage:
    """Take an article out of use; nothing is deleted."""
    return _page(ask, actions.retire_article(ask.session, ask.actor, article))


@door.delete("/articles/<int:article>/retirement", who=STAFF, answers=ArticlePage)
def restore(ask: Ask, article: int) -> ArticlePage:
    """Put a retired article back into use."""
    return _page(ask, actions.restore_article(ask.session, ask.actor, article))


@door.put("/articles/<int:article>/sharing", who=STAFF, answers=ArticlePage)
def share(ask: Ask, article: int) -> ArticlePage:
    """Let requesters read and find an article."""
    return _page(ask, actions.share_article(ask.session, ask.actor, article))


@door.delete("/articles/<int:article>/sharing", who=STAFF, answers=ArticlePage)
def unshare(ask: Ask, article: int) -> ArticlePage:
    """Keep an article to colleagues again."""
    return _page(ask, actions.unshare_article(ask.session, ask.actor, article))


@door.put("/articles/<int:article>/tickets/<int:number>", who=STAFF, answers=ArticlePage)
def link(ask: Ask, article: int, number: int) -> ArticlePage:
    """Note that the article solved this ticket."""
    find_ticket(ask.session, ask.actor, number)
    actions.link_article(ask.session, ask.actor, article, number)
    return _page(ask, find_article(ask.session, ask.actor, article))


@door.delete("/articles/<int:article>/tickets/<int:number>", who=STAFF, answers=ArticlePage)
def unlink(ask: Ask, article: int, number: int) -> ArticlePage:
    """Take that link back."""
    find_ticket(ask.session, ask.actor, number)
    actions.unlink_article(ask.session, ask.actor, article, number)
    return _page(ask, find_article(ask.session, ask.actor, article))


@door.get("/tickets/<int:number>/articles", who=STAFF, answers=LinkedArticles)
def list_linked(ask: Ask, number: int) -> LinkedArticles:
    """The articles that solved a ticket or were made from it."""
    find_ticket(ask.session, ask.actor, number)
    return LinkedArticles(items=queries.articles_of(ask.session, number))


@door.get("/tickets/<int:number>/article-draft", who=STAFF, answers=ArticleText)
def draft(ask: Ask, number: int) -> ArticleText:
    """An article to start from: symptom, cause and fix; of a reopened ticket what is known."""
    return read_draft(ask.session, find_ticket(ask.session, ask.actor, number))


def _words(body: ArticleWords) -> ArticleText:
    return ArticleText(**body.model_dump(exclude={"ticket", "edition", "for_requesters"}))


def _shared(ask: Ask, article: Article, wanted: bool | None) -> ArticlePage:
    if wanted is not None:
        verb = actions.share_article if wanted else actions.unshare_article
        verb(ask.session, ask.actor, article.id)
    return _page(ask, article)


def _page(ask: Ask, article: Article) -> ArticlePage:
    page = queries.read_article(ask.session, ask.actor, article)
    if not ask.actor.staff:
        return page
    kinds = queries.uses_of(ask.session, article)
    tickets = ask.session.scalars(select(Ticket).where(Ticket.number.in_(kinds)))
    visible = {ticket.number: ticket for ticket in tickets if may_see(ask.actor, ticket)}
    page.tickets = [
        SolvedTicket(
            number=number,
            summary=visible[number].summary,
            status=visible[number].status,
            kind=kind,
        )
        for number, kind in kinds.items()
        if number in visible
    ]
    return page
