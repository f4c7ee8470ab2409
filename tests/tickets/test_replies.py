"""Public replies, private notes, and what they set going."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.tickets.access import owner_of
from swarm.tickets.ownership import assign_ticket
from swarm.tickets.replies import post_reply, set_next_word
from swarm.tickets.texts import join_replies


def test_the_first_public_reply_is_the_first_response(floor: Any) -> None:
    ticket = floor.owned()
    with floor.later(minutes=5):
        floor.answer(ticket, "For colleagues", public=False)
        assert ticket.first_response_at is None
    with floor.later(minutes=10) as at:
        reply = floor.answer(ticket)
        assert ticket.first_response_at == at
    with floor.later(minutes=20):
        floor.answer(ticket, "And more")
        assert ticket.first_response_at == at
    assert [line.data for line in floor.lines(ticket) if line.kind == "reply_posted"][1] == {
        "reply": reply,
        "public": True,
    }
    assert floor.lines(floor.requester)[-1].kind == "ticket_answered"


def test_the_requester_hears_nothing_of_a_note(floor: Any) -> None:
    ticket = floor.owned()
    before = floor.kinds(floor.requester)
    floor.answer(ticket, "They are difficult", public=False)
    assert floor.kinds(floor.requester) == before


def test_lines_carry_no_words_until_they_are_joined(floor: Any) -> None:
    ticket = floor.owned()
    reply = floor.answer(ticket, "Try **again**")
    stream = f"tickets/{ticket.number}"
    [bare] = [one for one in floor.lines(ticket) if one.kind == "reply_posted"]
    assert bare.data == {"reply": reply, "public": True}
    joined = read_lines(floor.session, stream, joiner=join_replies).items
    [line] = [one for one in joined if one.kind == "reply_posted"]
    assert line.data == {
        "reply": reply,
        "public": True,
        "body": "Try **again**",
        "html": "<p>Try <strong>again</strong></p>\n",
        "author": {"id": floor.owner.id, "name": "Olga Owner"},
    }


def test_erased_words_and_lost_replies_join_as_nothing(floor: Any) -> None:
    ticket = floor.owned()
    [line] = read_lines(floor.session, f"tickets/{ticket.number}", limit=1).items
    line.kind, line.data = "reply_posted", {"reply": 999, "public": True}
    join_replies(floor.session, [line])
    assert (line.data["body"], line.data["html"], line.data["author"]) == (None, None, None)


def test_the_same_client_id_is_the_same_reply(floor: Any) -> None:
    ticket = floor.owned()
    first, made = post_reply(floor.session, floor.owner, ticket, "Hello", client_id="a1")
    again, remade = post_reply(floor.session, floor.owner, ticket, "Hello", client_id="a1")
    assert (made, remade) == (True, False)
    assert again.id == first.id
    assert floor.kinds(ticket).count("reply_posted") == 1
    for words, public in (("Other words", True), ("Hello", False)):
        with pytest.raises(Conflict) as refusal:
            post_reply(floor.session, floor.owner, ticket, words, public=public, client_id="a1")
        assert refusal.value.code == "client_id_used"


def test_two_people_may_use_the_same_client_id(floor: Any) -> None:
    ticket = floor.owned()
    post_reply(floor.session, floor.owner, ticket, "Hello", client_id="a1")
    _, made = post_reply(floor.session, floor.requester, ticket, "Hello", client_id="a1")
    assert made


def test_a_reply_that_was_lost_in_a_race_is_a_conflict(floor: Any, monkeypatch: Any) -> None:
    ticket = floor.owned()
    post_reply(floor.session, floor.owner, ticket, "Hello", client_id="a1")
    monkeypatch.setattr("swarm.tickets.replies.find_reply", lambda *_: None)
    with pytest.raises(Conflict):
        post_reply(floor.session, floor.owner, ticket, "Hello", client_id="a1")


def test_the_owner_waits_and_the_answer_takes_it_up_again(floor: Any) -> None:
    ticket = floor.owned()
    floor.answer(ticket, "Which card?", wait=True)
    assert ticket.status == "waiting"
    post_reply(floor.session, floor.requester, ticket, "The blue one")
    assert ticket.status == "open"
    line = floor.lines(floor.owner)[-1]
    assert (line.kind, line.data["ticket"]) == ("ticket_answered", ticket.number)


def test_the_requester_answers_a_solved_ticket_and_the_same_owner_is_back(floor: Any) -> None:
    ticket = floor.solved()
    post_reply(floor.session, floor.requester, ticket, "It is back")
    assert (ticket.status, ticket.reopened, ticket.solved_at) == ("open", 1, None)
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert floor.kinds(floor.owner)[-1] == "ticket_answered"


def test_a_closed_ticket_takes_no_more_words(floor: Any) -> None:
    ticket = floor.closed()
    for person in (floor.requester, floor.owner):
        with pytest.raises(Conflict):
            post_reply(floor.session, person, ticket, "One more thing")


def test_who_solved_a_ticket_may_still_tell_its_requester(floor: Any) -> None:
    ticket = floor.solved()
    floor.answer(ticket, "Remember this one", public=False)
    with pytest.raises(NotAllowed):
        post_reply(floor.session, floor.other, ticket, "It was the disk")
    with floor.later(minutes=3) as at:
        floor.answer(ticket, "It was the disk")
        assert (ticket.status, ticket.first_response_at, ticket.next_word_by) == (
            "solved",
            at,
            None,
        )
    assert floor.kinds(floor.requester)[-1] == "ticket_answered"
    with pytest.raises(Conflict):
        floor.answer(ticket, "Which disk?", wait=True)


def test_a_first_word_after_the_solution_moves_no_target(floor: Any) -> None:
    ticket = floor.solved()
    targets = (ticket.respond_by, ticket.resolve_by)
    with floor.later(days=30):
        floor.answer(ticket, "It was the disk, a month ago")
    assert (ticket.respond_by, ticket.resolve_by) == targets
    assert ticket.first_response_at > ticket.respond_by


def test_the_requester_hears_one_voice(floor: Any) -> None:
    ticket = floor.owned()
    with pytest.raises(NotAllowed):
        post_reply(floor.session, floor.other, ticket, "Me too")
    post_reply(floor.session, floor.other, ticket, "A hint", public=False)
    post_reply(floor.session, floor.manager, ticket, "I apologize for the delay")


def test_requesters_write_no_notes_and_answer_only_their_own(floor: Any) -> None:
    ticket = floor.owned()
    with pytest.raises(NotAllowed):
        post_reply(floor.session, floor.requester, ticket, "Psst", public=False)
    with pytest.raises(NotAllowed):
        post_reply(floor.session, floor.stranger, ticket, "Hello")


def test_a_requester_sets_nothing_waiting(floor: Any) -> None:
    with pytest.raises(NotAllowed):
        post_reply(floor.session, floor.requester, floor.owned(), "Wait", wait=True)


def test_a_colleague_who_asked_is_a_requester_like_others(floor: Any) -> None:
    ticket = floor.waiting(requester=floor.other)
    post_reply(floor.session, floor.other, ticket, "Note to self", public=False)
    assert ticket.status == "waiting"
    post_reply(floor.session, floor.other, ticket, "Here you are")
    assert ticket.status == "open"
    assert ticket.first_response_at is None


@pytest.mark.parametrize("body", ["", "  \n "])
def test_an_empty_reply_is_refused(floor: Any, body: str) -> None:
    with pytest.raises(Invalid) as refusal:
        post_reply(floor.session, floor.owner, floor.owned(), body)
    assert refusal.value.fields == {"body": "is empty"}


def test_each_public_reply_promises_the_next_word(floor: Any) -> None:
    ticket = floor.owned()  # normal: 960 working minutes of an 8 hour day, two days
    assert ticket.next_word_by == clock.now() + timedelta(days=2)
    with floor.later(hours=2) as now:
        floor.answer(ticket)
        assert ticket.next_word_by == now + timedelta(days=2)
        floor.answer(ticket, "A note", public=False)
    with floor.later(hours=3) as now:
        floor.answer(ticket, next_word_by=now + timedelta(hours=1))
        assert ticket.next_word_by == now + timedelta(hours=1)
    assert floor.lines(ticket)[-1].data == {"by": (now + timedelta(hours=1)).isoformat()}


def test_the_owner_sets_the_next_word(floor: Any) -> None:
    ticket = floor.owned()
    by = clock.now() + timedelta(hours=4)
    set_next_word(floor.session, floor.owner, ticket, by)
    assert ticket.next_word_by == by
    assert floor.kinds(ticket)[-1] == "next_word_set"
    with pytest.raises(NotAllowed):
        set_next_word(floor.session, floor.other, ticket, by)
    for days in (-1, 400):
        with pytest.raises(Invalid) as refusal:
            set_next_word(floor.session, floor.owner, ticket, clock.now() + timedelta(days=days))
        assert "by" in (refusal.value.fields or {})


def test_nobody_promises_a_word_on_what_nobody_owns(floor: Any) -> None:
    with pytest.raises(Conflict):
        set_next_word(
            floor.session, floor.manager, floor.ticket(), clock.now() + timedelta(hours=1)
        )
    with pytest.raises(Conflict):
        set_next_word(floor.session, floor.owner, floor.solved(), clock.now() + timedelta(hours=1))


def test_the_new_owner_owes_the_next_word(floor: Any) -> None:
    ticket = floor.owned()
    with floor.later(hours=1) as now:
        assign_ticket(floor.session, floor.manager, ticket, floor.other)
        assert ticket.next_word_by == now + timedelta(days=2)


def test_the_next_word_may_be_set_back_to_the_usual_time(floor: Any) -> None:
    ticket = floor.owned()
    set_next_word(floor.session, floor.owner, ticket, clock.now() + timedelta(hours=1))
    with floor.later(hours=2) as now:
        set_next_word(floor.session, floor.owner, ticket, None)
        assert ticket.next_word_by == now + timedelta(days=2)


def test_lines_without_words_are_left_alone(floor: Any) -> None:
    lines = read_lines(floor.session, f"tickets/{floor.owned().number}").items
    before = [line.model_copy(deep=True) for line in lines]
    join_replies(floor.session, lines)
    assert lines == before
