"""Who reads articles, who writes them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import NotAllowed, NotFound
from swarm.knowledge.tables import Article
from swarm.people.tables import Person, Role


def may_read(actor: Person, article: Article) -> bool:
    """Colleagues read every article, requesters those in force that are shared with them."""
    if actor.staff:
        return True
    shared = article.shared_at is not None and article.retired_at is None
    return actor.role == Role.REQUESTER and shared


def may_retire(actor: Person, article: Article) -> bool:
    """Its author and managers take an article out of use."""
    return actor.manages or (actor.staff and article.author_id == actor.id)


def find_article(session: Session, actor: Person, article_id: int) -> Article:
    """The article with this id. Raises NotFound where `actor` may not read it."""
    article = session.get(Article, article_id)
    if article is None or not may_read(actor, article):
        raise NotFound
    return article


def check_writes(actor: Person) -> None:
    """Raise NotAllowed unless `actor` works at the desk."""
    if not actor.staff:
        raise NotAllowed("Articles are written by those who work at the desk.")
