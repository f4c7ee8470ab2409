"""A substitute reads what the record knows: notes, what waits, and what was promised."""

from __future__ import annotations

from typing import Any

from swarm import clock
from swarm.activity.lines import append
from swarm.tickets.handovers import offer_to_substitutes
from swarm.tickets.lapsing import open_handover
from swarm.tickets.on_record import read_record
from swarm.tickets.replies import post_reply


def test_a_substitute_reads_notes_and_the_last_reply(floor: Any) -> None:
    ticket = floor.owned()
    for number in range(5):
        post_reply(floor.session, floor.owner, ticket, f"Tried **way {number}**", public=False)
    post_reply(floor.session, floor.owner, ticket, "We look into it", public=True)
    floor.away(floor.owner, substitute=floor.other)
    assert offer_to_substitutes(floor.session, clock.now()) == 1
    handover = open_handover(floor.session, ticket.number)
    assert handover is not None
    name = floor.owner.name
    assert handover.tried == "\n\n".join(
        f"{name}, 04 March 2026: Tried way {number}" for number in (2, 3, 4)
    )
    assert handover.still_open == "Nothing waits but the solution itself."
    assert handover.promised.endswith("The last reply to them, 04 March 2026: We look into it")


def test_what_waits_is_said_in_words(floor: Any) -> None:
    ticket = floor.owned()
    said = read_record(floor.session, ticket)
    assert said.tried == "No note on the ticket says what was tried."
    assert said.still_open == "The requester has had no reply yet."
    post_reply(floor.session, floor.owner, ticket, "Which till?", public=True)
    post_reply(floor.session, floor.requester, ticket, "The left one", public=True)
    said = read_record(floor.session, ticket)
    assert said.still_open == ("The requester wrote last, on 04 March 2026, and waits for a reply.")
    assert said.promised.endswith("Which till?")
    ticket.next_word_by = None
    append(floor.session, f"tickets/{ticket.number}", "swarm_opened", floor.owner.id, swarm=7)
    said = read_record(floor.session, floor.waiting())
    assert said.still_open == "The ticket waits for the requester."
    open_swarm = read_record(floor.session, ticket)
    assert open_swarm.still_open.startswith("A swarm is open")
    append(floor.session, f"tickets/{ticket.number}", "swarm_closed", floor.owner.id, swarm=7)
    assert "swarm" not in read_record(floor.session, ticket).still_open


def test_a_ticket_without_a_word_promises_nothing(floor: Any) -> None:
    ticket = floor.owned()
    ticket.next_word_by = None
    assert read_record(floor.session, ticket).promised == "Nothing is on record."
