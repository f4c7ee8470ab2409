"""The inbox: what waits for whom, in which order, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from swarm import clock
from swarm.people.conflicts import set_conflicts
from swarm.people.tables import Team
from swarm.tickets.handovers import answer_handover, offer_handover, offer_to_substitutes
from swarm.tickets.inbox import PAGE, overdue_words, read_inbox
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import rate_ticket


def shown(floor: Any, person: Any, **more: Any) -> dict[str, list[int]]:
    inbox = read_inbox(floor.session, person, **more)
    return {one.key: [row.number for row in one.items] for one in inbox.sections}


def reasons(floor: Any, person: Any, **more: Any) -> dict[int, str | None]:
    inbox = read_inbox(floor.session, person, **more)
    return {row.number: row.why for one in inbox.sections for row in one.items}


def test_an_overdue_word_leads_the_owners_inbox(floor: Any) -> None:
    calm, urgent = floor.owned(), floor.owned(priority="urgent")
    waiting = floor.waiting(priority="urgent")
    with floor.later(hours=2):
        inbox = read_inbox(floor.session, floor.owner)
        assert inbox.sections[0].key == "overdue_words"
        assert {row.number for row in inbox.sections[0].items} == {urgent.number, waiting.number}
        assert shown(floor, floor.owner)["mine"] == [calm.number]
        rows = overdue_words(floor.session, floor.owner, clock.now())
        assert {row.number for row in rows} == {urgent.number, waiting.number}
    assert overdue_words(floor.session, floor.owner, clock.now()) == []


def test_a_ticket_is_shown_once_in_the_most_pressing_place(floor: Any) -> None:
    ticket = floor.owned(priority="urgent")
    with floor.later(hours=2):
        assert shown(floor, floor.owner, rooms={ticket.number: "You lead its swarm."}) == {
            "overdue_words": [ticket.number]
        }


def test_every_ticket_says_why_it_is_shown(floor: Any) -> None:
    mine, waiting, done = floor.owned(), floor.waiting(), floor.solved()
    free, team, fits = floor.ticket(), floor.ticket(team=floor.team), floor.ticket()
    room = floor.owned()
    assert shown(floor, floor.owner, fits={fits.number: "It needs Java."}) == {
        "mine": [mine.number, room.number],
        "waiting": [waiting.number],
        "fits": [fits.number],
        "team": [team.number],
        "unowned": [free.number],
        "solved": [done.number],
    }
    why = reasons(
        floor,
        floor.other,
        rooms={room.number: "You are in its swarm as learner."},
        fits={fits.number: "It needs Java.", mine.number: "It needs Java."},
    )
    assert why[room.number] == "You are in its swarm as learner."
    assert why[fits.number] == "It needs Java."
    assert why[team.number] == "Nobody owns it, and it is for your team."
    assert mine.number not in why
    assert all(why.values())


def test_whoever_finds_nothing_nearer_is_shown_what_other_teams_have_free(floor: Any) -> None:
    others, hostile = Team(name="Platform"), Team(name="Rivals")
    floor.session.add_all([others, hostile])
    floor.session.flush()
    administrator = floor.person("administrator")
    set_conflicts(floor.session, administrator, hostile, [floor.team.id])
    free, forbidden = floor.ticket(team=others), floor.ticket(team=hostile)
    assert shown(floor, floor.other) == {"elsewhere": [free.number]}
    assert reasons(floor, floor.other)[free.number] == (
        "Nobody owns it. It is for another team, and you may take it."
    )
    near = floor.ticket(team=floor.team)
    assert shown(floor, floor.other) == {"team": [near.number]}
    assert shown(floor, floor.manager) == {
        "unowned": [free.number, forbidden.number, near.number],
    }
    teamless = floor.person("agent")
    take_ticket(floor.session, floor.owner, near)
    assert shown(floor, teamless) == {"elsewhere": [free.number, forbidden.number]}


def test_a_manager_sees_everything_without_an_owner(floor: Any) -> None:
    free, team = floor.ticket(), floor.ticket(team=floor.team)
    assert shown(floor, floor.manager) == {"unowned": [free.number, team.number]}
    assert shown(floor, floor.person("agent")) == {"unowned": [free.number]}


def test_an_offered_ticket_names_who_offers_and_why(floor: Any) -> None:
    offered, left = floor.owned(), floor.owned()
    offer_handover(floor.session, floor.owner, offered, floor.other)
    floor.away(floor.owner, substitute=floor.other)
    offer_to_substitutes(floor.session, clock.now())
    assert shown(floor, floor.other)["handovers"] == [offered.number, left.number]
    assert reasons(floor, floor.other) == {
        offered.number: "Olga Owner asks you to become the owner.",
        left.number: "Olga Owner is away, and you stand in.",
    }


def test_managers_see_tickets_whose_owner_is_gone(floor: Any) -> None:
    ticket = floor.owned()
    assert "orphaned" not in shown(floor, floor.manager)
    floor.away(floor.owner, substitute=floor.other)
    assert shown(floor, floor.manager)["orphaned"] == [ticket.number]
    assert "orphaned" not in shown(floor, floor.other)
    offer_to_substitutes(floor.session, clock.now())
    assert "orphaned" not in shown(floor, floor.manager)
    handover = open_handover(floor.session, ticket.number)
    answer_handover(floor.session, floor.other, handover, "declined")
    assert shown(floor, floor.manager)["orphaned"] == [ticket.number]
    floor.owner.left_at = clock.now()
    floor.session.flush()
    assert shown(floor, floor.manager)["orphaned"] == [ticket.number]


def test_what_was_solved_long_ago_is_not_shown(floor: Any) -> None:
    ticket = floor.solved()
    assert shown(floor, floor.owner) == {"solved": [ticket.number]}
    with floor.later(days=15):
        assert shown(floor, floor.owner) == {}


def test_a_long_section_says_that_there_is_more(floor: Any) -> None:
    for _ in range(PAGE + 1):
        floor.ticket()
    [section] = read_inbox(floor.session, floor.manager).sections
    assert (len(section.items), section.more) == (PAGE, True)


def test_a_requester_sees_what_waits_for_their_word(floor: Any) -> None:
    asked, waiting, done = floor.owned(), floor.waiting(), floor.solved()
    floor.owned(requester=floor.stranger)
    assert shown(floor, floor.requester) == {
        "answer": [waiting.number],
        "rate": [done.number],
        "asked": [asked.number],
    }
    rate_ticket(floor.session, floor.requester, done, 5)
    assert "rate" not in shown(floor, floor.requester)


def test_a_guest_has_no_inbox(floor: Any) -> None:
    floor.ticket()
    assert shown(floor, floor.guest) == {}


def test_an_overdue_word_that_is_said_leaves_the_list(floor: Any) -> None:
    ticket = floor.owned(priority="urgent")
    with floor.later(hours=2):
        floor.answer(ticket)
        assert shown(floor, floor.owner) == {"mine": [ticket.number]}
        assert ticket.next_word_by == clock.now() + timedelta(hours=1)
