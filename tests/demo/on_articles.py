"""The demo's deeds on articles, by the product's own actions."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from swarm.demo import shapes
from swarm.knowledge.actions import link_article, share_article, write_article
from swarm.knowledge.texts import ArticleText
from swarm.people.tables import Person


class Hands(Protocol):
    """What the deeds on articles need of whoever carries them out."""

    session: Session
    numbers: dict[str, int]
    articles: dict[str, int]

    def person(self, key: str) -> Person: ...

    def owner(self, ticket: shapes.DemoTicket) -> Person: ...


class OnArticles:
    """Hands that write and use articles."""

    def write(self: Hands, article: shapes.DemoArticle) -> None:
        text = ArticleText(
            title=article.title,
            symptom=article.symptom,
            cause=article.cause,
            fix=article.fix,
            product=article.product,
            component=article.component,
        )
        made = write_article(
            self.session,
            self.person(article.author),
            text,
            ticket=self.numbers[article.made_from],
        )
        made.demo = True
        if article.shared:
            share_article(self.session, self.person(article.author), made.id)
        self.articles[article.key] = made.id

    def use(self: Hands, article: shapes.DemoArticle, ticket: shapes.DemoTicket) -> None:
        link_article(
            self.session,
            self.owner(ticket),
            self.articles[article.key],
            self.numbers[ticket.key],
        )
