"""Finding articles: by words, page by page, while a word is typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from swarm import clock
from swarm.db import Database
from swarm.errors import Invalid
from swarm.knowledge import actions, queries
from swarm.knowledge.search import INDEX, ranked
from swarm.knowledge.texts import ArticleText
from swarm.people.tables import Person

WORDS = ArticleText(
    title="Card payments fail with error 51",
    symptom="The terminal shows **51**.",
    cause="The gateway certificate ran out.",
    fix="Renew the certificate and restart the gateway.",
    product="Payments",
)


@pytest.mark.both
def test_articles_are_found_by_their_words(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", created_at=clock.now())
        session.add(ada)
        session.flush()
        title = actions.write_article(session, ada, WORDS).id
        body = actions.write_article(
            session,
            ada,
            ArticleText(title="Login loops", fix="Clear it", cause="certificate and payments"),
        ).id
        actions.write_article(session, ada, ArticleText(title="Printer", fix="Paper"))
        actions.edit_article(
            session, ada, body, ArticleText(title="Login", fix="payments", cause="x"), based_on=1
        )

    def found(q: str, **which: Any) -> list[int]:
        with database.read() as session:
            reader = session.get_one(Person, ada.id)
            return [row.id for row in queries.list_articles(session, reader, q=q, **which).items]

    assert found("payments") == [title, body]
    assert found("payment") == [title, body]
    assert found("certific") == [title]
    assert found("Renewing") == [title]
    assert found("certification") == [title]
    assert found("ertificate") == []
    assert found("payments", product="Payments") == [title]
    assert found("payments", component="None") == []
    assert found("nothing-like-this") == []
    assert found('"; DROP TABLE article; --') == []
    assert found("!!!") == []
    assert found("_ &|:* ()") == []


@pytest.mark.both
def test_a_word_is_found_at_every_letter_while_it_is_typed(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", created_at=clock.now())
        session.add(ada)
        session.flush()
        actions.write_article(session, ada, WORDS)
    with database.read() as session:
        reader = session.get_one(Person, ada.id)
        for word in ("certificate", "payments", "restart"):
            for letters in range(3, len(word) + 1):
                found = queries.list_articles(session, reader, q=f"gateway {word[:letters]}")
                assert len(found.items) == 1, word[:letters]


@pytest.mark.both
@pytest.mark.parametrize("q", [None, "gateway"])
def test_pages_hold_every_article_once(database: Database, q: str | None) -> None:
    with database.write() as session:
        ada = Person(name="Ada", created_at=clock.now())
        session.add(ada)
        session.flush()
        made = [
            actions.write_article(
                session, ada, ArticleText(title=f"Gateway {n % 3}", fix="gateway " * n)
            ).id
            for n in range(1, 8)
        ]
    with database.read() as session:
        reader, seen, cursor = session.get_one(Person, ada.id), [], None
        while True:
            page = queries.list_articles(session, reader, q=q, cursor=cursor, limit=2)
            seen += [row.id for row in page.items]
            cursor = page.next
            if cursor is None:
                break
        whole = queries.list_articles(session, reader, q=q, limit=50)
        assert seen == [row.id for row in whole.items]
        assert sorted(seen) == made
        with pytest.raises(Invalid):
            queries.list_articles(session, reader, q=q, cursor="x")


@pytest.mark.both
def test_the_index_can_be_dropped_and_made_again(database: Database) -> None:
    with database.engine.begin() as connection:
        INDEX.drop(connection)
        INDEX.create(connection)


def test_the_index_knows_its_own_objects() -> None:
    assert INDEX.owns("article_fts_config", "table")
    assert INDEX.owns("ix_article_search", "index")
    assert INDEX.owns("search", "column")
    assert not INDEX.owns("article", "table")
    assert not INDEX.owns("title", "column")
    assert not INDEX.owns(None, "table")


@pytest.mark.both
def test_no_words_of_a_reader_break_the_search(database: Database) -> None:
    with database.read() as session:

        @given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
        @settings(max_examples=150)
        def search(q: str) -> None:
            hits = ranked(q.encode("utf-8", "ignore").decode(), sqlite=database.sqlite)
            if hits is not None:
                session.execute(select(hits)).all()

        search()
