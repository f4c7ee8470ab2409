"""Articles: written, edited, found, linked, retired."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.knowledge import actions, queries
from swarm.knowledge.access import find_article
from swarm.knowledge.texts import ArticleText
from swarm.people.tables import Person

WORDS = ArticleText(
    title="Card payments fail with error 51",
    symptom="The terminal shows **51**.",
    cause="The gateway certificate ran out.",
    fix="Renew the certificate and restart the gateway.",
    product="Payments",
)


def kinds(session: Session, stream: str) -> list[tuple[str, Any]]:
    return [(line.kind, line.data) for line in read_lines(session, stream).items]


def ticket(session: Session) -> int:
    now = clock.now()
    return int(
        session.execute(
            sql(
                "INSERT INTO ticket (summary, description, priority, channel, status, process,"
                " demo, created_at, updated_at, paused_seconds, reopened) VALUES ('Till is down',"
                " '', 'normal', 'web', 'open', 'swarm', false, :now, :now, 0, 0) RETURNING number"
            ),
            {"now": now.replace(tzinfo=None)},
        ).scalar_one()
    )


def test_an_article_is_written_and_told(session: Session, make: Any) -> None:
    ada, number = make.person(name="Ada"), ticket(session)
    article = actions.write_article(session, ada, WORDS, ticket=number)
    page = queries.read_article(session, ada, article)
    assert page.symptom_html == "<p>The terminal shows <strong>51</strong>.</p>\n"
    assert page.author is not None
    assert page.author.name == "Ada"
    assert [row.number for row in page.editions] == [1]
    assert kinds(session, f"articles/{article.id}") == [
        ("article_written", {"edition": 1}),
        ("article_used", {"ticket": number}),
    ]
    assert kinds(session, f"people/{ada.id}") == [("article_written", {"article": article.id})]
    assert kinds(session, f"tickets/{number}") == [
        ("article_linked", {"article": article.id, "how": "source"})
    ]
    assert queries.uses_of(session, article) == {number: "source"}
    assert [row.id for row in queries.articles_of(session, number)] == [article.id]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": "  "}, ["title"]),
        ({"fix": "\n"}, ["fix"]),
        ({"title": "x" * 201}, ["title"]),
        ({"symptom": "x" * 20_001, "product": "x" * 81}, ["symptom", "product"]),
    ],
)
def test_an_article_needs_a_title_and_a_fix_of_sensible_length(
    session: Session, make: Any, change: Any, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.write_article(session, make.person(), WORDS.model_copy(update=change))
    assert list(refused.value.fields or {}) == fields


def test_an_edit_keeps_the_edition_before(session: Session, make: Any) -> None:
    ada, bob = make.person(), make.person(name="Bob")
    article = actions.write_article(session, ada, WORDS)
    better = WORDS.model_copy(update={"fix": "Renew it. No restart is needed."})
    actions.edit_article(session, bob, article.id, better, based_on=1)
    assert article.edition == 2
    old, new = (queries.read_edition(session, article, number) for number in (1, 2))
    assert old.fix == WORDS.fix
    assert new.fix == better.fix
    assert new.by is not None
    assert new.by.name == "Bob"
    assert [row.number for row in queries.read_article(session, ada, article).editions] == [2, 1]
    with pytest.raises(NotFound):
        queries.read_edition(session, article, 3)


def test_the_same_words_again_make_no_edition(session: Session, make: Any) -> None:
    ada = make.person()
    article = actions.write_article(session, ada, WORDS)
    again = WORDS.model_copy(update={"title": "  Card payments  fail with error 51 "})
    assert actions.edit_article(session, ada, article.id, again, based_on=1).edition == 1
    assert len(kinds(session, f"articles/{article.id}")) == 1


def test_who_edits_an_old_edition_is_told_the_new_one(session: Session, make: Any) -> None:
    ada = make.person()
    article = actions.write_article(session, ada, WORDS)
    second = WORDS.model_copy(update={"cause": "Unknown."})
    actions.edit_article(session, ada, article.id, second, based_on=1)
    with pytest.raises(Conflict) as refused:
        actions.edit_article(session, ada, article.id, WORDS, based_on=1)
    assert refused.value.current is not None
    assert refused.value.current["edition"] == 2
    assert article.cause == "Unknown."


@pytest.mark.both
def test_of_many_edits_at_once_one_wins(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", created_at=clock.now())
        session.add(ada)
        session.flush()
        article_id = actions.write_article(session, ada, WORDS).id
        author = ada.id
    start, won, lost = threading.Barrier(6), [], []

    def edit(number: int) -> None:
        start.wait()
        try:
            with database.write() as session:
                words = WORDS.model_copy(update={"cause": f"Cause {number}"})
                actions.edit_article(
                    session, session.get_one(Person, author), article_id, words, based_on=1
                )
            won.append(number)
        except Conflict:
            lost.append(number)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 5)
    with database.read() as session:
        article = session.get_one(queries.Article, article_id)
        assert (article.edition, article.cause) == (2, f"Cause {won[0]}")


def test_a_retired_article_is_kept_out_of_the_way(session: Session, make: Any) -> None:
    ada, bob, chief = make.person(), make.person(), make.person(role="manager")
    customer = make.person(role="requester")
    article = actions.write_article(session, ada, WORDS)
    with pytest.raises(NotAllowed):
        actions.retire_article(session, bob, article.id)
    actions.retire_article(session, chief, article.id)
    actions.retire_article(session, ada, article.id)
    session.flush()
    assert queries.list_articles(session, ada).items == []
    assert [row.retired for row in queries.list_articles(session, ada, retired=True).items] == [
        True
    ]
    assert queries.list_articles(session, customer, retired=True).items == []
    with pytest.raises(Conflict):
        actions.edit_article(session, ada, article.id, WORDS, based_on=1)
    with pytest.raises(NotFound):
        find_article(session, customer, article.id)
    assert queries.read_article(session, ada, article).can == {
        "edit": False,
        "link": True,
        "share": False,
        "retire": False,
        "restore": True,
    }
    actions.restore_article(session, ada, article.id)
    actions.restore_article(session, ada, article.id)
    session.flush()
    assert [row.id for row in queries.list_articles(session, ada).items] == [article.id]
    assert [kind for kind, _ in kinds(session, f"articles/{article.id}")] == [
        "article_written",
        "article_retired",
        "article_restored",
    ]


def test_a_link_to_a_ticket_is_made_once_and_taken_back(session: Session, make: Any) -> None:
    ada, number = make.person(), ticket(session)
    article = actions.write_article(session, ada, WORDS)
    assert actions.link_article(session, ada, article.id, number)
    assert not actions.link_article(session, ada, article.id, number)
    assert queries.list_articles(session, ada).items[0].solved == 1
    actions.unlink_article(session, ada, article.id, number)
    with pytest.raises(NotFound):
        actions.unlink_article(session, ada, article.id, number)
    assert [kind for kind, _ in kinds(session, f"tickets/{number}")] == [
        "article_linked",
        "article_unlinked",
    ]


def test_requesters_read_and_guests_find_nothing(session: Session, make: Any) -> None:
    ada, customer = make.person(), make.person(role="requester")
    article = actions.write_article(session, ada, WORDS)
    with pytest.raises(NotFound):
        find_article(session, customer, article.id)
    actions.share_article(session, ada, article.id)
    page = queries.read_article(session, customer, article)
    assert page.editions == []
    assert not any(page.can.values())
    assert find_article(session, customer, article.id) is article
    with pytest.raises(NotFound):
        find_article(session, make.person(role="guest"), article.id)
    for outsider in (customer, make.person(role="guest")):
        with pytest.raises(NotAllowed):
            actions.write_article(session, outsider, WORDS)
