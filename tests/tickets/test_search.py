"""Full-text search, the same on both databases, and safe with whatever is typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select, text

from swarm import clock
from swarm.db import Database
from swarm.people.tables import Person
from swarm.tickets.creating import create_ticket
from swarm.tickets.filters import Filter
from swarm.tickets.listing import list_tickets
from swarm.tickets.ownership import take_ticket
from swarm.tickets.replies import post_reply
from swarm.tickets.search import (
    create_search,
    drop_search,
    is_search_object,
    snippet_of,
    words_of,
)
from swarm.tickets.tables import Reply, Ticket

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Shelf:
    """A few tickets that differ in where the words stand."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.agent = self._person("agent")
        self.requester = self._person("requester")
        self.title = self._ticket("VPN disconnects every hour", "Since the update")
        self.body = self._ticket("Printer is slow", "The VPN was disconnected too")
        self.said = self._ticket("Laptop is loud", "The fan never stops")
        self.noted = self._ticket("Door is stuck", "It squeaks")
        for ticket in (self.said, self.noted):
            take_ticket(session, self.agent, ticket)
        self.reply = self._reply(self.said, "Is the VPN still disconnecting?", public=True)
        self.note = self._reply(self.noted, "VPN disconnected him again", public=False)

    def _person(self, role: str) -> Person:
        person = Person(name=role, role=role, email=f"{role}@example.org", created_at=clock.now())
        self.session.add(person)
        self.session.flush()
        return person

    def _ticket(self, summary: str, description: str) -> Ticket:
        return create_ticket(
            self.session,
            self.agent,
            summary=summary,
            description=description,
            requester=self.requester,
        )[0]

    def _reply(self, ticket: Ticket, body: str, *, public: bool) -> Reply:
        return post_reply(self.session, self.agent, ticket, body, public=public)[0]

    def find(self, query: str, actor: Person | None = None, **more: Any) -> list[int]:
        more = {"sort": "relevance", **more}
        page = list_tickets(self.session, actor or self.agent, Filter(q=query), **more)
        return [row.number for row in page.items]


@pytest.fixture
def shelf(session: Any) -> Any:
    with clock.at(NOON):
        yield Shelf(session)


@pytest.mark.both
def test_words_are_found_wherever_they_stand_best_first(shelf: Any) -> None:
    assert shelf.find("vpn disconnected") == [
        shelf.title.number,
        shelf.body.number,
        shelf.noted.number,
        shelf.said.number,
    ]
    assert shelf.find("vpn disconn", sort="created", direction="asc") == [
        shelf.title.number,
        shelf.body.number,
        shelf.said.number,
        shelf.noted.number,
    ]


@pytest.mark.both
def test_every_word_must_be_there_and_the_last_may_be_begun(shelf: Any) -> None:
    assert shelf.find("printer vpn") == [shelf.body.number]
    assert shelf.find("prin") == [shelf.body.number]
    assert shelf.find("printer laptop") == []
    assert shelf.find("prin slow") == []


@pytest.mark.both
def test_a_requester_searches_no_notes(shelf: Any) -> None:
    found = shelf.find("vpn disconnected", shelf.requester)
    assert shelf.noted.number not in found
    assert shelf.said.number in found
    assert shelf.noted.number not in shelf.find("vpn", shelf.requester, sort="updated")


@pytest.mark.both
def test_pages_of_a_search_together_are_the_whole(shelf: Any) -> None:
    whole = shelf.find("vpn disconn")
    for limit in (1, 2, 3):
        found, cursor = [], None
        while True:
            page = list_tickets(
                shelf.session,
                shelf.agent,
                Filter(q="vpn disconn"),
                sort="relevance",
                cursor=cursor,
                limit=limit,
            )
            found += [row.number for row in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert found == whole


@pytest.mark.both
def test_the_index_follows_what_is_edited_and_erased(shelf: Any) -> None:
    shelf.title.summary = "Telephone is silent"
    shelf.reply.body = None
    shelf.session.flush()
    assert shelf.title.number not in shelf.find("vpn")
    assert shelf.find("telephone") == [shelf.title.number]
    assert shelf.said.number not in shelf.find("vpn")
    shelf.session.delete(shelf.note)
    shelf.session.flush()
    assert shelf.noted.number not in shelf.find("vpn")


@pytest.mark.both
def test_a_filter_narrows_a_search(shelf: Any) -> None:
    page = list_tickets(
        shelf.session,
        shelf.agent,
        Filter(q="vpn", owner=shelf.agent.id),
        sort="relevance",
    )
    assert {row.number for row in page.items} == {shelf.said.number, shelf.noted.number}


@pytest.mark.both
@pytest.mark.parametrize("sort", ["relevance", "updated"])
def test_signs_alone_are_looked_for_as_they_stand(shelf: Any, sort: str) -> None:
    assert [shelf.find(signs, sort=sort) for signs in ("...", "%", "%%", "*", "\\")] == [[]] * 5
    odd = shelf._ticket("Discount of 20 % is taken twice", "Since noon")
    assert shelf.find("%", sort=sort) == [odd.number]
    assert shelf.find(" % ", sort=sort) == [odd.number]
    assert shelf.find("%%", sort=sort) == []


@pytest.mark.both
def test_nothing_asked_for_is_the_newest_change(shelf: Any) -> None:
    assert shelf.find("  ") == shelf.find("", sort="updated") != []


@pytest.mark.both
def test_a_number_finds_its_ticket(shelf: Any) -> None:
    number = shelf.title.number
    assert shelf.find(f"#{number}", sort="updated") == [number]
    assert shelf.find(str(number), sort="updated") == [number]
    other = shelf._ticket(f"Error {number} at the till", "Since noon")
    assert shelf.find(f"#{number}") == [number, other.number]
    assert shelf.find(f"#{number}", limit=1) == [number]


HOSTILE = [
    '"',
    "'; DROP TABLE ticket; --",
    "AND OR NOT NEAR(",
    "a* b^2 -c",
    "summary: x",
    "_ __",
    "(((",
    "vpn & | ! <-> :*",
    "%_\\",
    "\x00a",
    "the of and",
    "x" * 400,
    "日本 語 ünïcode ß İ",
    "٣ ² Ⅷ",
]


@pytest.mark.both
def test_whatever_is_typed_is_only_words(shelf: Any) -> None:
    for query in HOSTILE:
        assert set(shelf.find(query)) <= set(shelf.find("", sort="updated"))
        shelf.find(query, sort="updated")
    assert len(shelf.find("")) == 4


@pytest.mark.both
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_no_query_breaks_the_search(shelf: Any, query: str) -> None:
    assert isinstance(shelf.find(query), list)


def test_only_so_many_words_count() -> None:
    assert len(words_of("word " * 50)) == 12


def test_a_snippet_shows_the_place() -> None:
    long = "Before it all. " * 20 + "Then the **fuse** blew. " + "And after. " * 40
    snippet = snippet_of(["fuse"], long)
    assert "fuse blew" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert snippet_of(["nothing"], "A short text") == "A short text"
    assert snippet_of(["a"], "") == ""


@pytest.mark.both
def test_the_index_is_dropped_and_made_again(database: Database) -> None:
    with database.engine.begin() as connection:
        drop_search(connection)
        assert not any(
            is_search_object(name, "table") for name in inspect(connection).get_table_names()
        )
        columns = {one["name"] for one in inspect(connection).get_columns("ticket")}
        assert "search" not in columns
        create_search(connection)
    with database.write() as session:
        shelf = Shelf(session)
        assert shelf.find("printer") == [shelf.body.number]


def test_what_belongs_to_the_index_is_known_by_name() -> None:
    assert is_search_object("ticket_fts_data", "table")
    assert is_search_object("search", "column")
    assert is_search_object("ix_reply_search", "index")
    assert not is_search_object("ticket", "table")
    assert not is_search_object("summary", "column")
    assert not is_search_object(None, "index")


@pytest.mark.both
def test_the_database_keeps_the_index_by_itself(database: Database) -> None:
    with database.write() as session:
        Shelf(session)
    with database.read() as session:
        if database.sqlite:
            session.execute(text("SELECT count(*) FROM ticket_fts WHERE ticket_fts MATCH 'vpn'"))
        else:
            session.execute(text("SELECT count(*) FROM ticket WHERE search @@ 'vpn'::tsquery"))
        assert session.scalar(select(func.count()).select_from(Ticket)) == 4
