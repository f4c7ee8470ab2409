"""What screens ask about articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from swarm.activity.lines import head_of
from swarm.errors import NotFound
from swarm.knowledge.access import may_retire
from swarm.knowledge.cards import ArticleList, ArticlePage, ArticleRow, EditionPage, EditionRow
from swarm.knowledge.search import holds_signs, ranked
from swarm.knowledge.tables import Article, ArticleEdition, ArticleUse
from swarm.markdown import plain, render
from swarm.paging import decode, encode
from swarm.people.refs import refs
from swarm.people.tables import Person


def list_articles(
    session: Session,
    actor: Person,
    *,
    q: str | None = None,
    product: str | None = None,
    component: str | None = None,
    retired: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> ArticleList:
    """Articles that hold every word of `q`, or all where nothing is asked for.

    Requesters find those that are shared with them. Signs alone, such as “%”, are looked for
    as they stand. Raises Invalid for a false cursor.
    """
    wanted = select(Article).where(
        Article.retired_at.is_not(None) if retired and actor.staff else Article.retired_at.is_(None)
    )
    if not actor.staff:
        wanted = wanted.where(Article.shared_at.is_not(None))
    if product:
        wanted = wanted.where(Article.product == product)
    if component:
        wanted = wanted.where(Article.component == component)
    if q:
        found, further = _best(session, wanted, q, cursor, limit)
    else:
        found, further = _latest(session, wanted, cursor, limit)
    return ArticleList(items=_rows(session, found), next=further, can={"write": actor.staff})


def read_article(session: Session, actor: Person, article: Article) -> ArticlePage:
    """The page of an article that `actor` may read (`access.find_article`), without tickets."""
    editions = _editions(session, article) if actor.staff else []
    authors = refs(session, [article.author_id])
    in_force = article.retired_at is None
    return ArticlePage(
        **_texts(article),
        id=article.id,
        product=article.product,
        component=article.component,
        author=authors.get(article.author_id) if article.author_id else None,
        edition=article.edition,
        created_at=article.created_at,
        updated_at=article.updated_at,
        retired_at=article.retired_at,
        for_requesters=article.shared_at is not None,
        editions=editions,
        tickets=[],
        head=head_of(session, f"articles/{article.id}"),
        can={
            "edit": actor.staff and in_force,
            "link": actor.staff,
            "share": actor.staff and in_force,
            "retire": may_retire(actor, article) and in_force,
            "restore": may_retire(actor, article) and not in_force,
        },
    )


def read_edition(session: Session, article: Article, number: int) -> EditionPage:
    """One edition, or NotFound."""
    edition = session.get(ArticleEdition, (article.id, number))
    if edition is None:
        raise NotFound
    names = refs(session, [edition.by_id])
    return EditionPage(
        **_texts(edition),
        article=article.id,
        number=edition.number,
        by=names.get(edition.by_id) if edition.by_id else None,
        at=edition.at,
    )


def uses_of(session: Session, article: Article) -> dict[int, str]:
    """Ticket number → how it is linked, the latest link first, at most 100."""
    rows = session.execute(
        select(ArticleUse.ticket_number, ArticleUse.kind)
        .where(ArticleUse.article_id == article.id)
        .order_by(ArticleUse.at.desc(), ArticleUse.ticket_number.desc())
        .limit(100)
    )
    return {row.ticket_number: row.kind for row in rows}


def articles_of(session: Session, ticket: int) -> list[ArticleRow]:
    """The articles linked to a ticket, the latest link first."""
    rows = session.scalars(
        select(Article)
        .join(ArticleUse, ArticleUse.article_id == Article.id)
        .where(ArticleUse.ticket_number == ticket)
        .order_by(ArticleUse.at.desc(), Article.id.desc())
    ).all()
    return _rows(session, rows)


def _best(
    session: Session, wanted: Select[Article], q: str, cursor: str | None, limit: int
) -> tuple[Sequence[Article], str | None]:
    hits = ranked(q, sqlite=session.get_bind().dialect.name == "sqlite")
    if hits is None:
        return _latest(session, wanted.where(holds_signs(q)), cursor, limit)
    query = wanted.join(hits, hits.c.id == Article.id).add_columns(hits.c.rank)
    if cursor:
        last = decode(cursor, float, int)
        query = query.where(tuple_(hits.c.rank, Article.id) > tuple_(*last))
    rows = session.execute(query.order_by(hits.c.rank, Article.id).limit(limit + 1)).all()
    more = encode(rows[limit - 1].rank, rows[limit - 1].Article.id) if len(rows) > limit else None
    return [row.Article for row in rows[:limit]], more


def _latest(
    session: Session, wanted: Select[Article], cursor: str | None, limit: int
) -> tuple[Sequence[Article], str | None]:
    if cursor:
        last = decode(cursor, datetime, int)
        wanted = wanted.where(tuple_(Article.updated_at, Article.id) < tuple_(*last))
    rows = session.scalars(
        wanted.order_by(Article.updated_at.desc(), Article.id.desc()).limit(limit + 1)
    ).all()
    more = encode(rows[limit - 1].updated_at, rows[limit - 1].id) if len(rows) > limit else None
    return rows[:limit], more


def _rows(session: Session, articles: Sequence[Article]) -> list[ArticleRow]:
    names = refs(session, [article.author_id for article in articles])
    uses = session.execute(
        select(ArticleUse.article_id, func.count().label("uses"))
        .where(ArticleUse.article_id.in_([article.id for article in articles]))
        .group_by(ArticleUse.article_id)
    )
    counts = {row.article_id: row.uses for row in uses}
    return [
        ArticleRow(
            id=article.id,
            title=article.title,
            snippet=plain(article.symptom or article.fix, 160),
            product=article.product,
            component=article.component,
            author=names.get(article.author_id) if article.author_id else None,
            updated_at=article.updated_at,
            solved=counts.get(article.id, 0),
            retired=article.retired_at is not None,
            for_requesters=article.shared_at is not None,
        )
        for article in articles
    ]


def _editions(session: Session, article: Article) -> list[EditionRow]:
    rows = session.execute(
        select(ArticleEdition.number, ArticleEdition.by_id, ArticleEdition.at)
        .where(ArticleEdition.article_id == article.id)
        .order_by(ArticleEdition.number.desc())
    ).all()
    names = refs(session, [row.by_id for row in rows])
    return [EditionRow(number=row.number, by=names.get(row.by_id), at=row.at) for row in rows]


def _texts(words: Article | ArticleEdition) -> dict[str, Any]:
    texts: dict[str, Any] = {"title": words.title}
    for name in ("symptom", "cause", "fix"):
        texts[name] = getattr(words, name)
        texts[f"{name}_html"] = render(texts[name])
    return texts
