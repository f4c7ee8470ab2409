"""Whoever made a fix is told when it solves somebody else's ticket."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.activity.lines import Line
from swarm.knowledge.actions import link_article, unlink_article, write_article
from swarm.knowledge.texts import ArticleText
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.fixes import fixes_of, work
from swarm.tickets.solving import reopen_ticket, solve_ticket
from tests.rooms.conftest import Floor


def heard(floor: Floor, person: Any) -> list[Line]:
    return [line for line in floor.lines(f"people/{person.id}") if line.kind == "fix_reused"]


def tell(floor: Floor, ticket: Any) -> None:
    """Hand the ticket's last lines to the listener, as the worklist does."""
    for line in floor.lines(f"tickets/{ticket.number}"):
        if line.kind in ("ticket_solved", "article_linked"):
            work(floor.session, line)


def solved(floor: Floor, owner: Any, **more: Any) -> Any:
    ticket = floor.ticket(owner)
    solve_ticket(floor.session, owner, ticket, "Wear", "Changed the roller", **more)
    return ticket


def article(floor: Floor, author: Any, ticket: int | None = None) -> int:
    text = ArticleText(title="Blank labels", fix="Change the roller")
    return write_article(floor.session, author, text, ticket=ticket).id


@pytest.mark.both
def test_the_author_of_an_article_hears_how_often_it_solved(floor: Any) -> None:
    written = article(floor, floor.expert)
    for uses in (1, 2):
        ticket = floor.ticket(floor.other)
        link_article(floor.session, floor.other, written, ticket.number)
        tell(floor, ticket)
        assert len(heard(floor, floor.expert)) == uses - 1  # not before it is solved
        solve_ticket(floor.session, floor.other, ticket, "Wear", "As the article says")
        tell(floor, ticket)
        tell(floor, ticket)
        told = heard(floor, floor.expert)
        assert [line.data["uses"] for line in told] == list(range(1, uses + 1))
    assert told[-1].data == {"ticket": ticket.number, "uses": 2, "of": "article", "key": written}
    (card,) = fixes_of(floor.session, floor.expert.id)
    assert (card.title, card.uses, card.article) == ("Blank labels", 2, written)
    assert card.tickets[0] == ticket.number
    assert fixes_of(floor.session, floor.other.id) == []
    unlink_article(floor.session, floor.other, written, ticket.number)
    assert fixes_of(floor.session, floor.expert.id)[0].uses == 1


def test_ones_own_tickets_and_fixes_that_did_not_hold_do_not_count(floor: Any) -> None:
    written = article(floor, floor.expert)
    own = solved(floor, floor.expert)
    link_article(floor.session, floor.expert, written, own.number)
    tell(floor, own)
    foreign = solved(floor, floor.other)
    link_article(floor.session, floor.other, written, foreign.number)
    reopen_ticket(floor.session, floor.other, foreign)
    tell(floor, foreign)
    assert heard(floor, floor.expert) == []
    assert fixes_of(floor.session, floor.expert.id) == []


@pytest.mark.both
def test_whoever_fixed_the_ticket_behind_an_article_is_told_too(floor: Any) -> None:
    source = floor.ticket()
    swarm = floor.swarm(source)
    floor.join(swarm, floor.expert)
    close_swarm(
        floor.session, floor.owner, swarm.id, summary="Roller", solved=True,
        credits=[Credit(floor.expert.id, "fix")],
    )  # fmt: skip
    written = article(floor, floor.manager, source.number)
    later = solved(floor, floor.other)
    link_article(floor.session, floor.other, written, later.number)
    tell(floor, later)
    for person in (floor.expert, floor.owner, floor.manager):
        assert [line.data["uses"] for line in heard(floor, person)] == [1]


def test_a_duplicate_of_a_solved_ticket_used_its_fix(floor: Any) -> None:
    first = solved(floor, floor.expert)
    copy = solved(floor, floor.other, how="duplicate", duplicate_of=first)
    tell(floor, copy)
    assert [line.data["of"] for line in heard(floor, floor.expert)] == ["ticket"]
    (card,) = fixes_of(floor.session, floor.expert.id)
    assert (card.ticket, card.uses, card.title) == (first.number, 1, first.summary)


def test_a_duplicate_of_a_running_ticket_used_nothing(floor: Any) -> None:
    running = floor.ticket(floor.expert)
    copy = solved(floor, floor.other, how="duplicate", duplicate_of=running)
    tell(floor, copy)
    solve_ticket(floor.session, floor.expert, running, "Wear", "Changed")
    assert heard(floor, floor.expert) == []


def test_a_running_desk_tells_by_itself(office: Any) -> None:
    author, other = office.person(), office.person()
    made = author.post("/articles", {"title": "Blank labels", "fix": "Change the roller"}).json
    number = other.post("/tickets", {"summary": "Blank", "description": ""}).json["number"]
    other.put(f"/tickets/{number}/owner")
    other.put(f"/articles/{made['id']}/tickets/{number}")
    other.put(f"/tickets/{number}/outcome", {"cause": "Wear", "fix": "As written"})
    profile = author.get(f"/people/{author.person}/profile").json
    assert [(one["title"], one["uses"]) for one in profile["fixes"]] == [("Blank labels", 1)]
