"""An article that solves a ticket shows what its author knows, each time it does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from swarm.knowledge.actions import SOURCE, link_article, unlink_article, write_article
from swarm.knowledge.texts import ArticleText
from swarm.skills.listener import KINDS, work
from swarm.skills.tables import Evidence
from swarm.tickets.solving import reopen_ticket, solve_ticket

TEXT = ArticleText(title="Blank labels", symptom="Blank", cause="Dirt", fix="Clean the head")


@pytest.fixture
def library(bench: Any) -> Any:
    """Otto wrote an article; every line is worked on when it is asked for."""
    return Library(bench)


class Library:
    def __init__(self, bench: Any) -> None:
        self.bench = bench
        self.session = bench.session
        self.article = self.write()
        self.done: dict[str, int] = {}

    def write(self) -> int:
        return int(write_article(self.session, self.bench.otto, TEXT).id)

    def ticket(self) -> Any:
        return self.bench.ticket(component="Label Printer")

    def link(self, ticket: Any, article: int | None = None, **more: Any) -> None:
        link_article(self.session, self.bench.anna, article or self.article, ticket.number, **more)

    def shown(self, *tickets: Any) -> list[int | None]:
        """The tickets that Otto's articles show his skill with, after all lines were heard."""
        for ticket in tickets:
            for line in self.bench.lines(ticket):
                if line.kind in KINDS and line.seq > self.done.get(line.stream, 0):
                    work(self.session, line)
                    self.done[line.stream] = line.seq
        rows = self.session.scalars(
            select(Evidence.ticket_number)
            .where(Evidence.person_id == self.bench.otto.id, Evidence.kind == "wrote")
            .order_by(Evidence.id)
        )
        return list(rows)


def test_each_ticket_that_it_solves_counts(library: Any) -> None:
    first, second = library.ticket(), library.ticket()
    library.link(first)
    assert library.shown(first) == []
    library.bench.solve(first)
    library.bench.solve(second)
    assert library.shown(first, second) == [first.number]
    library.link(second)
    assert library.shown(second) == [first.number, second.number]
    added = library.bench.lines(library.bench.otto)[-1]
    assert (added.kind, added.data["ticket"]) == ("evidence_added", second.number)


def test_two_articles_on_one_ticket_count_once(library: Any) -> None:
    ticket = library.ticket()
    library.link(ticket)
    library.link(ticket, library.write())
    library.bench.solve(ticket)
    assert library.shown(ticket) == [ticket.number]


def test_a_requester_whom_it_helped_counts_and_what_was_declined_does_not(library: Any) -> None:
    tickets = {}
    for how in ("withdrawn", "declined"):
        tickets[how] = library.ticket()
        library.link(tickets[how])
        solve_ticket(library.session, library.bench.anna, tickets[how], "", "", how=how)
    assert library.shown(*tickets.values()) == [tickets["withdrawn"].number]


def test_the_ticket_that_it_was_made_from_is_none_that_it_solved(library: Any) -> None:
    ticket = library.ticket()
    library.link(ticket, kind=SOURCE)
    library.bench.solve(ticket)
    assert library.shown(ticket) == []


def test_a_ticket_that_comes_back_takes_it_back_until_it_is_solved_again(library: Any) -> None:
    ticket = library.ticket()
    library.link(ticket)
    library.bench.solve(ticket)
    assert library.shown(ticket) == [ticket.number]
    reopen_ticket(library.session, library.bench.anna, ticket)
    assert library.shown(ticket) == []
    assert library.bench.lines(library.bench.otto)[-1].kind == "profile_changed"
    library.bench.solve(ticket)
    assert library.shown(ticket) == [ticket.number]


def test_an_article_that_is_taken_off_shows_nothing(library: Any) -> None:
    ticket = library.ticket()
    library.link(ticket)
    library.bench.solve(ticket)
    assert library.shown(ticket) == [ticket.number]
    unlink_article(library.session, library.bench.anna, library.article, ticket.number)
    assert library.shown(ticket) == []


def test_another_article_of_the_same_author_still_does(library: Any) -> None:
    ticket, other = library.ticket(), library.write()
    library.link(ticket)
    library.link(ticket, other)
    library.bench.solve(ticket)
    assert library.shown(ticket) == [ticket.number]
    unlink_article(library.session, library.bench.anna, library.article, ticket.number)
    assert library.shown(ticket) == [ticket.number]
