"""The ticket's page: whole for the desk, its public part for the requester."""

from __future__ import annotations

from typing import Any

from swarm.activity.lines import head_of
from swarm.tickets.handovers import answer_handover, offer_handover
from swarm.tickets.queries import read_page
from swarm.tickets.relations import relate
from swarm.tickets.replies import post_reply
from swarm.tickets.solving import rate_ticket, reopen_ticket, solve_ticket
from swarm.tickets.tables import Attachment
from swarm.tickets.words import newest_replies, waiting_handovers


def page(floor: Any, ticket: Any, person: Any = None) -> Any:
    return read_page(floor.session, person or floor.owner, ticket)


def attach(floor: Any, ticket: Any, *, public: bool) -> None:
    floor.session.add(
        Attachment(
            ticket_number=ticket.number,
            name="log.txt",
            media_type="text/plain",
            size=5,
            sha256="0" * 64,
            public=public,
            added_by=floor.owner.id,
            added_at=ticket.created_at,
        )
    )
    floor.session.flush()


def test_the_desk_sees_everything(floor: Any) -> None:
    ticket = floor.owned(description="It **broke**", tags=["b", "a"], external=("jira", "P-1"))
    other = floor.ticket(summary="The same")
    relate(floor.session, floor.owner, ticket, other, "duplicate")
    floor.answer(ticket, "Which till?")
    floor.answer(ticket, "Again", public=False)
    attach(floor, ticket, public=False)
    found = page(floor, ticket)
    assert found.description_html == "<p>It <strong>broke</strong></p>\n"
    assert (found.tags, found.external.id) == (["a", "b"], "P-1")
    assert [(reply.body, reply.public) for reply in found.replies] == [
        ("Which till?", True),
        ("Again", False),
    ]
    assert found.replies[0].author.name == "Olga Owner"
    assert [(one.other, one.kind) for one in found.relations] == [(other.number, "duplicate_of")]
    assert [one.name for one in found.attachments] == ["log.txt"]
    assert [(one.owner.name, one.how) for one in found.owners] == [("Olga Owner", "taken")]
    assert found.clock.response_kept is True
    assert found.clock.resolution_kept is None
    assert (found.owner.name, found.team.name) == ("Olga Owner", "Payments")
    assert found.head == head_of(floor.session, f"tickets/{ticket.number}")
    assert (found.outcome, found.rating, found.handover) == (None, None, None)


def test_the_requester_sees_the_public_part(floor: Any) -> None:
    ticket = floor.owned(tags=["angry"], external=("jira", "P-1"))
    relate(floor.session, floor.owner, ticket, floor.ticket(), "related")
    floor.answer(ticket, "Hello")
    floor.answer(ticket, "Secret", public=False)
    attach(floor, ticket, public=False)
    attach(floor, ticket, public=True)
    offer_handover(floor.session, floor.owner, ticket, floor.other, tried="Everything")
    found = page(floor, ticket, floor.requester)
    assert [reply.body for reply in found.replies] == ["Hello"]
    assert len(found.attachments) == 1
    assert found.owner.name == "Olga Owner"
    assert found.next_word_by is not None
    assert found.process is None
    assert (found.tags, found.relations, found.owners, found.swarms) == ([], [], [], [])
    assert (found.clock, found.handover, found.external, found.head) == (None, None, None, 0)
    assert "Secret" not in found.model_dump_json()
    assert "Everything" not in found.model_dump_json()


def test_cause_and_fix_are_for_the_desk(floor: Any) -> None:
    ticket = floor.solved()
    rate_ticket(floor.session, floor.requester, ticket, 4, "Fine")
    desk, asked = page(floor, ticket), page(floor, ticket, floor.requester)
    assert (desk.outcome.cause, desk.outcome.fix) == ("A full disk", "Made room")
    assert (asked.outcome.cause, asked.outcome.fix) == (None, None)
    assert asked.outcome.how == "solved"
    assert (asked.rating.score, asked.rating.comment) == (4, "Fine")
    assert desk.owner.name == "Olga Owner"
    assert (desk.next_word_by, desk.next_word_overdue) == (None, False)


def test_what_did_not_hold_is_told_as_tried_before_and_its_rating_is_not(floor: Any) -> None:
    ticket = floor.solved()
    rate_ticket(floor.session, floor.requester, ticket, 4, "Fine")
    reopen_ticket(floor.session, floor.requester, ticket)
    desk, asked = page(floor, ticket), page(floor, ticket, floor.requester)
    assert (desk.outcome, desk.rating, asked.rating) == (None, None, None)
    [before] = desk.tried_before
    assert (before.cause, before.fix) == ("A full disk", "Made room")
    assert before.undone_at is not None
    assert asked.tried_before == []
    solve_ticket(floor.session, floor.owner, ticket, "A worn disk", "Changed it")
    desk = page(floor, ticket)
    assert (desk.outcome.fix, desk.outcome.undone_at) == ("Changed it", None)
    assert [one.fix for one in desk.tried_before] == ["Made room"]
    assert desk.rating.score is None


def test_a_word_that_is_overdue_says_so(floor: Any) -> None:
    ticket = floor.owned(priority="urgent")
    assert page(floor, ticket).next_word_overdue is False
    with floor.later(hours=1):
        assert page(floor, ticket).next_word_overdue is True


def test_an_open_offer_shows_what_was_tried_open_and_promised(floor: Any) -> None:
    ticket = floor.owned()
    offer_handover(
        floor.session,
        floor.owner,
        ticket,
        floor.other,
        tried="A restart",
        still_open="The card reader",
        promised="A call at four",
    )
    card = page(floor, ticket).handover
    assert (card.tried, card.still_open, card.promised) == (
        "A restart",
        "The card reader",
        "A call at four",
    )
    assert card.model_dump(by_alias=True)["from"] == {"id": floor.owner.id, "name": "Olga Owner"}
    [waiting] = waiting_handovers(floor.session, floor.other)
    assert waiting == card
    assert waiting_handovers(floor.session, floor.owner) == []
    answer_handover(floor.session, floor.other, _row(floor, card.id), "declined")
    assert page(floor, ticket).handover is None


def test_long_talk_is_paged_from_its_end(floor: Any) -> None:
    ticket = floor.owned()
    for number in range(7):
        post_reply(floor.session, floor.owner, ticket, f"Word {number}")
    last, earlier = newest_replies(floor.session, ticket, notes=True, limit=3)
    assert [one.body for one in last] == ["Word 4", "Word 5", "Word 6"]
    assert earlier
    first, earlier = newest_replies(floor.session, ticket, notes=True, before=last[0].id, limit=4)
    assert [one.body for one in first] == ["Word 0", "Word 1", "Word 2", "Word 3"]
    assert not earlier


def _row(floor: Any, handover: int) -> Any:
    from swarm.tickets.tables import Handover

    return floor.session.get(Handover, handover)
