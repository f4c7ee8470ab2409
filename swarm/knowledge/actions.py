"""Articles are written, edited, linked to the tickets they solved, and retired."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.knowledge.access import check_writes, find_article, may_retire
from swarm.knowledge.tables import Article, ArticleEdition, ArticleUse
from swarm.knowledge.texts import ArticleText, check_text
from swarm.people.tables import Person

SOLVED, SOURCE = "solved", "source"


def stream_of(article_id: int) -> str:
    """The name of an article's stream."""
    return f"articles/{article_id}"


def write_article(
    session: Session, actor: Person, text: ArticleText, *, ticket: int | None = None
) -> Article:
    """A new article, made from `ticket` where one is given. Raises NotAllowed and Invalid."""
    check_writes(actor)
    text, now = check_text(text), clock.now()
    article = Article(**text.model_dump(), author_id=actor.id, created_at=now, updated_at=now)
    session.add(article)
    session.flush()
    _keep_edition(session, article, actor)
    lock_streams(session, [f"people/{actor.id}", *([f"tickets/{ticket}"] if ticket else [])])
    append(session, stream_of(article.id), "article_written", actor.id, edition=1)
    append(session, f"people/{actor.id}", "article_written", actor.id, article=article.id)
    if ticket is not None:
        _link(session, actor, article, ticket, SOURCE)
    return article


def edit_article(
    session: Session, actor: Person, article_id: int, text: ArticleText, *, based_on: int
) -> Article:
    """A new edition of the article; the same words again make none.

    `based_on` is the edition that was edited. Raises NotFound, NotAllowed, Invalid, and
    Conflict where somebody was faster or the article is retired.
    """
    check_writes(actor)
    article, text = find_article(session, actor, article_id), check_text(text)
    if article.retired_at is not None:
        raise Conflict("This article is retired.", code="retired", current=_current(article))
    if article.edition == based_on and _same(article, text):
        return article
    taken = session.execute(
        update(Article)
        .where(Article.id == article.id, Article.edition == based_on, Article.retired_at.is_(None))
        .values(**text.model_dump(), edition=based_on + 1, updated_at=clock.now())
        .returning(Article.id)
    ).first()
    session.refresh(article)
    if taken is None:
        raise Conflict(
            "Somebody else edited this article meanwhile.",
            code="edited_meanwhile",
            current=_current(article),
        )
    _keep_edition(session, article, actor)
    append(session, stream_of(article.id), "article_changed", actor.id, edition=article.edition)
    return article


def retire_article(session: Session, actor: Person, article_id: int) -> Article:
    """Keep the article out of lists and suggestions; nothing is deleted. Safe to repeat."""
    article = _to_retire(session, actor, article_id)
    if article.retired_at is None:
        article.retired_at = article.updated_at = clock.now()
        append(session, stream_of(article.id), "article_retired", actor.id)
    return article


def restore_article(session: Session, actor: Person, article_id: int) -> Article:
    """Put a retired article back. Safe to repeat."""
    article = _to_retire(session, actor, article_id)
    if article.retired_at is not None:
        article.retired_at, article.updated_at = None, clock.now()
        append(session, stream_of(article.id), "article_restored", actor.id)
    return article


def share_article(session: Session, actor: Person, article_id: int) -> Article:
    """Let requesters read and find the article. Safe to repeat. Raises NotFound, NotAllowed."""
    article = _to_share(session, actor, article_id)
    if article.shared_at is None:
        article.shared_at = clock.now()
        append(session, stream_of(article.id), "article_shared", actor.id)
    return article


def unshare_article(session: Session, actor: Person, article_id: int) -> Article:
    """Keep the article to colleagues again. Safe to repeat. Raises NotFound, NotAllowed."""
    article = _to_share(session, actor, article_id)
    if article.shared_at is not None:
        article.shared_at = None
        append(session, stream_of(article.id), "article_unshared", actor.id)
    return article


def link_article(
    session: Session, actor: Person, article_id: int, ticket: int, *, kind: str = SOLVED
) -> bool:
    """Note that the article solved the ticket; False when that was known.

    The caller has checked that `actor` may see the ticket. Raises NotFound and NotAllowed.
    """
    check_writes(actor)
    article = find_article(session, actor, article_id)
    lock_streams(session, [stream_of(article.id), f"tickets/{ticket}"])
    return _link(session, actor, article, ticket, kind)


def unlink_article(session: Session, actor: Person, article_id: int, ticket: int) -> None:
    """Take the link back. Raises NotFound where there is none."""
    check_writes(actor)
    article = find_article(session, actor, article_id)
    lock_streams(session, [stream_of(article.id), f"tickets/{ticket}"])
    gone = session.execute(
        delete(ArticleUse)
        .where(ArticleUse.article_id == article.id, ArticleUse.ticket_number == ticket)
        .returning(ArticleUse.ticket_number)
    ).first()
    if gone is None:
        raise NotFound
    append(session, stream_of(article.id), "article_unused", actor.id, ticket=ticket)
    append(session, f"tickets/{ticket}", "article_unlinked", actor.id, article=article.id)


def _link(session: Session, actor: Person, article: Article, ticket: int, kind: str) -> bool:
    known = session.scalar(
        select(ArticleUse.kind).where(
            ArticleUse.article_id == article.id, ArticleUse.ticket_number == ticket
        )
    )
    if known is not None:
        return False
    session.add(
        ArticleUse(
            article_id=article.id, ticket_number=ticket, kind=kind, by_id=actor.id, at=clock.now()
        )
    )
    append(session, stream_of(article.id), "article_used", actor.id, ticket=ticket)
    append(session, f"tickets/{ticket}", "article_linked", actor.id, article=article.id, how=kind)
    return True


def _to_retire(session: Session, actor: Person, article_id: int) -> Article:
    article = find_article(session, actor, article_id)
    if not may_retire(actor, article):
        raise NotAllowed("Its author or a manager retires an article.")
    session.refresh(article, with_for_update=True)
    return article


def _to_share(session: Session, actor: Person, article_id: int) -> Article:
    check_writes(actor)
    article = find_article(session, actor, article_id)
    session.refresh(article, with_for_update=True)
    return article


def _keep_edition(session: Session, article: Article, actor: Person) -> None:
    session.add(
        ArticleEdition(
            article_id=article.id,
            number=article.edition,
            title=article.title,
            symptom=article.symptom,
            cause=article.cause,
            fix=article.fix,
            by_id=actor.id,
            at=article.updated_at,
        )
    )
    session.flush()


def _same(article: Article, text: ArticleText) -> bool:
    return all(getattr(article, name) == value for name, value in text.model_dump().items())


def _current(article: Article) -> dict[str, object]:
    return {"edition": article.edition, "updated_at": article.updated_at.isoformat()}
